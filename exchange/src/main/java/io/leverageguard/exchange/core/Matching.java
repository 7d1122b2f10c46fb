package io.leverageguard.exchange.core;

import io.leverageguard.engine.book.OrderBook;
import io.leverageguard.engine.book.Outcome;
import io.leverageguard.exchange.core.ExchangeListener.OrderChange;
import io.leverageguard.exchange.core.ExchangeOrder.OrderType;
import io.leverageguard.exchange.core.ExchangeOrder.Origin;
import io.leverageguard.exchange.core.ExchangeOrder.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sends orders into books and books what comes out. */
public final class Matching {
    /** The venue's reason for taking out the orders of a position that is being liquidated. */
    static final String LIQUIDATION_EXPIRY = "5";

    private final Ledger ledger;
    private final ExchangeListener listener;
    private final Map<Long, ExchangeOrder> resting = new HashMap<>();
    private final SortedMap<Long, List<Position>> changed = new TreeMap<>();
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
            end(order, Status.EXPIRED, OrderChange.EXPIRED, null);
            return;
        }
        listener.ordered(order, OrderChange.AMENDMENT, null, null);
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
            end(maker, Status.EXPIRED_IN_MATCH, OrderChange.EXPIRED, null);
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

    /** Takes a resting order out. */
    void cancel(ExchangeOrder order, Status status, @Nullable String expireReason) {
        order.market.book.cancel(order.id);
        resting.remove(order.id);
        release(order, order.left());
        order.market.touched(order.terms.buy(), order.terms.priceTicks());
        OrderChange change = status == Status.CANCELED ? OrderChange.CANCELED : OrderChange.EXPIRED;
        end(order, status, change, expireReason);
    }

    /** The insurance fund takes what is left of an order, at its limit. */
    void takeOver(ExchangeOrder order) {
        Market market = order.market;
        ExchangeOrder.Terms terms =
                new ExchangeOrder.Terms(
                        !order.terms.buy(),
                        OrderType.LIMIT,
                        order.terms.execution(),
                        order.terms.priceTicks(),
                        order.left(),
                        false,
                        order.terms.selfTrade());
        ExchangeOrder fund =
                new ExchangeOrder(
                        nextOrderId(),
                        ledger.account(Ledger.INSURANCE),
                        market,
                        "",
                        terms,
                        Origin.LIQUIDATION,
                        now);
        long trade = nextTrade++;
        Market.Match match =
                new Market.Match(order.id, fund.id, terms.priceTicks(), order.left(), 0);
        ledger.fill(fund, match, true, trade);
        Account.Fill fill = ledger.fill(order, match, false, trade);
        order.status = Status.FILLED;
        order.account.openOrders.remove(order.id);
        changed(order);
        listener.ordered(order, OrderChange.CALCULATED, fill, null);
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
            if (!order.terms.reduceOnly()) {
                continue;
            }
            boolean closes = position.lots != 0 && order.terms.buy() == position.lots < 0;
            if (!closes || order.left() > room) {
                cancel(order, Status.EXPIRED, null);
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
        market.lastTicks = match.priceTicks();
        market.touched(maker.terms.buy(), match.priceTicks());
        PublicTrade trade =
                new PublicTrade(id, match.priceTicks(), match.lots(), maker.terms.buy(), now);
        market.tape.add(trade);
        listener.traded(market, trade);
        if (maker.left() == 0) {
            resting.remove(maker.id);
            maker.account.openOrders.remove(maker.id);
        }
        filled(maker, makerFill);
        filled(taker, takerFill);
    }

    private void filled(ExchangeOrder order, Account.Fill fill) {
        order.status = order.left() == 0 ? Status.FILLED : Status.PARTIALLY_FILLED;
        if (!order.account.system) {
            boolean forced = order.origin == Origin.LIQUIDATION;
            OrderChange change = forced ? OrderChange.CALCULATED : OrderChange.TRADE;
            listener.ordered(order, change, fill, null);
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
            case SELF_TRADE -> end(order, Status.EXPIRED_IN_MATCH, OrderChange.EXPIRED, null);
            case EXPIRED -> {
                if (order.origin == Origin.USER) {
                    end(order, Status.EXPIRED, OrderChange.EXPIRED, null);
                }
            }
            case FILLED -> order.account.openOrders.remove(order.id);
            case WOULD_TAKE, NOT_WHOLE -> throw new IllegalStateException("refused before");
        }
    }

    private void end(
            ExchangeOrder order, Status status, OrderChange change, @Nullable String reason) {
        order.status = status;
        order.updatedAt = now;
        order.account.openOrders.remove(order.id);
        if (!order.account.system) {
            listener.ordered(order, change, null, reason);
        }
    }

    private void register(ExchangeOrder order) {
        Account account = order.account;
        if (account.system) {
            return;
        }
        account.keep(order);
        boolean forced = order.origin == Origin.LIQUIDATION;
        listener.ordered(order, forced ? OrderChange.CALCULATED : OrderChange.NEW, null, null);
    }

    private void changed(ExchangeOrder order) {
        Position position = order.account.position(order.market);
        if (!order.account.system) {
            List<Position> positions =
                    changed.computeIfAbsent(order.account.id, id -> new ArrayList<>());
            if (!positions.contains(position)) {
                positions.add(position);
            }
        }
    }

    private void tellAccounts() {
        List<List<Position>> told = new ArrayList<>(changed.values());
        changed.clear();
        for (List<Position> positions : told) {
            listener.accountChanged(positions.getFirst().account, "ORDER", 0, positions);
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
        Position position = order.account.position(order.market);
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
