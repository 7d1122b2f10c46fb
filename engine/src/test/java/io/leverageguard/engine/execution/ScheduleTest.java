package io.leverageguard.engine.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.engine.execution.Schedule.Jitter;
import io.leverageguard.engine.execution.Schedule.Slice;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

final class ScheduleTest {
    @Test
    void evenSlicesDifferByOneLotAtMost() {
        ParentOrder order = new ParentOrder(true, 10, 0, false, 0, 3_000);
        assertThat(Schedule.even(order, 3, Jitter.NONE).slices())
                .containsExactly(new Slice(0, 3), new Slice(1_000, 3), new Slice(2_000, 4));
    }

    @Test
    void weightsDivideInProportion() {
        ParentOrder order = new ParentOrder(true, 100, 0, false, 0, 4_000);
        Schedule schedule = Schedule.weighted(order, new long[] {1, 0, 2, 1}, Jitter.NONE);
        assertThat(schedule.slices())
                .containsExactly(new Slice(0, 25), new Slice(2_000, 50), new Slice(3_000, 25));
        assertThat(schedule.dueLots(2_999)).isEqualTo(75);
    }

    @Property(tries = 1_000, seed = "20251010")
    void slicesAddUpAndStayInTheWindow(
            @ForAll @LongRange(min = 1, max = 1_000_000_000_000L) long lots,
            @ForAll @IntRange(min = 1, max = 1_000) int slices,
            @ForAll @IntRange(max = 90) int size,
            @ForAll @IntRange(max = 90) int time,
            @ForAll long seed) {
        ParentOrder order = new ParentOrder(true, lots, 0, false, 1_000_000, 4_600_000);
        Schedule schedule = Schedule.even(order, slices, new Jitter(size, time, seed));
        assertThat(schedule.slices().stream().mapToLong(Slice::lots).sum()).isEqualTo(lots);
        assertThat(schedule.slices())
                .allMatch(slice -> slice.atMs() >= 1_000_000 && slice.atMs() < 4_600_000);
        assertThat(schedule.slices().stream().map(Slice::atMs).toList()).isSorted();
        assertThat(Schedule.even(order, slices, new Jitter(size, time, seed))).isEqualTo(schedule);
    }

    @Test
    void boundsAreRoundedToTheBetterPrice() {
        BigDecimal tick = new BigDecimal("0.1");
        BigDecimal arrival = new BigDecimal("100");
        BigDecimal most = new BigDecimal("7");
        assertThat(PriceBound.slippage(true, arrival, most, tick)).isEqualTo(1_000);
        assertThat(PriceBound.slippage(false, arrival, most, tick)).isEqualTo(1_000);
        assertThat(PriceBound.slippage(true, arrival, BigDecimal.TEN, tick)).isEqualTo(1_001);
    }

    @Test
    void fundingIsCountedToTheHorizon() {
        Instant now = Instant.parse("2025-10-10T20:00:00Z");
        Instant next = Instant.parse("2025-10-11T00:00:00Z");
        Duration interval = Duration.ofHours(8);
        assertThat(FundingOutlook.count(next, interval, now, next.minusSeconds(1))).isZero();
        assertThat(FundingOutlook.count(next, interval, now, next)).isEqualTo(1);
        assertThat(FundingOutlook.count(next, interval, now, next.plus(Duration.ofHours(16))))
                .isEqualTo(3);
        // 0.0003 as predicted, then twice the mean of 0.0001 and 0.0002.
        assertThat(
                        FundingOutlook.rates(
                                new BigDecimal("0.0003"),
                                List.of(new BigDecimal("0.0001"), new BigDecimal("0.0002")),
                                3))
                .isEqualByComparingTo("0.0006");
    }
}
