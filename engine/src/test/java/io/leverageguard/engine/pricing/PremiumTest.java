package io.leverageguard.engine.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leverageguard.engine.pricing.Premium.Loadings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PremiumTest {
    private static final double PRINTED = 0.6e-6;

    @ParameterizedTest
    @CsvSource({
        "10, 0.8, 24, 13.923515, 104.618103, 28.688618, 0.0359",
        "20, 0.8, 8, 45.500524, 185.283895, 75.328134, 0.0942",
        "20, 0.6, 24, 115.083220, 280.753323, 168.421826, 0.2105",
        "20, 0.8, 24, 220.256228, 357.340421, 301.165023, 0.3765",
        "50, 0.8, 1, 60.894947, 212.150331, 96.599977, 0.1207",
    })
    void premiumsAreAsPrinted(
            int leverage,
            double sigma,
            double hours,
            double pure,
            double deviation,
            double gross,
            double rate) {
        double barrier = TouchProbabilityTest.barrier(leverage, 1);
        double p = new TouchProbability(100_000, barrier, sigma, 0).within(hours / 8760);
        Premium premium = Premium.of(p, 800, new Loadings(0.10, 0.15, 0), 0, 0);
        assertThat(premium.pure()).isCloseTo(pure, within(PRINTED));
        assertThat(premium.deviation()).isCloseTo(deviation, within(PRINTED));
        assertThat(premium.gross()).isCloseTo(gross, within(PRINTED));
        assertThat(premium.rateOnLine(800)).isCloseTo(rate, within(0.00006));
    }

    @Test
    void partsAddUpToThePrice() {
        Premium premium = Premium.of(0.05, 1000, new Loadings(0.1, 0.15, 0.12), 1000, 0.01);
        assertThat(premium.capitalCharge()).isCloseTo(1.2, within(1e-12));
        assertThat(
                        premium.pure()
                                + premium.riskLoading()
                                + premium.capitalCharge()
                                + premium.expenses())
                .isCloseTo(premium.gross(), within(1e-9));
    }

    @Test
    void utilizationRaisesTheRateAndTimeLowersIt() {
        assertThat(UtilizationLoading.bumped(0.025, 0.15)).isCloseTo(0.0325, within(1e-12));
        assertThat(UtilizationLoading.decayed(0.065, 0.04, 3)).isCloseTo(0.04, within(1e-12));
        assertThat(UtilizationLoading.forDays(10_000, 0.025, 30))
                .isCloseTo(20.547945, within(PRINTED));
        assertThat(UtilizationLoading.utilized(0.35, 0.07, 0.45, 1)).isCloseTo(0.36, within(1e-12));
        assertThat(UtilizationLoading.forDays(10_000, 0.36, 23))
                .isCloseTo(226.849315, within(PRINTED));
    }

    @Test
    void unearnedPremiumByTimeIsAsPrinted() {
        assertThat(43.21 * UnearnedPremium.byTime(7, 24)).isCloseTo(30.607083, within(PRINTED));
    }

    @Test
    void unearnedPremiumFollowsTheRiskAndNotTheClock() {
        TouchProbability touch = new TouchProbability(100, 90, 0.8, 0);
        double year = InsurabilityIndex.YEAR_SECONDS;
        double end = touch.within(86_400 / year);
        double half = UnearnedPremium.byRisk(touch.within(43_200 / year), end);
        assertThat(half).isGreaterThan(0.8);
        assertThat(UnearnedPremium.byRisk(end, end)).isZero();
        assertThat(UnearnedPremium.byRisk(0, end)).isEqualTo(1);
        assertThat(UnearnedPremium.byRisk(0, 0)).isZero();
    }
}
