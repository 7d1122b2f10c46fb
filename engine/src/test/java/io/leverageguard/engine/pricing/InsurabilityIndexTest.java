package io.leverageguard.engine.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InsurabilityIndexTest {
    @ParameterizedTest
    @CsvSource({
        "0.5, 0.6170750775, 0.6e-10",
        "1, 0.3173105079, 0.6e-10",
        "1.5, 0.1336144025, 0.6e-10",
        "2, 0.0455002639, 0.6e-10",
        "2.5, 0.0124193307, 0.6e-10",
        "3, 0.0026997961, 0.6e-10",
        "4, 6.33425e-5, 0.6e-10",
    })
    void eachIndexHasItsProbability(double index, double probability, double printed) {
        assertThat(InsurabilityIndex.probability(index)).isCloseTo(probability, within(printed));
    }

    @ParameterizedTest
    @CsvSource({
        "5, 514.58, 289.45, 289.45, 162.82, 0.006",
        "10, 108.90, 61.26, 61.26, 34.46, 0.006",
        "20, 23.16, 13.03, 13.03, 7.33, 0.006",
        "50, 2.495, 1.404, 1.404, 0.790, 0.0006",
        "100, 0.275, 0.154, 0.154, 0.087, 0.0006",
    })
    void longestTermsInHoursAreAsPrinted(
            int leverage, double a, double b, double c, double d, double printed) {
        double barrier = TouchProbabilityTest.barrier(leverage, 1);
        assertThat(hours(barrier, 0.6, 1.5)).isCloseTo(a, within(printed));
        assertThat(hours(barrier, 0.8, 1.5)).isCloseTo(b, within(printed));
        assertThat(hours(barrier, 0.6, 2)).isCloseTo(c, within(printed));
        assertThat(hours(barrier, 0.8, 2)).isCloseTo(d, within(printed));
    }

    @Test
    void longestTermStillReachesTheLimitAndOneSecondMoreDoesNot() {
        long seconds = InsurabilityIndex.maxSeconds(100, 99, 0.7, 1.5);
        assertThat(index(seconds)).isGreaterThanOrEqualTo(1.5);
        assertThat(index(seconds + 1)).isLessThan(1.5);
    }

    private static double index(long seconds) {
        double years = InsurabilityIndex.years(Duration.ofSeconds(seconds));
        return InsurabilityIndex.of(100, 99, 0.7, years);
    }

    private static double hours(double barrier, double sigma, double limit) {
        return InsurabilityIndex.maxYears(100_000, barrier, sigma, limit) * 8760;
    }
}
