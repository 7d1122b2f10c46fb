package io.leverageguard.trading;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.api.marketdata.MarketDataClient;
import io.leverageguard.api.risk.RiskClient;
import io.leverageguard.api.trading.Execution.Algo;
import io.leverageguard.api.trading.Execution.AlgoRef;
import io.leverageguard.api.trading.Execution.AlgoState;
import io.leverageguard.api.trading.Execution.Algorithm;
import io.leverageguard.api.trading.Execution.StartAlgo;
import io.leverageguard.api.trading.Execution.Tactic;
import io.leverageguard.api.trading.Kill;
import io.leverageguard.api.trading.Kill.AccountReport;
import io.leverageguard.api.trading.KillId;
import io.leverageguard.api.trading.Protection.KillRef;
import io.leverageguard.api.trading.Protection.LiftKill;
import io.leverageguard.api.trading.Protection.StartKill;
import io.leverageguard.api.trading.Trading.Account;
import io.leverageguard.api.trading.Trading.MarginMode;
import io.leverageguard.api.trading.Trading.OpenAccount;
import io.leverageguard.api.trading.Trading.SetLeverage;
import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.api.users.UsersClient;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.access.Role;
import io.leverageguard.kernel.ids.OrderId;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.ids.VenueKeyId;
import io.leverageguard.testkit.TestKit;
import io.leverageguard.venues.MarketSink;
import io.leverageguard.venues.Reports.Bracket;
import io.leverageguard.venues.Reports.Candle;
import io.leverageguard.venues.Reports.FundingRate;
import io.leverageguard.venues.Reports.Instrument;
import io.leverageguard.venues.Reports.QuoteUpdate;
import io.leverageguard.venues.Venue;
import io.leverageguard.venues.VenueAccount;
import io.leverageguard.venues.VenueCredentials;
import io.leverageguard.venues.VenueStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Execution algorithms over the real engine, journal and limits. */
final class ExecutionOnEngineTest {
    private final TestKit base = TestKit.create();
    private final FakeVenue venue = new FakeVenue(base.clock());
    private final Neighbours neighbours = new Neighbours(venue);
    private final Actor trader =
            new Actor(new UserId(base.kit().ids().next()), "ten-x", Set.of(Role.TRADER));
    private final VenueKeyId key = new VenueKeyId(base.kit().ids().next());
    private final TradingModule module = open();
    private final Account account = module.api().openAccount(trader, new OpenAccount(key));

    private TradingModule open() {
        neighbours.addKey(key, trader.user(), "key");
        return new TradingModule(
                base.kit(),
                new UsersClient(neighbours),
                new RiskClient(neighbours),
                new MarketDataClient(neighbours),
                _ -> new Quoted(venue));
    }

    @AfterEach
    void close() {
        module.close();
        base.close();
    }

    @Test
    void twapIsFilledThroughTheEngineAndReported() {
        OrderId id = new OrderId(base.kit().ids().next());
        start(
                id,
                "1",
                new Tactic(
                        Algorithm.TWAP,
                        2,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null),
                null,
                base.clock().now().plus(Duration.ofMinutes(2)));
        base.settle();
        assertThat(venue.account("key").received).hasSize(1);
        base.advance(Duration.ofMinutes(1));
        Algo done = algo(id);
        assertThat(done.state()).isEqualTo(AlgoState.FILLED);
        assertThat(done.filled()).isEqualByComparingTo("1");
        var report = module.execution().api().report(trader, new AlgoRef(id));
        assertThat(report.complete()).isTrue();
        assertThat(report.fees()).isEqualByComparingTo("50");
    }

    @Test
    void killSwitchEndsWhatIsWorkedInParts() {
        OrderId id = new OrderId(base.kit().ids().next());
        start(
                id,
                "1",
                new Tactic(
                        Algorithm.TWAP,
                        2,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null),
                null,
                base.clock().now().plus(Duration.ofMinutes(2)));
        base.settle();
        KillId kill = new KillId(base.kit().ids().next());
        Kill begun =
                module.protection()
                        .kill(
                                trader,
                                new StartKill(
                                        kill,
                                        Kill.Kind.ALL,
                                        null,
                                        null,
                                        null,
                                        null,
                                        null,
                                        "panic"));
        assertThat(begun.state()).isEqualTo(Kill.State.RUNNING);
        for (int i = 0; i < 2_000 && state(kill) == Kill.State.RUNNING; i++) {
            base.advance(Duration.ofMillis(10));
        }
        assertThat(module.protection().killed(trader, new KillRef(kill)).accounts().getFirst())
                .extracting(AccountReport::step, AccountReport::words)
                .containsExactly(Kill.Step.DONE, "this venue has no dead-man switch");
        assertThat(algo(id).state()).isEqualTo(AlgoState.CANCELED);
        assertThat(venue.account("key").positions()).isEmpty();
        assertThat(module.protection().lift(trader, new LiftKill(kill, "over", null)).state())
                .isEqualTo(Kill.State.LIFTED);
        base.advance(Duration.ofMinutes(3));
        assertThat(venue.account("key").positions()).isEmpty();
        assertThat(algo(id).filled()).isEqualByComparingTo("0.5");
    }

    @Test
    void partThatTheLimitsDenyEndsItWithTheirReason() {
        OrderId id = new OrderId(base.kit().ids().next());
        // Worth 500,000 where 200,000 is allowed.
        start(
                id,
                "5",
                new Tactic(
                        Algorithm.ICEBERG,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        new BigDecimal("5"),
                        null,
                        null,
                        null,
                        null,
                        null),
                "99999",
                null);
        for (int second = 0; second < 30; second++) {
            base.advance(Duration.ofSeconds(1));
        }
        Algo ended = algo(id);
        assertThat(ended.state()).isEqualTo(AlgoState.REJECTED);
        assertThat(ended.reason()).contains("order_notional_limit");
        assertThat(venue.account("key").received).isEmpty();
    }

    @Test
    void icebergRefillsAsThePrivateStreamTellsOfFills() {
        OrderId id = new OrderId(base.kit().ids().next());
        start(
                id,
                "1",
                new Tactic(
                        Algorithm.ICEBERG,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        new BigDecimal("0.5"),
                        null,
                        null,
                        null,
                        null,
                        null),
                "99999",
                null);
        base.settle();
        FakeAccount exchange = venue.account("key");
        exchange.fillResting(exchange.received.getFirst().clientOrderId(), "0.5");
        base.settle();
        assertThat(exchange.received).hasSize(2);
        exchange.fillResting(exchange.received.getLast().clientOrderId(), "0.5");
        base.settle();
        assertThat(algo(id).state()).isEqualTo(AlgoState.FILLED);
    }

    private void start(
            OrderId id,
            String quantity,
            Tactic tactic,
            @Nullable String limit,
            @Nullable Instant until) {
        base.settle();
        module.api()
                .setLeverage(
                        trader,
                        new SetLeverage(
                                account.account(), FakeVenue.SYMBOL, MarginMode.ISOLATED, 10));
        module.execution()
                .api()
                .start(
                        trader,
                        new StartAlgo(
                                id,
                                account.account(),
                                FakeVenue.SYMBOL,
                                Side.BUY,
                                new BigDecimal(quantity),
                                tactic,
                                limit == null ? null : new BigDecimal(limit),
                                null,
                                null,
                                null,
                                until,
                                null,
                                null,
                                null));
    }

    private Kill.State state(KillId kill) {
        return module.protection().killed(trader, new KillRef(kill)).state();
    }

    private Algo algo(OrderId id) {
        return module.execution().api().algo(trader, new AlgoRef(id));
    }

    /** The small exchange with a best bid and ask around its price. */
    private record Quoted(FakeVenue venue) implements Venue {
        @Override
        public String name() {
            return venue.name();
        }

        @Override
        public Instant serverTime() {
            return venue.serverTime();
        }

        @Override
        public List<Instrument> instruments() {
            return venue.instruments();
        }

        @Override
        public List<Candle> candles(
                String symbol, Duration interval, Instant from, Instant to, int limit) {
            return venue.candles(symbol, interval, from, to, limit);
        }

        @Override
        public List<FundingRate> fundingRates(String symbol, Instant from, Instant to) {
            return venue.fundingRates(symbol, from, to);
        }

        @Override
        public VenueStream market(Set<String> symbols, MarketSink sink) {
            sink.onQuote(
                    new QuoteUpdate(
                            FakeVenue.SYMBOL,
                            venue.price,
                            BigDecimal.TEN,
                            venue.price.add(BigDecimal.ONE),
                            BigDecimal.TEN,
                            venue.serverTime()));
            return new Silent();
        }

        @Override
        public VenueAccount account(VenueCredentials credentials) {
            return venue.account(credentials);
        }

        @Override
        public List<Bracket> brackets(VenueAccount door, String symbol) {
            return venue.brackets(door, symbol);
        }
    }

    private static final class Silent implements VenueStream {
        @Override
        public String name() {
            return "silent";
        }

        @Override
        public int pump() {
            return 0;
        }

        @Override
        public void fence() {}

        @Override
        public void close() {}
    }
}
