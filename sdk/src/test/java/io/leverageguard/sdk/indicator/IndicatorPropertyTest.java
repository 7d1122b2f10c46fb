package io.leverageguard.sdk.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class IndicatorPropertyTest {
    private static final double TOLERANCE = 1e-9;

    @Property(tries = 200, seed = "20251010")
    void movingAverageEqualsTheMeanOfTheWindow(
            @ForAll @Size(min = 1, max = 120)
                    List<@DoubleRange(min = 0.01, max = 1e6) Double> prices,
            @ForAll @IntRange(min = 1, max = 30) int period) {
        Sma sma = new Sma(period);
        for (int i = 0; i < prices.size(); i++) {
            sma.update(prices.get(i));
            assertThat(sma.isReady()).isEqualTo(i + 1 >= period);
            if (sma.isReady()) {
                double naive = mean(prices.subList(i + 1 - period, i + 1));
                assertThat(sma.value()).isCloseTo(naive, within(TOLERANCE * naive));
            }
        }
    }

    @Property(tries = 200, seed = "20251010")
    void exponentialAverageEqualsTheWeightedSumOfAllValues(
            @ForAll @Size(min = 1, max = 120)
                    List<@DoubleRange(min = 0.01, max = 1e6) Double> prices,
            @ForAll @IntRange(min = 1, max = 30) int period) {
        Ema ema = new Ema(period);
        prices.forEach(ema::update);
        assertThat(ema.isReady()).isEqualTo(prices.size() >= period);
        if (ema.isReady()) {
            double naive = unrolled(prices, period);
            assertThat(ema.value()).isCloseTo(naive, within(TOLERANCE * naive));
        }
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    /** The recursion written out: a sum with weights that fall by one factor per step. */
    private static double unrolled(List<Double> prices, int period) {
        double weight = 2.0 / (period + 1);
        int steps = prices.size() - period;
        double sum = Math.pow(1 - weight, steps) * mean(prices.subList(0, period));
        for (int k = 0; k < steps; k++) {
            sum += weight * Math.pow(1 - weight, k) * prices.get(prices.size() - 1 - k);
        }
        return sum;
    }
}
