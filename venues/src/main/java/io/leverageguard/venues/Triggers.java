package io.leverageguard.venues;

import io.leverageguard.venues.Reports.OrderSide;
import io.leverageguard.venues.Reports.PositionSide;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Conditional orders: the venue keeps them, and sends an order when a price is reached. */
public final class Triggers {
    private Triggers() {}

    /** When a conditional order is sent. */
    public enum TriggerKind {
        /** The price has moved against the position that the order closes. */
        STOP,
        /** The price has moved in its favour. */
        TAKE_PROFIT,
        /** The price has turned back from its best since. */
        TRAILING
    }

    /** Whose price is watched. */
    public enum PriceSource {
        /** The last trade. */
        LAST,
        /** The mark price. */
        MARK,
        /** The index price. */
        INDEX
    }

    /** Where a conditional order stands. */
    public enum TriggerState {
        /** The price has not been there yet. */
        WAITING,
        /** The order it stands for has been sent. */
        TRIGGERED,
        /** That order has ended, by a fill or otherwise. */
        FINISHED,
        /** Cancelled before it was triggered. */
        CANCELED,
        /** Ended by the venue, for example because the position was closed. */
        EXPIRED,
        /** Refused, also when the order it stands for was refused. */
        REJECTED,
        /** A state we do not know. */
        UNKNOWN
    }

    /**
     * A conditional order to leave at the venue.
     *
     * @param triggerPrice for a trailing order, the price from which on it trails; absent: at once
     * @param limitPrice the price of the order that is sent; absent for a market order
     * @param callbackRate how far a trailing order lets the price turn back, as a share: 0.01 is 1
     *     %; absent for the other kinds
     * @param quantity absent to close the whole position
     * @param positionSide the leg it belongs to; absent in one-way mode
     */
    public record TriggerRequest(
            String symbol,
            String clientOrderId,
            OrderSide side,
            TriggerKind kind,
            PriceSource source,
            @Nullable BigDecimal triggerPrice,
            @Nullable BigDecimal limitPrice,
            @Nullable BigDecimal callbackRate,
            @Nullable BigDecimal quantity,
            boolean reduceOnly,
            @Nullable PositionSide positionSide) {
        /** A market order of {@code quantity} once the mark price is at {@code triggerPrice}. */
        public static TriggerRequest market(
                String symbol,
                String clientOrderId,
                OrderSide side,
                TriggerKind kind,
                BigDecimal triggerPrice,
                BigDecimal quantity) {
            return new TriggerRequest(
                    symbol,
                    clientOrderId,
                    side,
                    kind,
                    PriceSource.MARK,
                    triggerPrice,
                    null,
                    null,
                    quantity,
                    true,
                    null);
        }
    }

    /**
     * A conditional order as the venue has it.
     *
     * @param triggerPrice zero when there is none
     * @param quantity zero when it closes the whole position
     * @param venueOrderId the order it became; empty before
     */
    public record TriggerReport(
            String symbol,
            String venueTriggerId,
            String clientOrderId,
            OrderSide side,
            TriggerKind kind,
            TriggerState state,
            BigDecimal triggerPrice,
            BigDecimal quantity,
            String venueOrderId,
            Instant updatedAt) {
        /** The same under another id of ours. */
        public TriggerReport named(String id) {
            return new TriggerReport(
                    symbol,
                    venueTriggerId,
                    id,
                    side,
                    kind,
                    state,
                    triggerPrice,
                    quantity,
                    venueOrderId,
                    updatedAt);
        }
    }

    /** What became of a conditional order that was sent. */
    public sealed interface TriggerOutcome {
        /** The venue keeps it. */
        record Accepted(TriggerReport trigger) implements TriggerOutcome {}

        /** The venue said no. */
        record Rejected(String venueCode, String reason) implements TriggerOutcome {}

        /** It may or may not have reached the venue: ask by client order id. */
        record Unknown(String reason) implements TriggerOutcome {}
    }
}
