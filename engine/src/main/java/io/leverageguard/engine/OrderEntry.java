package io.leverageguard.engine;

import io.leverageguard.engine.Command.AdoptOrder;
import io.leverageguard.engine.Command.Link;
import io.leverageguard.engine.Command.Peers;
import io.leverageguard.engine.Command.PlaceOrder;
import io.leverageguard.engine.Command.Terms;
import io.leverageguard.engine.Command.Trigger;
import io.leverageguard.engine.Command.TriggerKind;
import org.jspecify.annotations.Nullable;

/** One working order. Objects are used again once an order has ended. */
final class OrderEntry extends Hashed {
    long number;
    PositionEntry position;
    @Nullable ShareEntry share;
    int strategy;
    boolean adopted;
    boolean buy;
    boolean reduceOnly;
    boolean rests;
    long lots;
    long limitTicks;
    OrderState state = OrderState.INITIALIZED;
    long filledLots;
    long confirmedLots;
    long goodTill;

    @Nullable Trigger trigger;
    long triggerTicks;
    boolean triggered;

    /** The best price of a trailing order since it trails; zero before. */
    long bestTicks;

    @Nullable Link link;

    /** Of a child: its size when its parent is filled whole. */
    long wholeLots;

    /** Of a child: how much of it fills of its peers have taken. */
    long shrunkLots;

    /** Whether nothing but the trigger is waited for. */
    boolean armed;

    /** Whether an amend is on its way, and what it asks for. */
    boolean amending;

    long wantedLots;
    long wantedLimitTicks;
    long wantedTriggerTicks;

    /** By how much it is to shrink as soon as it can be amended. */
    long owedLots;

    /** Whether it is to be cancelled as soon as it can be. */
    boolean cancelDue;

    // What follows is no state of its own.
    @Nullable OrderEntry nextInGroup;
    long seenBestTicks;
    long ownTicks;

    OrderEntry(PositionEntry position) {
        this.position = position;
    }

    void of(PlaceOrder order, PositionEntry at, @Nullable ShareEntry of) {
        clear(order.order(), at);
        share = of;
        buy = order.buy();
        lots = order.lots();
        wholeLots = order.lots();
        limitTicks = order.limitTicks();
        reduceOnly = order.reduceOnly();
        Terms terms = order.terms();
        strategy = terms.strategy();
        rests = terms.rests();
        goodTill = terms.goodTill();
        trigger = terms.trigger();
        link = terms.link();
        if (trigger != null) {
            triggerTicks = trigger.ticks();
        }
        state = isHeldAtFirst(terms) ? OrderState.EMULATED : OrderState.INITIALIZED;
        armed = link == null || link.parent() == 0;
    }

    void of(AdoptOrder order, PositionEntry at) {
        clear(order.order(), at);
        buy = order.buy();
        lots = order.lots();
        wholeLots = order.lots();
        state = order.state();
        filledLots = order.filledLots();
        confirmedLots = order.filledLots();
        adopted = true;
        rests = true;
        armed = true;
    }

    /** Whether an order with these terms waits here at first. */
    static boolean isHeldAtFirst(Terms terms) {
        Trigger trigger = terms.trigger();
        Link link = terms.link();
        return (trigger != null && trigger.held()) || (link != null && link.parent() != 0);
    }

    /** The trigger at its price of now. */
    @Nullable Trigger currentTrigger() {
        Trigger first = trigger;
        if (first == null || first.ticks() == triggerTicks) {
            return first;
        }
        return new Trigger(
                first.kind(), first.source(), first.held(), triggerTicks, first.callback());
    }

    long parent() {
        return link == null ? 0 : link.parent();
    }

    /** Names the group in which its children, or its peers, find it. */
    long group() {
        if (link == null) {
            return 0;
        }
        return link.parent() != 0 ? link.parent() : link.list();
    }

    Peers peers() {
        return link == null ? Peers.NONE : link.peers();
    }

    boolean isPeerOf(OrderEntry other) {
        Link mine = link;
        Link theirs = other.link;
        return mine != null
                && theirs != null
                && this != other
                && mine.list() == theirs.list()
                && mine.parent() == theirs.parent();
    }

    boolean isTrailing() {
        return trigger != null && trigger.kind() == TriggerKind.TRAILING;
    }

    /** Whether the trigger board has to watch for it. */
    boolean isWatched() {
        return state == OrderState.EMULATED && armed && trigger != null && trigger.held();
    }

    /** Whether the venue keeps a condition of it that was not reached yet. */
    boolean isConditionalAtVenue() {
        return trigger != null && !trigger.held() && !triggered;
    }

    /** The state of an open order while nothing of it is on its way. */
    OrderState openState() {
        if (filledLots > 0) {
            return OrderState.PARTIALLY_FILLED;
        }
        boolean byVenue = triggered && trigger != null && !trigger.held();
        return byVenue ? OrderState.TRIGGERED : OrderState.ACCEPTED;
    }

    /** What can still be filled at the venue, the larger of before and after an amend. */
    long openLots() {
        if (state.isFinal() || state == OrderState.EMULATED) {
            return 0;
        }
        long whole = amending ? Math.max(lots, wantedLots) : lots;
        return Math.max(0, whole - filledLots);
    }

    /** What is filled by the order's news while the fill itself has not come. */
    long unconfirmedLots() {
        return Math.max(0, filledLots - confirmedLots);
    }

    /** The price at which it rests in the book of own orders; zero when it does not. */
    long restingTicks() {
        boolean there = !state.isFinal() && state != OrderState.EMULATED && rests;
        if (!there || limitTicks == 0 || isConditionalAtVenue()) {
            return 0;
        }
        if (!amending || wantedLimitTicks == 0) {
            return limitTicks;
        }
        return buy
                ? Math.max(limitTicks, wantedLimitTicks)
                : Math.min(limitTicks, wantedLimitTicks);
    }

    /** Whether {@code ticks} is a better price for a trailing order to have seen. */
    boolean isBetter(long ticks, long than) {
        return than == 0 || (buy ? ticks < than : ticks > than);
    }

    /** Forgets what the object stood for before. */
    void clear(long newNumber, PositionEntry at) {
        number = newNumber;
        position = at;
        share = null;
        strategy = 0;
        adopted = false;
        reduceOnly = false;
        limitTicks = 0;
        filledLots = 0;
        confirmedLots = 0;
        goodTill = 0;
        trigger = null;
        triggerTicks = 0;
        triggered = false;
        bestTicks = 0;
        link = null;
        shrunkLots = 0;
        amending = false;
        wantedLots = 0;
        wantedLimitTicks = 0;
        wantedTriggerTicks = 0;
        owedLots = 0;
        cancelDue = false;
        nextInGroup = null;
        seenBestTicks = 0;
        ownTicks = 0;
        counted = 0;
    }

    private int flags() {
        return (buy ? 1 : 0)
                | (reduceOnly ? 2 : 0)
                | (rests ? 4 : 0)
                | (adopted ? 8 : 0)
                | (triggered ? 16 : 0)
                | (armed ? 32 : 0)
                | (amending ? 64 : 0)
                | (cancelDue ? 128 : 0)
                | state.code() << 8;
    }

    @Override
    long hash() {
        long hash = StateHash.mix(number, position.key);
        hash = StateHash.mix(hash, lots);
        hash = StateHash.mix(hash, limitTicks);
        hash = StateHash.mix(hash, confirmedLots);
        hash = StateHash.mix(hash, filledLots);
        hash = StateHash.mix(hash, ((long) strategy << 32) | flags());
        if (goodTill != 0 || owedLots != 0 || amending) {
            hash = StateHash.mix(hash, goodTill);
            hash = StateHash.mix(hash, owedLots);
            hash = StateHash.mix(hash, amending ? wantedLots : 0);
            hash = StateHash.mix(hash, amending ? wantedLimitTicks : 0);
            hash = StateHash.mix(hash, amending ? wantedTriggerTicks : 0);
        }
        return StateHash.mix(hash, conditions());
    }

    private long conditions() {
        long hash = 0;
        if (trigger != null) {
            hash = StateHash.mix(trigger.kind().code(), trigger.source().code());
            hash = StateHash.mix(hash, triggerTicks);
            hash = StateHash.mix(hash, trigger.held() ? trigger.callback() : -1);
            hash = StateHash.mix(hash, bestTicks);
        }
        if (link != null) {
            hash = StateHash.mix(hash, link.list());
            hash = StateHash.mix(hash, link.parent());
            hash = StateHash.mix(hash, link.peers().code());
            hash = StateHash.mix(hash, wholeLots);
            hash = StateHash.mix(hash, shrunkLots);
        }
        return hash;
    }
}
