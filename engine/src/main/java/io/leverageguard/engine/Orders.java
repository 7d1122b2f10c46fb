package io.leverageguard.engine;

import io.leverageguard.engine.Command.AdoptOrder;
import io.leverageguard.engine.Command.Link;
import io.leverageguard.engine.Command.MoveOrder;
import io.leverageguard.engine.Command.PlaceOrder;
import org.jspecify.annotations.Nullable;

/** The life of an order: placed or adopted, held and released, moved by news, cancelled, ended. */
final class Orders {
    private final EngineState state;
    private final OrderIndex index;
    private final LimitCheck limits;
    private final Contingencies contingencies;
    private final ApprovedOrder approved = new ApprovedOrder();

    Orders(EngineState state, OrderIndex index, LimitCheck limits) {
        this.state = state;
        this.index = index;
        this.limits = limits;
        this.contingencies = new Contingencies(state, index, this);
    }

    Contingencies contingencies() {
        return contingencies;
    }

    /** Whether an order would be taken, without taking it; its parent need not be there yet. */
    Verdict check(PlaceOrder command) {
        if (command.order() <= state.lastOrder) {
            return limits.refused(Verdict.USED_NUMBER, state.accounts.get(command.account()));
        }
        Verdict known = state.knows(command.account(), command.instrument());
        if (known != Verdict.OK) {
            return limits.refused(known, state.accounts.get(command.account()));
        }
        return limits.check(command, state.position(command.account(), command.instrument()));
    }

    /** Whether an order would be taken; nothing is kept of the question. */
    Verdict probe(PlaceOrder command) {
        AccountEntry account = state.accounts.get(command.account());
        return account == null
                ? limits.refused(Verdict.UNKNOWN_ACCOUNT, null)
                : limits.probe(command, state.glimpse(account, command.instrument()));
    }

    Verdict place(PlaceOrder command) {
        Verdict verdict = check(command);
        if (verdict == Verdict.USED_NUMBER) {
            return verdict;
        }
        state.lastOrder = command.order();
        if (verdict == Verdict.OK && !hasItsParent(command)) {
            verdict = limits.refused(Verdict.UNKNOWN_ORDER, state.accounts.get(command.account()));
        }
        if (verdict != Verdict.OK) {
            state.listener.onOrder(command.order(), OrderState.DENIED, 0);
            return verdict;
        }
        PositionEntry position = state.position(command.account(), command.instrument());
        int strategy = command.terms().strategy();
        value(position.instrument, command.referenceTicks());
        OrderEntry order = index.unused(position);
        order.of(command, position, strategy == 0 ? null : state.share(position, strategy));
        index.add(order);
        touch(position, order);
        limits.count(command, position);
        if (order.state == OrderState.EMULATED) {
            contingencies.join(order);
        } else {
            state.listener.onApproved(approved.of(order));
        }
        return Verdict.OK;
    }

    Verdict adopt(AdoptOrder command) {
        if (command.order() <= state.lastOrder) {
            return Verdict.USED_NUMBER;
        }
        state.lastOrder = command.order();
        Verdict known = state.knows(command.account(), command.instrument());
        if (known != Verdict.OK || !isAdoptable(command.state())) {
            return known;
        }
        PositionEntry position = state.position(command.account(), command.instrument());
        OrderEntry order = index.unused(position);
        order.of(command, position);
        index.add(order);
        touch(position, order);
        return Verdict.OK;
    }

    Verdict move(MoveOrder command) {
        OrderEntry order = state.orders.get(command.order());
        if (order == null) {
            return Verdict.UNKNOWN_ORDER;
        }
        if (order.state == OrderState.EMULATED) {
            return Verdict.WRONG_STATE;
        }
        OrderState to = command.to();
        if (order.state.isUnsent() && to != OrderState.SUBMITTED) {
            change(order, OrderState.SUBMITTED, order.filledLots);
        }
        long filled = Math.max(order.filledLots, command.filledLots());
        boolean awaits =
                order.state == OrderState.PENDING_CANCEL
                        || order.state == OrderState.PENDING_UPDATE;
        boolean enters = !(awaits && !to.isFinal()) && isNews(to) && order.state.canBecome(to);
        boolean sprung = to == OrderState.TRIGGERED && !order.triggered;
        if (sprung) {
            index.withdraw(order);
            order.triggered = true;
            index.enter(order);
        }
        if (enters || filled != order.filledLots) {
            change(order, enters ? to : order.state, filled);
        }
        return Verdict.OK;
    }

    Verdict requestCancel(long number) {
        OrderEntry order = state.orders.get(number);
        if (order == null) {
            return Verdict.UNKNOWN_ORDER;
        }
        if (order.state == OrderState.EMULATED) {
            change(order, OrderState.CANCELED, order.filledLots);
            return Verdict.OK;
        }
        if (!order.state.canBecome(OrderState.PENDING_CANCEL)) {
            return Verdict.WRONG_STATE;
        }
        change(order, OrderState.PENDING_CANCEL, order.filledLots);
        return Verdict.OK;
    }

    Verdict refuseCancel(long number) {
        OrderEntry order = state.orders.get(number);
        if (order == null) {
            return Verdict.UNKNOWN_ORDER;
        }
        if (order.state != OrderState.PENDING_CANCEL) {
            return Verdict.WRONG_STATE;
        }
        OrderState before = order.amending ? OrderState.PENDING_UPDATE : order.openState();
        change(order, before, order.filledLots);
        return Verdict.OK;
    }

    /** The order's time is over. */
    Verdict expire(long number) {
        OrderEntry order = state.orders.get(number);
        if (order == null) {
            return Verdict.UNKNOWN_ORDER;
        }
        if (order.state == OrderState.EMULATED) {
            change(order, OrderState.EXPIRED, order.filledLots);
        } else {
            cancelAtVenue(order);
        }
        return Verdict.OK;
    }

    Verdict release(long number, long referenceTicks, long at) {
        OrderEntry order = state.orders.get(number);
        if (order == null) {
            return Verdict.UNKNOWN_ORDER;
        }
        if (order.state != OrderState.EMULATED || !order.armed) {
            return Verdict.WRONG_STATE;
        }
        value(order.position.instrument, referenceTicks);
        return release(order, referenceTicks, at);
    }

    /** Sends a held order, if every limit still allows it. */
    Verdict release(OrderEntry order, long referenceTicks, long at) {
        order.triggered = order.trigger != null && order.trigger.held();
        limits.intent().release(order, referenceTicks, at);
        Verdict verdict = limits.check();
        if (verdict != Verdict.OK) {
            state.listener.onReleaseDenied(order.number, verdict);
            change(order, OrderState.DENIED, order.filledLots);
            return verdict;
        }
        change(order, OrderState.RELEASED, order.filledLots);
        state.listener.onApproved(approved.of(order));
        return verdict;
    }

    /**
     * Sends an order again that its venue never heard of. It only reduces: no limit is in its way.
     */
    Verdict resend(long number) {
        OrderEntry order = state.orders.get(number);
        if (order == null) {
            return Verdict.UNKNOWN_ORDER;
        }
        boolean unheard =
                order.state == OrderState.RELEASED
                        || order.state == OrderState.SUBMITTED
                        || order.state == OrderState.UNKNOWN;
        if (!unheard || !order.reduceOnly) {
            return Verdict.WRONG_STATE;
        }
        state.listener.onApproved(approved.of(order));
        return Verdict.OK;
    }

    Verdict ratchet(long number, long bestTicks) {
        OrderEntry order = state.orders.get(number);
        if (order == null) {
            return Verdict.UNKNOWN_ORDER;
        }
        if (!order.isWatched() || !order.isTrailing()) {
            return Verdict.WRONG_STATE;
        }
        if (order.isBetter(bestTicks, order.bestTicks)) {
            index.trail(order, bestTicks);
        }
        return Verdict.OK;
    }

    /** A fill of so many lots has come. */
    void confirm(OrderEntry order, long lots) {
        index.withdraw(order);
        order.confirmedLots += lots;
        if (state.settling.remove(order.number) != null) {
            index.settle(order);
            if (order.counted == 0) {
                index.recycle(order);
            }
        } else {
            index.enter(order);
        }
    }

    /** Cancels an order of which the venue knows, now or as soon as that can be asked for. */
    void cancelAtVenue(OrderEntry order) {
        if (order.state.canBecome(OrderState.PENDING_CANCEL)) {
            change(order, OrderState.PENDING_CANCEL, order.filledLots);
            state.listener.onCancelDue(order.number);
        } else if (order.state != OrderState.PENDING_CANCEL) {
            order.cancelDue = true;
            state.touched(order);
        }
    }

    /** Brings an order into another state, and does to others what follows from that. */
    void change(OrderEntry order, OrderState to, long filledLots) {
        long more = filledLots - order.filledLots;
        index.withdraw(order);
        order.state = to;
        order.filledLots = filledLots;
        if (to.isFinal()) {
            order.amending = false;
            index.end(order);
        } else {
            index.enter(order);
        }
        state.listener.onOrder(order.number, to, filledLots);
        contingencies.follow(order, more);
        if (to.isFinal() && order.counted == 0) {
            index.recycle(order);
        }
    }

    /** The newest price of an instrument, from a command. */
    void value(InstrumentEntry instrument, long ticks) {
        if (ticks > 0 && ticks != instrument.valueTicks()) {
            instrument.value(ticks);
            state.touched(instrument);
        }
    }

    private boolean hasItsParent(PlaceOrder command) {
        @Nullable Link link = command.terms().link();
        return link == null || link.parent() == 0 || state.orders.containsKey(link.parent());
    }

    /** From the first order on, a position and a share are part of the state. */
    private void touch(PositionEntry position, OrderEntry order) {
        state.touched(position);
        if (order.share != null) {
            state.touched(order.share);
        }
    }

    private static boolean isAdoptable(OrderState found) {
        return !found.isFinal()
                && switch (found) {
                    case EMULATED, RELEASED, PENDING_UPDATE -> false;
                    default -> true;
                };
    }

    private static boolean isNews(OrderState to) {
        return to != OrderState.PENDING_UPDATE;
    }
}
