package io.leverageguard.engine.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leverageguard.engine.pricing.Calibration.Interval;
import io.leverageguard.engine.pricing.ShockLadder.Exposure;
import io.leverageguard.engine.pricing.ShockLadder.Scenario;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CapitalTest {
    private static final double PRINTED = 0.6e-8;

    @ParameterizedTest
    @CsvSource({
        "0.01, 0.1, 0.0555154940, 0.06931903",
        "0.01, 0.3, 0.1369245537, 0.19154883",
        "0.01, 0.6, 0.3002974432, 0.44489615",
        "0.01, 0.9, 0.6446551646, 0.84775300",
        "0.02, 0.1, 0.0957368937, 0.11602497",
        "0.02, 0.3, 0.2211178575, 0.29015852",
        "0.02, 0.6, 0.4631391058, 0.60623895",
        "0.02, 0.9, 0.8912053296, 0.96357277",
        "0.05, 0.1, 0.1907275984, 0.22174059",
        "0.05, 0.3, 0.3898538375, 0.47080703",
        "0.05, 0.6, 0.7102077677, 0.81236253",
        "0.05, 0.9, 0.9942315921, 0.99859297",
        "0.10, 0.1, 0.3112662944, 0.35001331",
        "0.10, 0.3, 0.5614036816, 0.63819441",
        "0.10, 0.6, 0.8704292954, 0.92492021",
        "0.10, 0.9, 0.9998810129, 0.99997697",
    })
    void oneFactorQuantilesAreAsPrinted(double p, double rho, double var, double tail) {
        assertThat(Vasicek.valueAtRisk(p, rho, 0.995)).isCloseTo(var, within(0.6e-10));
        assertThat(Vasicek.tailValueAtRisk(p, rho, 0.995)).isCloseTo(tail, within(PRINTED));
    }

    @Test
    void independenceWouldUnderstateTheCapitalTenfold() {
        assertThat(Vasicek.independentQuantile(1000, 0.05, 0.995)).isEqualTo(69);
    }

    @Test
    void bitcoinLongsFallOneLeverageAfterTheOther() {
        List<Exposure> book =
                List.of(
                        position("BTC", 1, 5, "0.005", 50_000),
                        position("BTC", 1, 10, "0.005", 120_000),
                        position("BTC", 1, 20, "0.005", 200_000),
                        position("BTC", 1, 50, "0.005", 80_000));
        assertThat(loss(book, "-0.03")).isEqualTo(80_000);
        assertThat(loss(book, "-0.05")).isEqualTo(280_000);
        assertThat(loss(book, "-0.10")).isEqualTo(400_000);
        assertThat(loss(book, "-0.1452")).isEqualTo(400_000);
        assertThat(loss(book, "-0.20")).isEqualTo(450_000);
    }

    @Test
    void bookOfSeveralAssetsLosesAsPrinted() {
        List<Exposure> book =
                List.of(
                        position("BTC", 1, 5, "0.005", 50_000),
                        position("BTC", 1, 10, "0.005", 120_000),
                        position("BTC", 1, 20, "0.005", 200_000),
                        position("BTC", -1, 20, "0.005", 90_000),
                        position("ETH", 1, 10, "0.005", 60_000),
                        position("ETH", -1, 10, "0.005", 40_000),
                        position("ALT", 1, 5, "0.01", 30_000),
                        position("ALT", 1, 3, "0.01", 20_000));
        Scenario october = scenario("-0.145149", "-0.16", "-0.50");
        Scenario squeeze = scenario("0.10", "0.15", "0.30");
        Scenario flash = scenario("-0.05", "-0.06", "-0.10");
        Scenario covid = scenario("-0.40", "-0.45", "-0.50");
        assertThat(ShockLadder.loss(book, october)).isEqualByComparingTo("430000");
        assertThat(ShockLadder.loss(book, squeeze)).isEqualByComparingTo("130000");
        assertThat(ShockLadder.loss(book, flash)).isEqualByComparingTo("200000");
        assertThat(ShockLadder.loss(book, covid)).isEqualByComparingTo("480000");
        assertThat(ShockLadder.worst(book, ShockLadder.SCENARIOS)).isEqualByComparingTo("480000");
    }

    @Test
    void octoberLiquidatesLongsFromSixPointSevenTimesOn() {
        assertThat(fallen(6.6924)).isTrue();
        assertThat(fallen(6.6923)).isFalse();
    }

    @Test
    void requirementsAddUpAsPrinted() {
        assertThat(RequiredCapital.aggregate(0.5, 100, 60, 40))
                .isCloseTo(166.1324772584, within(0.6e-10));
        assertThat(RequiredCapital.minimum(10, 100)).isEqualTo(25);
        assertThat(RequiredCapital.minimum(30, 100)).isEqualTo(30);
        assertThat(RequiredCapital.minimum(90, 100)).isEqualTo(45);
        assertThat(RequiredCapital.byGearing(480_000)).isCloseTo(100_000, within(1e-6));
        assertThat(RequiredCapital.approached(7000, 8000, 1)).isCloseTo(7014, within(1e-6));
        assertThat(RequiredCapital.approached(7000, 8000, 24)).isCloseTo(7070, within(1e-6));
    }

    @Test
    void claimsTriangleIsProjected() {
        ChainLadder ladder = ChainLadder.of(new double[][] {{100, 150, 165}, {110, 170}, {120}});
        assertThat(ladder.factors().get(0)).isCloseTo(1.52380952, within(PRINTED));
        assertThat(ladder.factors().get(1)).isCloseTo(1.1, within(1e-12));
        assertThat(ladder.ultimates().get(1)).isCloseTo(187.0, within(1e-9));
        assertThat(ladder.ultimates().get(2)).isCloseTo(201.142857, within(0.6e-6));
        assertThat(ladder.ibnr()).isCloseTo(98.142857, within(0.6e-6));
    }

    @Test
    void forecastsAreMeasured() {
        double[] forecasts = {0.1, 0.2, 0.7, 0.9};
        boolean[] outcomes = {false, false, true, true};
        assertThat(Calibration.brier(forecasts, outcomes)).isCloseTo(0.0375, within(1e-12));
        Interval interval = Calibration.wilson(37, 1000);
        assertThat(interval.low()).isCloseTo(0.0269611809, within(0.6e-10));
        assertThat(interval.high()).isCloseTo(0.0505823975, within(0.6e-10));
        assertThat(Calibration.kupiec(250, 5, 0.01)).isCloseTo(1.95680979, within(PRINTED));
    }

    @Test
    void quantileIsTheInverseOfTheDistribution() {
        for (double p : new double[] {1e-12, 1e-5, 0.01, 0.3, 0.5, 0.77, 0.999, 1 - 1e-9}) {
            assertThat(Normal.cdf(Normal.quantile(p))).isCloseTo(p, within(p * 1e-13 + 1e-16));
        }
    }

    private static boolean fallen(double leverage) {
        double barrier = 100_000 * (1 - 1 / leverage) / (1 - 0.005);
        return exposure("BTC", 1, barrier, 1).touchedBy(new BigDecimal("-0.145149"));
    }

    private static Exposure position(
            String asset, int side, int leverage, String rate, long benefit) {
        double maintenance = Double.parseDouble(rate);
        double barrier = 100_000 * (1 - side / (double) leverage) / (1 - side * maintenance);
        return exposure(asset, side, barrier, benefit);
    }

    private static Exposure exposure(String asset, int side, double barrier, long benefit) {
        return new Exposure(
                asset,
                side > 0,
                new BigDecimal(100_000),
                BigDecimal.valueOf(barrier),
                BigDecimal.valueOf(benefit));
    }

    private static long loss(List<Exposure> book, String move) {
        return ShockLadder.loss(book, new Scenario("x", Map.of(), new BigDecimal(move)))
                .longValueExact();
    }

    private static Scenario scenario(String btc, String eth, String others) {
        return new Scenario(
                "x",
                Map.of("BTC", new BigDecimal(btc), "ETH", new BigDecimal(eth)),
                new BigDecimal(others));
    }
}
