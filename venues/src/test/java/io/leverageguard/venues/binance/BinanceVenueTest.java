package io.leverageguard.venues.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.time.SteppedClock;
import io.leverageguard.kit.http.WebClient;
import io.leverageguard.kit.http.WebServer.Response;
import io.leverageguard.venues.Reports.Bracket;
import io.leverageguard.venues.Reports.Candle;
import io.leverageguard.venues.Venues;
import io.leverageguard.venues.VenuesConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BinanceVenueTest {
    private static final Instant FROM = Instant.parse("2025-10-10T20:00:00Z");

    private final FakeBinance binance = new FakeBinance();

    @AfterEach
    void close() {
        binance.close();
    }

    @Test
    void clockOfTheVenueIsAskedNow() {
        binance.ahead = Duration.ofSeconds(3);
        assertThat(binance.venue.serverTime()).isEqualTo(binance.clock.now().plusSeconds(3));
    }

    @Test
    void candlesAreAskedWithoutTheLastInstant() {
        binance.answer(
                "GET /fapi/v1/klines",
                200,
                "[[1760126400000,\"1\",\"4\",\"0.5\",\"2\",\"9\",1760126459999,\"18\",3,\"4\","
                        + "\"8\",\"0\"]]");
        List<Candle> candles =
                binance.venue.candles(
                        "BTCUSDT", Duration.ofMinutes(1), FROM, FROM.plusSeconds(60), 100);
        assertThat(candles).singleElement().returns(FROM, Candle::openTime);
        assertThat(binance.to("GET /fapi/v1/klines").getFirst().query())
                .isEqualTo(
                        "symbol=BTCUSDT&interval=1m&startTime=1760126400000"
                                + "&endTime=1760126459999&limit=100");
    }

    @Test
    void noSpanOfTimeHasNoCandlesAndAsksNothing() {
        assertThat(binance.venue.candles("BTCUSDT", Duration.ofMinutes(1), FROM, FROM, 100))
                .isEmpty();
        assertThat(binance.requests).isEmpty();
    }

    @Test
    void fundingsAreReadPageByPage() {
        binance.on(
                "GET /fapi/v1/fundingRate",
                request -> {
                    long start = Long.parseLong(FakeBinance.params(request).get("startTime"));
                    return Response.json(
                            200,
                            FakeBinance.lines(
                                    LongStream.rangeClosed(start, Math.min(start + 999, 1_200))
                                            .mapToObj(BinanceVenueTest::funding)
                                            .toArray(String[]::new)));
                });
        assertThat(
                        binance.venue.fundingRates(
                                "BTCUSDT", Instant.ofEpochMilli(1), Instant.ofEpochMilli(1_200)))
                .hasSize(1_200);
    }

    @Test
    void bracketsComeLowestFirstFromAnArrayAndFromAnObject() {
        String brackets =
                """
                {"symbol":"BTCUSDT","brackets":[
                 {"bracket":2,"initialLeverage":100,"notionalCap":600000,"notionalFloor":50000,
                  "maintMarginRatio":0.005,"cum":50.0},
                 {"bracket":1,"initialLeverage":125,"notionalCap":50000,"notionalFloor":0,
                  "maintMarginRatio":0.004,"cum":0}]}
                """;
        binance.answer("GET /fapi/v1/leverageBracket", 200, "[" + brackets + "]");
        binance.answer("GET /fapi/v1/leverageBracket", 200, brackets);
        List<Bracket> fromArray = binance.venue.brackets(binance.account(), "BTCUSDT");
        assertThat(fromArray).extracting(Bracket::maxLeverage).containsExactly(125, 100);
        assertThat(fromArray.getLast().maintenanceRate()).isEqualTo("0.005");
        assertThat(binance.venue.brackets(binance.account(), "BTCUSDT")).isEqualTo(fromArray);
    }

    @Test
    void venueThatDoesNotExistIsRefusedWithTheNamesOfThoseThatDo() {
        try (WebClient web = new WebClient()) {
            Venues venues = new Venues(web, new SteppedClock(FROM), VenuesConfig.defaults());
            assertThat(venues.venue("binance").name()).isEqualTo("binance");
            assertThatThrownBy(() -> venues.venue("mtgox"))
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            refusal -> {
                                assertThat(refusal.code()).isEqualTo("unknown_venue");
                                assertThat(refusal).hasMessageContaining("binance");
                            });
        }
    }

    @Test
    void simulatorTakesThePlaceOfEveryHost() {
        VenuesConfig config = VenuesConfig.defaults().withBinanceAt("http://127.0.0.1:8099");
        assertThat(config.binanceRest()).isEqualTo("http://127.0.0.1:8099");
        assertThat(config.binanceSapi()).isEqualTo("http://127.0.0.1:8099");
        assertThat(config.binanceStream()).isEqualTo("ws://127.0.0.1:8099");
    }

    @Test
    void simulatedVenueExistsWhereItsAddressIsConfigured() {
        try (WebClient web = new WebClient()) {
            SteppedClock clock = new SteppedClock(FROM);
            VenuesConfig real = VenuesConfig.defaults();
            assertThat(new Venues(web, clock, real).names()).doesNotContain("simulated");
            Venues venues = new Venues(web, clock, real.withEverythingAt("http://127.0.0.1:8099"));
            assertThat(venues.venue("simulated").name()).isEqualTo("simulated");
            assertThat(venues.names()).contains("binance", "simulated");
        }
    }

    private static String funding(long at) {
        return "{\"symbol\":\"BTCUSDT\",\"fundingTime\":"
                + at
                + ",\"fundingRate\":\"0.0001\",\"markPrice\":\"1\"}";
    }
}
