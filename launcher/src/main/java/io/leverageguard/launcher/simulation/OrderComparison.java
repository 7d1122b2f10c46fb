package io.leverageguard.launcher.simulation;

import io.leverageguard.api.trading.Trading.Fill;
import io.leverageguard.api.trading.Trading.Keeper;
import io.leverageguard.api.trading.Trading.ListKind;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.OrderState;
import io.leverageguard.api.trading.Trading.PlaceList;
import io.leverageguard.api.trading.Trading.PlaceOrder;
import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.api.trading.Trading.Trigger;
import io.leverageguard.api.trading.Trading.TriggerKind;
import io.leverageguard.api.trading.Trading.TriggerSource;
import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.Contract;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.ExchangeOrder;
import io.leverageguard.exchange.core.Market;
import io.leverageguard.exchange.core.PriceSource;
import io.leverageguard.kernel.ids.OrderId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares what the service says of an account's orders with what the exchange holds. */
final class OrderComparison {
    private final Exchange exchange;
    private final Notebook notebook;
    private final Account truth;
    private final Map<OrderId, Order> here = new LinkedHashMap<>();
    private final Map<String, OrderId> sent = new HashMap<>();
    private final Map<OrderId, ExchangeOrder> there = new HashMap<>();
    private final Map<OrderId, io.leverageguard.exchange.core.Trigger> waitingThere =
            new HashMap<>();
    private final List<String> differences = new ArrayList<>();

    private OrderComparison(Exchange exchange, Customer customer, List<Order> orders) {
        this.exchange = exchange;
        this.notebook = customer.notebook();
        this.truth = customer.seat().truth();
        orders.forEach(order -> here.put(order.order(), order));
        notebook.sent().keySet().forEach(id -> sent.put(clientOrderId(id), id));
    }

    /** What differs, in words; nothing when all is well. */
    static List<String> differences(
            Exchange exchange, Customer customer, List<Order> orders, List<Fill> fills) {
        OrderComparison comparison = new OrderComparison(exchange, customer, orders);
        comparison.findThere();
        comparison.ownOrders();
        comparison.strangeOrders();
        comparison.sums(fills);
        comparison.lists();
        return comparison.differences;
    }

    /** As the service makes it of the order's id. */
    private static String clientOrderId(OrderId order) {
        return order.toString().replace("-", "").toLowerCase(Locale.ROOT);
    }

    /** Each order once: as an order, or as a condition that waits or waited for its price. */
    private void findThere() {
        for (ExchangeOrder order : truth.orders().values()) {
            OrderId id = sent.get(order.clientId());
            if (id != null && order.trigger().isEmpty() && there.put(id, order) != null) {
                differs("order " + id + " is at the venue twice");
            }
        }
        for (io.leverageguard.exchange.core.Trigger trigger : truth.triggers().values()) {
            OrderId id = sent.get(trigger.clientId());
            boolean again =
                    id != null && (waitingThere.put(id, trigger) != null || there.containsKey(id));
            if (again) {
                differs("order " + id + " is at the venue twice, as a condition too");
            }
        }
    }

    private void ownOrders() {
        for (OrderId id : notebook.sent().keySet()) {
            Order ours = here.get(id);
            ExchangeOrder order = there.get(id);
            io.leverageguard.exchange.core.Trigger trigger = waitingThere.get(id);
            if (ours == null) {
                if (order != null || trigger != null) {
                    differs("order " + id + " is at the venue, and nobody knows it here");
                }
            } else if (trigger != null) {
                compare(ours, trigger);
            } else if (order != null) {
                compare(ours, order);
            } else {
                compareUnsent(ours);
            }
        }
        for (OrderId id : notebook.heard().keySet()) {
            if (!here.containsKey(id)) {
                differs("order " + id + " was acknowledged and is lost");
            }
        }
    }

    /** What is not at the venue was denied or rejected, or waits or waited here. */
    private void compareUnsent(Order ours) {
        boolean waits =
                ours.link() != null
                        || (ours.trigger() != null && ours.trigger().keeper() == Keeper.DESK);
        boolean good =
                switch (ours.state()) {
                    case DENIED, REJECTED -> true;
                    case EMULATED -> waits && !isDue(ours);
                    case CANCELED, EXPIRED -> waits && ours.filled().signum() == 0;
                    default -> false;
                };
        if (!good) {
            differs("order %s is not at the venue".formatted(shown(ours)));
        }
    }

    /** Whether nothing is left to wait for. */
    private boolean isDue(Order ours) {
        Trigger trigger = ours.trigger();
        OrderId parent = ours.link() == null ? null : ours.link().parent();
        Order first = parent == null ? null : here.get(parent);
        if (first != null && !first.state().isFinal()) {
            return false;
        }
        BigDecimal price = trigger == null ? null : trigger.price();
        if (trigger == null || price == null || trigger.kind() == TriggerKind.TRAILING) {
            return trigger == null;
        }
        Market market = exchange.market(ours.symbol());
        TriggerSource source = Objects.requireNonNullElse(trigger.source(), TriggerSource.MARK);
        BigDecimal now =
                market.contract().priceOfUnits(market.price(PriceSource.valueOf(source.name())));
        boolean above = (trigger.kind() == TriggerKind.STOP) == (ours.side() == Side.BUY);
        return above ? now.compareTo(price) >= 0 : now.compareTo(price) <= 0;
    }

    private void compare(Order ours, io.leverageguard.exchange.core.Trigger theirs) {
        ExchangeOrder order = theirs.order().orElse(null);
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
        if (!good) {
            differs(
                    "condition %s, true %s%s"
                            .formatted(
                                    shown(ours),
                                    theirs.state(),
                                    order == null ? "" : " and " + order.status()));
        }
        Contract contract = theirs.market().contract();
        BigDecimal filled = order == null ? BigDecimal.ZERO : contract.quantity(order.filled());
        if (ours.filled().compareTo(filled) != 0) {
            differs("condition %s, true %s filled".formatted(shown(ours), filled));
        }
    }

    private void compare(Order ours, ExchangeOrder theirs) {
        if (!matches(ours.state(), theirs)) {
            differs(
                    "order %s, true %s (%s)"
                            .formatted(shown(ours), theirs.status(), theirs.endReason()));
        }
        Contract contract = theirs.market().contract();
        if (ours.filled().compareTo(contract.quantity(theirs.filled())) != 0) {
            differs(
                    "order %s, true %s filled"
                            .formatted(shown(ours), contract.quantity(theirs.filled())));
        }
        boolean sameSide = (ours.side() == Side.BUY) == theirs.terms().buy();
        if (!ours.symbol().equals(contract.symbol()) || !sameSide) {
            differs("order %s is another one at the venue".formatted(shown(ours)));
        }
        if (theirs.status().isOpen()) {
            compareTerms(ours, theirs);
        }
    }

    /** What is reduce-only is cut down to the position by some venues, and is no other order. */
    private void compareTerms(Order ours, ExchangeOrder theirs) {
        Contract contract = theirs.market().contract();
        BigDecimal quantity = contract.quantity(theirs.terms().lots());
        BigDecimal price = contract.price(theirs.terms().priceTicks());
        boolean samePrice = ours.price() == null || ours.price().compareTo(price) == 0;
        if (!samePrice || (!ours.reduceOnly() && ours.quantity().compareTo(quantity) != 0)) {
            differs("order %s, true %s at %s".formatted(shown(ours), quantity, price));
        }
    }

    private static boolean matches(OrderState ours, ExchangeOrder theirs) {
        return switch (theirs.status()) {
            case NEW -> ours == OrderState.ACCEPTED;
            case PARTIALLY_FILLED -> ours == OrderState.PARTIALLY_FILLED;
            case FILLED -> ours == OrderState.FILLED;
            case CANCELED, EXPIRED, EXPIRED_IN_MATCH ->
                    ours == OrderState.CANCELED
                            || ours == OrderState.EXPIRED
                            || (ours == OrderState.REJECTED && theirs.filled() == 0);
        };
    }

    /** Orders that did not come through us are known when they are open or have filled. */
    private void strangeOrders() {
        SortedMap<String, Integer> balance = new TreeMap<>();
        for (Order order : here.values()) {
            boolean shows = order.filled().signum() != 0 || !order.state().isFinal();
            if (shows && !notebook.sent().containsKey(order.order())) {
                balance.merge(
                        strange(
                                order.state().isFinal() ? "ended" : "open",
                                order.symbol(),
                                order.side() == Side.BUY,
                                order.filled()),
                        1,
                        Integer::sum);
            }
        }
        for (ExchangeOrder order : truth.orders().values()) {
            boolean shows = order.filled() != 0 || order.status().isOpen();
            if (shows && !isOurs(order)) {
                Contract contract = order.market().contract();
                balance.merge(
                        strange(
                                order.status().isOpen() ? "open" : "ended",
                                contract.symbol(),
                                order.terms().buy(),
                                contract.quantity(order.filled())),
                        -1,
                        Integer::sum);
            }
        }
        balance.forEach(
                (one, times) -> {
                    if (times != 0) {
                        String how = times > 0 ? " is not true" : " was missed";
                        differs("order that is not ours: " + one + how);
                    }
                });
    }

    private boolean isOurs(ExchangeOrder order) {
        String id = order.trigger().map(it -> it.clientId()).orElse(order.clientId());
        return sent.containsKey(id);
    }

    /** The fills of each order add up to what is filled of it. */
    private void sums(List<Fill> fills) {
        Map<OrderId, BigDecimal> sums = new HashMap<>();
        fills.forEach(fill -> sums.merge(fill.order(), fill.quantity(), BigDecimal::add));
        for (Order order : here.values()) {
            BigDecimal sum = sums.getOrDefault(order.order(), BigDecimal.ZERO);
            if (sum.compareTo(order.filled()) != 0) {
                differs("order %s, its fills add up to %s".formatted(shown(order), sum));
            }
        }
    }

    /** Where one order was to end the others, no other is open once it was filled whole. */
    private void lists() {
        for (PlaceList list : notebook.lists().values()) {
            boolean alike = list.kind() == ListKind.OCO || list.kind() == ListKind.OUO;
            List<PlaceOrder> peers =
                    alike ? list.orders() : list.orders().subList(1, list.orders().size());
            boolean one = peers.stream().anyMatch(it -> isFilled(it.order()));
            for (PlaceOrder peer : peers) {
                Order order = here.get(peer.order());
                boolean open = order != null && !order.state().isFinal();
                boolean ends =
                        list.kind() == ListKind.OCO
                                || (list.kind() != ListKind.OTO && areAsPlaced(list));
                if (one && open && ends) {
                    differs(
                            "order %s is open after another of the %s was filled"
                                    .formatted(shown(order), list.kind()));
                }
            }
        }
    }

    /** Of what was made larger something is left when the others have taken their share. */
    private boolean areAsPlaced(PlaceList list) {
        return list.orders().stream().noneMatch(it -> notebook.changed().contains(it.order()));
    }

    private boolean isFilled(OrderId id) {
        Order order = here.get(id);
        // The venue cuts what may only reduce: then it is filled, and not whole.
        return order != null && order.filled().compareTo(order.quantity()) == 0;
    }

    private static String strange(String open, String symbol, boolean buy, BigDecimal filled) {
        return "%s, %s %s, %s filled"
                .formatted(
                        open,
                        symbol,
                        buy ? "buy" : "sell",
                        filled.stripTrailingZeros().toPlainString());
    }

    private static String shown(@Nullable Order order) {
        return order == null
                ? "nothing"
                : "%s (%s %s %s of %s at %s, %s %s, %s)"
                        .formatted(
                                order.order(),
                                order.side(),
                                order.type(),
                                order.filled(),
                                order.quantity(),
                                order.price(),
                                order.state(),
                                order.trigger() == null ? "" : order.trigger(),
                                order.reason());
    }

    private void differs(String how) {
        differences.add(how);
    }
}
