package io.leverageguard.engine;

import java.util.EnumSet;
import java.util.Set;

/** Where an own order stands. The names are those of the trading API. */
public enum OrderState {
    /** Journalled, not yet sent. */
    INITIALIZED(1),
    /** Refused by our own limits; never sent. */
    DENIED(2),
    /** Sent, no answer yet. */
    SUBMITTED(3),
    /** Sent; whether the venue has it is being asked. */
    UNKNOWN(4),
    /** Open at the venue. */
    ACCEPTED(5),
    /** The venue said no. */
    REJECTED(6),
    /** Open, partly filled. */
    PARTIALLY_FILLED(7),
    /** Filled whole. */
    FILLED(8),
    /** A cancel was sent. */
    PENDING_CANCEL(9),
    /** Cancelled. */
    CANCELED(10),
    /** Ended by the venue. */
    EXPIRED(11);

    private static final OrderState[] BY_CODE = new OrderState[values().length + 1];

    static {
        for (OrderState state : values()) {
            BY_CODE[state.code] = state;
        }
    }

    private final int code;

    OrderState(int code) {
        this.code = code;
    }

    /** The state's number in the journal; never given anew. */
    int code() {
        return code;
    }

    static OrderState of(int code) {
        return BY_CODE[code];
    }

    /**
     * The whole table of transitions. A venue's news may overtake its answer, so everything that an
     * accepted order can become, a submitted one can become too. Nothing leaves a final state.
     */
    public Set<OrderState> next() {
        return switch (this) {
            case INITIALIZED -> EnumSet.of(DENIED, SUBMITTED);
            case SUBMITTED ->
                    EnumSet.of(
                            UNKNOWN,
                            ACCEPTED,
                            REJECTED,
                            PARTIALLY_FILLED,
                            FILLED,
                            CANCELED,
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
