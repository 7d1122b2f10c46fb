package io.leverageguard.exchange.core;

import io.leverageguard.engine.book.OrderBook;
import io.leverageguard.engine.book.Outcome;
import io.leverageguard.exchange.core.ExchangeListener.OrderChange;
import io.leverageguard.exchange.core.ExchangeOrder.Origin;
import io.leverageguard.exchange.core.ExchangeOrder.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Sends orders into books and books what comes out. */
public final class Matching {
    private final Ledger ledger;
    private final ExchangeListener listener;
    private final Map<Long, ExchangeOrder> resting = new HashMap<>();
    private final SortedMap<Long, List<Position>> changed = new TreeMap<>();
    private final SortedSet<Long> deleveraged = new TreeSet<>();
    private long nextOrder = 8_000_000_001L;
    private long nextTrade = 5_000_000_001L;
    private long nextAggregate = 3_000_000_001L;
    private long now;

    Matching(Ledger ledger, ExchangeListener listener) {
        this.ledger = ledger;
        this.listener = listener;
    }

    void now(long millis) {
        now = millis;
    }

    long nextOrderId() {
        return nextOrder++;
    }

    /**
     * Matches an order. What a post-only or fill-or-kill order may not do is answered before
     * anything has happened; everything else has happened when this returns.
     */
    Outcome submit(ExchangeOrder order) {
        Outcome outcome = match(order);
        if (outcome == Outcome.WOULD_TAKE || outcome == Outcome.NOT_WHOLE) {
            return outcome;
        }
        register(order);
        book(order, outcome);
        return outcome;
    }

    /** Takes an order that did not come to match, and ends it. */
    void takeAndEnd(ExchangeOrder order, EndReason reason) {
        register(order);
        end(order, reason);
    }

    /** Takes a resting order out and sends it in again with other terms. */
    void amend(ExchangeOrder order, ExchangeOrder.Terms terms) {
        Market market = order.market;
        market.book.cancel(order.id);
        resting.remove(order.id);
        release(order, order.left());
        market.touched(order.terms.buy(), order.terms.priceTicks());
        order.terms = terms;
        order.updatedAt = now;
        Outcome outcome = match(order);
        if (outcome == Outcome.WOULD_TAKE || outcome == Outcome.NOT_WHOLE) {
            end(order, EndReason.WOULD_TAKE);
            return;
        }
        listener.ordered(order, OrderChange.AMENDMENT, null);
        book(order, outcome);
    }

    private void book(ExchangeOrder order, Outcome outcome) {
        Market market = order.market;
        List<Market.Match> matches = List.copyOf(market.matches);
        long firstTrade = nextTrade;
        for (Market.Match match : matches) {
            settle(order, match);
        }
        aggregate(order, matches, firstTrade);
        for (long makerId : List.copyOf(market.selfTradeExpired)) {
            ExchangeOrder maker = taken(makerId);
            release(maker, maker.left());
            market.touched(maker.terms.buy(), maker.terms.priceTicks());
            end(maker, EndReason.SELF_TRADE);
        }
        finish(order, outcome);
        tellAccounts();
    }

    private static Outcome match(ExchangeOrder order) {
        Market market = order.market;
        market.matches.clear();
        market.selfTradeExpired.clear();
        return market.book.submit(
                order.id,
                order.account.id,
                order.terms.buy(),
                limit(order),
                order.left(),
                order.terms.execution(),
                order.terms.selfTrade());
    }

    /** Takes lots off a resting order, which keeps its place. */
    void reduce(ExchangeOrder order, long lots) {
        order.market.book.reduce(order.id, lots);
        release(order, lots);
        order.market.touched(order.terms.buy(), order.terms.priceTicks());
        order.terms = order.terms.with(order.terms.priceTicks(), order.terms.lots() - lots);
        order.updatedAt = now;
        listener.ordered(order, OrderChange.AMENDMENT, null);
    }

    /** Takes a resting order out. */
    void cancel(ExchangeOrder order, EndReason reason) {
        order.market.book.cancel(order.id);
        resting.remove(order.id);
        release(order, order.left());
        order.market.touched(order.terms.buy(), order.terms.priceTicks());
        end(order, reason);
    }

    /** Takes an order that is not for the book. */
    void open(ExchangeOrder order) {
        register(order);
    }

    /** It trades outside of the book with another new one, at its own price. */
    void cross(ExchangeOrder order, ExchangeOrder against) {
        register(against);
        long trade = nextTrade++;
        long lots = Math.min(order.left(), against.left());
        Market.Match match =
                new Market.Match(order.id, against.id, order.terms.priceTicks(), lots, 0);
        Account.Fill other = ledger.fill(against, match, true, trade);
        Account.Fill own = ledger.fill(order, match, false, trade);
        filled(against, other);
        filled(order, own);
        tellAccounts();
    }

    /**
     * Expires reduce-only orders, newest first, until what is left of them can only reduce. Called
     * after a position became smaller.
     */
    void trimReduceOnly(Position position) {
        List<ExchangeOrder> open = position.account.openIn(position.market);
        long room = Math.abs(position.lots);
        for (ExchangeOrder order : open) {
            if (!order.terms.reduceOnly() || order.terms.leg() != position.leg) {
                continue;
            }
            boolean closes = position.isClosedBy(order.terms.buy());
            if (!closes || order.left() > room) {
                cancel(order, EndReason.REDUCE_ONLY);
            } else {
                room -= order.left();
            }
        }
    }

    private void settle(ExchangeOrder taker, Market.Match match) {
        ExchangeOrder maker = resting(match.makerId());
        Market market = taker.market;
        long id = nextTrade++;
        release(maker, match.lots());
        Account.Fill makerFill = ledger.fill(maker, match, true, id);
        Account.Fill takerFill = ledger.fill(taker, match, false, id);
        market.last(match.priceTicks());
        if (!Crowd.isOfCrowd(taker.account)) {
            market.takenLots += taker.signedLots(match.lots());
        }
        market.touched(maker.terms.buy(), match.priceTicks());
        PublicTrade trade =
                new PublicTrade(id, match.priceTicks(), match.lots(), maker.terms.buy(), now);
        market.tape.add(trade);
        listener.traded(market, trade);
        if (maker.left() == 0) {
            resting.remove(maker.id);
        }
        filled(maker, makerFill);
        filled(taker, takerFill);
    }

    private void filled(ExchangeOrder order, Account.Fill fill) {
        order.status = order.left() == 0 ? Status.FILLED : Status.PARTIALLY_FILLED;
        if (order.left() == 0) {
            order.account.openOrders.remove(order.id);
        }
        if (!order.account.system) {
            boolean forced = order.origin.isForced();
            OrderChange change = forced ? OrderChange.CALCULATED : OrderChange.TRADE;
            listener.ordered(order, change, fill);
            changed(order);
        }
    }

    private void aggregate(ExchangeOrder taker, List<Market.Match> matches, long firstTrade) {
        int from = 0;
        while (from < matches.size()) {
            long price = matches.get(from).priceTicks();
            long lots = 0;
            int to = from;
            while (to < matches.size() && matches.get(to).priceTicks() == price) {
                lots += matches.get(to).lots();
                to++;
            }
            AggregateTrade trade =
                    new AggregateTrade(
                            nextAggregate++,
                            price,
                            lots,
                            firstTrade + from,
                            firstTrade + to - 1,
                            !taker.terms.buy(),
                            now);
            taker.market.tape.add(trade);
            listener.aggregated(taker.market, trade);
            from = to;
        }
    }

    private void finish(ExchangeOrder order, Outcome outcome) {
        switch (outcome) {
            case RESTING -> {
                resting.put(order.id, order);
                hold(order, order.left(), 1);
                order.market.touched(order.terms.buy(), order.terms.priceTicks());
            }
            case SELF_TRADE -> end(order, EndReason.SELF_TRADE);
            case EXPIRED -> end(order, EndReason.UNFILLED);
            case FILLED -> {}
            case WOULD_TAKE, NOT_WHOLE -> throw new IllegalStateException("refused before");
        }
    }

    private void end(ExchangeOrder order, EndReason reason) {
        order.status =
                switch (reason) {
                    case USER -> Status.CANCELED;
                    case SELF_TRADE -> Status.EXPIRED_IN_MATCH;
                    default -> Status.EXPIRED;
                };
        order.endReason = reason;
        order.updatedAt = now;
        order.account.openOrders.remove(order.id);
        if (!order.account.system) {
            boolean canceled = reason == EndReason.USER;
            OrderChange change = canceled ? OrderChange.CANCELED : OrderChange.EXPIRED;
            listener.ordered(order, change, null);
        }
    }

    private void register(ExchangeOrder order) {
        Account account = order.account;
        if (account.system) {
            return;
        }
        account.keep(order);
        boolean forced = order.origin.isForced();
        listener.ordered(order, forced ? OrderChange.CALCULATED : OrderChange.NEW, null);
    }

    private void changed(ExchangeOrder order) {
        Position position = order.position();
        List<Position> positions =
                changed.computeIfAbsent(order.account.id, id -> new ArrayList<>());
        if (!positions.contains(position)) {
            positions.add(position);
        }
        if (order.origin == Origin.ADL) {
            deleveraged.add(order.account.id);
        }
    }

    private void tellAccounts() {
        List<List<Position>> told = new ArrayList<>(changed.values());
        changed.clear();
        for (List<Position> positions : told) {
            Account account = positions.getFirst().account;
            boolean forced = deleveraged.remove(account.id);
            AccountCause cause = forced ? AccountCause.ADL : AccountCause.ORDER;
            listener.accountChanged(account, cause, 0, positions);
            ledger.tellClosed();
            for (Position position : positions) {
                position.marginCalled &= position.lots != 0;
                trimReduceOnly(position);
            }
        }
    }

    private void release(ExchangeOrder order, long lots) {
        hold(order, lots, -1);
    }

    private static void hold(ExchangeOrder order, long lots, int sign) {
        if (order.account.system || order.terms.reduceOnly()) {
            return;
        }
        Position position = order.position();
        long cost = lots * order.market.contract.units(order.terms.priceTicks());
        if (order.terms.buy()) {
            position.buyLots += sign * lots;
            position.buyCost += sign * cost;
        } else {
            position.sellLots += sign * lots;
            position.sellCost += sign * cost;
        }
    }

    private static long limit(ExchangeOrder order) {
        if (order.terms.priceTicks() > 0) {
            return order.terms.priceTicks();
        }
        return order.terms.buy() ? OrderBook.ANY_BUY_PRICE : OrderBook.ANY_SELL_PRICE;
    }

    private ExchangeOrder resting(long id) {
        ExchangeOrder order = resting.get(id);
        if (order == null) {
            throw new IllegalStateException("the book holds an order that nobody sent: " + id);
        }
        return order;
    }

    private ExchangeOrder taken(long id) {
        ExchangeOrder order = resting(id);
        resting.remove(id);
        return order;
    }
}
