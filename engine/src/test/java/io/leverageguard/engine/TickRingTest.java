package io.leverageguard.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.leverageguard.engine.Command.PriceSource;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class TickRingTest {
    private final TickRing ring = new TickRing(8);
    private final List<String> taken = new ArrayList<>();
    private final TickRing.Receiver adder = this::add;
    private long sum;

    @Test
    void pricesComeOutAsTheyWentIn() {
        assertThat(ring.isEmpty()).isTrue();
        assertThat(ring.offer(1, PriceSource.LAST, 10, 100)).isTrue();
        assertThat(ring.offer(2, PriceSource.MARK, 20, 101)).isFalse();
        assertThat(ring.isEmpty()).isFalse();
        assertThat(drain()).containsExactly("1 LAST 10 100", "2 MARK 20 101");
        assertThat(ring.isEmpty()).isTrue();
        assertThat(ring.offer(1, PriceSource.INDEX, 11, 102)).isTrue();
        assertThat(drain()).containsExactly("1 INDEX 11 102");
    }

    @Test
    void drainsNoMoreThanItIsTold() {
        ring.offer(1, PriceSource.LAST, 10, 100);
        ring.offer(1, PriceSource.LAST, 11, 101);
        assertThat(ring.drainTo((instrument, source, ticks, at) -> sum += ticks, 1)).isOne();
        assertThat(sum).isEqualTo(10);
        assertThat(drain()).containsExactly("1 LAST 11 101");
    }

    @Test
    void floodLeavesTheLowestTheHighestAndTheNewestOfEach() {
        for (int i = 0; i < 8; i++) {
            ring.offer(1, PriceSource.LAST, 100 + i, i);
        }
        for (long ticks : new long[] {90, 130, 70, 110}) {
            ring.offer(1, PriceSource.LAST, ticks, 50);
        }
        ring.offer(2, PriceSource.MARK, 5, 60);
        assertThat(ring.conflated()).isEqualTo(5);
        assertThat(drain())
                .hasSize(12)
                .containsSubsequence(
                        "1 LAST 107 7", "1 LAST 70 50", "1 LAST 130 50", "1 LAST 110 50")
                .contains("2 MARK 5 60");
        ring.offer(1, PriceSource.LAST, 111, 61);
        assertThat(drain()).containsExactly("1 LAST 111 61");
    }

    @Test
    void floodOfTooManyInstrumentsNeitherBlocksNorGrows() {
        for (int i = 0; i < 100_000; i++) {
            ring.offer(i, PriceSource.LAST, 100, i);
        }
        assertThat(drain()).hasSizeBetween(1_000, 10_000);
        assertThat(ring.isEmpty()).isTrue();
    }

    @Test
    void offeringAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        flood();
        flood();
        long before = threads.getCurrentThreadAllocatedBytes();
        flood();
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(2_000);
        assertThat(sum).isPositive();
    }

    @Test
    void nothingOfManyThreadsIsLostWhileThereIsRoom() throws InterruptedException {
        TickRing wide = new TickRing(1 << 16);
        int each = 10_000;
        CountDownLatch done = new CountDownLatch(4);
        for (int producer = 1; producer <= 4; producer++) {
            int instrument = producer;
            Thread.ofPlatform()
                    .start(
                            () -> {
                                for (int i = 1; i <= each; i++) {
                                    wide.offer(instrument, PriceSource.LAST, i, i);
                                }
                                done.countDown();
                            });
        }
        long[] last = new long[5];
        AtomicInteger disorder = new AtomicInteger();
        int count = 0;
        while (count < 4 * each) {
            count +=
                    wide.drainTo(
                            (instrument, source, ticks, at) -> {
                                if (ticks != last[instrument] + 1) {
                                    disorder.incrementAndGet();
                                }
                                last[instrument] = ticks;
                            },
                            1_000);
        }
        done.await();
        assertThat(disorder).hasValue(0);
        assertThat(wide.isEmpty()).isTrue();
        assertThat(wide.conflated()).isZero();
    }

    private void flood() {
        for (int i = 0; i < 50_000; i++) {
            ring.offer(1 + i % 30, PriceSource.MARK, 100 + i % 7, i);
            if (i % 20 == 0) {
                ring.drainTo(adder, 1_000);
            }
        }
    }

    private void add(int instrument, PriceSource source, long ticks, long at) {
        sum += ticks;
    }

    private List<String> drain() {
        taken.clear();
        ring.drainTo(
                (instrument, source, ticks, at) ->
                        taken.add(instrument + " " + source + " " + ticks + " " + at),
                1_000);
        return taken;
    }
}
