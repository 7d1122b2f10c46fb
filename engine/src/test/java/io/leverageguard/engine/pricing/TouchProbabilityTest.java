package io.leverageguard.engine.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TouchProbabilityTest {
    private static final double HOUR = 1.0 / 8760;
    private static final double PRINTED = 0.6e-10;

    /** Barrier of an isolated position at 100,000 with 0.5 % maintenance margin (cover.md C.1). */
    static double barrier(int leverage, int side) {
        return 100_000 * (1 - side / (double) leverage) / (1 - side * 0.005);
    }

    private static double at(double sigma, double leverage, double hours, int side) {
        return new TouchProbability(100_000, barrier((int) leverage, side), sigma, 0)
                .within(hours * HOUR);
    }

    @ParameterizedTest
    @CsvSource({
        "0.6, 10,  24, 0.0014688672, 0.0038490220",
        "0.6, 10,  72, 0.0684002773, 0.0925209629",
        "0.6, 10, 168, 0.2387349436, 0.2646635659",
        "0.6, 20,   8, 0.0109470643, 0.0153612373",
        "0.6, 20,  24, 0.1438540246, 0.1595466976",
        "0.6, 20,  72, 0.4040456292, 0.4114887276",
        "0.6, 20, 168, 0.5908773627, 0.5849542431",
        "0.8, 10,  24, 0.0174043933, 0.0296304905",
        "0.8, 10,  72, 0.1749806624, 0.2035166458",
        "0.8, 10, 168, 0.3835532199, 0.3963140641",
        "0.8, 20,   8, 0.0568756553, 0.0684923476",
        "0.8, 20,  24, 0.2753202848, 0.2890969582",
        "0.8, 20,  72, 0.5355182931, 0.5339258046",
        "0.8, 20, 168, 0.6916702011, 0.6772887304",
        "0.8, 50,   1, 0.0761186837, 0.0824342426",
        "0.8, 50,   8, 0.5338198332, 0.5360062482",
        "0.8, 50,  24, 0.7222101960, 0.7181096259",
        "0.8, 50,  72, 0.8403804158, 0.8318772098",
        "0.8, 50, 168, 0.8975945958, 0.8868885400",
        "0.8, 100,  1, 0.5569993579, 0.5601068532",
        "0.8, 100,  8, 0.8370282268, 0.8352703969",
        "0.8, 100, 24, 0.9065011437, 0.9033954159",
        "0.8, 100, 72, 0.9469722580, 0.9430705257",
        "0.8, 100, 168, 0.9661087074, 0.9618289647",
    })
    void tableOfReferenceHolds(
            double sigma, int leverage, double hours, double down, double upward) {
        assertThat(at(sigma, leverage, hours, 1)).isCloseTo(down, within(PRINTED));
        assertThat(at(sigma, leverage, hours, -1)).isCloseTo(upward, within(PRINTED));
    }

    @Test
    void smallProbabilitiesKeepTheirDigits() {
        assertThat(at(0.6, 10, 8, 1)).isCloseTo(3.28e-8, within(0.005e-8));
        assertThat(at(0.6, 10, 8, -1)).isCloseTo(6.033e-7, within(0.0005e-7));
        assertThat(at(0.8, 10, 8, 1)).isCloseTo(3.48429e-5, within(0.000005e-5));
        assertThat(at(0.8, 10, 8, -1)).isCloseTo(1.786614e-4, within(0.0000005e-4));
        assertThat(at(0.8, 20, 1, 1)).isCloseTo(6.29e-8, within(0.005e-8));
        assertThat(at(0.8, 20, 1, -1)).isCloseTo(2.917e-7, within(0.0005e-7));
        assertThat(at(0.6, 10, 1, 1)).isLessThan(1e-20);
        assertThat(at(0.6, 20, 1, 1)).isLessThan(1e-10);
    }

    @Test
    void driftMovesTheProbability() {
        double day = 1.0 / 365;
        double noLogDrift = 0.8 * 0.8 / 2;
        assertThat(new TouchProbability(100, 95, 0.8, 0).within(day))
                .isCloseTo(0.226296816456, within(0.6e-12));
        assertThat(new TouchProbability(100, 95, 0.8, noLogDrift).within(day))
                .isCloseTo(0.220595466626, within(0.6e-12));
        assertThat(new TouchProbability(100, 95, 0.8, 0.2).within(day))
                .isCloseTo(0.222723213894, within(0.6e-12));
        assertThat(new TouchProbability(100, 105, 0.8, 0).within(day))
                .isCloseTo(0.238041588894, within(0.6e-12));
    }

    @Test
    void vegaOfTwentyTimesOverADayIsAsPrinted() {
        double step = 1e-5;
        double vega = (at(0.8 + step, 20, 24, 1) - at(0.8 - step, 20, 24, 1)) / (2 * step);
        assertThat(vega).isCloseTo(0.6123557, within(0.6e-7));
    }

    @Test
    void lookingOnlyNowAndThenMovesTheBarrierAway() {
        double day = 1.0 / 365;
        TouchProbability hourly = new TouchProbability(100, 95, 0.8, 0).monitoredEvery(day / 24);
        assertThat(hourly.barrier()).isCloseTo(94.52810105, within(0.6e-8));
        assertThat(hourly.within(day)).isCloseTo(0.184073533864, within(0.6e-12));
        TouchProbability minutely =
                new TouchProbability(100, 95, 0.8, 0).monitoredEvery(day / 1440);
        assertThat(minutely.within(day)).isCloseTo(0.220488707309, within(0.6e-12));
    }

    @Test
    void touchesInTheWaitingPeriodDoNotCount() {
        TouchProbability touch = new TouchProbability(100_000, barrier(50, 1), 0.8, 0);
        assertThat(touch.within(24 * HOUR)).isCloseTo(0.722210195953, within(0.6e-12));
        assertThat(touch.within(HOUR / 4)).isCloseTo(0.000381869491, within(0.6e-12));
        assertThat(touch.afterWaiting(HOUR / 4, 24 * HOUR))
                .isCloseTo(0.721828326462, within(0.6e-12));
    }

    @Test
    void atTheBarrierItIsCertainAndWithoutTimeImpossible() {
        assertThat(new TouchProbability(100, 100, 0.8, 0).within(1)).isEqualTo(1);
        assertThat(new TouchProbability(100, 90, 0.8, 0).within(0)).isZero();
    }

    @Test
    void withoutLogDriftBothSidesMirrorEachOther() {
        double noLogDrift = 0.8 * 0.8 / 2;
        double down = new TouchProbability(100, 80, 0.8, noLogDrift).within(0.1);
        double up = new TouchProbability(100, 125, 0.8, noLogDrift).within(0.1);
        assertThat(down).isCloseTo(up, within(1e-14));
    }

    @Property(tries = 300)
    void moreTimeOrVolatilityNeverMakesATouchLessLikely(
            @ForAll @DoubleRange(min = 0.5, max = 0.99) double ratio,
            @ForAll @DoubleRange(min = 0.1, max = 2) double sigma,
            @ForAll @DoubleRange(min = 0.01, max = 18) double days) {
        double years = days / 365;
        double here = new TouchProbability(1, ratio, sigma, 0).within(years);
        assertThat(here).isBetween(0.0, 1.0);
        assertThat(new TouchProbability(1, ratio, sigma, 0).within(years * 1.1))
                .isGreaterThanOrEqualTo(here - 1e-12);
        assertThat(new TouchProbability(1, ratio, sigma * 1.1, 0).within(years))
                .isGreaterThanOrEqualTo(here - 1e-12);
        assertThat(new TouchProbability(1, ratio * 0.99, sigma, 0).within(years))
                .isLessThanOrEqualTo(here + 1e-12);
    }
}
