package io.leverageguard.launcher;

import io.leverageguard.kernel.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** How fast story time passes: as fast as it goes, or a multiple of real time. */
final class Pace {
    /** So often a person who watches sees something new. */
    private static final Duration FRAME = Duration.ofMillis(100);

    private static final double QUICK = 60;
    private static final double SLOW = 10;

    private final Clock wall;
    private final double speed;
    private final @Nullable Passage slow;

    /** What is worth a closer look. */
    private record Passage(Instant from, Instant to) {
        boolean contains(Instant at) {
            return !at.isBefore(from) && at.isBefore(to);
        }
    }

    private Pace(Clock wall, double speed, @Nullable Passage slow) {
        this.wall = wall;
        this.speed = speed;
        this.slow = slow;
    }

    /** As fast as everything can be taken in. */
    static Pace unlimited() {
        return new Pace(Clock.system(), 0, null);
    }

    /** {@code speed} times real time; 1 is real time. */
    static Pace of(Clock wall, double speed) {
        if (!(speed > 0) || Double.isInfinite(speed)) {
            throw new IllegalArgumentException("speed must be above 0: " + speed);
        }
        return new Pace(wall, speed, null);
    }

    /** For people who watch: a minute in a second, and slowly between two instants. */
    static Pace watched(Clock wall, Instant from, Instant to) {
        return new Pace(wall, QUICK, new Passage(from, to));
    }

    /** Whether somebody is meant to watch. */
    boolean isWatched() {
        return slow != null;
    }

    /**
     * One step of story time, then a wait for the rest of its share of real time. Somebody who
     * watches is shown smaller steps.
     */
    Instant step(Director director, Duration step) {
        Passage passage = slow;
        if (passage == null) {
            return step(director, step, speed);
        }
        double present = passage.contains(director.now()) ? SLOW : speed;
        Duration frame = Duration.ofMillis((long) (FRAME.toMillis() * present));
        return step(director, frame.compareTo(step) < 0 ? frame : step, present);
    }

    private Instant step(Director director, Duration step, double times) {
        Instant begun = wall.now();
        Instant now = director.step(step);
        if (times > 0) {
            Duration due = Duration.ofNanos((long) (step.toNanos() / times));
            Duration left = due.minus(Duration.between(begun, wall.now()));
            while (left.isPositive()) {
                LockSupport.parkNanos(left.toNanos());
                left = due.minus(Duration.between(begun, wall.now()));
            }
        }
        return now;
    }
}
