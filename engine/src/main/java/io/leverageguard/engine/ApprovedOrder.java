package io.leverageguard.engine;

import io.leverageguard.engine.Command.Trigger;
import org.jspecify.annotations.Nullable;

/**
 * An order that passed every limit. Only the engine can make one, and the gateway to the venues
 * takes nothing else, so that an order cannot go out unchecked. The engine uses its object again
 * for the next order: keep {@link #kept}.
 */
public final class ApprovedOrder {
    private long number;
    private int account;
    private int instrument;
    private boolean buy;
    private long lots;
    private long limitTicks;
    private boolean reduceOnly;
    private @Nullable Trigger trigger;

    ApprovedOrder() {}

    ApprovedOrder of(OrderEntry order) {
        number = order.number;
        account = order.position.account.number;
        instrument = order.position.instrument.number;
        buy = order.buy;
        lots = order.lots;
        limitTicks = order.limitTicks;
        reduceOnly = order.reduceOnly;
        trigger = order.isConditionalAtVenue() ? order.currentTrigger() : null;
        return this;
    }

    /** This order, never to change. */
    public ApprovedOrder kept() {
        ApprovedOrder kept = new ApprovedOrder();
        kept.number = number;
        kept.account = account;
        kept.instrument = instrument;
        kept.buy = buy;
        kept.lots = lots;
        kept.limitTicks = limitTicks;
        kept.reduceOnly = reduceOnly;
        kept.trigger = trigger;
        return kept;
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

    /** The condition that the venue is to wait for; absent when it is to be executed at once. */
    public @Nullable Trigger trigger() {
        return trigger;
    }
}
