package io.leverageguard.venues.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.kit.http.WebServer.Request;
import io.leverageguard.kit.http.WebServer.Response;
import io.leverageguard.venues.Reports.CancelOutcome;
import io.leverageguard.venues.Reports.IncomeReport;
import io.leverageguard.venues.Reports.Lifetime;
import io.leverageguard.venues.Reports.OrderKind;
import io.leverageguard.venues.Reports.OrderRequest;
import io.leverageguard.venues.Reports.OrderSide;
import io.leverageguard.venues.Reports.OrderStatus;
import io.leverageguard.venues.Reports.PlaceOutcome;
import io.leverageguard.venues.VenueCredentials;
import io.leverageguard.venues.VenueError;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinanceAccountTest {
    private static final String ORDER = "POST /fapi/v1/order";
    private static final String PLACED =
            """
            {"orderId":5,"symbol":"BTCUSDT","status":"FILLED","clientOrderId":"c1","price":"0",
             "avgPrice":"116830","origQty":"1.000","executedQty":"1.000","cumQuote":"116830",
             "timeInForce":"GTC","type":"MARKET","side":"BUY","positionSide":"BOTH",
             "reduceOnly":false,"updateTime":1760130000000}
            """;

    private FakeBinance binance = new FakeBinance();

    @AfterEach
    void close() {
        binance.close();
    }

    @Test
    void marketOrderIsSignedAndItsFillReported() {
        binance.answer(ORDER, 200, PLACED);
        PlaceOutcome outcome = place();
        assertThat(outcome).isInstanceOf(PlaceOutcome.Accepted.class);
        PlaceOutcome.Accepted accepted = (PlaceOutcome.Accepted) outcome;
        assertThat(accepted.order().status()).isEqualTo(OrderStatus.FILLED);
        assertThat(accepted.order().averagePrice()).isEqualTo("116830");

        Request sent = binance.to(ORDER).getFirst();
        String body = new String(sent.body(), StandardCharsets.UTF_8);
        String payload = body.substring(0, body.indexOf("&signature="));
        assertThat(sent.header("x-mbx-apikey")).isEqualTo("KEY");
        assertThat(body).endsWith(new BinanceSigner(credentials()).sign(payload));
        assertThat(FakeBinance.params(sent))
                .containsEntry("timestamp", String.valueOf(binance.clock.now().toEpochMilli()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | {\"code\":-2019,\"msg\":\"Margin is insufficient.\"} | -2019",
                "400 | {\"code\":-1111,\"msg\":\"Precision is over the maximum.\"} | -1111",
                "401 | {\"code\":-2015,\"msg\":\"Invalid API-key.\"} | -2015",
                "429 | {\"code\":-1015,\"msg\":\"Too many new orders.\"} | -1015",
                "503 | {\"code\":-1008,\"msg\":\"Request throttled.\"} | -1008",
                "503 | {\"code\":0,\"msg\":\"Service Unavailable.\"} | 0",
            })
    void clearNoIsARejection(int status, String body, String code) {
        binance.answer(ORDER, status, body);
        assertThat(place())
                .isInstanceOfSatisfying(
                        PlaceOutcome.Rejected.class,
                        rejected -> assertThat(rejected.venueCode()).isEqualTo(code));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "503 | {\"code\":-1000,\"msg\":\"Unknown error, please check your request.\"}",
                "503 | Unknown error, please check your request or try again later.",
                "400 | {\"code\":-1006,\"msg\":\"An unexpected response was received.\"}",
                "408 | {\"code\":-1007,\"msg\":\"Timeout waiting for response.\"}",
                "502 | <html>bad gateway</html>",
                "200 | <html>all is well</html>",
                "200 | {\"orderId\":5}",
            })
    void answerThatLeavesItOpenIsUnknownAndNotSentAgain(int status, String body) {
        binance.answer(ORDER, status, body);
        assertThat(place()).isInstanceOf(PlaceOutcome.Unknown.class);
        assertThat(binance.to(ORDER)).hasSize(1);
    }

    @Test
    void silenceAfterTheRequestWasTakenIsUnknown() {
        binance.close();
        binance = new FakeBinance(16, Duration.ofSeconds(2), Duration.ofSeconds(2));
        binance.hang(ORDER);
        assertThat(place()).isInstanceOf(PlaceOutcome.Unknown.class);
        assertThat(binance.to(ORDER)).hasSize(1);
    }

    @Test
    void orderWhoseFirstSendArrivedAfterAllIsAccepted() {
        binance.answer(ORDER, 400, "{\"code\":-4116,\"msg\":\"ClientOrderId is duplicated.\"}");
        binance.answer("GET /fapi/v1/order", 200, PLACED);
        assertThat(place()).isInstanceOf(PlaceOutcome.Accepted.class);
    }

    @Test
    void idTakenByAnotherOrderIsARejection() {
        binance.answer(ORDER, 400, "{\"code\":-4116,\"msg\":\"ClientOrderId is duplicated.\"}");
        binance.answer("GET /fapi/v1/order", 200, PLACED.replace("BUY", "SELL"));
        assertThat(place()).isInstanceOf(PlaceOutcome.Rejected.class);
    }

    @Test
    void clockThatWentWrongIsMeasuredAgainAndTheOrderSentAgain() {
        binance.answer(ORDER, 400, "{\"code\":-1021,\"msg\":\"Timestamp outside recvWindow.\"}");
        binance.answer(ORDER, 200, PLACED);
        binance.answer("GET /fapi/v3/balance", 200, "[]");
        binance.account().balances();
        binance.ahead = Duration.ofSeconds(30);
        assertThat(place()).isInstanceOf(PlaceOutcome.Accepted.class);
        Instant expected = binance.clock.now().plusSeconds(30);
        assertThat(FakeBinance.params(binance.to(ORDER).getLast()))
                .containsEntry("timestamp", String.valueOf(expected.toEpochMilli()));
    }

    @Test
    void cancelHasThreeOutcomesToo() {
        String cancel = "DELETE /fapi/v1/order";
        binance.answer(cancel, 200, PLACED.replace("FILLED", "CANCELED"));
        binance.answer(cancel, 400, "{\"code\":-2011,\"msg\":\"Unknown order sent.\"}");
        binance.answer(cancel, 503, "Unknown error, please check your request.");
        assertThat(cancel()).isInstanceOf(CancelOutcome.Canceled.class);
        assertThat(cancel()).isInstanceOf(CancelOutcome.Rejected.class);
        assertThat(cancel()).isInstanceOf(CancelOutcome.Unknown.class);
    }

    @Test
    void orderThatTheVenueDoesNotKnowIsEmpty() {
        binance.answer(
                "GET /fapi/v1/order", 400, "{\"code\":-2013,\"msg\":\"Order does not exist.\"}");
        assertThat(binance.account().order("BTCUSDT", "c1")).isEmpty();
    }

    @Test
    void questionIsAskedAgainWhenTheVenueStumbles() {
        binance.answer("GET /fapi/v3/balance", 500, "oops");
        binance.answer("GET /fapi/v3/balance", 200, "[]");
        assertThat(binance.account().balances()).isEmpty();
        assertThat(binance.to("GET /fapi/v3/balance")).hasSize(2);
    }

    @Test
    void questionIsGivenUpAfterThreeStumbles() {
        binance.answer("GET /fapi/v3/balance", 500, "oops");
        assertThatThrownBy(() -> binance.account().balances())
                .isInstanceOfSatisfying(
                        VenueError.class,
                        error -> assertThat(error.kind()).isEqualTo(VenueError.Kind.UNAVAILABLE));
        assertThat(binance.to("GET /fapi/v3/balance")).hasSize(3);
    }

    @Test
    void usedUpWeightIsRefusedHereUntilTheNextMinute() {
        binance.on(
                "GET /fapi/v3/balance",
                _ ->
                        new Response(
                                200,
                                Map.of("x-mbx-used-weight-1m", "2279"),
                                "[]".getBytes(StandardCharsets.UTF_8)));
        binance.account().balances();
        assertThatThrownBy(() -> binance.account().balances())
                .isInstanceOfSatisfying(
                        VenueError.class,
                        error -> assertThat(error.kind()).isEqualTo(VenueError.Kind.RATE_LIMITED));
        assertThat(binance.to("GET /fapi/v3/balance")).hasSize(1);
        binance.clock.advance(Duration.ofMinutes(1));
        binance.account().balances();
        assertThat(binance.to("GET /fapi/v3/balance")).hasSize(2);
    }

    @Test
    void banIsSatOut() {
        binance.on(
                "GET /fapi/v3/balance",
                _ ->
                        new Response(
                                429,
                                Map.of("retry-after", "90"),
                                "{\"code\":-1003,\"msg\":\"Too many requests.\"}"
                                        .getBytes(StandardCharsets.UTF_8)));
        assertThatThrownBy(() -> binance.account().balances()).isInstanceOf(VenueError.class);
        binance.clock.advance(Duration.ofSeconds(89));
        assertThat(place())
                .isInstanceOfSatisfying(
                        PlaceOutcome.Rejected.class,
                        rejected -> assertThat(rejected.reason()).startsWith("not sent"));
        assertThat(binance.to(ORDER)).isEmpty();
    }

    @Test
    void moreOrdersThanTheVenueTakesInTenSecondsAreRefusedHere() {
        binance.answer(ORDER, 400, "{\"code\":-2019,\"msg\":\"Margin is insufficient.\"}");
        IntStream.range(0, 285).forEach(_ -> place());
        assertThat(place())
                .isEqualTo(
                        new PlaceOutcome.Rejected(
                                "", "not sent: binance: orders of PT10S used up: 285 of 300"));
        assertThat(binance.to(ORDER)).hasSize(285);
    }

    @Test
    void marginTypeThatIsAlreadySoIsSuccess() {
        binance.answer(
                "POST /fapi/v1/marginType",
                400,
                "{\"code\":-4046,\"msg\":\"No need to change margin type.\"}");
        binance.account().setIsolated("BTCUSDT", true);
        assertThat(FakeBinance.params(binance.to("POST /fapi/v1/marginType").getFirst()))
                .containsEntry("marginType", "ISOLATED");
    }

    @Test
    void leverageThatIsRefusedIsAnError() {
        binance.answer(
                "POST /fapi/v1/leverage", 400, "{\"code\":-4028,\"msg\":\"Leverage not valid\"}");
        assertThatThrownBy(() -> binance.account().setLeverage("BTCUSDT", 999))
                .isInstanceOfSatisfying(
                        VenueError.class,
                        error -> assertThat(error.venueCode()).isEqualTo("-4028"));
    }

    @Test
    void rightsNameTheAccountAndWhatTheKeyMay() {
        binance.answer(
                "GET /sapi/v1/account/apiRestrictions",
                200,
                "{\"enableReading\":true,\"enableFutures\":true,\"createTime\":7}");
        binance.answer("GET /api/v3/account", 200, "{\"uid\":354937868,\"canTrade\":true}");
        assertThat(binance.account().rights())
                .satisfies(
                        rights -> {
                            assertThat(rights.accountUid()).isEqualTo("354937868");
                            assertThat(rights.canRead()).isTrue();
                            assertThat(rights.canTrade()).isTrue();
                            assertThat(rights.canWithdraw()).isFalse();
                            assertThat(rights.canTransfer()).isFalse();
                        });
    }

    @Test
    void flatPositionsAreLeftOut() {
        String row =
                "{\"symbol\":\"%s\",\"positionSide\":\"BOTH\",\"positionAmt\":\"%s\","
                        + "\"entryPrice\":\"1\",\"updateTime\":1}";
        binance.answer(
                "GET /fapi/v3/positionRisk",
                200,
                FakeBinance.lines(row.formatted("ETHUSDT", "0.000"), row.formatted("BTCUSDT", 1)));
        assertThat(binance.account().positions())
                .singleElement()
                .satisfies(position -> assertThat(position.symbol()).isEqualTo("BTCUSDT"));
    }

    @Test
    void fillsBeyondOnePageAreReadToTheEnd() {
        binance.on(
                "GET /fapi/v1/userTrades",
                request -> {
                    Map<String, String> params = FakeBinance.params(request);
                    long first = Long.parseLong(params.getOrDefault("fromId", "1"));
                    long last = Math.min(first + 999, 1_500);
                    return Response.json(
                            200,
                            FakeBinance.lines(
                                    LongStream.rangeClosed(first, last)
                                            .mapToObj(BinanceAccountTest::trade)
                                            .toArray(String[]::new)));
                });
        assertThat(binance.account().fills("BTCUSDT", binance.clock.now().minusSeconds(60)))
                .hasSize(1_500)
                .isSortedAccordingTo(
                        (one, other) ->
                                Long.compare(
                                        Long.parseLong(one.tradeId()),
                                        Long.parseLong(other.tradeId())));
    }

    @Test
    void fillsOfLongAgoAreAskedWeekByWeek() {
        binance.answer("GET /fapi/v1/userTrades", 200, "[]");
        binance.account().fills("BTCUSDT", binance.clock.now().minus(Duration.ofDays(20)));
        List<Request> asked = binance.to("GET /fapi/v1/userTrades");
        assertThat(asked).hasSize(3);
        for (Request request : asked) {
            Map<String, String> params = FakeBinance.params(request);
            long span =
                    Long.parseLong(params.get("endTime")) - Long.parseLong(params.get("startTime"));
            assertThat(span).isLessThan(Duration.ofDays(7).toMillis());
        }
    }

    @Test
    void incomeLinesOnTheEdgeOfTwoPagesAreReportedOnce() {
        binance.on(
                "GET /fapi/v1/income",
                request -> {
                    long start = Long.parseLong(FakeBinance.params(request).get("startTime"));
                    return Response.json(
                            200,
                            FakeBinance.lines(
                                    LongStream.rangeClosed(start, Math.min(start + 999, 1_300))
                                            .mapToObj(BinanceAccountTest::income)
                                            .toArray(String[]::new)));
                });
        List<IncomeReport> income =
                binance.account()
                        .income("BTCUSDT", Instant.ofEpochMilli(1), Instant.ofEpochMilli(1_300));
        assertThat(income).hasSize(1_300);
        assertThat(income).extracting(IncomeReport::id).doesNotHaveDuplicates();
    }

    private static String trade(long id) {
        return "{\"symbol\":\"BTCUSDT\",\"id\":"
                + id
                + ",\"orderId\":1,\"side\":\"BUY\",\"price\":\"1\",\"qty\":\"1\",\"time\":"
                + id
                + "}";
    }

    private static String income(long at) {
        return "{\"symbol\":\"BTCUSDT\",\"incomeType\":\"COMMISSION\",\"income\":\"-1\","
                + "\"asset\":\"USDT\",\"time\":"
                + at
                + ",\"tranId\":"
                + at
                + ",\"tradeId\":\"\"}";
    }

    private PlaceOutcome place() {
        return binance.account()
                .place(
                        new OrderRequest(
                                "BTCUSDT",
                                "c1",
                                OrderSide.BUY,
                                OrderKind.MARKET,
                                new BigDecimal("1.0"),
                                null,
                                Lifetime.GTC,
                                false));
    }

    private CancelOutcome cancel() {
        return binance.account().cancel("BTCUSDT", "c1");
    }

    private static VenueCredentials credentials() {
        return new VenueCredentials("KEY", "SECRET", "");
    }
}
