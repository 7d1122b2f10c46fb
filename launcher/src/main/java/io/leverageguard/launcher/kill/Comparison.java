package io.leverageguard.launcher.kill;

import io.leverageguard.api.trading.History.AccountFills;
import io.leverageguard.api.trading.History.AccountOrders;
import io.leverageguard.api.trading.Trading.AccountRef;
import io.leverageguard.api.trading.Trading.Balance;
import io.leverageguard.api.trading.Trading.Fill;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.OrderState;
import io.leverageguard.api.trading.Trading.Position;
import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.api.trading.TradingRoutes;
import io.leverageguard.exchange.AccountView;
import io.leverageguard.exchange.AccountView.FillView;
import io.leverageguard.exchange.AccountView.OrderView;
import io.leverageguard.exchange.AccountView.PositionView;
import io.leverageguard.exchange.AccountView.TriggerView;
import io.leverageguard.kernel.ids.OrderId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares what a customer was told, what the desk shows and what the exchange holds. */
final class Comparison {
    /** Venues round wallets and entry prices in their own ways. */
    private static final BigDecimal AMOUNT_TOLERANCE = new BigDecimal("0.000001");

    private static final BigDecimal TICK = new BigDecimal("0.1");
    private static final int FILLS_SHOWN_MAX = 1_000;

    private final Customer customer;
    private final Notebook notebook;
    private final AccountView truth;
    private final Map<OrderId, Order> here = new HashMap<>();
    private final Map<OrderId, OrderView> orders = new HashMap<>();
    private final Map<OrderId, TriggerView> triggers = new HashMap<>();
    private final Map<Long, OrderView> byTrigger = new HashMap<>();
    private final Map<Long, OrderId> owners = new HashMap<>();
    private final Set<OrderId> watched;
    private final List<Difference> differences = new ArrayList<>();

    private Comparison(Customer customer, AccountView truth) {
        this.customer = customer;
        this.notebook = customer.notebook();
        this.truth = truth;
        this.watched = new HashSet<>(notebook.watched());
    }

    /** What differs; nothing when all is well. */
    static List<Difference> differences(Customer customer, TrueVenue exchange) {
        Comparison comparison = new Comparison(customer, exchange.account(customer.key()));
        comparison.differences.addAll(customer.notebook().contradictions());
        comparison.findThere();
        comparison.findHere();
        comparison.watched.forEach(comparison::order);
        comparison.fills();
        comparison.positions();
        comparison.balances();
        return comparison.differences.stream()
                .map(one -> new Difference(one.kind(), customer.name() + ": " + one.words()))
                .toList();
    }

    /** Whatever was ever sent, and nothing else, is at the exchange at most once. */
    private void findThere() {
        Map<String, OrderId> ours = notebook.clientIds();
        Map<Long, OrderId> conditions = new HashMap<>();
        for (TriggerView trigger : truth.triggers()) {
            OrderId id = ours.get(trigger.clientId());
            if (id == null) {
                other("condition " + trigger.clientId() + " at the exchange was never sent");
            } else {
                conditions.put(trigger.id(), id);
                once(triggers.put(id, trigger) != null, id);
            }
        }
        for (OrderView order : truth.orders()) {
            OrderId id =
                    order.trigger() == 0
                            ? ours.get(order.clientId())
                            : conditions.get(order.trigger());
            if (id == null) {
                other("order " + order.clientId() + " at the exchange was never sent");
            } else if (order.trigger() == 0) {
                once(orders.put(id, order) != null || triggers.containsKey(id), id);
                owners.put(order.id(), id);
            } else {
                once(byTrigger.put(order.trigger(), order) != null, id);
                owners.put(order.id(), id);
            }
        }
    }

    private void once(boolean again, OrderId id) {
        if (again) {
            differences.add(
                    new Difference(
                            Difference.Kind.DOUBLED, "order " + id + " is at the exchange twice"));
        }
    }

    private void findHere() {
        customer.call(TradingRoutes.ORDERS, new AccountOrders(customer.account(), null))
                .orders()
                .forEach(order -> here.put(order.order(), order));
        for (OrderId id : watched) {
            if (!here.containsKey(id) && customer.look(id) instanceof Answer.Given given) {
                here.put(id, given.order());
            }
        }
        for (OrderId id : here.keySet()) {
            if (notebook.sent(id) == null) {
                other("order " + id + " is shown and was never sent");
            }
        }
    }

    private void order(OrderId id) {
        Order ours = here.get(id);
        Order heard = notebook.heard(id);
        OrderView order = orders.get(id);
        TriggerView trigger = triggers.get(id);
        if (ours == null) {
            missing(id, heard, order != null || trigger != null);
            return;
        }
        if (heard != null) {
            differences.addAll(Consistency.of(heard, ours));
        }
        if (notebook.isRefused(id)) {
            other("order " + id + " was refused and exists: " + Consistency.shown(ours));
        }
        if (trigger != null) {
            condition(ours, trigger, byTrigger.get(trigger.id()));
        } else if (order != null) {
            sent(ours, order);
        } else {
            unsent(ours);
        }
    }

    private void missing(OrderId id, @Nullable Order heard, boolean there) {
        if (heard != null) {
            differences.add(
                    new Difference(
                            Difference.Kind.LOST,
                            "order "
                                    + id
                                    + " was acknowledged and is gone: "
                                    + Consistency.shown(heard)));
        }
        if (there) {
            other("order " + id + " is at the exchange, and nobody knows it here");
        }
    }

    private void unsent(Order ours) {
        boolean waitsHere = ours.trigger() != null;
        boolean good =
                switch (ours.state()) {
                    case DENIED, REJECTED -> ours.filled().signum() == 0;
                    case EMULATED -> waitsHere;
                    case CANCELED, EXPIRED -> waitsHere && ours.filled().signum() == 0;
                    default -> false;
                };
        if (!good) {
            other("order %s (%s) is not there".formatted(ours.order(), Consistency.shown(ours)));
        }
    }

    private void condition(Order ours, TriggerView theirs, @Nullable OrderView order) {
        boolean good =
                switch (theirs.state()) {
                    case WAITING -> ours.state() == OrderState.ACCEPTED;
                    case TRIGGERED, FINISHED ->
                            order != null
                                    && (matches(ours.state(), order)
                                            || (ours.state() == OrderState.TRIGGERED
                                                    && order.status().isOpen()));
                    case CANCELED, EXPIRED, REJECTED -> ours.state().isFinal();
                };
        BigDecimal filled = order == null ? BigDecimal.ZERO : order.filled();
        if (!good || ours.filled().compareTo(filled) != 0) {
            other(
                    "condition %s (%s), true is %s, %s"
                            .formatted(
                                    ours.order(), Consistency.shown(ours), theirs.state(), order));
        }
    }

    private void sent(Order ours, OrderView theirs) {
        boolean same =
                matches(ours.state(), theirs)
                        && ours.filled().compareTo(theirs.filled()) == 0
                        && ours.quantity().compareTo(theirs.quantity()) == 0
                        && (ours.side() == Side.BUY) == theirs.buy()
                        && ours.symbol().equals(theirs.symbol());
        if (!same) {
            other(
                    "order %s (%s), true is %s"
                            .formatted(ours.order(), Consistency.shown(ours), theirs));
        }
    }

    private static boolean matches(OrderState ours, OrderView theirs) {
        return switch (theirs.status()) {
            case NEW -> ours == OrderState.ACCEPTED;
            case PARTIALLY_FILLED -> ours == OrderState.PARTIALLY_FILLED;
            case FILLED -> ours == OrderState.FILLED;
            case CANCELED, EXPIRED, EXPIRED_IN_MATCH ->
                    ours == OrderState.CANCELED
                            || ours == OrderState.EXPIRED
                            || (ours == OrderState.REJECTED && theirs.filled().signum() == 0);
        };
    }

    /** Of the orders that are watched every fill is shown once, as it was. */
    private void fills() {
        AccountFills newest = new AccountFills(customer.account(), null);
        List<Fill> shown = customer.call(TradingRoutes.FILLS, newest).fills();
        if (shown.size() >= FILLS_SHOWN_MAX) {
            return;
        }
        SortedMap<String, Integer> balance = new TreeMap<>();
        for (Fill fill : shown) {
            String one =
                    fill(
                            String.valueOf(fill.order()),
                            fill.quantity(),
                            fill.price(),
                            fill.fee(),
                            fill.realizedPnl());
            balance.merge(one, 1, Integer::sum);
        }
        for (FillView fill : truth.fills()) {
            String one =
                    fill(
                            String.valueOf(owners.get(fill.order())),
                            fill.quantity(),
                            fill.price(),
                            fill.fee(),
                            fill.profit());
            balance.merge(one, -1, Integer::sum);
        }
        balance.forEach(
                (one, times) -> {
                    if (times != 0) {
                        other(one + (times > 0 ? " is not true" : " was missed"));
                    }
                });
    }

    private static String fill(
            String order,
            BigDecimal quantity,
            BigDecimal price,
            BigDecimal fee,
            BigDecimal profit) {
        return "fill of %s: %s at %s, fee %s, profit %s"
                .formatted(order, plain(quantity), plain(price), plain(fee), plain(profit));
    }

    private void positions() {
        AccountRef ref = new AccountRef(customer.account());
        Map<String, Position> ours = new TreeMap<>();
        customer.call(TradingRoutes.POSITIONS, ref)
                .positions()
                .forEach(position -> ours.put(position.symbol(), position));
        for (PositionView theirs : truth.positions()) {
            Position position = ours.remove(theirs.symbol());
            boolean same =
                    position != null
                            && position.quantity().compareTo(theirs.quantity()) == 0
                            && !differ(position.entryPrice(), theirs.entryPrice(), TICK);
            if (!same) {
                other("position %s, true is %s".formatted(position, theirs));
            }
        }
        ours.values().forEach(position -> other("position " + position + " is not there"));
    }

    private void balances() {
        AccountRef ref = new AccountRef(customer.account());
        BigDecimal wallet =
                customer.call(TradingRoutes.BALANCES, ref).balances().stream()
                        .filter(balance -> balance.asset().equals("USDT"))
                        .map(Balance::wallet)
                        .findFirst()
                        .orElse(BigDecimal.ZERO);
        if (differ(wallet, truth.wallet(), AMOUNT_TOLERANCE)) {
            other("wallet %s, true is %s".formatted(wallet, truth.wallet()));
        }
    }

    private static boolean differ(BigDecimal left, BigDecimal right, BigDecimal tolerance) {
        return left.subtract(right).abs().compareTo(tolerance) > 0;
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    private void other(String words) {
        differences.add(Difference.other(words));
    }
}
