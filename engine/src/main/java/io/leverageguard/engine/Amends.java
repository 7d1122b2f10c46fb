package io.leverageguard.engine;

import io.leverageguard.engine.Command.AmendOrder;
import io.leverageguard.engine.Command.OrderAmended;

/** Changes of open and of held orders. */
final class Amends {
    private final EngineState state;
    private final OrderIndex index;
    private final LimitCheck limits;
    private final Orders orders;

    Amends(EngineState state, OrderIndex index, LimitCheck limits, Orders orders) {
        this.state = state;
        this.index = index;
        this.limits = limits;
        this.orders = orders;
    }

    Verdict request(AmendOrder command) {
        OrderEntry order = state.orders.get(command.order());
        if (order == null) {
            return Verdict.UNKNOWN_ORDER;
        }
        boolean held = order.state == OrderState.EMULATED;
        if (!held && !order.state.isQuiet()) {
            return limits.refused(Verdict.WRONG_STATE, order.position.account);
        }
        if (command.lots() <= order.filledLots) {
            return limits.refused(Verdict.FILLED_ALREADY, order.position.account);
        }
        orders.value(order.position.instrument, command.referenceTicks());
        index.withdraw(order);
        index.sum(order);
        limits.intent().amend(order, command);
        Verdict verdict = limits.check();
        index.enter(order);
        if (verdict != Verdict.OK) {
            return verdict;
        }
        limits.countAmend(command.at());
        if (held) {
            change(order, command);
        } else {
            orders.contingencies()
                    .amend(order, command.lots(), command.limitTicks(), command.triggerTicks());
        }
        return Verdict.OK;
    }

    /** What the venue says the order is now; nothing once it has ended. */
    Verdict amended(OrderAmended command) {
        OrderEntry order = state.orders.get(command.order());
        if (order == null) {
            return Verdict.UNKNOWN_ORDER;
        }
        if (order.state == OrderState.EMULATED || order.state.isUnsent()) {
            return Verdict.WRONG_STATE;
        }
        index.withdraw(order);
        order.lots = command.lots();
        order.limitTicks = command.limitTicks();
        if (order.amending) {
            order.triggerTicks = order.wantedTriggerTicks;
        }
        order.amending = false;
        index.enter(order);
        settle(order);
        return Verdict.OK;
    }

    Verdict refused(long number) {
        OrderEntry order = state.orders.get(number);
        if (order == null) {
            return Verdict.UNKNOWN_ORDER;
        }
        if (!order.amending) {
            return Verdict.WRONG_STATE;
        }
        index.withdraw(order);
        order.amending = false;
        index.enter(order);
        settle(order);
        return Verdict.OK;
    }

    private void settle(OrderEntry order) {
        if (order.state == OrderState.PENDING_UPDATE) {
            orders.change(order, order.openState(), order.filledLots);
        }
    }

    private void change(OrderEntry order, AmendOrder command) {
        index.withdraw(order);
        order.lots = command.lots();
        order.wholeLots = command.lots() + order.shrunkLots;
        order.limitTicks = command.limitTicks();
        order.triggerTicks = command.triggerTicks();
        index.enter(order);
        state.listener.onChanged(order.number, order.lots, order.limitTicks, order.triggerTicks);
    }
}
