package io.leverageguard.engine;

/**
 * An order that passed every limit. Only the engine can make one, and the gateway to the venues
 * takes nothing else, so that an order cannot go out unchecked.
 */
public final class ApprovedOrder {
    private final long number;
    private final int account;
    private final int instrument;
    private final boolean buy;
    private final long lots;
    private final long limitTicks;
    private final boolean reduceOnly;

    ApprovedOrder(Command.PlaceOrder order) {
        this.number = order.order();
        this.account = order.account();
        this.instrument = order.instrument();
        this.buy = order.buy();
        this.lots = order.lots();
        this.limitTicks = order.limitTicks();
        this.reduceOnly = order.reduceOnly();
    }

    /** The order's number. */
    public long number() {
        return number;
    }

    /** The account's number. */
    public int account() {
        return account;
    }

    /** The instrument's number. */
    public int instrument() {
        return instrument;
    }

    /** Whether it buys. */
    public boolean buy() {
        return buy;
    }

    /** How much. */
    public long lots() {
        return lots;
    }

    /** The limit price, zero for a market order. */
    public long limitTicks() {
        return limitTicks;
    }

    /** Whether it may only reduce. */
    public boolean reduceOnly() {
        return reduceOnly;
    }
    public ApprovedOrder kept() { return this; }
}
