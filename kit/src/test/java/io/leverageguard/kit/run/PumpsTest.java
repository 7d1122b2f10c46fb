package io.leverageguard.kit.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.kernel.run.Pump;
import io.leverageguard.kernel.time.SteppedClock;
import io.leverageguard.kit.ops.ProcessState.PumpState;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PumpsTest {
    private final Pumps pumps = new Pumps();
    private final List<String> order = new ArrayList<>();

    private record Named(String name, java.util.function.IntSupplier work) implements Pump {
        @Override
        public int pump() {
            return work.getAsInt();
        }
    }

    @Test
    void settleGoesOnUntilNoPumpHasWorkLeft() {
        Deque<String> first = new ArrayDeque<>();
        Deque<String> second = new ArrayDeque<>(List.of("x"));
        pumps.add(new Named("first", () -> move("first", first, new ArrayDeque<>())));
        pumps.add(new Named("second", () -> move("second", second, first)));
        assertThat(pumps.settle()).isEqualTo(2);
        assertThat(order).containsExactly("second", "first");
        assertThat(first).isEmpty();
    }

    @Test
    void aPumpThatNeverRestsIsFoundOut() {
        pumps.add(new Named("endless", () -> 1));
        assertThatThrownBy(pumps::settle).hasMessageContaining("do not come to rest");
    }

    @Test
    void aRemovedPumpIsNotDriven() {
        Pump pump = new Named("gone", () -> 1);
        pumps.add(pump);
        pumps.remove(pump);
        assertThat(pumps.settle()).isZero();
    }

    @Test
    void aStartedPumpGoesOnAfterAFailure() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch thrice = new CountDownLatch(3);
        try (pumps) {
            pumps.add(
                    new Named(
                            "failing",
                            () -> {
                                thrice.countDown();
                                if (calls.getAndIncrement() == 0) {
                                    throw new IllegalStateException("once");
                                }
                                return 0;
                            }));
            pumps.start();
            assertThat(thrice.await(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    private int move(String name, Deque<String> from, Deque<String> to) {
        String item = from.poll();
        if (item == null) {
            return 0;
        }
        order.add(name);
        to.add(item);
        return 1;
    }

    @Test
    void whatPumpsDidIsCounted() {
        SteppedClock clock = new SteppedClock(Instant.parse("2025-10-10T20:00:00Z"));
        Pumps counted = new Pumps(clock);
        Deque<Integer> work = new ArrayDeque<>(List.of(3, 2));
        counted.add(new Named("busy", () -> work.isEmpty() ? 0 : work.pop()));
        counted.settle();

        assertThat(counted.states())
                .singleElement()
                .isEqualTo(new PumpState("busy", 3, 5, clock.now(), 0, null, ""));
    }

    @Test
    void aFailureIsKeptInItsWords() {
        SteppedClock clock = new SteppedClock(Instant.parse("2025-10-10T20:00:00Z"));
        Pumps counted = new Pumps(clock);
        counted.add(
                new Named(
                        "failing",
                        () -> {
                            throw new IllegalStateException("x".repeat(1_000));
                        }));
        assertThatThrownBy(counted::settle).isInstanceOf(IllegalStateException.class);

        PumpState state = counted.states().getFirst();
        assertThat(state.failures()).isEqualTo(1);
        assertThat(state.lastFailureAt()).isEqualTo(clock.now());
        assertThat(state.lastFailure()).startsWith("IllegalStateException: xxx").hasSize(300);
        assertThat(state.runs()).isZero();
    }
}
