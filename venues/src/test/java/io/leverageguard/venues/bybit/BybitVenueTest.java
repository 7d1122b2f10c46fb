package io.leverageguard.venues.bybit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.venues.Reports.Bracket;
import io.leverageguard.venues.Reports.Candle;
import io.leverageguard.venues.Reports.FundingRate;
import io.leverageguard.venues.Reports.Instrument;
import io.leverageguard.venues.VenueError;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BybitVenueTest {
    private static final Instant FROM = Instant.parse("2025-10-10T20:00:00Z");

    private final FakeBybit bybit = new FakeBybit();

    @AfterEach
    void close() {
        bybit.close();
    }

    @Test
    void instrumentsAreTheOpenPerpetualsOfEveryPage() {
        bybit.answer(
                "GET /v5/market/instruments-info",
                "{\"list\":[%s,%s],\"nextPageCursor\":\"p2\"}"
                        .formatted(
                                instrument("ETHUSDT", "LinearPerpetual", "Trading", "USDT"),
                                instrument("OLDUSDT", "LinearPerpetual", "Closed", "USDT")));
        bybit.list(
                "GET /v5/market/instruments-info",
                instrument("BTCUSDT", "LinearPerpetual", "Trading", "USDT"),
                instrument("BTCPERP", "LinearPerpetual", "Trading", "USDC"),
                instrument("BTC-26DEC25", "LinearFutures", "Trading", "USDT"));
        assertThat(bybit.venue.instruments())
                .extracting(Instrument::symbol)
                .containsExactly("BTCUSDT", "ETHUSDT");
        assertThat(bybit.venue.instruments().getFirst().minNotional()).isEqualTo("5");
    }

    @Test
    void candlesComeOldestFirstFromTheBeginningOfTheSpan() {
        bybit.answer(
                "GET /v5/market/kline",
                "{\"list\":[[\"120000\",\"2\",\"2\",\"2\",\"2\",\"2\",\"4\"],"
                        + "[\"60000\",\"1\",\"1\",\"1\",\"1\",\"1\",\"1\"]]}");
        Instant to = FROM.plus(Duration.ofDays(1));
        assertThat(bybit.venue.candles("BTCUSDT", Duration.ofMinutes(1), FROM, to, 2))
                .extracting(Candle::open)
                .containsExactly(new BigDecimal("1"), new BigDecimal("2"));
        assertThat(bybit.to("GET /v5/market/kline").getLast().query())
                .contains("interval=1&", "limit=2")
                .contains("end=" + (FROM.plusSeconds(120).toEpochMilli() - 1));
        assertThat(bybit.venue.candles("BTCUSDT", Duration.ofMinutes(1), to, FROM, 2)).isEmpty();
        assertThatThrownBy(() -> bybit.venue.candles("BTCUSDT", Duration.ofSeconds(7), FROM, to, 2))
                .isInstanceOf(VenueError.class);
    }

    @Test
    void fundingIsReadBackwardsAndGivenForwards() {
        long end = FROM.plus(Duration.ofDays(100)).toEpochMilli();
        String full =
                LongStream.range(0, 200)
                        .mapToObj(i -> funding(end - i * 3_600_000))
                        .collect(Collectors.joining(","));
        bybit.list("GET /v5/market/funding/history", full);
        bybit.list("GET /v5/market/funding/history", funding(end - 300 * 3_600_000L));
        assertThat(bybit.venue.fundingRates("BTCUSDT", FROM, Instant.ofEpochMilli(end)))
                .hasSize(201)
                .isSortedAccordingTo((one, other) -> one.at().compareTo(other.at()))
                .last()
                .returns(Instant.ofEpochMilli(end), FundingRate::at);
        assertThat(bybit.to("GET /v5/market/funding/history").getLast().query())
                .contains("endTime=" + (end - 199 * 3_600_000L - 1));
    }

    @Test
    void bracketsFollowFromTheTiers() {
        bybit.list(
                "GET /v5/market/risk-limit",
                tier(2, "3000000", "0.01", "0.02", "50", "10000"),
                tier(1, "2000000", "0.005", "0.01", "100.00", ""),
                tier(3, "4000000", "0.02", "0.04", "25", ""));
        assertThat(bybit.venue.brackets(bybit.account(), "BTCUSDT"))
                .extracting(BybitVenueTest::words)
                .containsExactly(
                        "0 to 2000000 at 100: 0.005 less 0",
                        "2000000 to 3000000 at 50: 0.01 less 10000",
                        "3000000 to 4000000 at 25: 0.02 less 40000");
    }

    @Test
    void bracketsInPercentAreShares() {
        bybit.list("GET /v5/market/risk-limit", tier(1, "150", "0.5", "1", "100.00", ""));
        assertThat(bybit.venue.brackets(bybit.account(), "BTCUSDT"))
                .singleElement()
                .returns(new BigDecimal("0.005"), Bracket::maintenanceRate);
    }

    @Test
    void theVenueTellsItsTime() {
        bybit.ahead = Duration.ofSeconds(5);
        assertThat(bybit.venue.serverTime()).isEqualTo(bybit.clock.now().plusSeconds(5));
        bybit.forget("GET /v5/market/time").refuse("GET /v5/market/time", 10016, "Server error");
        assertThatThrownBy(bybit.venue::serverTime)
                .isInstanceOfSatisfying(
                        VenueError.class,
                        e -> assertThat(e.kind()).isEqualTo(VenueError.Kind.UNAVAILABLE));
    }

    private static String instrument(String symbol, String type, String status, String coin) {
        return """
        {"symbol":"%s","contractType":"%s","status":"%s","baseCoin":"X","quoteCoin":"USDT",\
        "settleCoin":"%s","priceFilter":{"tickSize":"0.10"},"lotSizeFilter":{"qtyStep":"0.001",\
        "minOrderQty":"0.001","maxOrderQty":"100","minNotionalValue":"5"}}"""
                .formatted(symbol, type, status, coin);
    }

    private static String funding(long at) {
        return """
        {"symbol":"BTCUSDT","fundingRate":"0.0001","fundingRateTimestamp":"%d"}"""
                .formatted(at);
    }

    private static String tier(
            int id, String value, String rate, String initial, String leverage, String deduction) {
        return """
        {"id":%d,"symbol":"BTCUSDT","riskLimitValue":"%s","maintenanceMargin":"%s",\
        "initialMargin":"%s","isLowestRisk":0,"maxLeverage":"%s","mmDeduction":"%s"}"""
                .formatted(id, value, rate, initial, leverage, deduction);
    }

    private static String words(Bracket bracket) {
        return "%s to %s at %d: %s less %s"
                .formatted(
                        bracket.notionalFloor(),
                        bracket.notionalCap(),
                        bracket.maxLeverage(),
                        bracket.maintenanceRate(),
                        bracket.maintenanceAmount().stripTrailingZeros().toPlainString());
    }
}
