package io.leverageguard.trading.execution;

import io.leverageguard.api.trading.Execution.Algo;
import io.leverageguard.api.trading.Execution.AlgoState;
import io.leverageguard.api.trading.Execution.Pause;
import io.leverageguard.api.trading.Execution.StartAlgo;
import io.leverageguard.engine.execution.Schedule;
import io.leverageguard.kernel.ids.UserId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parent order: what was wanted, which never changes, and where it stands.
 *
 * @param plan when how much is due; without slices for algorithms that have no plan
 */
record AlgoRow(
        StartAlgo order,
        UserId owner,
        String venue,
        Schedule plan,
        Instant createdAt,
        Standing standing,
        Tally tally) {

    /** How far it is; {@code open} is what may still be filled of parts that were sent. */
    record Tally(BigDecimal filled, BigDecimal open, @Nullable BigDecimal averagePrice, int parts) {
        static final Tally NOTHING = new Tally(BigDecimal.ZERO, BigDecimal.ZERO, null, 0);

        /** Counts the parts. */
        static Tally of(List<PartRow> parts) {
            BigDecimal filled = BigDecimal.ZERO;
            BigDecimal open = BigDecimal.ZERO;
            BigDecimal value = BigDecimal.ZERO;
            for (PartRow part : parts) {
                BigDecimal average = part.averagePrice();
                filled = filled.add(part.filled());
                open = open.add(part.rest());
                if (average != null) {
                    value = value.add(part.filled().multiply(average));
                }
            }
            BigDecimal average =
                    filled.signum() == 0
                            ? null
                            : plain(value.divide(filled, PRICE_SCALE, RoundingMode.HALF_EVEN));
            return new Tally(plain(filled), plain(open), average, parts.size());
        }
    }

    private static final int PRICE_SCALE = 10;

    /**
     * Where a parent order stands.
     *
     * @param ending the state in which it will end once its open parts are gone; absent before
     * @param arrival halfway between bid and ask when the order arrived
     * @param release the same when its first part was sent
     * @param last the same at the latest news
     * @param marketVolume what was traded in the market since it began, as far as we saw it
     */
    record Standing(
            AlgoState state,
            @Nullable AlgoState ending,
            Pause pause,
            String reason,
            @Nullable BigDecimal arrival,
            @Nullable BigDecimal release,
            @Nullable BigDecimal last,
            BigDecimal marketVolume,
            Instant updatedAt) {
        static Standing initial(Instant now) {
            return new Standing(
                    AlgoState.INITIALIZED,
                    null,
                    Pause.NONE,
                    "",
                    null,
                    null,
                    null,
                    BigDecimal.ZERO,
                    now);
        }

        /** On the way to its end, or at it. */
        Standing to(AlgoState next, @Nullable AlgoState end, String why, Instant now) {
            return new Standing(next, end, pause, why, arrival, release, last, marketVolume, now);
        }

        Standing paused(Pause next, Instant now) {
            return new Standing(
                    state, ending, next, reason, arrival, release, last, marketVolume, now);
        }

        /** What was seen of the market. */
        Standing seen(@Nullable BigDecimal mid, BigDecimal volume) {
            BigDecimal first = arrival == null ? mid : arrival;
            return new Standing(
                    state,
                    ending,
                    pause,
                    reason,
                    first,
                    release,
                    mid == null ? last : mid,
                    volume,
                    updatedAt);
        }

        Standing at(Instant now) {
            return new Standing(
                    state, ending, pause, reason, arrival, release, last, marketVolume, now);
        }

        /** The first part is being sent. */
        Standing released() {
            return new Standing(
                    state,
                    ending,
                    pause,
                    reason,
                    arrival,
                    release == null ? last : release,
                    last,
                    marketVolume,
                    updatedAt);
        }
    }

    AlgoRow with(Standing next) {
        return new AlgoRow(order, owner, venue, plan, createdAt, next, tally);
    }

    AlgoRow with(Tally next) {
        return new AlgoRow(order, owner, venue, plan, createdAt, standing, next);
    }

    /** As people see it. */
    Algo shown() {
        return new Algo(
                order,
                standing.state(),
                standing.pause(),
                tally.filled(),
                tally.open(),
                tally.averagePrice(),
                tally.parts(),
                standing.reason(),
                createdAt,
                standing.updatedAt());
    }

    /** Without the zeros at the end. */
    static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** When it may begin. */
    Instant from() {
        Instant wanted = order.from();
        return wanted == null || wanted.isBefore(createdAt) ? createdAt : wanted;
    }
}
