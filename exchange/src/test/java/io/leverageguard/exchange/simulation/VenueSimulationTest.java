package io.leverageguard.exchange.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A few of the sessions of {@code ./lg simulate venue}. */
class VenueSimulationTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void adaptersEndUpWithTheVenuesTruth(long seed) {
        Verdict verdict = VenueSimulation.run(seed);
        assertThat(verdict.differences()).isEmpty();
        assertThat(verdict.orders()).isGreaterThan(100);
        assertThat(verdict.fills()).isGreaterThan(50);
        assertThat(verdict.faults()).isGreaterThan(20);
    }

    @Test
    void sameSeedIsTheSameSession() {
        assertThat(VenueSimulation.run(9)).isEqualTo(VenueSimulation.run(9));
        assertThat(VenueSimulation.run(9)).isNotEqualTo(VenueSimulation.run(10));
    }
}
