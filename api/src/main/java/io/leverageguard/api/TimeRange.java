package io.leverageguard.api;

import io.leverageguard.kernel.rpc.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a history is asked for.
 *
 * @param from one day before {@code to} when absent
 * @param to now when absent
 * @param step how far apart points are at least; chosen by the length when absent
 */
public record TimeRange(@Nullable Instant from, @Nullable Instant to, @Nullable TimeStep step) {
    private static final Duration USUAL = Duration.ofDays(1);
    private static final Duration BY_MINUTE_MAX = Duration.ofDays(1);
    private static final Duration BY_HOUR_MAX = Duration.ofDays(60);
    private static final Duration LENGTH_MAX = Duration.ofDays(400);
    private static final int POINTS_MAX = 2_000;

    /** A step in time. */
    public enum TimeStep {
        /** A minute. */
        MINUTE(ChronoUnit.MINUTES),
        /** An hour. */
        HOUR(ChronoUnit.HOURS),
        /** A day, in UTC. */
        DAY(ChronoUnit.DAYS);

        private final ChronoUnit unit;

        TimeStep(ChronoUnit unit) {
            this.unit = unit;
        }

        /** As the time library has it. */
        public ChronoUnit unit() {
            return unit;
        }
    }

    /** A range of which nothing is left open. */
    public record Exact(Instant from, Instant to, TimeStep step) {}

    /** The last day. */
    public static TimeRange usual() {
        return new TimeRange(null, null, null);
    }

    /** What is meant at {@code now}; refuses what is upside down, too long or too fine. */
    public Exact at(Instant now) {
        Instant end = to == null ? now : to;
        Instant begin = from == null ? end.minus(USUAL) : from;
        if (!end.isAfter(begin)) {
            throw Refusal.invalid("to", "must be after from");
        }
        Duration length = Duration.between(begin, end);
        if (length.compareTo(LENGTH_MAX) > 0) {
            throw Refusal.invalid("to", "must be at most 400 days after from");
        }
        TimeStep chosen = step == null ? fitting(length) : step;
        if (length.dividedBy(chosen.unit().getDuration()) > POINTS_MAX) {
            throw Refusal.invalid("step", "would make more than 2000 points");
        }
        return new Exact(begin, end, chosen);
    }

    private static TimeStep fitting(Duration length) {
        if (length.compareTo(BY_MINUTE_MAX) <= 0) {
            return TimeStep.MINUTE;
        }
        return length.compareTo(BY_HOUR_MAX) <= 0 ? TimeStep.HOUR : TimeStep.DAY;
    }
}
