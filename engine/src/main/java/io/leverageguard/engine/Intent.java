package io.leverageguard.engine;

import io.leverageguard.engine.Command.PlaceOrder;
import io.leverageguard.engine.Command.Terms;
import io.leverageguard.engine.Command.Trigger;
import org.jspecify.annotations.Nullable;

/** What somebody wants to have at a venue, and is checked for it. Used again and again. */
final class Intent {
    /** What leads to it. */
    enum Cause {
        /** A new order. */
        PLACE,
        /** A held order whose time has come. */
        RELEASE,
        /** A change of an order. */
        AMEND
    }

    Cause cause = Cause.PLACE;
    @Nullable PositionEntry position;
    @Nullable ShareEntry share;
    boolean buy;
    boolean reduceOnly;

    /** What it could add to the exposure. */
    long lots;

    /** What it is in all. */
    long wholeLots;

    long limitTicks;
    long referenceTicks;
    long at;
    long content;

    /** Whether it is kept here for now. */
    boolean held;

    /** Whether the venue waits for {@link #triggerTicks} first. */
    boolean conditional;

    long triggerTicks;

    /** Whether it asks for no more than there was before. */
    boolean shrinks;

    /** A new order; the position is the order's. */
    void place(PlaceOrder order, PositionEntry at) {
        Terms terms = order.terms();
        Trigger trigger = terms.trigger();
        begin(Cause.PLACE, at, order.terms().at(), order.referenceTicks());
        buy = order.buy();
        reduceOnly = order.reduceOnly();
        lots = order.lots();
        wholeLots = order.lots();
        limitTicks = order.limitTicks();
        held = OrderEntry.isHeldAtFirst(terms);
        conditional = !held && trigger != null;
        triggerTicks = trigger == null ? 0 : trigger.ticks();
    }

    /** A held order that is to be sent; it is withdrawn while it is checked. */
    void release(OrderEntry order, long reference, long time) {
        begin(Cause.RELEASE, order.position, time, reference);
        of(order);
        lots = order.lots;
        wholeLots = order.lots;
        limitTicks = order.limitTicks;
        conditional = order.isConditionalAtVenue();
        triggerTicks = order.triggerTicks;
    }

    /** An order that is to be changed; it is withdrawn while it is checked. */
    void amend(OrderEntry order, Command.AmendOrder change) {
        begin(Cause.AMEND, order.position, change.at(), change.referenceTicks());
        of(order);
        lots = Math.max(change.lots(), order.lots) - order.filledLots;
        wholeLots = change.lots();
        limitTicks = change.limitTicks();
        held = order.state == OrderState.EMULATED;
        conditional = order.isConditionalAtVenue();
        triggerTicks = change.triggerTicks();
        long value = valuationTicks();
        limitTicks = order.limitTicks;
        shrinks = change.lots() <= order.lots && value <= valuationTicks();
        limitTicks = change.limitTicks();
    }

    /**
     * The price at which it is valued: a sell limit below the market trades at the market; a buy
     * limit never above its price; a conditional market order not far from its trigger.
     */
    long valuationTicks() {
        if (limitTicks != 0) {
            return buy ? limitTicks : Math.max(limitTicks, referenceTicks);
        }
        return Math.max(referenceTicks, held || conditional ? triggerTicks : 0);
    }

    private void of(OrderEntry order) {
        buy = order.buy;
        reduceOnly = order.reduceOnly;
        share = order.share;
    }

    private void begin(Cause why, PositionEntry of, long time, long reference) {
        cause = why;
        position = of;
        share = null;
        at = time;
        referenceTicks = reference;
        content = 0;
        held = false;
        conditional = false;
        shrinks = false;
    }
}
