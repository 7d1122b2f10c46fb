package io.leverageguard.launcher;

import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.run.Pump;
import io.leverageguard.kernel.time.SteppedClock;
import io.leverageguard.kit.run.Pumps;
import io.leverageguard.venues.VenueStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Moves story time. The exchange goes first, then the product's clock; then every venue stream is
 * waited for and every pump driven, until nothing is left to take in. Only then does time step on,
 * so that the outcome is a function of the seed and not of scheduling.
 */
final class Director {
    private static final int ROUNDS_MAX = 1_000;
    private static final int ATTEMPTS_MAX = 100;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final ExchangeControl exchange;
    private final SteppedClock clock;
    private final List<Pumps> houses;

    /** Directs the processes whose pumps these are; all of them share {@code clock}. */
    Director(ExchangeControl exchange, SteppedClock clock, List<Pumps> houses) {
        this.exchange = exchange;
        this.clock = clock;
        this.houses = List.copyOf(houses);
    }

    /** What time it is in the story. */
    Instant now() {
        return clock.now();
    }

    /** One step of time, with everything that follows from it. */
    Instant step(Duration step) {
        Instant now = exchange.advance(step);
        clock.set(now);
        settle();
        return now;
    }

    /**
     * Drives everything to rest without moving time. What cannot be reached for the moment, such as
     * a database that is starting again, is tried again: nothing acknowledged depends on it.
     */
    void settle() {
        for (int attempt = 1; ; attempt++) {
            try {
                rest();
                return;
            } catch (Refusal e) {
                if (e.reason() != Refusal.Reason.UNAVAILABLE || attempt == ATTEMPTS_MAX) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private void rest() {
        for (int round = 0; round < ROUNDS_MAX; round++) {
            int taken = 0;
            for (Pumps house : houses) {
                house.all().forEach(Director::fence);
                taken += house.settle();
            }
            if (taken == 0) {
                return;
            }
        }
        throw new IllegalStateException("the story does not come to rest at " + clock.now());
    }

    private static void fence(Pump pump) {
        if (pump instanceof VenueStream stream) {
            stream.fence();
        }
    }
}
