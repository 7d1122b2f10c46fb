package io.leverageguard.api.trading;

import io.leverageguard.api.trading.Trading.AccountRef;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.OrderId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Execution algorithms: parent orders that are worked in parts over time. Each part is an ordinary
 * order of {@link Trading}, with everything that protects one.
 */
public interface Execution {
    /**
     * Starts to work an order. It is journalled first. The same id again returns what became of it;
     * with another content it is refused with {@code id_reused}.
     */
    Algo start(Actor actor, StartAlgo command);

    /** Sends nothing more and withdraws what rests, until it is resumed. */
    Algo pause(Actor actor, AlgoRef ref);

    /** Goes on after a pause; the window of time has not been extended. */
    Algo resume(Actor actor, AlgoRef ref);

    /** Ends it: what is open of it is cancelled, what is filled stays. */
    Algo stop(Actor actor, AlgoRef ref);

    /** One parent order; refuses with {@code algo_not_found}. */
    Algo algo(Actor actor, AlgoRef ref);

    /** The account's parent orders, newest first, at most 500. */
    Algos algos(Actor actor, AccountRef ref);

    /** The parts of a parent order, in the order of sending. */
    Parts parts(Actor actor, AlgoRef ref);

    /** What it cost, compared with the price at which it arrived. */
    Report report(Actor actor, AlgoRef ref);

    /** How an order is worked. */
    enum Algorithm {
        /** Equal slices at equal intervals. */
        TWAP,
        /** Slices by the usual volume at that time of the day. */
        VWAP,
        /** A share of what the market trades. */
        POV,
        /** A small part is shown, and the next one when it is filled. */
        ICEBERG,
        /** Takes what is offered at a good price, and shows nothing. */
        SNIPER,
        /** Rests at a distance from the market and moves with it. */
        PEGGED
    }

    /** What a pegged price is measured from. */
    enum PegReference {
        /** The best bid. */
        BID,
        /** Halfway between bid and ask. */
        MID,
        /** The best ask. */
        ASK
    }

    /** What happens when the market leaves the slippage limit. */
    enum OnSlippage {
        /** Nothing is sent until it is back. */
        PAUSE,
        /** The order ends. */
        END
    }

    /** What happens with the rest at the end of the window. */
    enum AtEnd {
        /** It is taken at once, within limit and slippage. */
        SWEEP,
        /** It is left. */
        LEAVE
    }

    /** Where a parent order stands, by the names of order states. */
    enum AlgoState {
        /** Journalled; nothing has been sent. */
        INITIALIZED,
        /** Being worked, nothing is filled. */
        ACCEPTED,
        /** Being worked, partly filled. */
        PARTIALLY_FILLED,
        /** It is to end; its open parts are being cancelled. */
        PENDING_CANCEL,
        /** Filled whole. */
        FILLED,
        /** Ended before; {@code reason} says why. */
        CANCELED,
        /** Its time was over. */
        EXPIRED,
        /** Its parts were refused again and again; {@code reason} says why. */
        REJECTED;

        /** Whether nothing more happens to it. */
        public boolean isFinal() {
            return switch (this) {
                case FILLED, CANCELED, EXPIRED, REJECTED -> true;
                default -> false;
            };
        }
    }

    /** Why a parent order that is being worked sends nothing. */
    enum Pause {
        /** It is not paused. */
        NONE,
        /** Its owner wants it so. */
        OWNER,
        /** The market is beyond the slippage limit. */
        SLIPPAGE
    }

    /** Names a parent order. */
    record AlgoRef(OrderId algo) {}

    /**
     * An algorithm and what it needs; what is not of the algorithm must be absent.
     *
     * @param slices TWAP and VWAP: how many, 1 to 1,000
     * @param sizeJitterPercent TWAP and VWAP: 0 to 90, how far slices stray in size
     * @param timeJitterPercent TWAP and VWAP: 0 to 90, how much of an interval a slice may be late
     * @param seed of the jitter; the same strays the same way
     * @param participation POV: share of the market's volume, 0.0001 to 1
     * @param partMax POV: the largest part, or absent
     * @param display ICEBERG: what is shown; PEGGED: the same, or absent for everything
     * @param sizeMin SNIPER: what must be offered at least, or absent
     * @param reference PEGGED: what the price is measured from
     * @param offset PEGGED: added to the reference, negative is lower; absent for none
     * @param tolerance PEGGED: up to so far from its price it is left alone; absent for none
     * @param postOnly ICEBERG and PEGGED: only as maker
     */
    record Tactic(
            Algorithm algorithm,
            @Nullable Integer slices,
            @Nullable Integer sizeJitterPercent,
            @Nullable Integer timeJitterPercent,
            @Nullable Long seed,
            @Nullable BigDecimal participation,
            @Nullable BigDecimal partMax,
            @Nullable BigDecimal display,
            @Nullable BigDecimal sizeMin,
            @Nullable PegReference reference,
            @Nullable BigDecimal offset,
            @Nullable BigDecimal tolerance,
            @Nullable Boolean postOnly) {}

    /**
     * A parent order.
     *
     * @param algo chosen by the caller, so that a repetition is recognised
     * @param quantity in base units
     * @param limitPrice no part is filled at a worse one; needed by ICEBERG and SNIPER
     * @param slippageMax how far from the arrival price parts may be filled, in basis points
     * @param onSlippage PAUSE when absent
     * @param from nothing is sent before; now when absent
     * @param until the end of the window; needed by TWAP and VWAP, otherwise it may be absent
     * @param atEnd LEAVE when absent
     * @param strategy a label that fills are attributed to, or absent
     */
    record StartAlgo(
            OrderId algo,
            AccountId account,
            String symbol,
            Side side,
            BigDecimal quantity,
            Tactic tactic,
            @Nullable BigDecimal limitPrice,
            @Nullable BigDecimal slippageMax,
            @Nullable OnSlippage onSlippage,
            @Nullable Instant from,
            @Nullable Instant until,
            @Nullable AtEnd atEnd,
            @Nullable Boolean reduceOnly,
            @Nullable String strategy) {}

    /**
     * A parent order and how far it is.
     *
     * @param order as it was given
     * @param open what may still be filled of parts that were sent
     * @param averagePrice of what is filled
     * @param parts how many were sent
     * @param reason why it ended, or what the last refusal of a part said
     */
    record Algo(
            StartAlgo order,
            AlgoState state,
            Pause pause,
            BigDecimal filled,
            BigDecimal open,
            @Nullable BigDecimal averagePrice,
            int parts,
            String reason,
            Instant createdAt,
            Instant updatedAt) {}

    /** Several parent orders. */
    record Algos(List<Algo> algos) {}

    /** A part: its number and the order. */
    record AlgoPart(int number, Order order) {}

    /** Several parts. */
    record Parts(List<AlgoPart> parts) {}

    /**
     * Implementation shortfall. Positive amounts are costs, in the quote asset.
     *
     * @param arrivalPrice halfway between bid and ask when the order arrived; absent until the
     *     market is known
     * @param delay from the arrival to the first part: what the price moved, times what was filled
     * @param impact spread and market impact: average fill against the price at the first part
     * @param opportunity what the price moved, times what is not filled
     * @param basisPoints the total, over the value of the whole at the arrival price
     * @param marketVolume what was traded in the market meanwhile, as far as we saw it
     * @param participation our share of that, absent when it is zero
     * @param complete whether every fill of the parts has arrived here
     */
    record Report(
            OrderId algo,
            AlgoState state,
            BigDecimal quantity,
            BigDecimal filled,
            @Nullable BigDecimal arrivalPrice,
            @Nullable BigDecimal averagePrice,
            BigDecimal delay,
            BigDecimal impact,
            BigDecimal fees,
            BigDecimal opportunity,
            BigDecimal shortfall,
            BigDecimal basisPoints,
            BigDecimal marketVolume,
            @Nullable BigDecimal participation,
            boolean complete) {}
}
