package io.leverageguard.launcher;

import io.leverageguard.kernel.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** How fast story time passes: as fast as it goes, or a multiple of real time. */
final class Pace {
    private final Clock wall;
    private final double speed;

    private Pace(Clock wall, double speed) {
        this.wall = wall;
        this.speed = speed;
    }

    /** As fast as everything can be taken in. */
    static Pace unlimited() {
        return new Pace(Clock.system(), 0);
    }

    /** {@code speed} times real time; 1 is real time. */
    static Pace of(Clock wall, double speed) {
        if (!(speed > 0) || Double.isInfinite(speed)) {
            throw new IllegalArgumentException("speed must be above 0: " + speed);
        }
        return new Pace(wall, speed);
    }

    /** One step of story time, then a wait for the rest of its share of real time. */
    Instant step(Director director, Duration step) {
        Instant begun = wall.now();
        Instant now = director.step(step);
        if (speed > 0) {
            Duration due = Duration.ofNanos((long) (step.toNanos() / speed));
            Duration left = due.minus(Duration.between(begun, wall.now()));
            while (left.isPositive()) {
                LockSupport.parkNanos(left.toNanos());
                left = due.minus(Duration.between(begun, wall.now()));
            }
        }
        return now;
    }
}
