package io.leverageguard.kit.run;

import io.leverageguard.kernel.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What has to be done every so often, in the whole cluster once. */
public final class Jobs implements AutoCloseable {
    private Jobs() {}

    /** Jobs that are run by {@link #runDue}, in story time. */
    public static Jobs stepped(Clock clock) {
        return new Jobs();
    }

    /** Runs {@code task} every {@code interval}, first one interval from now. */
    public void every(String name, Duration interval, Runnable task) {}

    /** Runs what is due by the clock, in order, and says how many that were. */
    public int runDue() {
        return 0;
    }

    /** When the next task is due, in story time. */
    public Optional<Instant> nextDue() {
        return Optional.empty();
    }

    /** Begins, when live. */
    public void start() {}

    @Override
    public void close() {}
}
