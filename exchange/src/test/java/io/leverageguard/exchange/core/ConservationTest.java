package io.leverageguard.exchange.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.exchange.core.ExchangeOrder.Origin;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Money is neither made nor lost, whatever is asked of the exchange. A million commands for each of
 * three seeds: {@code -Dlg.exchange.commands=1000000}.
 */
class ConservationTest {
    private static final Instant START = Instant.parse("2025-10-10T23:50:00Z");
    private static final int ACCOUNTS = 12;

    private final Map<String, Integer> seen = new TreeMap<>();
    private long story;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void moneyIsConservedOverRandomHistories(long seed) {
        run(seed, Integer.getInteger("lg.exchange.commands", 20_000));
        assertThat(seen)
                .containsKeys(
                        "LIQUIDATION",
                        "PARTIAL_LIQUIDATION",
                        "TAKEOVER",
                        "ADL",
                        "FUNDING",
                        "ENDED GOOD_TILL",
                        "ENDED SELF_TRADE",
                        "ENDED REDUCE_ONLY",
                        "TRIGGERED",
                        "FINISHED",
                        "CANCELED",
                        "EXPIRED",
                        "REJECTED",
                        "ACTIVATED",
                        "HEDGE",
                        "MARGIN_TRANSFER",
                        "WITHDRAWAL");
        assertThat(seen.get("LIQUIDATION")).isGreaterThan(20);
        assertThat(seen.get("TRIGGERED")).isGreaterThan(100);
        assertThat(seen.get("REFUSED")).isGreaterThan(100);
    }

    @Test
    void sameSeedTellsTheSameStory() {
        long first = storyOf(7);
        assertThat(storyOf(7)).isEqualTo(first);
        assertThat(storyOf(8)).isNotEqualTo(first);
    }

    private long storyOf(long seed) {
        story = 0;
        run(seed, 3_000);
        return story;
    }

    private Exchange run(long seed, int commands) {
        SplittableRandom random = new SplittableRandom(seed);
        Exchange exchange =
                new Exchange(
                        Scenario.flat(START),
                        START.toEpochMilli(),
                        seed,
                        new BigDecimal("50000"),
                        new Counter());
        List<Account> accounts = new ArrayList<>();
        for (int i = 0; i < ACCOUNTS; i++) {
            Account account = exchange.openAccount();
            exchange.deposit(account, BigDecimal.valueOf(5_000L + 20_000L * i * i));
            accounts.add(account);
        }
        RandomClient client = new RandomClient(exchange, random);
        List<Market> markets = List.copyOf(exchange.markets());
        for (int i = 0; i < commands; i++) {
            Account account = accounts.get(random.nextInt(ACCOUNTS));
            Market market = markets.get(random.nextInt(markets.size()));
            try {
                client.act(account, market, i);
            } catch (ExchangeRefusal refusal) {
                count("REFUSED");
            }
            assertThat(exchange.totals().difference()).isZero();
            if (i % 1_000 == 0) {
                check(exchange, accounts);
            }
        }
        check(exchange, accounts);
        return exchange;
    }

    private void count(String what, long... details) {
        story = 31 * story + what.hashCode();
        for (long detail : details) {
            story = 31 * story + detail;
        }
        seen.merge(what, 1, Integer::sum);
    }

    /** Counts what happened, to know that all of it did. */
    private final class Counter implements ExchangeListener {
        @Override
        public void ordered(ExchangeOrder order, OrderChange change, Account.@Nullable Fill fill) {
            if (order.endReason != EndReason.NONE) {
                count("ENDED " + order.endReason);
            }
            count(change.name(), order.id, order.filled, order.cost, order.account.id);
        }

        @Override
        public void triggered(Trigger trigger, TriggerChange change) {
            count(change.name(), trigger.id, trigger.triggerTicks);
        }

        @Override
        public void levelChanged(Market market, boolean bids, long ticks) {
            count("LEVEL", market.ordinal, ticks, market.book.lotsAt(bids, ticks));
        }

        @Override
        public void accountChanged(
                Account account, AccountCause cause, long change, List<Position> changed) {
            count(cause.name(), account.wallet(), change);
        }

        @Override
        public void hedgeChanged(Account account) {
            count("HEDGE");
        }

        @Override
        public void liquidated(Liquidation liquidation) {
            ExchangeOrder order = liquidation.order();
            count(order.origin == Origin.LIQUIDATION ? "FULL" : order.origin.name());
            count("LIQUIDATION");
        }
    }

    private static void check(Exchange exchange, List<Account> accounts) {
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
            if (account.income.size() < Account.KEPT_MAX) {
                long income = account.income.stream().mapToLong(Account.Income::amount).sum();
                assertThat(account.wallet()).isEqualTo(income);
                assertThat(account.income.getLast().balance()).isEqualTo(income);
            }
            account.positions().forEach(ConservationTest::check);
            assertThat(account.waiting).hasSizeLessThanOrEqualTo(Triggers.WAITING_MAX);
            for (ExchangeOrder order : account.openOrders.values()) {
                assertThat(order.status.isOpen()).isTrue();
                assertThat(order.market.book.lotsOf(order.id)).isEqualTo(order.left());
            }
        }
    }

    /** The running sums of the open orders are what the orders say; a leg has its side. */
    private static void check(Position position) {
        long buys = 0;
        long sells = 0;
        for (ExchangeOrder order : position.account.openIn(position.market)) {
            if (!order.terms.reduceOnly() && order.terms.leg() == position.leg) {
                buys += order.terms.buy() ? order.left() : 0;
                sells += order.terms.buy() ? 0 : order.left();
            }
        }
        assertThat(position.buyLots).isEqualTo(buys);
        assertThat(position.sellLots).isEqualTo(sells);
        assertThat(position.lots == 0 && position.isolatedWallet != 0).isFalse();
        assertThat(position.leg == Leg.LONG && position.lots < 0).isFalse();
        assertThat(position.leg == Leg.SHORT && position.lots > 0).isFalse();
        PositionLife life = position.life;
        if (life != null) {
            assertThat(life.ended).isEqualTo(position.lots == 0);
            assertThat(life.openedLots - life.closedLots).isEqualTo(Math.abs(position.lots));
        }
    }
}
