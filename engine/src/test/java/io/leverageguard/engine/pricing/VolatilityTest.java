package io.leverageguard.engine.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leverageguard.engine.pricing.Volatility.Garch;
import org.junit.jupiter.api.Test;

final class VolatilityTest {
    @Test
    void movingAverageFollowsTheReturns() {
        double variance = Volatility.ewmaVariance(1e-4, 0.94, 0.01, -0.02, 0.015, -0.005, 0.03);
        assertThat(variance).isCloseTo(1.653475120e-4, within(0.6e-13));
        assertThat(Math.sqrt(variance)).isCloseTo(0.0128587524, within(0.6e-10));
        assertThat(Volatility.annual(variance, 8760)).isCloseTo(1.2035132758, within(0.6e-10));
    }

    @Test
    void garchReturnsToItsMean() {
        Garch garch = new Garch(2e-6, 0.08, 0.90);
        assertThat(garch.longRunVariance()).isCloseTo(1e-4, within(1e-16));
        assertThat(garch.expectedVariance(4e-4, 2)).isCloseTo(3.94e-4, within(1e-16));
        assertThat(garch.expectedVariance(4e-4, 24)).isCloseTo(2.885041846456e-4, within(0.6e-16));
        assertThat(garch.expectedVariance(4e-4, 72)).isCloseTo(1.714780389603e-4, within(0.6e-16));
        assertThat(garch.termVariance(4e-4, 24)).isCloseTo(8.163294952364e-3, within(0.6e-15));
        assertThat(Math.sqrt(garch.termVariance(4e-4, 24)))
                .isCloseTo(0.0903509544, within(0.6e-10));
    }

    @Test
    void filterStartsAtTheMeanAndReactsToAShock() {
        Garch garch = Garch.revertingTo(1e-4, 0.08, 0.90);
        assertThat(garch.filter()).isCloseTo(1e-4, within(1e-18));
        assertThat(garch.filter(0.05)).isCloseTo(2e-6 + 0.08 * 0.0025 + 9e-5, within(1e-15));
    }

    @Test
    void returnsAreLogarithmic() {
        assertThat(Volatility.logReturns(100, 110, 99))
                .containsExactly(new double[] {Math.log(1.1), Math.log(0.9)}, within(1e-15));
        assertThat(Volatility.logReturns(100)).isEmpty();
        assertThat(Volatility.realizedVariance(0.01, -0.03)).isCloseTo(5e-4, within(1e-16));
        assertThat(Volatility.realizedVariance()).isZero();
    }
}
