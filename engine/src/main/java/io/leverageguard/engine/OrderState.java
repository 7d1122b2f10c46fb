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
    EXPIRED(11),
    /** Held by the engine until its trigger is reached or its parent is filled. */
    EMULATED(12),
    /** No longer held: journalled, about to be sent. */
    RELEASED(13),
    /** A condition that the venue kept was reached: open. */
    TRIGGERED(14),
    /** An amend was sent. */
    PENDING_UPDATE(15);

    private static final OrderState[] BY_CODE = new OrderState[values().length + 1];

    static {
        for (OrderState state : values()) {
            BY_CODE[state.code] = state;
            state.next = Set.copyOf(state.table());
            for (OrderState after : state.next) {
                state.nextBits |= 1 << after.code;
            }
        }
    }

    private final int code;
    private Set<OrderState> next = Set.of();
    private int nextBits;

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

    /** What an order may become from here. */
    public Set<OrderState> next() {
        return next;
    }

    /** Whether an order may go from here to {@code other}. */
    public boolean canBecome(OrderState other) {
        return (nextBits & 1 << other.code) != 0;
    }

    /** Whether nothing more can happen. */
    public boolean isFinal() {
        return nextBits == 0;
    }

    /** Whether the venue has the order on its book, as far as we know. */
    public boolean isOpen() {
        return switch (this) {
            case ACCEPTED, TRIGGERED, PARTIALLY_FILLED, PENDING_UPDATE, PENDING_CANCEL -> true;
            default -> false;
        };
    }

    /** Whether an amend or a cancel of it may be sent, with none on its way. */
    boolean isQuiet() {
        return this == ACCEPTED || this == TRIGGERED || this == PARTIALLY_FILLED;
    }

    /** Whether it is about to be sent. */
    boolean isUnsent() {
        return this == INITIALIZED || this == RELEASED;
    }

    /**
     * The whole table of transitions. A venue's news may overtake its answer, so everything that an
     * accepted order can become, a submitted one can become too. Nothing leaves a final state.
     */
    private Set<OrderState> table() {
        return switch (this) {
            case INITIALIZED, RELEASED -> EnumSet.of(DENIED, SUBMITTED);
            case EMULATED -> EnumSet.of(RELEASED, DENIED, CANCELED, EXPIRED);
            case SUBMITTED -> {
                EnumSet<OrderState> heard = EnumSet.of(UNKNOWN, ACCEPTED, REJECTED, TRIGGERED);
                heard.addAll(EnumSet.of(PARTIALLY_FILLED, FILLED, CANCELED, EXPIRED));
                yield heard;
            }
            case UNKNOWN -> {
                EnumSet<OrderState> found = EnumSet.of(ACCEPTED, REJECTED, TRIGGERED);
                found.addAll(EnumSet.of(PARTIALLY_FILLED, FILLED, CANCELED, EXPIRED));
                yield found;
            }
            case ACCEPTED -> {
                EnumSet<OrderState> open = EnumSet.of(TRIGGERED, PARTIALLY_FILLED, FILLED);
                open.addAll(EnumSet.of(PENDING_UPDATE, PENDING_CANCEL, CANCELED, EXPIRED));
                yield open;
            }
            case TRIGGERED -> {
                EnumSet<OrderState> open = EnumSet.of(REJECTED, PARTIALLY_FILLED, FILLED);
                open.addAll(EnumSet.of(PENDING_UPDATE, PENDING_CANCEL, CANCELED, EXPIRED));
                yield open;
            }
            case PARTIALLY_FILLED ->
                    EnumSet.of(FILLED, PENDING_UPDATE, PENDING_CANCEL, CANCELED, EXPIRED);
            case PENDING_UPDATE -> {
                EnumSet<OrderState> settled = EnumSet.of(ACCEPTED, TRIGGERED, PARTIALLY_FILLED);
                settled.addAll(EnumSet.of(FILLED, PENDING_CANCEL, CANCELED, EXPIRED));
                yield settled;
            }
            case PENDING_CANCEL -> {
                EnumSet<OrderState> settled = EnumSet.of(ACCEPTED, TRIGGERED, PARTIALLY_FILLED);
                settled.addAll(EnumSet.of(PENDING_UPDATE, FILLED, CANCELED, EXPIRED));
                yield settled;
            }
            case DENIED, REJECTED, FILLED, CANCELED, EXPIRED -> EnumSet.noneOf(OrderState.class);
        };
    }
}
