package io.leverageguard.kernel.time;

import java.time.Duration;
import java.time.Instant;

/** A clock that stands still until it is told to move: for tests and for replays in story time. */
public final class SteppedClock implements Clock {
    private volatile Instant now;

    /** Starts at {@code start}. */
    public SteppedClock(Instant start) {
        this.now = start;
    }

    @Override
    public Instant now() {
        return now;
    }

    /** Moves to {@code instant}; refuses to go back. */
    public synchronized void set(Instant instant) {
        if (instant.isBefore(now)) {
            throw new IllegalArgumentException(
                    "clock cannot go back from " + now + " to " + instant);
        }
        now = instant;
    }

    /** Moves forward by {@code duration}. */
    public synchronized void advance(Duration duration) {
        set(now.plus(duration));
    }
}
