package io.leverageguard.exchange.core;

/** Which position of a contract is meant: the one of one-way mode, or a side of hedge mode. */
public enum Leg {
    /** The only position; it may be long or short. */
    BOTH(0),
    /** Hedge mode: bought to open, sold to close. */
    LONG(1),
    /** Hedge mode: sold to open, bought to close. */
    SHORT(2);

    static final int COUNT = 3;

    final int place;

    Leg(int place) {
        this.place = place;
    }

    /** Whether an order of this side can do no more than close. */
    public boolean closes(boolean buy) {
        return (this == LONG && !buy) || (this == SHORT && buy);
    }
}
