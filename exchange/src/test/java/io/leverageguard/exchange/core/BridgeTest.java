package io.leverageguard.exchange.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class BridgeTest {
    @Property(tries = 1000, seed = "20251010")
    void secondsRespectTheBarExactly(
            @ForAll @LongRange(min = 1_000, max = 2_000_000) long low,
            @ForAll @IntRange(max = 50_000) int range,
            @ForAll @IntRange(max = 1000) int openAt,
            @ForAll @IntRange(max = 1000) int closeAt,
            @ForAll @LongRange(min = 4, max = 10_000_000) long lots,
            @ForAll @IntRange(min = 4, max = 300) int seconds,
            @ForAll long seed) {
        long open = low + (long) range * openAt / 1000;
        long close = low + (long) range * closeAt / 1000;
        Bar bar = new Bar(1_760_000_000, seconds, open, low + range, low, close, lots);
        Bridge bridge = Bridge.of(bar, seed);
        long high = Long.MIN_VALUE;
        long least = Long.MAX_VALUE;
        long sum = 0;
        long tradedHigh = Long.MIN_VALUE;
        long tradedLow = Long.MAX_VALUE;
        for (int i = 0; i < seconds; i++) {
            high = Math.max(high, bridge.ticks(i));
            least = Math.min(least, bridge.ticks(i));
            sum += bridge.lots(i);
            assertThat(bridge.lots(i)).isNotNegative();
            if (bridge.lots(i) > 0) {
                tradedHigh = Math.max(tradedHigh, bridge.ticks(i));
                tradedLow = Math.min(tradedLow, bridge.ticks(i));
            }
        }
        assertThat(bridge.ticks(0)).isEqualTo(open);
        assertThat(bridge.ticks(seconds - 1)).isEqualTo(close);
        assertThat(high).isEqualTo(low + range);
        assertThat(least).isEqualTo(low);
        assertThat(sum).isEqualTo(lots);
        assertThat(tradedHigh).isEqualTo(low + range);
        assertThat(tradedLow).isEqualTo(low);
        assertThat(bridge.lots(0)).isPositive();
        assertThat(bridge.lots(seconds - 1)).isPositive();
    }

    @Test
    void sameSeedGivesTheSameSeconds() {
        Bar bar = new Bar(1_760_000_000, 60, 1000, 1100, 900, 1050, 5_000);
        Bridge one = Bridge.of(bar, 5);
        Bridge same = Bridge.of(bar, 5);
        Bridge other = Bridge.of(bar, 6);
        boolean differs = false;
        for (int i = 0; i < 60; i++) {
            assertThat(same.ticks(i)).isEqualTo(one.ticks(i));
            assertThat(same.lots(i)).isEqualTo(one.lots(i));
            differs |= other.ticks(i) != one.ticks(i);
        }
        assertThat(differs).isTrue();
    }

    @Test
    void modelledCrashTouchesItsLowOnceAndHasHistory() {
        List<Bar> bars = Scenario.modelledCrash().bars().get("BTCUSDT");
        assertThat(bars).isNotNull();
        assertThat(bars.stream().mapToLong(Bar::low).min()).hasValue(1_015_165);
        Bar lowest = bars.stream().filter(bar -> bar.low() == 1_015_165).findFirst().orElseThrow();
        assertThat(lowest.openSecond()).isEqualTo(1_760_131_200); // 2025-10-10T21:20:00Z
        assertThat(bars.getFirst().openSecond()).isEqualTo(1_758_240_000); // 2025-09-19
    }
}
