package io.leverageguard.launcher.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.exchange.simulation.Verdict;
import io.leverageguard.kit.ops.Logging;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Some of the days of {@code ./lg simulate trading}. */
class TradingSimulationTest {
    private static final int SEEDS = 200;

    @BeforeAll
    static void whatGoesWrongOnPurposeIsNotLogged() {
        Logging.onlyErrors();
    }

    @Test
    void theServiceEndsUpWithTheVenuesTruth() {
        List<Verdict> verdicts =
                LongStream.rangeClosed(1, SEEDS).mapToObj(TradingSimulation::run).toList();
        assertThat(verdicts.stream().filter(verdict -> !verdict.passes())).isEmpty();
        assertThat(sum(verdicts, Verdict::orders)).isGreaterThan(30 * SEEDS);
        assertThat(sum(verdicts, Verdict::fills)).isGreaterThan(15 * SEEDS);
        assertThat(sum(verdicts, Verdict::liquidations)).isGreaterThan(SEEDS / 3);
        assertThat(sum(verdicts, Verdict::faults)).isGreaterThan(10 * SEEDS);
        assertThat(sum(verdicts, Verdict::deaths)).isGreaterThan(SEEDS);
    }

    @Test
    void sameSeedIsTheSameDay() {
        for (long seed = 1; seed <= 10; seed++) {
            assertThat(TradingSimulation.run(seed)).isEqualTo(TradingSimulation.run(seed));
        }
        assertThat(TradingSimulation.run(1)).isNotEqualTo(TradingSimulation.run(2));
    }

    private static int sum(List<Verdict> verdicts, ToIntFunction<Verdict> what) {
        return verdicts.stream().mapToInt(what).sum();
    }
}
