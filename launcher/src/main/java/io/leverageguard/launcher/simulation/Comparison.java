package io.leverageguard.launcher.simulation;

import io.leverageguard.api.trading.Trading;
import io.leverageguard.api.trading.Trading.Balance;
import io.leverageguard.api.trading.Trading.Fill;
import io.leverageguard.api.trading.Trading.MarginMode;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.Position;
import io.leverageguard.api.trading.Trading.SetLeverage;
import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.engine.margin.QuoteUnits;
import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.Contract;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.Leg;
import io.leverageguard.exchange.core.Market;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Compares what the service says of one account with what the exchange holds. */
final class Comparison {
    /** Venues round entry prices, margins and wallets in their own ways. */
    private static final BigDecimal AMOUNT_TOLERANCE = new BigDecimal("0.000001");

    private final Trading api;
    private final Exchange exchange;
    private final Customer customer;
    private final Account truth;
    private final List<String> differences = new ArrayList<>();

    private Comparison(Trading api, Exchange exchange, Customer customer) {
        this.api = api;
        this.exchange = exchange;
        this.customer = customer;
        this.truth = customer.seat().truth();
    }

    /** What differs, in words; nothing when all is well. */
    static List<String> differences(Trading api, Exchange exchange, Customer customer) {
        Comparison comparison = new Comparison(api, exchange, customer);
        List<Order> orders = History.orders(api, customer).reversed();
        List<Fill> fills = History.fills(api, customer);
        OrderComparison.differences(exchange, customer, orders, fills).forEach(comparison::differs);
        comparison.fills(fills);
        comparison.positions();
        comparison.balances();
        return comparison.differences;
    }

    /** Every fill is known once, with its price, quantity, fee and profit; and no other. */
    private void fills(List<Fill> shown) {
        boolean profits = customer.seat().covered().signum() == 0;
        SortedMap<String, Integer> balance = new TreeMap<>();
        for (Fill fill : shown) {
            String ours =
                    shown(
                            fill.symbol(),
                            fill.side() == Side.BUY,
                            fill.quantity(),
                            fill.price(),
                            fill.fee(),
                            profits ? fill.realizedPnl() : BigDecimal.ZERO);
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
                            QuoteUnits.toDecimal(profits ? fill.realized() : 0));
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
        if (wish != null
                && isolated != (wish.marginMode() == MarginMode.ISOLATED)
                && !mayBeOfTheModeBefore(market)) {
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

    /** At OKX every order says its mode; the one that opened the position may be an older one. */
    private boolean mayBeOfTheModeBefore(Market market) {
        if (!customer.seat().venue().equals("okx")) {
            return false;
        }
        Instant certain = customer.confirmedAt(market.contract().symbol()).plus(Customer.LATE_MAX);
        long lots = 0;
        long openedBy = 0;
        for (Account.Fill fill : truth.fills()) {
            if (fill.order().market() == market) {
                long after = lots + (fill.order().terms().buy() ? fill.lots() : -fill.lots());
                if (Long.signum(after) != Long.signum(lots)) {
                    openedBy = fill.order().createdAt();
                }
                lots = after;
            }
        }
        return Instant.ofEpochMilli(openedBy).isBefore(certain);
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
