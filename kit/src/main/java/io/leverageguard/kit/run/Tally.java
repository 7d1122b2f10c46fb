package io.leverageguard.kit.run;

import io.leverageguard.kernel.run.Pump;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.ops.ProcessState.PumpState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Drives one pump and counts what it does. */
final class Tally {
    private static final int FAILURE_LENGTH_MAX = 300;

    private final Pump pump;
    private final @Nullable Clock clock;
    private long runs;
    private long taken;
    private @Nullable Instant lastRunAt;
    private long failures;
    private @Nullable Instant lastFailureAt;
    private String lastFailure = "";

    /** Without a clock it does not say when. */
    Tally(Pump pump, @Nullable Clock clock) {
        this.pump = pump;
        this.clock = clock;
    }

    int pump() {
        try {
            int some = pump.pump();
            ran(some);
            return some;
        } catch (RuntimeException | Error e) {
            failed(e);
            throw e;
        }
    }

    private synchronized void ran(int some) {
        runs++;
        taken += some;
        lastRunAt = now();
    }

    private synchronized void failed(Throwable failure) {
        failures++;
        lastFailureAt = now();
        String words = failure.getClass().getSimpleName() + ": " + failure.getMessage();
        lastFailure = words.substring(0, Math.min(words.length(), FAILURE_LENGTH_MAX));
    }

    private @Nullable Instant now() {
        return clock == null ? null : clock.now();
    }

    synchronized PumpState state() {
        return new PumpState(
                pump.name(), runs, taken, lastRunAt, failures, lastFailureAt, lastFailure);
    }
}
