package io.leverageguard.engine;

import io.leverageguard.engine.Command.Peers;
import io.leverageguard.engine.margin.QuoteUnits;
import java.util.Arrays;

/**
 * What the orders of a list do to each other.
 *
 * <p>Children wait for their parent. One with a trigger is as large as its part of what the parent
 * has filled; a held one is armed by the first fill. When the parent has ended with something
 * filled, those that nothing more is waited for are sent: the ones without a trigger, and the ones
 * whose trigger the venue keeps. When it has ended with nothing filled, they end too.
 */
final class Contingencies {
    private final EngineState state;
    private final OrderIndex index;
    private final Orders orders;
    private final ApprovedAmend approved = new ApprovedAmend();
    private long[] met = new long[32];
    private int metCount;

    Contingencies(EngineState state, OrderIndex index, Orders orders) {
        this.state = state;
        this.index = index;
        this.orders = orders;
    }

    /** A new held order: its parent may be partly filled already. */
    void join(OrderEntry child) {
        OrderEntry parent = state.orders.get(child.parent());
        if (parent != null && parent.filledLots > 0) {
            grow(child, parent);
        }
    }

    /** Does what follows from a change of {@code order} that filled so many more lots. */
    void follow(OrderEntry order, long moreLots) {
        // A venue cuts a reduce-only order down to the position: filled, it leaves its peers
        // nothing.
        long cutLots = order.state == OrderState.FILLED ? order.lots - order.filledLots : 0;
        if (order.peers() != Peers.NONE && moreLots + Math.max(0, cutLots) > 0) {
            fillPeers(order, moreLots + Math.max(0, cutLots));
        }
        if (moreLots > 0) {
            growChildren(order);
        }
        if (order.state.isFinal()) {
            endChildren(order);
        } else if (order.state.isQuiet()) {
            payDebts(order);
        }
    }

    /** Sends a change of an open order that is allowed. */
    void amend(OrderEntry order, long lots, long limitTicks, long triggerTicks) {
        index.withdraw(order);
        order.amending = true;
        order.wantedLots = lots;
        order.wantedLimitTicks = limitTicks;
        order.wantedTriggerTicks = triggerTicks;
        index.enter(order);
        orders.change(order, OrderState.PENDING_UPDATE, order.filledLots);
        state.listener.onApproved(approved.of(order));
    }

    private void fillPeers(OrderEntry order, long moreLots) {
        Peers peers = order.peers();
        int from = metCount;
        OrderEntry peer = index.firstOf(order.group());
        while (peer != null) {
            if (peer.isPeerOf(order)) {
                meet(peer);
            }
            peer = peer.nextInGroup;
        }
        int to = metCount;
        for (int i = from; i < to; i++) {
            OrderEntry working = state.orders.get(met[i]);
            if (working == null) {
                continue;
            }
            if (peers == Peers.CANCEL) {
                cancel(working);
            } else {
                shrink(working, moreLots);
            }
        }
        metCount = from;
    }

    private void growChildren(OrderEntry parent) {
        OrderEntry child = index.firstOf(parent.number);
        while (child != null) {
            if (isHeldChild(child, parent)) {
                grow(child, parent);
            }
            child = child.nextInGroup;
        }
    }

    /** Nothing but the child itself changes, so the group can be walked meanwhile. */
    private void grow(OrderEntry child, OrderEntry parent) {
        if (child.trigger == null) {
            return;
        }
        long lots = partOf(child, parent);
        if (lots <= 0 || (lots == child.lots && child.armed)) {
            return;
        }
        index.withdraw(child);
        child.lots = lots;
        child.armed = true;
        index.enter(child);
        changed(child);
    }

    private void endChildren(OrderEntry parent) {
        int from = metCount;
        OrderEntry child = index.firstOf(parent.number);
        while (child != null) {
            if (isHeldChild(child, parent)) {
                meet(child);
            }
            child = child.nextInGroup;
        }
        int to = metCount;
        for (int i = from; i < to; i++) {
            OrderEntry held = state.orders.get(met[i]);
            if (held != null && held.state == OrderState.EMULATED) {
                endChild(held, parent);
            }
        }
        metCount = from;
    }

    private void endChild(OrderEntry child, OrderEntry parent) {
        long lots = parent.filledLots == 0 ? 0 : partOf(child, parent);
        if (lots <= 0) {
            orders.change(child, OrderState.CANCELED, child.filledLots);
            return;
        }
        boolean differs = lots != child.lots;
        index.withdraw(child);
        child.lots = lots;
        child.armed = true;
        index.enter(child);
        if (differs) {
            changed(child);
        }
        if (child.trigger == null || !child.trigger.held()) {
            long reference = child.position.instrument.valueTicks();
            Verdict told = orders.release(child, reference, 0);
            assert told != Verdict.WRONG_STATE;
        }
    }

    private void cancel(OrderEntry order) {
        if (order.state == OrderState.EMULATED) {
            orders.change(order, OrderState.CANCELED, order.filledLots);
        } else {
            index.endsNow(order);
            orders.cancelAtVenue(order);
        }
    }

    private void shrink(OrderEntry order, long byLots) {
        if (order.state != OrderState.EMULATED) {
            order.owedLots += byLots;
            state.touched(order);
            if (order.state.isQuiet()) {
                payDebts(order);
            }
            return;
        }
        if (order.lots <= byLots) {
            orders.change(order, OrderState.CANCELED, order.filledLots);
            return;
        }
        index.withdraw(order);
        order.shrunkLots += byLots;
        order.lots -= byLots;
        index.enter(order);
        changed(order);
    }

    /** Asks the venue for what could not be asked for before. */
    private void payDebts(OrderEntry order) {
        if (!order.cancelDue && order.owedLots == 0) {
            return;
        }
        long lots = order.lots - order.owedLots;
        boolean cancels = order.cancelDue || lots <= order.filledLots;
        order.cancelDue = false;
        order.owedLots = 0;
        state.touched(order);
        if (cancels) {
            index.endsNow(order);
            orders.cancelAtVenue(order);
        } else {
            amend(order, lots, order.limitTicks, order.triggerTicks);
        }
    }

    private void changed(OrderEntry order) {
        state.listener.onChanged(order.number, order.lots, order.limitTicks, order.triggerTicks);
    }

    private void meet(OrderEntry order) {
        if (metCount == met.length) {
            met = Arrays.copyOf(met, metCount * 2);
        }
        met[metCount++] = order.number;
    }

    private static boolean isHeldChild(OrderEntry child, OrderEntry parent) {
        return child.parent() == parent.number && child.state == OrderState.EMULATED;
    }

    /** A child of the parent's size follows its fills lot by lot; another one in proportion. */
    private static long partOf(OrderEntry child, OrderEntry parent) {
        long part = parent.filledLots;
        if (child.wholeLots != parent.lots) {
            long whole = Math.max(1, parent.lots);
            part = QuoteUnits.mulDivCeil(child.wholeLots, parent.filledLots, whole);
        }
        return part - child.shrunkLots;
    }
}
