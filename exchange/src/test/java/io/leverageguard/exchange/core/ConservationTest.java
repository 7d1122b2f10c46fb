package io.leverageguard.exchange.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.engine.book.Execution;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Money is neither made nor lost, whatever is asked of the exchange. More than a million commands:
 * {@code -Dlg.exchange.commands=340000}, for each of three seeds.
 */
class ConservationTest {
    private static final Instant START = Instant.parse("2025-10-10T20:00:00Z");
    private static final int ACCOUNTS = 12;

    private int liquidations;
    private int refusals;
    private int placed;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void moneyIsConservedOverRandomHistories(long seed) {
        run(seed, Integer.getInteger("lg.exchange.commands", 40_000));
        assertThat(liquidations).isGreaterThan(20);
        assertThat(placed).isGreaterThan(1_000);
        assertThat(refusals).isGreaterThan(100);
    }

    @Test
    void sameSeedGivesTheSameMoney() {
        Ledger.Totals first = run(7, 3_000).totals();
        Ledger.Totals second = run(7, 3_000).totals();
        assertThat(second).isEqualTo(first);
        assertThat(run(8, 3_000).totals()).isNotEqualTo(first);
    }

    private Exchange run(long seed, int commands) {
        SplittableRandom random = new SplittableRandom(seed);
        ExchangeListener counter =
                new ExchangeListener() {
                    @Override
                    public void liquidated(Liquidation liquidation) {
                        liquidations++;
                    }
                };
        Exchange exchange =
                new Exchange(
                        Scenario.flat(START),
                        START.toEpochMilli(),
                        seed,
                        new BigDecimal("1000000"),
                        counter);
        List<Account> accounts = new ArrayList<>();
        for (int i = 0; i < ACCOUNTS; i++) {
            Account account = exchange.openAccount();
            exchange.deposit(account, BigDecimal.valueOf(5_000L + 20_000L * i));
            accounts.add(account);
        }
        List<Market> markets = List.copyOf(exchange.markets());
        for (int i = 0; i < commands; i++) {
            Account account = accounts.get(random.nextInt(ACCOUNTS));
            Market market = markets.get(random.nextInt(markets.size()));
            try {
                command(exchange, account, market, random, i);
            } catch (ExchangeRefusal refusal) {
                refusals++;
            }
            if (i % Math.max(16, commands / 2_500) == 0) {
                check(exchange, accounts);
            }
        }
        check(exchange, accounts);
        return exchange;
    }

    private void command(
            Exchange exchange, Account account, Market market, SplittableRandom random, int step) {
        switch (random.nextInt(20)) {
            case 0 -> exchange.setLeverage(account, market, 1 + random.nextInt(125));
            case 1 -> exchange.setIsolated(account, market, random.nextBoolean());
            case 2 -> exchange.cancelAll(account, market);
            case 3, 4 -> exchange.advance(random.nextInt(2_500));
            case 5 -> {
                BigDecimal now = market.contract.priceOfUnits(market.mark());
                BigDecimal factor = BigDecimal.valueOf(9_700 + random.nextInt(601), 4);
                exchange.setPrice(market, now.multiply(factor));
            }
            case 8 -> {
                for (ExchangeOrder order : List.copyOf(account.openOrders.values())) {
                    long lots = order.terms.lots() + random.nextLong(400) - 200;
                    long ticks = order.terms.priceTicks() + random.nextLong(2_001) - 1_000;
                    exchange.amend(
                            order,
                            order.market.contract.quantity(lots),
                            order.market.contract.price(ticks));
                }
            }
            case 6 -> exchange.deposit(account, BigDecimal.valueOf(random.nextInt(3_000)));
            case 7 -> {
                if (random.nextInt(40) == 0) {
                    exchange.advance(3_600_000 * 8 / 100);
                }
            }
            default -> {
                exchange.place(account, order(market, random, step));
                placed++;
            }
        }
    }

    private static OrderRequest order(Market market, SplittableRandom random, int step) {
        boolean isMarket = random.nextInt(3) == 0;
        long ticks = market.contract.nearestTicks(market.mark());
        long away = ticks * (random.nextLong(61) - 30) / 1000;
        Execution execution =
                List.of(Execution.GTC, Execution.IOC, Execution.FOK, Execution.POST_ONLY)
                        .get(random.nextInt(4));
        boolean buy = random.nextBoolean();
        BigDecimal quantity = market.contract.quantity(1 + random.nextLong(30_000));
        String symbol = market.contract.symbol();
        OrderRequest order =
                isMarket
                        ? OrderRequest.market(symbol, "c" + step, buy, quantity)
                        : OrderRequest.limit(
                                        symbol,
                                        "c" + step,
                                        buy,
                                        quantity,
                                        market.contract.price(ticks + away))
                                .as(ExchangeOrder.OrderType.LIMIT, execution);
        return random.nextInt(5) == 0 ? order.reducing() : order;
    }

    private static void check(Exchange exchange, List<Account> accounts) {
        Ledger.Totals totals = exchange.totals();
        assertThat(totals.difference()).isZero();
        for (Market market : exchange.markets()) {
            long net = 0;
            for (Account account : exchange.accounts()) {
                for (Position position : account.positions()) {
                    net += position.market == market ? position.lots : 0;
                }
            }
            assertThat(net).isZero();
        }
        for (Account account : accounts) {
            long income = account.income.stream().mapToLong(Account.Income::amount).sum();
            assertThat(account.wallet()).isEqualTo(income);
            for (Position position : account.positions()) {
                checkHeld(position);
            }
        }
    }

    /** The running sums of the open orders are what the orders say. */
    private static void checkHeld(Position position) {
        long buys = 0;
        long sells = 0;
        for (ExchangeOrder order : position.account.openIn(position.market)) {
            if (!order.terms.reduceOnly()) {
                buys += order.terms.buy() ? order.left() : 0;
                sells += order.terms.buy() ? 0 : order.left();
            }
        }
        assertThat(position.buyLots).isEqualTo(buys);
        assertThat(position.sellLots).isEqualTo(sells);
        assertThat(position.lots == 0 && position.isolatedWallet != 0).isFalse();
    }
}
