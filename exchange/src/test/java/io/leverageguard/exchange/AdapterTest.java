package io.leverageguard.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.exchange.core.Scenario;
import io.leverageguard.kernel.time.SteppedClock;
import io.leverageguard.kit.http.WebClient;
import io.leverageguard.venues.AccountSink;
import io.leverageguard.venues.LiquidationFile;
import io.leverageguard.venues.Reports.BalanceReport;
import io.leverageguard.venues.Reports.Closure;
import io.leverageguard.venues.Reports.FillReport;
import io.leverageguard.venues.Reports.IncomeReport;
import io.leverageguard.venues.Reports.Lifetime;
import io.leverageguard.venues.Reports.OrderKind;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.OrderRequest;
import io.leverageguard.venues.Reports.OrderSide;
import io.leverageguard.venues.Reports.PlaceOutcome;
import io.leverageguard.venues.Reports.PositionReport;
import io.leverageguard.venues.VenueAccount;
import io.leverageguard.venues.VenueCredentials;
import io.leverageguard.venues.VenueStream;
import io.leverageguard.venues.VenuesConfig;
import io.leverageguard.venues.binance.BinanceVenue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The adapter for the real venue trades at the simulated one, and both tell the same. */
class AdapterTest {
    private static final Instant START = Instant.parse("2025-10-10T20:00:00Z");

    private final Desk desk =
            new Desk(ExchangeServer.start(ExchangeConfig.stepped(0, 9, Scenario.flat(START))));
    private final WebClient web = new WebClient();
    private final SteppedClock clock = new SteppedClock(START);
    private final BinanceVenue venue =
            new BinanceVenue(
                    web, clock, VenuesConfig.defaults().withBinanceAt("http://" + desk.address()));
    private final Told told = new Told();

    private static final class Told implements AccountSink {
        private final List<FillReport> fills = new ArrayList<>();
        private final List<OrderReport> orders = new ArrayList<>();
        private final List<PositionReport> positions = new ArrayList<>();

        @Override
        public void onOrder(OrderReport order) {
            orders.add(order);
        }

        @Override
        public void onFill(FillReport fill, OrderReport order) {
            fills.add(fill);
            orders.add(order);
        }

        @Override
        public void onAccount(
                List<BalanceReport> balances, List<PositionReport> changed, String reason) {
            positions.addAll(changed);
        }

        @Override
        public void onFunding(String symbol, BigDecimal amount, Instant at) {}

        @Override
        public void onGap() {}
    }

    @AfterEach
    void close() {
        web.close();
        desk.close();
    }

    @Test
    void adapterSeesTheLiquidationThatTheExchangeDid() {
        desk.sim(
                "accounts", "{\"key\":\"k\",\"secret\":\"s-k\",\"deposits\":{\"USDT\":\"10000\"}}");
        VenueAccount account = venue.account(new VenueCredentials("k", "s-k", ""));
        assertThat(account.rights().canWithdraw()).isFalse();
        account.setLeverage("BTCUSDT", 10);
        account.setIsolated("BTCUSDT", true);
        try (VenueStream stream = account.stream(told)) {
            stream.pump();
            PlaceOutcome outcome = account.place(buy("0.500", "first"));
            assertThat(outcome).isInstanceOf(PlaceOutcome.Accepted.class);
            PositionReport held = account.positions().getFirst();
            assertThat(held.isolated()).isTrue();
            assertThat(held.leverage()).isEqualTo(10);
            advance(60);
            desk.price("90300");
            advance(1);
            stream.fence();
            stream.pump();
        }
        assertThat(account.positions()).isEmpty();
        OrderReport forced =
                told.orders.stream()
                        .filter(order -> order.closure() == Closure.LIQUIDATION)
                        .reduce((first, second) -> second)
                        .orElseThrow();
        assertThat(told.positions.getLast().quantity()).isZero();
        checkFile(account, forced);
    }

    private void checkFile(VenueAccount account, OrderReport forced) {
        Instant end = clock.now();
        LiquidationFile file = account.liquidation("BTCUSDT", forced.venueOrderId(), START, end);
        LiquidationFile.NormalizedLiquidation facts = file.liquidation();
        assertThat(facts).isNotNull();
        assertThat(facts.listedAsLiquidation()).isTrue();
        assertThat(facts.quantity()).isEqualByComparingTo("0.5");
        assertThat(facts.realizedPnl()).isNegative();
        assertThat(facts.liquidationFee()).isPositive();
        assertThat(file.evidence()).isNotEmpty();
        BigDecimal sum = BigDecimal.ZERO;
        for (IncomeReport line : account.income("BTCUSDT", START, end)) {
            sum = sum.add(line.amount());
        }
        BigDecimal wallet = account.balances().getFirst().wallet();
        assertThat(new BigDecimal("10000").add(sum)).isEqualByComparingTo(wallet);
        assertThat(account.fills("BTCUSDT", START)).hasSizeGreaterThanOrEqualTo(told.fills.size());
    }

    @Test
    void adapterReadsInstrumentsCandlesAndBrackets() {
        desk.sim("accounts", "{\"key\":\"k\",\"secret\":\"s-k\"}");
        assertThat(venue.instruments()).hasSize(2);
        assertThat(venue.serverTime()).isEqualTo(START);
        Instant from = START.minus(Duration.ofHours(10));
        assertThat(venue.candles("BTCUSDT", Duration.ofHours(1), from, START, 10)).hasSize(10);
        VenueAccount account = venue.account(new VenueCredentials("k", "s-k", ""));
        assertThat(venue.brackets(account, "BTCUSDT")).hasSize(12);
        assertThat(venue.fundingRates("BTCUSDT", START.minus(Duration.ofDays(1)), START))
                .isNotEmpty();
    }

    private void advance(int seconds) {
        desk.advance(seconds * 1000L);
        clock.advance(Duration.ofSeconds(seconds));
    }

    private static OrderRequest buy(String quantity, String id) {
        return new OrderRequest(
                "BTCUSDT",
                id,
                OrderSide.BUY,
                OrderKind.MARKET,
                new BigDecimal(quantity),
                null,
                Lifetime.IOC,
                false);
    }
}
