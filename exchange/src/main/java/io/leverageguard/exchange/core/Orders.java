package io.leverageguard.exchange.core;

import io.leverageguard.engine.book.Outcome;
import io.leverageguard.exchange.core.ExchangeOrder.Origin;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes orders, changes them and takes them out again. */
final class Orders {
    private final Matching matching;

    /** Open orders whose time ends, in the order in which they came. */
    private final List<ExchangeOrder> timed = new ArrayList<>();

    private long now;

    Orders(Matching matching) {
        this.matching = matching;
    }

    void now(long millis) {
        now = millis;
    }

    /** Checks and matches an order; {@code trigger} is what it was before, if it was. */
    ExchangeOrder place(
            Account account, Market market, OrderRequest request, @Nullable Trigger trigger) {
        ExchangeOrder order = order(account, market, request, trigger);
        Outcome outcome = matching.submit(order);
        if (outcome == Outcome.WOULD_TAKE) {
            throw new ExchangeRefusal(Reason.WOULD_TAKE);
        }
        if (outcome == Outcome.NOT_WHOLE) {
            throw new ExchangeRefusal(Reason.NOT_WHOLE);
        }
        return timed(order);
    }

    /** The same, but an order that may not trade as it would is taken, and ends at once. */
    ExchangeOrder accept(Account account, Market market, OrderRequest request) {
        ExchangeOrder order = order(account, market, request, null);
        Outcome outcome = matching.submit(order);
        if (outcome == Outcome.WOULD_TAKE) {
            matching.takeAndEnd(order, EndReason.WOULD_TAKE);
        }
        if (outcome == Outcome.NOT_WHOLE) {
            matching.takeAndEnd(order, EndReason.UNFILLED);
        }
        return timed(order);
    }

    private ExchangeOrder order(
            Account account, Market market, OrderRequest request, @Nullable Trigger trigger) {
        if (request.goodTill() != 0 && request.goodTill() <= now) {
            throw new ExchangeRefusal(Reason.GOOD_TILL_INVALID);
        }
        ExchangeOrder.Terms terms = OrderRules.check(account, market, request);
        ExchangeOrder order =
                new ExchangeOrder(
                        matching.nextOrderId(),
                        account,
                        market,
                        request.clientId(),
                        terms,
                        Origin.USER,
                        now);
        order.note = request.note();
        order.attached = request.attached();
        order.trigger = trigger;
        return order;
    }

    private ExchangeOrder timed(ExchangeOrder order) {
        if (order.terms.goodTill() != 0 && order.status.isOpen()) {
            timed.add(order);
        }
        return order;
    }

    void amend(ExchangeOrder order, BigDecimal quantity, BigDecimal price) {
        requireOpen(order);
        ExchangeOrder.Terms terms = OrderRules.checkAmended(order, quantity, price);
        if (terms.lots() <= order.filled) {
            matching.cancel(order, EndReason.USER);
        } else {
            matching.amend(order, terms);
        }
    }

    /** A smaller quantity at the same price does not lose the place in the queue. */
    void amendInPlace(ExchangeOrder order, BigDecimal quantity, BigDecimal price) {
        requireOpen(order);
        ExchangeOrder.Terms terms = OrderRules.checkAmended(order, quantity, price);
        boolean smaller = terms.lots() < order.terms.lots() && terms.lots() > order.filled;
        if (smaller && terms.priceTicks() == order.terms.priceTicks()) {
            matching.reduce(order, order.terms.lots() - terms.lots());
        } else {
            amend(order, quantity, price);
        }
    }

    void cancel(ExchangeOrder order) {
        requireOpen(order);
        matching.cancel(order, EndReason.USER);
    }

    /** Expires what is no longer good. */
    void expire() {
        if (timed.isEmpty()) {
            return;
        }
        for (ExchangeOrder order : List.copyOf(timed)) {
            if (order.status.isOpen() && order.terms.goodTill() <= now) {
                matching.cancel(order, EndReason.GOOD_TILL);
            }
        }
        timed.removeIf(order -> !order.status.isOpen());
    }

    private static void requireOpen(ExchangeOrder order) {
        if (!order.status.isOpen()) {
            throw new ExchangeRefusal(Reason.ORDER_NOT_OPEN);
        }
    }
}
