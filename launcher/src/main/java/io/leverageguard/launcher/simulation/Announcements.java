package io.leverageguard.launcher.simulation;

import io.leverageguard.api.trading.Trading;
import io.leverageguard.api.trading.Trading.Fill;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.TradingEvent;
import io.leverageguard.api.trading.TradingEvent.FundingSettled;
import io.leverageguard.api.trading.TradingEvent.OrderChanged;
import io.leverageguard.api.trading.TradingEvent.OrderFilled;
import io.leverageguard.api.trading.TradingEvent.PositionLiquidated;
import io.leverageguard.engine.margin.QuoteUnits;
import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.IncomeType;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.OrderId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Holds what the service has announced of one account against what is true. */
final class Announcements {
    /** Venues round what they pay in their own ways, each time. */
    private static final BigDecimal AMOUNT_TOLERANCE = new BigDecimal("0.0001");

    private static final int PAGE = EventFeed.PAGE_SIZE_MAX;

    private final Trading api;
    private final Customer customer;
    private final Account truth;
    private final Map<OrderId, Order> orders = new LinkedHashMap<>();
    private final Set<String> fills = new HashSet<>();
    private final Set<String> liquidated = new HashSet<>();
    private final List<String> differences = new ArrayList<>();
    private BigDecimal earned = BigDecimal.ZERO;
    private BigDecimal funding = BigDecimal.ZERO;
    private int fundings;

    private Announcements(Trading api, Customer customer) {
        this.api = api;
        this.customer = customer;
        this.truth = customer.seat().truth();
    }

    /** What was announced wrongly, twice or not at all; nothing when all is well. */
    static List<String> differences(Trading api, Customer customer) {
        Announcements announcements = new Announcements(api, customer);
        announcements.read(customer.ref().account());
        announcements.compareOrders();
        announcements.compareFills();
        announcements.compareLiquidations();
        announcements.compareMoney();
        return announcements.differences;
    }

    private void read(AccountId account) {
        long after = 0;
        List<EventFeed.Stored<TradingEvent>> page = api.events().read(after, PAGE);
        while (!page.isEmpty()) {
            page.stream()
                    .map(EventFeed.Stored::event)
                    .filter(event -> event.account().equals(account))
                    .forEach(this::take);
            after = page.getLast().seq();
            page = api.events().read(after, PAGE);
        }
    }

    private void take(TradingEvent event) {
        switch (event) {
            case OrderChanged changed -> changed(changed.order());
            case OrderFilled filled -> filled(filled.fill());
            case PositionLiquidated closed -> {
                if (!liquidated.add(closed.venueOrderId())) {
                    differs("liquidation %s twice".formatted(closed.venueOrderId()));
                }
            }
            case FundingSettled settled -> {
                funding = funding.add(settled.amount());
                fundings++;
            }
            default -> {}
        }
    }

    private void changed(Order order) {
        Order before = orders.put(order.order(), order);
        if (before == null) {
            return;
        }
        if (before.state().isFinal() && order.state() != before.state()) {
            differs("%s after %s".formatted(order, before.state()));
        }
        if (before.filled().compareTo(order.filled()) > 0) {
            differs("%s, before with %s filled".formatted(order, before.filled()));
        }
    }

    private void filled(Fill fill) {
        if (!fills.add(fill.symbol() + " " + fill.tradeId())) {
            differs("%s twice".formatted(fill));
        }
        earned = earned.add(fill.realizedPnl()).subtract(fill.fee());
    }

    private void compareOrders() {
        List<Order> stored = History.orders(api, customer);
        for (Order order : stored) {
            if (!order.equals(orders.get(order.order()))) {
                differs("%s last, it is %s".formatted(orders.get(order.order()), order));
            }
        }
    }

    private void compareFills() {
        List<Fill> stored = History.fills(api, customer);
        for (Fill fill : stored) {
            if (!fills.contains(fill.symbol() + " " + fill.tradeId())) {
                differs("not: %s".formatted(fill));
            }
        }
        if (stored.size() != fills.size()) {
            differs("%d fills, stored %d".formatted(fills.size(), stored.size()));
        }
    }

    private void compareLiquidations() {
        long forced =
                truth.orders().values().stream()
                        .filter(order -> order.origin().isLiquidation() && order.filled() > 0)
                        .count();
        if (liquidated.size() != forced) {
            differs("%d liquidations, true %d".formatted(liquidated.size(), forced));
        }
    }

    /** What is in the wallet came in, was earned or was paid for something that was told of. */
    private void compareMoney() {
        BigDecimal others = BigDecimal.ZERO;
        BigDecimal trueFunding = BigDecimal.ZERO;
        int trueFundings = 0;
        for (Account.Income line : truth.income()) {
            BigDecimal amount = QuoteUnits.toDecimal(line.amount());
            boolean told = line.type() == IncomeType.REALIZED_PNL;
            if (line.type() == IncomeType.FUNDING_FEE) {
                trueFunding = trueFunding.add(amount);
                trueFundings++;
            } else if (!told && line.type() != IncomeType.COMMISSION) {
                others = others.add(amount);
            }
        }
        if (fundings != trueFundings || differ(funding, trueFunding)) {
            differs(
                    "%d fundings of %s, true %d of %s"
                            .formatted(fundings, funding, trueFundings, trueFunding));
        }
        BigDecimal wallet = QuoteUnits.toDecimal(truth.wallet());
        BigDecimal sum = others.add(earned).add(funding);
        BigDecimal covered = customer.seat().covered();
        boolean between = sum.compareTo(wallet) >= 0 && sum.compareTo(wallet.add(covered)) <= 0;
        if (differ(sum, wallet) && !between) {
            differs("what adds up to a wallet of %s, true %s".formatted(sum, wallet));
        }
    }

    private static boolean differ(BigDecimal left, BigDecimal right) {
        return left.subtract(right).abs().compareTo(AMOUNT_TOLERANCE) > 0;
    }

    private void differs(String how) {
        differences.add(customer.seat().venue() + ": announced " + how);
    }
}
