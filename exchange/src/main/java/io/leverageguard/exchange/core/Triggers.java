package io.leverageguard.exchange.core;

import io.leverageguard.engine.margin.QuoteUnits;
import io.leverageguard.exchange.core.ExchangeListener.TriggerChange;
import io.leverageguard.exchange.core.Trigger.Kind;
import io.leverageguard.exchange.core.Trigger.State;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Conditional orders. No margin is asked for while they wait; when their price is reached an
 * ordinary order is sent, and what is wrong with it is found then.
 */
final class Triggers {
    /** Waiting triggers of one account, all contracts together (Binance: 200). */
    static final int WAITING_MAX = 200;

    private final Orders orders;
    private final Matching matching;
    private final ExchangeListener listener;

    /** In the order in which they came. */
    private final List<Trigger> waiting = new ArrayList<>();

    private final List<Trigger> running = new ArrayList<>();

    /** Orders that have triggers to leave behind. */
    private final List<ExchangeOrder> parents = new ArrayList<>();

    private long now;

    Triggers(Orders orders, Matching matching, ExchangeListener listener) {
        this.orders = orders;
        this.matching = matching;
        this.listener = listener;
    }

    void now(long millis) {
        now = millis;
    }

    Trigger place(Account account, Market market, TriggerRequest request) {
        check(account, market, request);
        return add(account, market, request, null);
    }

    /** Two of which one dies when the other triggers. */
    List<Trigger> placePair(Account account, Market market, List<TriggerRequest> pair) {
        if (pair.size() != 2) {
            throw new IllegalArgumentException("a pair is two: " + pair.size());
        }
        for (TriggerRequest request : pair) {
            check(account, market, request);
        }
        if (account.waiting.size() + 2 > WAITING_MAX) {
            throw new ExchangeRefusal(Reason.TOO_MANY_TRIGGERS);
        }
        Trigger first = add(account, market, pair.getFirst(), null);
        Trigger second = add(account, market, pair.getLast(), null);
        first.sibling = second;
        second.sibling = first;
        return List.of(first, second);
    }

    void amend(Trigger trigger, TriggerRequest request) {
        requireWaiting(trigger);
        TriggerRequest old = trigger.request;
        boolean same =
                old.kind() == request.kind()
                        && old.clientId().equals(request.clientId())
                        && old.order().buy() == request.order().buy()
                        && old.order().leg() == request.order().leg();
        if (!same) {
            throw new IllegalArgumentException("an amendment keeps kind, side, leg and id");
        }
        if (old.equals(request)) {
            throw new ExchangeRefusal(Reason.NOTHING_CHANGED);
        }
        checkShape(trigger.account, trigger.market, request);
        refuseIfReached(trigger.market, request);
        trigger.request = request;
        trigger.triggerTicks = ticks(trigger.market, request);
        trigger.bestTicks = 0;
        trigger.fresh = true;
        trigger.updatedAt = now;
        listener.triggered(trigger, TriggerChange.AMENDED);
        activate(trigger);
    }

    void cancel(Trigger trigger) {
        requireWaiting(trigger);
        end(trigger, State.CANCELED, EndReason.USER);
    }

    /** Notes an order whose triggers wait for its fills. */
    void watch(ExchangeOrder order) {
        if (!order.attached.isEmpty()) {
            parents.add(order);
        }
    }

    /** Refuses an order whose triggers can never be. */
    void checkAttached(Account account, Market market, OrderRequest request) {
        for (TriggerRequest attached : request.attached()) {
            checkAttached(account, market, attached);
        }
    }

    /** Sends the orders of all triggers whose price was reached, until none is left. */
    void settle() {
        boolean again = !waiting.isEmpty() || !parents.isEmpty();
        while (again) {
            leaveBehind();
            again = false;
            for (Trigger trigger : List.copyOf(waiting)) {
                if (trigger.state == State.WAITING && isReached(trigger)) {
                    fire(trigger);
                    again = true;
                }
            }
            waiting.removeIf(trigger -> trigger.state != State.WAITING);
        }
        finish();
    }

    /** Expires what is no longer good. */
    void expire() {
        for (Trigger trigger : List.copyOf(waiting)) {
            long goodTill = trigger.request.goodTill();
            if (goodTill != 0 && goodTill <= now && trigger.state == State.WAITING) {
                end(trigger, State.EXPIRED, EndReason.GOOD_TILL);
            }
        }
    }

    private Trigger add(
            Account account,
            Market market,
            TriggerRequest request,
            @Nullable ExchangeOrder parent) {
        Trigger trigger = new Trigger(matching.nextOrderId(), account, market, request, now);
        trigger.triggerTicks = ticks(market, request);
        trigger.parent = parent;
        account.keep(trigger);
        waiting.add(trigger);
        listener.triggered(trigger, TriggerChange.NEW);
        activate(trigger);
        return trigger;
    }

    private void fire(Trigger trigger) {
        listener.triggered(trigger, TriggerChange.TRIGGERING);
        trigger.account.waiting.remove(trigger.id);
        trigger.triggeredAt = now;
        trigger.updatedAt = now;
        trigger.state = State.TRIGGERED;
        Trigger sibling = trigger.sibling;
        if (sibling != null && sibling.state == State.WAITING) {
            end(sibling, State.CANCELED, EndReason.PAIR);
        }
        OrderRequest request = trigger.request.order();
        try {
            trigger.order = orders.place(trigger.account, trigger.market, request, trigger);
            watch(trigger.order);
            running.add(trigger);
            listener.triggered(trigger, TriggerChange.TRIGGERED);
        } catch (ExchangeRefusal refusal) {
            trigger.refusal = refusal.reason();
            boolean gone = request.closePosition();
            if (gone && refusal.reason() == Reason.NOTHING_TO_REDUCE) {
                end(trigger, State.EXPIRED, EndReason.REDUCE_ONLY);
            } else {
                end(trigger, State.REJECTED, EndReason.NONE);
            }
        }
    }

    private void finish() {
        if (running.isEmpty() && waiting.isEmpty()) {
            return;
        }
        for (Trigger trigger : running) {
            ExchangeOrder order = trigger.order;
            if (order != null && !order.status.isOpen()) {
                end(trigger, State.FINISHED, order.endReason);
            }
        }
        running.removeIf(trigger -> trigger.state == State.FINISHED);
        for (Trigger trigger : List.copyOf(waiting)) {
            trigger.fresh = false;
            boolean dies = trigger.request.withPosition() && trigger.state == State.WAITING;
            if (dies && !position(trigger).isClosedBy(trigger.request.order().buy())) {
                end(trigger, State.CANCELED, EndReason.REDUCE_ONLY);
            }
        }
    }

    private void end(Trigger trigger, State state, EndReason reason) {
        trigger.state = state;
        trigger.endReason = reason;
        trigger.updatedAt = now;
        trigger.account.waiting.remove(trigger.id);
        listener.triggered(
                trigger,
                switch (state) {
                    case CANCELED -> TriggerChange.CANCELED;
                    case EXPIRED -> TriggerChange.EXPIRED;
                    case REJECTED -> TriggerChange.REJECTED;
                    default -> TriggerChange.FINISHED;
                });
    }

    /** What was attached to an order lives when the order has filled what it will. */
    private void leaveBehind() {
        for (ExchangeOrder parent : List.copyOf(parents)) {
            boolean whole =
                    parent.attached.stream().allMatch(request -> request.order().closePosition());
            boolean ready = parent.filled > 0 && (whole || !parent.status.isOpen());
            if (ready) {
                bear(parent);
            }
            if (ready || !parent.status.isOpen()) {
                parents.remove(parent);
            }
        }
    }

    private void bear(ExchangeOrder parent) {
        List<Trigger> born = new ArrayList<>();
        BigDecimal filled = parent.market.contract.quantity(parent.filled);
        for (TriggerRequest request : parent.attached) {
            if (parent.account.waiting.size() < WAITING_MAX) {
                OrderRequest order = request.order();
                boolean less =
                        order.quantity().signum() == 0 || order.quantity().compareTo(filled) > 0;
                TriggerRequest sized =
                        less ? request.with(request.price(), order.of(filled)) : request;
                born.add(add(parent.account, parent.market, sized, parent));
            }
        }
        if (born.size() == 2) {
            born.getFirst().sibling = born.getLast();
            born.getLast().sibling = born.getFirst();
        }
    }

    private static Position position(Trigger trigger) {
        return trigger.account.position(trigger.market, trigger.request.order().leg());
    }

    private boolean isReached(Trigger trigger) {
        if (trigger.request.kind() == Kind.TRAILING) {
            return trail(trigger);
        }
        return isAtPrice(trigger);
    }

    private static boolean isAtPrice(Trigger trigger) {
        long price = trigger.market.contract.units(trigger.triggerTicks);
        return trigger.request.rises() ? trigger.high() >= price : trigger.low() <= price;
    }

    /** Follows the best price; whether the price has come back far enough. */
    private boolean trail(Trigger trigger) {
        if (trigger.bestTicks == 0) {
            activate(trigger);
            return false;
        }
        Market market = trigger.market;
        boolean rises = trigger.request.rises();
        if (isAtPrice(trigger)) {
            return true;
        }
        long best = market.contract.nearestTicks(rises ? trigger.low() : trigger.high());
        boolean better = rises ? best < trigger.bestTicks : best > trigger.bestTicks;
        if (better) {
            trigger.bestTicks = best;
            trigger.triggerTicks = back(trigger, best);
        }
        long price = market.price(trigger.request.source());
        long stop = market.contract.units(trigger.triggerTicks);
        return rises ? price >= stop : price <= stop;
    }

    private void activate(Trigger trigger) {
        if (trigger.request.kind() != Kind.TRAILING) {
            return;
        }
        Market market = trigger.market;
        TriggerRequest request = trigger.request;
        long price = market.contract.units(trigger.triggerTicks);
        boolean there = request.rises() ? trigger.low() <= price : trigger.high() >= price;
        if (there || request.price().signum() == 0) {
            long best = market.contract.nearestTicks(market.price(request.source()));
            trigger.bestTicks = Math.max(1, best);
            trigger.triggerTicks = back(trigger, trigger.bestTicks);
            trigger.updatedAt = now;
            listener.triggered(trigger, TriggerChange.ACTIVATED);
        }
    }

    /** How far the price may come back from {@code best}. */
    private static long back(Trigger trigger, long best) {
        TriggerRequest request = trigger.request;
        long spread = 0;
        if (request.callbackSpread().signum() > 0) {
            spread = trigger.market.contract.ticksNear(request.callbackSpread());
        } else {
            long rate = QuoteUnits.of(request.callbackRate(), RoundingMode.DOWN);
            spread = QuoteUnits.mulDivCeil(best, rate, QuoteUnits.ONE);
        }
        return request.rises() ? best + spread : Math.max(1, best - spread);
    }

    private static void check(Account account, Market market, TriggerRequest request) {
        if (account.waiting.size() >= WAITING_MAX) {
            throw new ExchangeRefusal(Reason.TOO_MANY_TRIGGERS);
        }
        if (account.triggersByClientId.containsKey(request.clientId())) {
            throw new ExchangeRefusal(Reason.DUPLICATE_CLIENT_ID);
        }
        checkShape(account, market, request);
        refuseIfReached(market, request);
    }

    private static void checkShape(Account account, Market market, TriggerRequest request) {
        OrderRequest order = request.order();
        if (order.quantity().signum() == 0 && !order.closePosition()) {
            throw new ExchangeRefusal(Reason.QUANTITY_NOT_POSITIVE);
        }
        checkAttached(account, market, request);
    }

    /** What is attached may leave its quantity to the order that it follows. */
    private static void checkAttached(Account account, Market market, TriggerRequest request) {
        Contract contract = market.contract;
        boolean trailing = request.kind() == Kind.TRAILING;
        BigDecimal price = request.price();
        boolean none = trailing && price.signum() == 0;
        if (!none && (price.signum() <= 0 || price.compareTo(contract.priceMax()) > 0)) {
            throw new ExchangeRefusal(Reason.TRIGGER_PRICE_INVALID);
        }
        if (!none && !contract.onTick(price)) {
            throw new ExchangeRefusal(Reason.PRICE_OFF_TICK);
        }
        if (trailing) {
            boolean rated = request.callbackRate().signum() > 0;
            boolean spread = request.callbackSpread().signum() > 0;
            if (rated == spread || request.callbackRate().compareTo(BigDecimal.ONE) >= 0) {
                throw new ExchangeRefusal(Reason.CALLBACK_INVALID);
            }
        }
        OrderRules.checkShape(account, market, request.order());
    }

    private static void refuseIfReached(Market market, TriggerRequest request) {
        if (request.kind() == Kind.TRAILING) {
            return;
        }
        long price = market.contract.units(ticks(market, request));
        long current = market.price(request.source());
        if (request.rises() ? current >= price : current <= price) {
            throw new ExchangeRefusal(Reason.WOULD_TRIGGER);
        }
    }

    private static long ticks(Market market, TriggerRequest request) {
        return market.contract.ticksNear(request.price());
    }

    private static void requireWaiting(Trigger trigger) {
        if (trigger.state != State.WAITING) {
            throw new ExchangeRefusal(Reason.TRIGGER_NOT_WAITING);
        }
    }
}
