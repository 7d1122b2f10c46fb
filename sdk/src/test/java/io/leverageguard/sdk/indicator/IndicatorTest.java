package io.leverageguard.sdk.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class IndicatorTest {
    @Test
    void simpleAverageOfThreeFollowsTheLastThree() {
        Sma sma = new Sma(3);
        assertThat(after(sma, 1, 2)).isNaN();
        assertThat(after(sma, 3)).isEqualTo(2.0);
        assertThat(after(sma, 10)).isEqualTo(5.0);
    }

    @Test
    void exponentialAverageOfThreeBeginsWithTheMeanAndMovesByHalf() {
        Ema ema = new Ema(3);
        assertThat(after(ema, 1, 2)).isNaN();
        assertThat(after(ema, 3)).isCloseTo(2.0, within(1e-12));
        assertThat(after(ema, 10)).isCloseTo(6.0, within(1e-12));
    }

    @Test
    void aPeriodBelowOneIsRefused() {
        assertThatThrownBy(() -> new Sma(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Ema(0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static double after(Indicator indicator, double... values) {
        for (double value : values) {
            indicator.update(value);
        }
        return indicator.value();
    }
}
