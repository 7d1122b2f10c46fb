package io.leverageguard.venues.okx;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OkxVenueTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final FakeOkx okx = new FakeOkx();

    @Test
    void instrumentsAreInBaseUnits() {
        assertThat(okx.venue.instruments())
                .first()
                .isEqualTo(
                        new Instrument(
                                "BTCUSDT",
                                "BTC",
                                "USDT",
                                new BigDecimal("0.1"),
                                new BigDecimal("0.001"),
                                new BigDecimal("0.001"),
                                new BigDecimal("10"),
                                BigDecimal.ZERO,
                                BigDecimal.ZERO));
    }

    @Test
    void whatIsNotASwapInUsdtIsLeftOut() {
        okx.forget("GET /api/v5/public/instruments")
                .rows(
                        "GET /api/v5/public/instruments",
                        "{\"instId\":\"BTC-USD-SWAP\",\"ctType\":\"inverse\",\"state\":\"live\"}",
                        "{\"instId\":\"BTC-USDC-SWAP\",\"ctType\":\"linear\",\"state\":\"live\"}",
                        "{\"instId\":\"NEW-USDT-SWAP\",\"ctType\":\"linear\",\"ctVal\":\"\"}");
        assertThat(okx.venue.instruments()).isEmpty();
        assertThatThrownBy(() -> okx.account().setLeverage("NEWUSDT", 3))
                .isInstanceOf(VenueError.class);
    }

    @Test
    void candlesComeOldestFirstPageByPageAndNoMoreThanWanted() {
        okx.on(
                "GET /api/v5/market/candles",
                call -> {
                    Map<String, String> params = FakeOkx.params(call);
                    long after = Long.parseLong(params.getOrDefault("after", "0"));
                    long before = Long.parseLong(params.getOrDefault("before", "0"));
                    List<String> rows = new ArrayList<>();
                    for (long at = after - 60_000; at > before; at -= 60_000) {
                        rows.add(
                                "[\"%d\",\"1\",\"4\",\"1\",\"3\",\"500\",\"5\",\"15\",\"1\"]"
                                        .formatted(at));
                    }
                    return FakeOkx.reply(200, FakeOkx.done(rows.toArray(String[]::new)));
                });
        Instant to = okx.clock.now();
        Instant from = to.minus(MINUTE.multipliedBy(250));
        List<Candle> candles = okx.venue.candles("BTCUSDT", MINUTE, from, to, 230);
        assertThat(candles).hasSize(230);
        assertThat(candles.getFirst())
                .returns(from, Candle::openTime)
                .returns(new BigDecimal("5"), Candle::volume);
        assertThat(candles)
                .isSortedAccordingTo((one, other) -> one.openTime().compareTo(other.openTime()));
        assertThat(okx.to("GET /api/v5/market/candles")).hasSize(3);
        assertThat(okx.venue.candles("BTCUSDT", MINUTE, to, to, 5)).isEmpty();
        assertThatThrownBy(() -> okx.venue.candles("BTCUSDT", Duration.ofMinutes(7), from, to, 1))
                .isInstanceOf(VenueError.class);
    }

    @Test
    void oldCandlesAreAskedOfTheHistory() {
        okx.rows("GET /api/v5/market/history-candles");
        Instant from = okx.clock.now().minus(Duration.ofDays(30));
        assertThat(okx.venue.candles("BTCUSDT", MINUTE, from, from.plus(MINUTE), 1)).isEmpty();
        assertThat(okx.to("GET /api/v5/market/history-candles")).hasSize(1);
    }

    @Test
    void fundingsComeOldestFirstWithTheRateThatWasPaid() {
        okx.rows(
                "GET /api/v5/public/funding-rate-history",
                "{\"fundingRate\":\"0.0002\",\"realizedRate\":\"0.00019\","
                        + "\"fundingTime\":\"2000\"}",
                "{\"fundingRate\":\"0.0001\",\"realizedRate\":\"\",\"fundingTime\":\"1000\"}");
        assertThat(okx.venue.fundingRates("BTCUSDT", Instant.EPOCH, Instant.ofEpochMilli(2_000)))
                .containsExactly(
                        new FundingRate(new BigDecimal("0.0001"), Instant.ofEpochMilli(1_000)),
                        new FundingRate(new BigDecimal("0.00019"), Instant.ofEpochMilli(2_000)));
    }

    @Test
    void tiersBecomeBracketsInQuoteWithoutGaps() {
        okx.rows(
                "GET /api/v5/public/position-tiers",
                "{\"tier\":\"2\",\"minSz\":\"500.01\",\"maxSz\":\"1000\",\"mmr\":\"0.01\","
                        + "\"maxLever\":\"66.66\"}",
                "{\"tier\":\"1\",\"minSz\":\"0\",\"maxSz\":\"500\",\"mmr\":\"0.004\","
                        + "\"maxLever\":\"100\"}");
        okx.rows(
                "GET /api/v5/public/mark-price",
                "{\"instId\":\"BTC-USDT-SWAP\",\"markPx\":\"100000\",\"ts\":\"1\"}");
        assertThat(okx.venue.brackets(okx.account(), "BTCUSDT"))
                .containsExactly(
                        new Bracket(
                                BigDecimal.ZERO,
                                new BigDecimal("500000.00"),
                                100,
                                new BigDecimal("0.004"),
                                BigDecimal.ZERO),
                        new Bracket(
                                new BigDecimal("500000.00"),
                                new BigDecimal("1000000.00"),
                                66,
                                new BigDecimal("0.01"),
                                BigDecimal.ZERO));
    }

    @Test
    void clockIsTheVenues() {
        okx.ahead = Duration.ofSeconds(5);
        assertThat(okx.venue.serverTime()).isEqualTo(okx.clock.now().plusSeconds(5));
    }

    @Test
    void contractsAndBaseUnitsAreExactEitherWay() {
        OkxSymbols.Swap swap =
                new OkxSymbols.Swap(
                        "X-USDT-SWAP", "XUSDT", new BigDecimal("1000"), new BigDecimal("0.1"));
        assertThat(swap.base(new BigDecimal("2.5"))).isEqualTo("2500");
        assertThat(swap.contracts(new BigDecimal("2500"))).isEqualTo("2.5");
        assertThatThrownBy(() -> swap.contracts(new BigDecimal("2550")))
                .isInstanceOf(VenueError.class)
                .hasMessageContaining("100");
        assertThat(OkxSymbols.symbol("1INCH-USDT-SWAP")).isEqualTo("1INCHUSDT");
        assertThat(OkxSymbols.instId("1INCHUSDT")).isEqualTo("1INCH-USDT-SWAP");
    }
}
