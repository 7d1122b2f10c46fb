package io.leverageguard.engine;

import java.util.EnumSet;
import java.util.Set;

/** Where an own order stands. The names are those of the trading API. */
public enum OrderState {
    /** Journalled, not yet sent. */
    INITIALIZED,
    /** Refused by our own limits; never sent. */
    DENIED,
    /** Sent, no answer yet. */
    SUBMITTED,
    /** Sent; whether the venue has it is being asked. */
    UNKNOWN,
    /** Open at the venue. */
    ACCEPTED,
    /** The venue said no. */
    REJECTED,
    /** Open, partly filled. */
    PARTIALLY_FILLED,
    /** Filled whole. */
    FILLED,
    /** A cancel was sent. */
    PENDING_CANCEL,
    /** Cancelled. */
    CANCELED,
    /** Ended by the venue. */
    EXPIRED;

    /**
     * The whole table of transitions. A venue's news may overtake its answer, so everything that an
     * accepted order can become, a submitted one can become too. Nothing leaves a final state.
     */
    public Set<OrderState> next() {
        return switch (this) {
            case INITIALIZED -> EnumSet.of(DENIED, SUBMITTED);
            case SUBMITTED ->
                    EnumSet.of(
                            UNKNOWN, ACCEPTED, REJECTED, PARTIALLY_FILLED, FILLED, CANCELED,
                            EXPIRED);
            case UNKNOWN ->
                    EnumSet.of(ACCEPTED, REJECTED, PARTIALLY_FILLED, FILLED, CANCELED, EXPIRED);
            case ACCEPTED ->
                    EnumSet.of(PARTIALLY_FILLED, FILLED, PENDING_CANCEL, CANCELED, EXPIRED);
            case PARTIALLY_FILLED -> EnumSet.of(FILLED, PENDING_CANCEL, CANCELED, EXPIRED);
            case PENDING_CANCEL ->
                    EnumSet.of(ACCEPTED, PARTIALLY_FILLED, FILLED, CANCELED, EXPIRED);
            case DENIED, REJECTED, FILLED, CANCELED, EXPIRED -> EnumSet.noneOf(OrderState.class);
        };
    }

    /** Whether an order may go from here to {@code other}. */
    public boolean canBecome(OrderState other) {
        return next().contains(other);
    }

    /** Whether nothing more can happen. */
    public boolean isFinal() {
        return next().isEmpty();
    }

    /** Whether the venue has the order on its book, as far as we know. */
    public boolean isOpen() {
        return this == ACCEPTED || this == PARTIALLY_FILLED || this == PENDING_CANCEL;
    }
}
