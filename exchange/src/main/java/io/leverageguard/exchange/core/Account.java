package io.leverageguard.exchange.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A client of the exchange: wallet, positions, orders and what happened to its money. */
public final class Account {
    /**
     * One line of the account's ledger.
     *
     * @param symbol empty when it belongs to none
     * @param balance the whole wallet after it
     * @param tradeId zero when it comes from no trade; so the order's id
     * @param lots signed lots that it was reckoned on, zero for none, and their price in units
     */
    public record Income(
            long id,
            long time,
            String symbol,
            Leg leg,
            IncomeType type,
            long amount,
            long balance,
            long tradeId,
            long orderId,
            long lots,
            long units) {}

    /**
     * One fill of an order of this account.
     *
     * @param positionLots what the position held after it
     */
    public record Fill(
            long tradeId,
            ExchangeOrder order,
            long priceTicks,
            long lots,
            long fee,
            long realized,
            boolean maker,
            long time,
            long positionLots) {}

    /** Orders, fills and ledger lines that are kept of one account; the oldest go first. */
    static final int KEPT_MAX = 200_000;

    final long id;
    final boolean system;
    MarginRule marginRule = MarginRule.DEDUCTED;

    /** What is not in an isolated position. */
    long crossWallet;

    boolean hedge;
    final Map<Long, ExchangeOrder> orders = new LinkedHashMap<>();
    final Map<String, ExchangeOrder> ordersByClientId = new HashMap<>();
    final Map<Long, ExchangeOrder> openOrders = new LinkedHashMap<>();
    final Map<Long, Trigger> triggers = new LinkedHashMap<>();
    final Map<String, Trigger> triggersByClientId = new HashMap<>();
    final Map<Long, Trigger> waiting = new LinkedHashMap<>();
    final Deque<Fill> fills = new ArrayDeque<>();
    final Deque<Income> income = new ArrayDeque<>();
    final Deque<PositionLife> closed = new ArrayDeque<>();
    long updatedAt;

    /** By the number of the market and the leg; and the same without gaps. */
    private @Nullable Position[] slots = new @Nullable Position[0];

    private List<Position> positions = List.of();

    public Account(long id, boolean system) {
        this.id = id;
        this.system = system;
    }

    void keep(ExchangeOrder order) {
        orders.put(order.id, order);
        openOrders.put(order.id, order);
        if (!order.clientId.isEmpty()) {
            ordersByClientId.put(order.clientId, order);
        }
        if (orders.size() > KEPT_MAX) {
            ExchangeOrder oldest = orders.values().iterator().next();
            if (!oldest.status.isOpen()) {
                orders.remove(oldest.id);
                ordersByClientId.remove(oldest.clientId, oldest);
            }
        }
    }

    void keep(Trigger trigger) {
        triggers.put(trigger.id, trigger);
        waiting.put(trigger.id, trigger);
        if (!trigger.clientId().isEmpty()) {
            triggersByClientId.put(trigger.clientId(), trigger);
        }
        if (triggers.size() > KEPT_MAX) {
            Trigger oldest = triggers.values().iterator().next();
            if (oldest.state.isEnded()) {
                triggers.remove(oldest.id);
                triggersByClientId.remove(oldest.clientId(), oldest);
            }
        }
    }

    void keep(Fill fill) {
        keep(fills, fill);
    }

    void keep(Income line) {
        keep(income, line);
    }

    void keep(PositionLife life) {
        keep(closed, life);
    }

    private static <T> void keep(Deque<T> kept, T item) {
        kept.addLast(item);
        if (kept.size() > KEPT_MAX) {
            kept.removeFirst();
        }
    }

    /** What is held of a contract in this leg; flat when nothing is. */
    public Position position(Market market, Leg leg) {
        int slot = market.ordinal * Leg.COUNT + leg.place;
        Position found = slot < slots.length ? slots[slot] : null;
        return found == null ? open(market, leg, slot) : found;
    }

    private Position open(Market market, Leg leg, int slot) {
        if (slot >= slots.length) {
            slots = Arrays.copyOf(slots, slot + Leg.COUNT);
        }
        Position position = new Position(this, market, leg);
        slots[slot] = position;
        index();
        return position;
    }

    private void index() {
        List<Position> all = new ArrayList<>();
        for (Position position : slots) {
            if (position != null) {
                all.add(position);
            }
        }
        positions = Collections.unmodifiableList(all);
    }

    /** The positions that this account's mode has in a contract: one, or long and short. */
    public List<Position> legs(Market market) {
        if (hedge) {
            return List.of(position(market, Leg.LONG), position(market, Leg.SHORT));
        }
        return List.of(position(market, Leg.BOTH));
    }

    /** Changes the mode; the settings of each contract stay. */
    void hedge(boolean on) {
        List<Position> before = positions;
        hedge = on;
        slots = new @Nullable Position[0];
        positions = List.of();
        for (Position old : before) {
            for (Position leg : legs(old.market)) {
                leg.leverage = old.leverage;
                leg.isolated = old.isolated;
            }
        }
    }

    /** Everything, isolated margin included. */
    public long wallet() {
        long wallet = crossWallet;
        for (Position position : positions) {
            wallet += position.isolatedWallet;
        }
        return wallet;
    }

    public long crossProfit() {
        long profit = 0;
        for (Position position : positions) {
            profit += position.isolated ? 0 : position.profit();
        }
        return profit;
    }

    /** Maintenance margin of all positions that share the wallet. */
    public long crossMaintenance() {
        long margin = 0;
        for (Position position : positions) {
            margin += position.isolated ? 0 : position.maintenance();
        }
        return margin;
    }

    /** Initial margin of all positions that share the wallet. */
    public long crossPositionMargin() {
        long margin = 0;
        for (Position position : positions) {
            margin += position.isolated || position.lots == 0 ? 0 : position.positionMargin();
        }
        return margin;
    }

    public long orderMargin() {
        long margin = 0;
        for (Position position : positions) {
            margin += position.orderMargin();
        }
        return margin;
    }

    /** What can be used for new orders; may be negative. */
    public long available() {
        return crossWallet + crossProfit() - crossPositionMargin() - orderMargin();
    }

    /** What could be withdrawn. */
    public long withdrawable() {
        return Math.max(0, Math.min(available(), crossWallet));
    }

    /** Open orders in one contract, oldest first. */
    public List<ExchangeOrder> openIn(Market market) {
        List<ExchangeOrder> found = new ArrayList<>();
        for (ExchangeOrder order : openOrders.values()) {
            if (order.market == market) {
                found.add(order);
            }
        }
        return found;
    }

    /** Triggers of one contract that wait, oldest first. */
    public List<Trigger> waitingIn(Market market) {
        return waiting.values().stream().filter(trigger -> trigger.market == market).toList();
    }

    public long id() {
        return id;
    }

    /** Whether long and short of a contract are positions of their own. */
    public boolean hedge() {
        return hedge;
    }

    /** All positions that were ever looked at, flat ones too, by contract and leg. */
    public List<Position> positions() {
        return positions;
    }

    public long crossWallet() {
        return crossWallet;
    }

    public long updatedAt() {
        return updatedAt;
    }

    /** Oldest first. */
    public Collection<Income> income() {
        return Collections.unmodifiableCollection(income);
    }

    /** By id, oldest first. */
    public Map<Long, ExchangeOrder> openOrders() {
        return Collections.unmodifiableMap(openOrders);
    }

    /** By id, oldest first. */
    public Map<Long, ExchangeOrder> orders() {
        return Collections.unmodifiableMap(orders);
    }

    /** Oldest first. */
    public Collection<Fill> fills() {
        return Collections.unmodifiableCollection(fills);
    }

    /** The newest order with this client id. */
    public Optional<ExchangeOrder> order(String clientId) {
        return Optional.ofNullable(ordersByClientId.get(clientId));
    }

    /** By id, oldest first. */
    public Map<Long, Trigger> triggers() {
        return Collections.unmodifiableMap(triggers);
    }

    /** Those that wait, by id, oldest first. */
    public Map<Long, Trigger> openTriggers() {
        return Collections.unmodifiableMap(waiting);
    }

    /** The newest trigger with this client id. */
    public Optional<Trigger> trigger(String clientId) {
        return Optional.ofNullable(triggersByClientId.get(clientId));
    }

    /** Positions that were closed whole, oldest first. */
    public Collection<PositionLife> closedPositions() {
        return Collections.unmodifiableCollection(closed);
    }

    public boolean system() {
        return system;
    }
}
