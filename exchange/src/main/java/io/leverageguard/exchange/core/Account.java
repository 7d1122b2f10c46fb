package io.leverageguard.exchange.core;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A client of the exchange: wallet, positions, orders and what happened to its money. */
public final class Account {
    /** One line of the account's ledger. */
    public record Income(
            long id, long time, String symbol, String type, long amount, String tradeId) {}

    /** One fill of an order of this account. */
    public record Fill(
            long tradeId,
            ExchangeOrder order,
            long priceTicks,
            long lots,
            long fee,
            long realized,
            boolean maker,
            long time) {}

    /** Orders, fills and ledger lines that are kept of one account; the oldest go first. */
    static final int KEPT_MAX = 200_000;

    final long id;
    final boolean system;

    /** What is not in an isolated position. */
    long crossWallet;

    final SortedMap<String, Position> positions = new TreeMap<>();
    final Map<Long, ExchangeOrder> orders = new LinkedHashMap<>();
    final Map<String, ExchangeOrder> ordersByClientId = new HashMap<>();
    final Map<Long, ExchangeOrder> openOrders = new LinkedHashMap<>();
    final Deque<Fill> fills = new ArrayDeque<>();
    final Deque<Income> income = new ArrayDeque<>();
    long updatedAt;

    public Account(long id, boolean system) {
        this.id = id;
        this.system = system;
    }

    void keep(ExchangeOrder order) {
        orders.put(order.id, order);
        ordersByClientId.put(order.clientId, order);
        openOrders.put(order.id, order);
        if (orders.size() > KEPT_MAX) {
            ExchangeOrder oldest = orders.values().iterator().next();
            if (!oldest.status.isOpen()) {
                orders.remove(oldest.id);
                ordersByClientId.remove(oldest.clientId, oldest);
            }
        }
    }

    void keep(Fill fill) {
        fills.addLast(fill);
        if (fills.size() > KEPT_MAX) {
            fills.removeFirst();
        }
    }

    void keep(Income line) {
        income.addLast(line);
        if (income.size() > KEPT_MAX) {
            income.removeFirst();
        }
    }

    Position position(Market market) {
        return positions.computeIfAbsent(
                market.contract.symbol(), symbol -> new Position(this, market));
    }

    /** Everything, isolated margin included. */
    public long wallet() {
        long wallet = crossWallet;
        for (Position position : positions.values()) {
            wallet += position.isolatedWallet;
        }
        return wallet;
    }

    public long crossProfit() {
        long profit = 0;
        for (Position position : positions.values()) {
            profit += position.isolated ? 0 : position.profit();
        }
        return profit;
    }

    long crossMaintenance() {
        long margin = 0;
        for (Position position : positions.values()) {
            margin += position.isolated ? 0 : position.maintenance();
        }
        return margin;
    }

    long crossPositionMargin() {
        long margin = 0;
        for (Position position : positions.values()) {
            margin += position.isolated || position.lots == 0 ? 0 : position.positionMargin();
        }
        return margin;
    }

    public long orderMargin() {
        long margin = 0;
        for (Position position : positions.values()) {
            margin += position.orderMargin();
        }
        return margin;
    }

    /** What can be used for new orders; may be negative. */
    public long available() {
        return crossWallet + crossProfit() - crossPositionMargin() - orderMargin();
    }

    /** Open orders in one contract, oldest first. */
    public List<ExchangeOrder> openIn(Market market) {
        Collection<ExchangeOrder> all = openOrders.values();
        return all.stream().filter(order -> order.market == market).toList();
    }

    public long id() {
        return id;
    }

    public SortedMap<String, Position> positions() {
        return positions;
    }

    public long crossWallet() {
        return crossWallet;
    }

    public long updatedAt() {
        return updatedAt;
    }

    public Deque<Income> income() {
        return income;
    }

    public Map<Long, ExchangeOrder> openOrders() {
        return openOrders;
    }

    public Map<Long, ExchangeOrder> orders() {
        return orders;
    }

    public Deque<Fill> fills() {
        return fills;
    }

    public Map<String, ExchangeOrder> ordersByClientId() {
        return ordersByClientId;
    }

    public boolean system() {
        return system;
    }
}
