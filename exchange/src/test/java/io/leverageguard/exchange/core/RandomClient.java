package io.leverageguard.exchange.core;

import io.leverageguard.engine.book.Execution;
import io.leverageguard.engine.book.SelfTrade;
import io.leverageguard.exchange.core.ExchangeOrder.OrderType;
import io.leverageguard.exchange.core.Trigger.Kind;
import java.math.BigDecimal;
import java.util.List;
import java.util.SplittableRandom;

/** Asks an exchange for everything that can be asked, at random. */
final class RandomClient {
    private static final List<Execution> EXECUTIONS = List.of(Execution.values());
    private static final List<SelfTrade> SELF_TRADES = List.of(SelfTrade.values());
    private static final List<PriceSource> SOURCES = List.of(PriceSource.values());

    private final Exchange exchange;
    private final SplittableRandom random;

    RandomClient(Exchange exchange, SplittableRandom random) {
        this.exchange = exchange;
        this.random = random;
    }

    void act(Account account, Market market, int step) {
        switch (random.nextInt(30)) {
            case 0 -> exchange.setLeverage(account, market, 1 + random.nextInt(125));
            case 1 -> exchange.setIsolated(account, market, random.nextBoolean());
            case 2 -> exchange.cancelAll(account, market);
            case 3, 4 -> exchange.advance(random.nextInt(2_500));
            case 5 -> move(market, 9_800 + random.nextInt(401));
            case 6 -> exchange.deposit(account, BigDecimal.valueOf(random.nextInt(3_000)));
            case 7 -> rarely(account, market);
            case 8 -> amend(account, step);
            case 9 -> exchange.withdraw(account, BigDecimal.valueOf(random.nextInt(500)));
            case 10 -> margin(account);
            case 11, 12, 13 -> exchange.placeTrigger(account, trigger(account, market, step));
            case 14 -> pair(account, market, step);
            case 15 -> amendTrigger(account);
            case 16 -> close(account, step);
            case 17 -> exchange.accept(account, order(account, market, step));
            default -> exchange.place(account, order(account, market, step));
        }
    }

    private void rarely(Account account, Market market) {
        switch (random.nextInt(40)) {
            case 0 -> exchange.advance(3_600_000 * 8 / 100);
            case 1 -> move(market, 8_500 + random.nextInt(3_001));
            case 2, 3, 4 -> {
                for (Market each : exchange.markets()) {
                    exchange.cancelAll(account, each);
                    exchange.cancelAllTriggers(account, each);
                }
                exchange.setHedge(account, !account.hedge());
            }
            default -> exchange.cancelAllTriggers(account, market);
        }
    }

    /** To so many ten-thousandths of the price, and back towards where it started. */
    private void move(Market market, long share) {
        BigDecimal start =
                BigDecimal.valueOf(market.contract.base().equals("BTC") ? 100_000 : 4000);
        BigDecimal price = market.contract.priceOfUnits(market.mark());
        boolean far = price.compareTo(start) < 0;
        long leaning = share + (far ? 15 : -15);
        exchange.setPrice(market, price.multiply(BigDecimal.valueOf(leaning, 4)));
    }

    private void amend(Account account, int step) {
        for (ExchangeOrder order : List.copyOf(account.openOrders.values())) {
            long lots = order.terms.lots() + random.nextLong(400) - 200;
            boolean same = random.nextBoolean();
            long ticks = order.terms.priceTicks() + (same ? 0 : random.nextLong(2_001) - 1_000);
            BigDecimal quantity = order.market.contract.quantity(lots);
            BigDecimal price = order.market.contract.price(ticks);
            if (step % 2 == 0) {
                exchange.amend(order, quantity, price);
            } else {
                exchange.amendInPlace(order, quantity, price);
            }
        }
    }

    private void margin(Account account) {
        for (Position position : account.positions()) {
            if (position.lots != 0 && position.isolated) {
                BigDecimal amount = BigDecimal.valueOf(random.nextInt(4_000) - 2_000L, 1);
                exchange.addMargin(position, amount);
            }
        }
    }

    private void close(Account account, int step) {
        for (Position position : account.positions()) {
            if (position.lots != 0) {
                exchange.place(
                        account,
                        OrderRequest.market(
                                        position.market.contract.symbol(),
                                        "x" + step,
                                        position.lots < 0,
                                        BigDecimal.ZERO)
                                .on(position.leg)
                                .closing());
                return;
            }
        }
    }

    private void pair(Account account, Market market, int step) {
        OrderRequest order = order(account, market, step);
        exchange.placePair(
                account,
                stop(Kind.STOP, market, order, "p" + step),
                stop(Kind.TAKE_PROFIT, market, order, "q" + step));
    }

    private void amendTrigger(Account account) {
        for (Trigger trigger : List.copyOf(account.waiting.values())) {
            long ticks = trigger.market.contract.ticksNear(trigger.request.price());
            BigDecimal price = trigger.market.contract.price(ticks + random.nextLong(201) - 100);
            exchange.amend(trigger, trigger.request.with(price, trigger.request.order()));
        }
    }

    private TriggerRequest trigger(Account account, Market market, int step) {
        OrderRequest order = order(account, market, step);
        if (random.nextInt(3) == 0) {
            BigDecimal rate = BigDecimal.valueOf(1 + random.nextInt(30), 3);
            return TriggerRequest.trailing(BigDecimal.ZERO, rate, order).named("t" + step);
        }
        Kind kind = random.nextBoolean() ? Kind.STOP : Kind.TAKE_PROFIT;
        return stop(kind, market, random.nextInt(4) == 0 ? order.closing() : order, "t" + step);
    }

    private TriggerRequest stop(Kind kind, Market market, OrderRequest order, String id) {
        boolean rises = order.buy() == (kind == Kind.STOP);
        long ticks = market.contract.nearestTicks(market.mark());
        long away = ticks * (1 + random.nextLong(40)) / 1000;
        BigDecimal price = market.contract.price(rises ? ticks + away : ticks - away);
        TriggerRequest request =
                TriggerRequest.at(kind, price, order)
                        .named(id)
                        .by(SOURCES.get(random.nextInt(SOURCES.size())));
        TriggerRequest timed = random.nextInt(5) == 0 ? request.until(until()) : request;
        return random.nextInt(5) == 0 ? timed.dyingWithPosition() : timed;
    }

    private long until() {
        return exchange.now() + 1 + random.nextInt(20_000);
    }

    private OrderRequest order(Account account, Market market, int step) {
        boolean isMarket = random.nextInt(3) == 0;
        boolean buy = random.nextBoolean();
        String symbol = market.contract.symbol();
        BigDecimal quantity = market.contract.quantity(1 + random.nextLong(30_000));
        OrderRequest order =
                isMarket
                        ? OrderRequest.market(symbol, "c" + step, buy, quantity)
                        : OrderRequest.limit(symbol, "c" + step, buy, quantity, price(market))
                                .as(OrderType.LIMIT, EXECUTIONS.get(random.nextInt(4)));
        Leg side = random.nextBoolean() ? Leg.LONG : Leg.SHORT;
        OrderRequest legged = order.on(account.hedge ? side : Leg.BOTH);
        OrderRequest met = legged.meeting(SELF_TRADES.get(random.nextInt(4)));
        return switch (random.nextInt(10)) {
            case 0, 1 -> met.reducing();
            case 2 -> met.until(until());
            case 3 -> met.with(attached(market, met));
            default -> met;
        };
    }

    private List<TriggerRequest> attached(Market market, OrderRequest order) {
        OrderRequest exit =
                OrderRequest.market(order.symbol(), "", !order.buy(), order.quantity())
                        .on(order.leg());
        OrderRequest exits = random.nextBoolean() ? exit.closing() : exit.reducing();
        return List.of(
                stop(Kind.STOP, market, exits, ""), stop(Kind.TAKE_PROFIT, market, exits, ""));
    }

    private BigDecimal price(Market market) {
        long ticks = market.contract.nearestTicks(market.mark());
        return market.contract.price(ticks + ticks * (random.nextLong(61) - 30) / 1000);
    }
}
