package io.leverageguard.launcher.simulation;

import io.leverageguard.api.trading.Trading;
import io.leverageguard.api.trading.Trading.Balance;
import io.leverageguard.api.trading.Trading.Fill;
import io.leverageguard.api.trading.Trading.MarginMode;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.OrderState;
import io.leverageguard.api.trading.Trading.Position;
import io.leverageguard.api.trading.Trading.SetLeverage;
import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.engine.margin.QuoteUnits;
import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.Contract;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.ExchangeOrder;
import io.leverageguard.exchange.core.Leg;
import io.leverageguard.exchange.core.Market;
import io.leverageguard.kernel.ids.OrderId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares what the service says of one account with what the exchange holds. */
final class Comparison {
    /** Venues round entry prices, margins and wallets in their own ways. */
    private static final BigDecimal AMOUNT_TOLERANCE = new BigDecimal("0.000001");

    private final Trading api;
    private final Exchange exchange;
    private final Customer customer;
    private final Account truth;
    private final Map<String, OrderId> sent = new HashMap<>();
    private final List<String> differences = new ArrayList<>();

    private Comparison(Trading api, Exchange exchange, Customer customer) {
        this.api = api;
        this.exchange = exchange;
        this.customer = customer;
        this.truth = customer.seat().truth();
        customer.sent().keySet().forEach(id -> sent.put(clientOrderId(id), id));
    }

    /** What differs, in words; nothing when all is well. */
    static List<String> differences(Trading api, Exchange exchange, Customer customer) {
        Comparison comparison = new Comparison(api, exchange, customer);
        List<Order> orders =
                api.orders(customer.seat().actor(), customer.ref()).orders().reversed();
        comparison.ownOrders(orders);
        comparison.strangeOrders(orders);
        comparison.fills();
        comparison.positions();
        comparison.balances();
        return comparison.differences;
    }

    /** As the service makes it of the order's id. */
    static String clientOrderId(OrderId order) {
        return order.toString().replace("-", "").toLowerCase(Locale.ROOT);
    }

    private void ownOrders(List<Order> orders) {
        Map<OrderId, ExchangeOrder> there = new HashMap<>();
        for (ExchangeOrder order : truth.orders().values()) {
            OrderId id = sent.get(order.clientId());
            if (id != null && there.put(id, order) != null) {
                differs("order " + id + " is at the venue twice");
            }
        }
        Map<OrderId, Order> here = new HashMap<>();
        orders.forEach(order -> here.put(order.order(), order));
        for (OrderId id : customer.sent().keySet()) {
            compare(id, here.get(id), there.get(id));
        }
        customer.heard()
                .forEach(
                        (id, _) -> {
                            if (!here.containsKey(id)) {
                                differs("order " + id + " was acknowledged and is lost");
                            }
                        });
    }

    private void compare(OrderId id, @Nullable Order ours, @Nullable ExchangeOrder theirs) {
        if (ours == null) {
            if (theirs != null) {
                differs("order " + id + " is at the venue, and nobody knows it here");
            }
            return;
        }
        if (theirs == null) {
            if (ours.state() != OrderState.DENIED && ours.state() != OrderState.REJECTED) {
                differs("order %s is %s, and not at the venue".formatted(id, ours.state()));
            }
            return;
        }
        if (!matches(ours.state(), theirs)) {
            differs(
                    "order %s is %s (%s), true %s (%s)"
                            .formatted(
                                    id,
                                    ours.state(),
                                    ours.reason(),
                                    theirs.status(),
                                    theirs.endReason()));
        }
        compareTerms(id.toString(), ours, theirs);
    }

    private void compareTerms(String id, Order ours, ExchangeOrder theirs) {
        Contract contract = theirs.market().contract();
        if (ours.filled().compareTo(contract.quantity(theirs.filled())) != 0) {
            differs(
                    "order %s has %s filled, true %s"
                            .formatted(id, ours.filled(), contract.quantity(theirs.filled())));
        }
        boolean sameSide = (ours.side() == Side.BUY) == theirs.terms().buy();
        if (!ours.symbol().equals(contract.symbol()) || !sameSide) {
            differs("order %s is another one at the venue".formatted(id));
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
    private void strangeOrders(List<Order> orders) {
        SortedMap<String, Integer> balance = new TreeMap<>();
        for (Order order : orders) {
            if (customer.sent().containsKey(order.order())) {
                continue;
            }
            if (order.filled().signum() != 0 || !order.state().isFinal()) {
                String open = order.state().isFinal() ? "ended" : "open";
                balance.merge(
                        shown(open, order.symbol(), order.side() == Side.BUY, order.filled()),
                        1,
                        Integer::sum);
            }
        }
        for (ExchangeOrder order : truth.orders().values()) {
            boolean shows = order.filled() != 0 || order.status().isOpen();
            if (!sent.containsKey(order.clientId()) && shows) {
                Contract contract = order.market().contract();
                String open = order.status().isOpen() ? "open" : "ended";
                balance.merge(
                        shown(
                                open,
                                contract.symbol(),
                                order.terms().buy(),
                                contract.quantity(order.filled())),
                        -1,
                        Integer::sum);
            }
        }
        report(balance, "order that is not ours: ");
    }

    /** Every fill is known once, with its price, quantity, fee and profit; and no other. */
    private void fills() {
        SortedMap<String, Integer> balance = new TreeMap<>();
        for (Fill fill : api.fills(customer.seat().actor(), customer.ref()).fills()) {
            String ours =
                    shown(
                            fill.symbol(),
                            fill.side() == Side.BUY,
                            fill.quantity(),
                            fill.price(),
                            fill.fee(),
                            fill.realizedPnl());
            balance.merge(ours, 1, Integer::sum);
        }
        for (Account.Fill fill : truth.fills()) {
            Contract contract = fill.order().market().contract();
            String theirs =
                    shown(
                            contract.symbol(),
                            fill.order().terms().buy(),
                            contract.quantity(fill.lots()),
                            contract.price(fill.priceTicks()),
                            QuoteUnits.toDecimal(fill.fee()),
                            QuoteUnits.toDecimal(fill.realized()));
            balance.merge(theirs, -1, Integer::sum);
        }
        report(balance, "fill ");
    }

    private void report(SortedMap<String, Integer> balance, String what) {
        balance.forEach(
                (one, times) -> {
                    if (times != 0) {
                        differs(what + one + (times > 0 ? " is not true" : " was missed"));
                    }
                });
    }

    private void positions() {
        Map<String, Position> ours = new HashMap<>();
        api.positions(customer.seat().actor(), customer.ref())
                .positions()
                .forEach(position -> ours.put(position.symbol(), position));
        for (Market market : exchange.markets()) {
            Position position = ours.remove(market.contract().symbol());
            io.leverageguard.exchange.core.Position theirs = truth.position(market, Leg.BOTH);
            BigDecimal quantity = position == null ? BigDecimal.ZERO : position.quantity();
            BigDecimal lots = market.contract().quantity(theirs.lots());
            if (quantity.compareTo(lots) != 0) {
                differs(
                        "position %s: %s, true %s"
                                .formatted(market.contract().symbol(), quantity, lots));
            } else if (position != null) {
                compare(position, theirs, market);
            }
        }
        ours.keySet().forEach(symbol -> differs("position " + symbol + " is not there"));
    }

    private void compare(
            Position ours, io.leverageguard.exchange.core.Position theirs, Market market) {
        BigDecimal entry =
                market.contract().meanPrice(Math.abs(theirs.cost()), Math.abs(theirs.lots()));
        if (differ(ours.entryPrice(), entry, market.contract().tick())) {
            differs(
                    "position %s: entry price %s, true %s"
                            .formatted(ours.symbol(), ours.entryPrice(), entry));
        }
        boolean isolated = ours.marginMode() == MarginMode.ISOLATED;
        if (isolated != theirs.isolated() || ours.leverage() != theirs.leverage()) {
            differs(
                    "position %s: %s × %d, true %s × %d"
                            .formatted(
                                    ours.symbol(),
                                    ours.marginMode(),
                                    ours.leverage(),
                                    theirs.isolated() ? "ISOLATED" : "CROSS",
                                    theirs.leverage()));
        }
        SetLeverage wish = customer.leverages().get(ours.symbol());
        if (wish != null && isolated != (wish.marginMode() == MarginMode.ISOLATED)) {
            differs(
                    "position %s: %s, %s was asked for and confirmed"
                            .formatted(ours.symbol(), ours.marginMode(), wish.marginMode()));
        }
        BigDecimal margin = QuoteUnits.toDecimal(theirs.isolatedWallet());
        if (isolated && differ(ours.margin(), margin, AMOUNT_TOLERANCE)) {
            differs(
                    "position %s: margin %s, true %s"
                            .formatted(ours.symbol(), ours.margin(), margin));
        }
    }

    private void balances() {
        BigDecimal wallet =
                api.balances(customer.seat().actor(), customer.ref()).balances().stream()
                        .filter(balance -> balance.asset().equals(Contract.QUOTE))
                        .map(Balance::wallet)
                        .findFirst()
                        .orElse(BigDecimal.ZERO);
        BigDecimal theirs = QuoteUnits.toDecimal(truth.wallet());
        if (differ(wallet, theirs, AMOUNT_TOLERANCE)) {
            differs("wallet: %s, true %s".formatted(wallet, theirs));
        }
    }

    private static boolean differ(BigDecimal left, BigDecimal right, BigDecimal tolerance) {
        return left.subtract(right).abs().compareTo(tolerance) > 0;
    }

    private static String shown(String open, String symbol, boolean buy, BigDecimal filled) {
        return "%s, %s %s, %s filled".formatted(open, symbol, buy ? "buy" : "sell", plain(filled));
    }

    private static String shown(
            String symbol,
            boolean buy,
            BigDecimal quantity,
            BigDecimal price,
            BigDecimal fee,
            BigDecimal profit) {
        return "%s %s %s at %s, fee %s, profit %s"
                .formatted(
                        symbol,
                        buy ? "buy" : "sell",
                        plain(quantity),
                        plain(price),
                        plain(fee),
                        plain(profit));
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    private void differs(String how) {
        differences.add(customer.seat().venue() + ": " + how);
    }
}
