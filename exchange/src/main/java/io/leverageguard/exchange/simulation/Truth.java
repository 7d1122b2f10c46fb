package io.leverageguard.exchange.simulation;

import io.leverageguard.engine.margin.QuoteUnits;
import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.Contract;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.ExchangeOrder;
import io.leverageguard.exchange.core.ExchangeOrder.Origin;
import io.leverageguard.exchange.core.Leg;
import io.leverageguard.exchange.core.Market;
import io.leverageguard.venues.Reports.FillReport;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.OrderSide;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Compares what a trader believes with what the exchange holds. */
final class Truth {
    private final Exchange exchange;
    private final Account account;
    private final Trader trader;
    private final List<String> differences = new ArrayList<>();

    private Truth(Exchange exchange, Account account, Trader trader) {
        this.exchange = exchange;
        this.account = account;
        this.trader = trader;
    }

    /** What differs, in words; nothing when all is well. */
    static List<String> differences(Exchange exchange, Account account, Trader trader) {
        Truth truth = new Truth(exchange, account, trader);
        trader.belief().faults().forEach(truth::differs);
        truth.compareFates();
        truth.compareOpenOrders();
        truth.compareFills();
        truth.comparePositions();
        truth.compareLiquidations();
        return truth.differences;
    }

    /** Every order that was sent is at the exchange once, or not at all when it was refused. */
    private void compareFates() {
        SortedMap<String, Integer> there = new TreeMap<>();
        for (ExchangeOrder order : account.orders().values()) {
            if (order.origin() == Origin.USER) {
                there.merge(order.clientId(), 1, Integer::sum);
            }
        }
        there.forEach(
                (id, count) -> {
                    if (count > 1) {
                        differs("order " + id + " was sent " + count + " times");
                    }
                    if (!trader.fates().containsKey(id)) {
                        differs("order " + id + " was never sent");
                    }
                });
        trader.fates()
                .forEach(
                        (id, fate) -> {
                            boolean is = there.containsKey(id);
                            if (fate == Trader.Fate.UNKNOWN
                                    || is != (fate == Trader.Fate.ACCEPTED)) {
                                differs("order " + id + " is " + fate + ", at the venue: " + is);
                            }
                        });
    }

    private void compareOpenOrders() {
        SortedMap<String, String> believed = new TreeMap<>();
        for (OrderReport order : trader.belief().orders().values()) {
            if (!Belief.isOver(order.status())) {
                believed.put(
                        order.clientOrderId(),
                        shown(order.quantity(), order.filled(), order.price()));
            }
        }
        SortedMap<String, String> open = new TreeMap<>();
        for (ExchangeOrder order : account.openOrders().values()) {
            Contract contract = order.market().contract();
            open.put(
                    order.clientId(),
                    shown(
                            contract.quantity(order.terms().lots()),
                            contract.quantity(order.filled()),
                            contract.price(order.terms().priceTicks())));
        }
        if (!believed.equals(open)) {
            differs("open orders: believed " + believed + ", true " + open);
        }
    }

    /** Every fill was told once, with its price, quantity and fee; nothing else was told. */
    private void compareFills() {
        SortedMap<String, Integer> balance = new TreeMap<>();
        for (FillReport fill : trader.belief().fills().values()) {
            boolean buy = fill.side() == OrderSide.BUY;
            String told = shown(fill.symbol(), buy, fill.quantity(), fill.price(), fill.fee());
            balance.merge(told, 1, Integer::sum);
        }
        for (Account.Fill fill : account.fills()) {
            Contract contract = fill.order().market().contract();
            String booked =
                    shown(
                            contract.symbol(),
                            fill.order().terms().buy(),
                            contract.quantity(fill.lots()),
                            contract.price(fill.priceTicks()),
                            QuoteUnits.toDecimal(fill.fee()));
            balance.merge(booked, -1, Integer::sum);
        }
        balance.forEach(
                (fill, times) -> {
                    if (times != 0) {
                        differs("fill " + fill + (times > 0 ? " was not booked" : " was missed"));
                    }
                });
    }

    private void comparePositions() {
        for (Market market : exchange.markets()) {
            String symbol = market.contract().symbol();
            BigDecimal truth =
                    market.contract().quantity(account.position(market, Leg.BOTH).lots());
            if (trader.belief().position(symbol).compareTo(truth) != 0) {
                differs(
                        "position %s: believed %s, true %s"
                                .formatted(symbol, trader.belief().position(symbol), truth));
            }
            if (trader.belief().heldBy(symbol).compareTo(truth) != 0) {
                differs(
                        "fills of %s add up to %s, true %s"
                                .formatted(symbol, trader.belief().heldBy(symbol), truth));
            }
        }
        BigDecimal wallet = QuoteUnits.toDecimal(account.wallet());
        if (trader.belief().wallet().compareTo(wallet) != 0) {
            differs("wallet: believed " + trader.belief().wallet() + ", true " + wallet);
        }
    }

    private void compareLiquidations() {
        long truth = forced(account);
        int told = trader.belief().forced().size();
        if (told != truth) {
            differs("liquidations: told " + told + ", true " + truth);
        }
    }

    /** Orders by which the exchange closed positions of an account. */
    static int forced(Account account) {
        return (int)
                account.orders().values().stream()
                        .filter(order -> order.origin() != Origin.USER)
                        .count();
    }

    private static String shown(
            String symbol, boolean buy, BigDecimal quantity, BigDecimal price, BigDecimal fee) {
        return "%s %s %s at %s, fee %s"
                .formatted(symbol, buy ? "buy" : "sell", plain(quantity), plain(price), plain(fee));
    }

    private static String shown(BigDecimal quantity, BigDecimal filled, BigDecimal price) {
        return "%s/%s at %s".formatted(plain(filled), plain(quantity), plain(price));
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    private void differs(String how) {
        differences.add(trader.venue() + ": " + how);
    }
}
