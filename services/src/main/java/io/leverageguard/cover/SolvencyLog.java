package io.leverageguard.cover;

import io.leverageguard.api.TimeRange;
import io.leverageguard.api.cover.Cover.Solvency;
import io.leverageguard.api.cover.Cover.SolvencyHistory;
import io.leverageguard.api.cover.Cover.SolvencyPoint;
import io.leverageguard.kernel.time.Clock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps how solvent the pool was. The capital that is required follows the prices of every minute
 * and cannot be computed for the past, so it is measured as time passes.
 */
final class SolvencyLog {
    static final Duration MEASURE_EVERY = Duration.ofMinutes(1);
    private static final Duration KEPT = Duration.ofDays(400);

    private final Store store;
    private final PolicyDesk policies;
    private final Clock clock;
    private final SolvencyRepository repository = new SolvencyRepository();

    SolvencyLog(Store store, PolicyDesk policies, Clock clock) {
        this.store = store;
        this.policies = policies;
        this.clock = clock;
    }

    /** Writes down how things are, unless they are as they were. */
    void measure() {
        Solvency now = policies.solvency();
        Instant at = clock.now().truncatedTo(ChronoUnit.MICROS);
        SolvencyPoint point =
                new SolvencyPoint(at, now.inForce(), now.required(), now.ownFunds(), now.ratio());
        store.database()
                .write(
                        handle -> {
                            boolean same =
                                    repository
                                            .last(handle)
                                            .filter(last -> isSame(last, point))
                                            .isPresent();
                            if (!same) {
                                repository.add(handle, point);
                                repository.forget(handle, at.minus(KEPT));
                            }
                        });
    }

    /** What was measured. The last point before the range says how things were at its start. */
    SolvencyHistory history(TimeRange range) {
        TimeRange.Exact exact = range.at(clock.now());
        List<SolvencyPoint> points =
                store.database().read(handle -> repository.points(handle, exact));
        return new SolvencyHistory(exact.step(), points);
    }

    private static boolean isSame(SolvencyPoint one, SolvencyPoint other) {
        return one.inForce().equals(other.inForce())
                && one.required().equals(other.required())
                && one.ownFunds().equals(other.ownFunds())
                && isSame(one.ratio(), other.ratio());
    }

    private static boolean isSame(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        return one.compareTo(other) == 0;
    }
}
