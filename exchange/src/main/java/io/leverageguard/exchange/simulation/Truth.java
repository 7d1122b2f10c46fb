package io.leverageguard.exchange.simulation;

import io.leverageguard.engine.margin.QuoteUnits;
import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.Contract;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.ExchangeOrder;
import io.leverageguard.exchange.core.ExchangeOrder.Origin;
import io.leverageguard.exchange.core.Leg;
import io.leverageguard.exchange.core.Market;
import io.leverageguard.exchange.core.Trigger;
import io.leverageguard.venues.Reports.FillReport;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.OrderSide;
import io.leverageguard.venues.Reports.PositionSide;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

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
        truth.compareTriggers();
        truth.compareOpenOrders();
        truth.compareFills();
        truth.comparePositions();
        truth.compareLiquidations();
        return truth.differences;
    }

    /** Every order that was sent is at the exchange once, or not at all when it was refused. */
    private void compareFates() {
        SortedMap<String, Integer> there = new TreeMap<>();
        Set<Long> triggered = new TreeSet<>();
        for (Trigger trigger : account.triggers().values()) {
            trigger.order().ifPresent(order -> triggered.add(order.id()));
        }
        for (ExchangeOrder order : account.orders().values()) {
            if (order.origin() == Origin.USER && !triggered.contains(order.id())) {
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
        trader.fates().forEach((id, fate) -> judge("order " + id, fate, there.containsKey(id)));
    }

    /** The same of conditional orders; and those that wait are those that are believed to wait. */
    private void compareTriggers() {
        SortedMap<String, Integer> there = new TreeMap<>();
        Set<String> waiting = new TreeSet<>();
        for (Trigger trigger : account.triggers().values()) {
            there.merge(trigger.clientId(), 1, Integer::sum);
            if (trigger.state() == Trigger.State.WAITING) {
                waiting.add(trigger.clientId());
            }
        }
        there.forEach(
                (id, count) -> {
                    if (count > 1) {
                        differs("trigger " + id + " was sent " + count + " times");
                    }
                });
        trader.triggerFates()
                .forEach((id, fate) -> judge("trigger " + id, fate, there.containsKey(id)));
        Set<String> believed = trader.belief().waiting().keySet();
        if (!believed.equals(waiting)) {
            differs("triggers: believed " + believed + ", true " + waiting);
        }
    }

    private void judge(String what, Trader.Fate fate, boolean isThere) {
        if (fate == Trader.Fate.UNKNOWN || isThere != (fate == Trader.Fate.ACCEPTED)) {
            differs(what + " is " + fate + ", at the venue: " + isThere);
        }
    }

    private void compareOpenOrders() {
        List<String> believed = new ArrayList<>();
        for (OrderReport order : trader.belief().orders().values()) {
            if (!Belief.isOver(order.status())) {
                believed.add(
                        named(order.clientOrderId())
                                + shown(order.quantity(), order.filled(), order.price()));
            }
        }
        List<String> open = new ArrayList<>();
        for (ExchangeOrder order : account.openOrders().values()) {
            Contract contract = order.market().contract();
            open.add(
                    named(order.clientId())
                            + shown(
                                    contract.quantity(order.terms().lots()),
                                    contract.quantity(order.filled()),
                                    contract.price(order.terms().priceTicks())));
        }
        Collections.sort(believed);
        Collections.sort(open);
        if (!believed.equals(open)) {
            differs("open orders: believed " + believed + ", true " + open);
        }
    }

    /** Venues name what a conditional order has become each in its own way. */
    private String named(String clientOrderId) {
        return trader.fates().containsKey(clientOrderId) ? clientOrderId + " " : "triggered ";
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
            BigDecimal truth = BigDecimal.ZERO;
            if (trader.isHedged()) {
                truth = truth.add(compare(market, Leg.LONG, PositionSide.LONG));
                truth = truth.add(compare(market, Leg.SHORT, PositionSide.SHORT));
            } else {
                truth = truth.add(compare(market, Leg.BOTH, null));
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

    private BigDecimal compare(Market market, Leg leg, @Nullable PositionSide side) {
        String symbol = market.contract().symbol();
        BigDecimal truth = market.contract().quantity(account.position(market, leg).lots());
        BigDecimal believed = trader.belief().position(symbol, side);
        if (believed.compareTo(truth) != 0) {
            differs("position %s %s: believed %s, true %s".formatted(symbol, leg, believed, truth));
        }
        return truth;
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
