package io.leverageguard.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.api.risk.RiskReport.Measure;
import io.leverageguard.api.risk.RiskReport.Method;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TailRiskTest {
    /** Losses 1 to 100: the 95th is 95 and the five beyond are 98 on average. */
    @Test
    void aHundredLossesByHand() {
        double[] profits = IntStream.rangeClosed(1, 100).mapToDouble(loss -> -loss).toArray();
        assertThat(historical(profits))
                .containsExactly(
                        measure(Method.HISTORICAL, "0.95", "95.00", "98.00"),
                        measure(Method.HISTORICAL, "0.99", "99.00", "100.00"));
    }

    /**
     * Losses 1 to 30: 0.95·30 = 28.5, so that the 29th is the value at risk and half of it belongs
     * to the tail of 1.5: (30 + 0.5·29)/1.5 = 29.67. At 99 % the tail of 0.3 lies within the 30th.
     */
    @Test
    void aTailThatEndsWithinAnObservationByHand() {
        double[] profits = IntStream.rangeClosed(1, 30).mapToDouble(loss -> -loss).toArray();
        assertThat(historical(profits))
                .containsExactly(
                        measure(Method.HISTORICAL, "0.95", "29.00", "29.67"),
                        measure(Method.HISTORICAL, "0.99", "30.00", "30.00"));
    }

    /**
     * Weights 1 and 0.94, newest first: σ² = (200² + 0.94·100²)/1.94 = 25463.9175, σ = 159.5742;
     * VaR = 1.644854σ and 2.326348σ, ES = 2.062713σ and 2.665214σ.
     */
    @Test
    void theWeightedVarianceByHand() {
        assertThat(weighted(new double[] {100, -200}, 1))
                .containsExactly(
                        measure(Method.EWMA, "0.95", "262.48", "329.16"),
                        measure(Method.EWMA, "0.99", "371.23", "425.30"));
    }

    @Test
    void movesOfEqualSizeHaveThatDeviationWhateverTheirWeights() {
        double[] profits =
                IntStream.range(0, 40).mapToDouble(i -> i % 3 == 0 ? 100 : -100).toArray();
        assertThat(weighted(profits, 1))
                .containsExactly(
                        measure(Method.EWMA, "0.95", "164.49", "206.27"),
                        measure(Method.EWMA, "0.99", "232.63", "266.52"));
    }

    @Test
    void aLongerHorizonGrowsWithTheSquareRootOfTime() {
        double[] profits = {-10, 10, -10, 10};
        assertThat(TailRisk.measures(profits, 4).getFirst())
                .isEqualTo(measure(Method.HISTORICAL, "0.95", "20.00", "20.00"));
    }

    @Test
    void whoOnlyWinsHasNothingAtRisk() {
        assertThat(historical(new double[] {1, 2, 3})).allMatch(m -> m.valueAtRisk().signum() == 0);
    }

    /** What every coherent pair of measures keeps, whatever the history. */
    @Property(tries = 200, seed = "20251010")
    void theMeanBeyondIsNeverLessThanTheQuantileAndGrowsWithConfidence(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 400) int size) {
        Random random = new Random(seed);
        double[] profits = random.doubles(size, -1_000, 1_000).toArray();
        List<Measure> measures = TailRisk.measures(profits, 1);
        for (Measure measure : measures) {
            assertThat(measure.expectedShortfall()).isGreaterThanOrEqualTo(measure.valueAtRisk());
        }
        for (int i = 0; i < measures.size(); i += 2) {
            Measure wide = measures.get(i);
            Measure narrow = measures.get(i + 1);
            assertThat(narrow.valueAtRisk()).isGreaterThanOrEqualTo(wide.valueAtRisk());
            assertThat(narrow.expectedShortfall()).isGreaterThanOrEqualTo(wide.expectedShortfall());
        }
    }

    private static List<Measure> historical(double[] profits) {
        return TailRisk.measures(profits, 1).subList(0, 2);
    }

    private static List<Measure> weighted(double[] profits, int horizon) {
        return TailRisk.measures(profits, horizon).subList(2, 4);
    }

    private static Measure measure(
            Method method, String confidence, String valueAtRisk, String shortfall) {
        return new Measure(
                method,
                new BigDecimal(confidence),
                new BigDecimal(valueAtRisk),
                new BigDecimal(shortfall));
    }
}
