package io.leverageguard.venues.okx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.kit.http.WebClient.Call;
import io.leverageguard.venues.Reports.AmendOutcome;
import io.leverageguard.venues.Reports.AmendRequest;
import io.leverageguard.venues.Reports.CancelOutcome;
import io.leverageguard.venues.Reports.Closure;
import io.leverageguard.venues.Reports.CommandOutcome;
import io.leverageguard.venues.Reports.Lifetime;
import io.leverageguard.venues.Reports.OrderKind;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.OrderRequest;
import io.leverageguard.venues.Reports.OrderSide;
import io.leverageguard.venues.Reports.OrderStatus;
import io.leverageguard.venues.Reports.PlaceOutcome;
import io.leverageguard.venues.VenueAccount;
import io.leverageguard.venues.VenueError;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OkxAccountTest {
    private static final String GET_ORDER = "GET /api/v5/trade/order";
    private static final String CANCEL = "POST /api/v5/trade/cancel-order";
    private static final String BATCH = "POST /api/v5/trade/batch-orders";

    private final FakeOkx okx = new FakeOkx();
    private final VenueAccount account = okx.account();

    @Test
    void orderIsAcceptedAsItWasSentAndInContracts() {
        okx.rows(FakeOkx.ORDER, ack("0", ""));
        assertThat(place("0.025"))
                .isInstanceOfSatisfying(
                        PlaceOutcome.Accepted.class,
                        accepted ->
                                assertThat(accepted.order())
                                        .returns("77", OrderReport::venueOrderId)
                                        .returns(OrderStatus.NEW, OrderReport::status)
                                        .returns(new BigDecimal("0.025"), OrderReport::quantity));
        Call sent = okx.to(FakeOkx.ORDER).getFirst();
        assertThat(FakeOkx.body(sent))
                .isEqualTo(
                        "{\"instId\":\"BTC-USDT-SWAP\",\"tdMode\":\"cross\",\"clOrdId\":\"c1\","
                                + "\"side\":\"buy\",\"ordType\":\"market\",\"sz\":\"2.5\"}");
        assertThat(sent.headers())
                .containsEntry("OK-ACCESS-KEY", "KEY")
                .containsEntry("OK-ACCESS-PASSPHRASE", "PASS")
                .containsEntry("OK-ACCESS-TIMESTAMP", "2025-10-10T21:00:00.000Z")
                .containsEntry("expTime", "1760130005000")
                .containsEntry(
                        "OK-ACCESS-SIGN",
                        new OkxSigner(FakeOkx.CREDENTIALS)
                                .sign(
                                        "2025-10-10T21:00:00.000ZPOST/api/v5/trade/order"
                                                + FakeOkx.body(sent)));
    }

    @Test
    void quantityThatIsNoWholeNumberOfLotsIsNotSent() {
        for (String quantity : List.of("0.0255", "0.0001", "0", "-0.01")) {
            assertThat(place(quantity)).as(quantity).isInstanceOf(PlaceOutcome.Rejected.class);
        }
        assertThat(okx.to(FakeOkx.ORDER)).isEmpty();
    }

    @Test
    void anOrdersRowSaysWhatBecameOfItWhateverTheEnvelopeSays() {
        okx.answer(
                FakeOkx.ORDER,
                200,
                "{\"code\":\"1\",\"msg\":\"All operations failed\",\"data\":["
                        + ack("51008", "Insufficient margin")
                        + "]}");
        assertThat(place("0.01"))
                .isEqualTo(new PlaceOutcome.Rejected("51008", "Insufficient margin"));
        okx.forget(FakeOkx.ORDER).rows(FakeOkx.ORDER, ack("51000", "Parameter sz error"));
        assertThat(place("0.01"))
                .isEqualTo(new PlaceOutcome.Rejected("51000", "Parameter sz error"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | 50113 | Invalid Sign",
                "429 | 50011 | Rate limit reached",
                "200 | 50011 | Rate limit reached",
                "200 | 50013 | Systems are busy",
                "400 | 50014 | Parameter cannot be empty",
                "200 | 50101 | APIKey does not match current environment",
            })
    void clearNoIsARejection(int status, String code, String words) {
        okx.answer(
                FakeOkx.ORDER,
                status,
                "{\"code\":\"" + code + "\",\"msg\":\"" + words + "\",\"data\":[]}");
        assertThat(place("0.01")).isEqualTo(new PlaceOutcome.Rejected(code, words));
        assertThat(okx.to(FakeOkx.ORDER)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | {\"code\":\"50004\",\"msg\":\"Endpoint request timeout\",\"data\":[]}",
                "500 | {\"code\":\"50026\",\"msg\":\"System error\",\"data\":[]}",
                "503 | {\"code\":\"50001\",\"msg\":\"Service temporarily unavailable\"}",
                "502 | <html>bad gateway</html>",
                "200 | <html>all is well</html>",
                "200 | {\"code\":\"0\",\"msg\":\"\",\"data\":[]}",
                "200 | {\"code\":\"0\",\"data\":[{\"ordId\":\"5\"}]}",
                "200 | {\"code\":\"0\",\"data\":[null]}",
                "200 | {\"code\":\"1\",\"data\":[{\"ordId\":\"\",\"sCode\":\"50004\"}]}",
            })
    void answerThatLeavesItOpenIsUnknownAndNotSentAgain(int status, String body) {
        okx.answer(FakeOkx.ORDER, status, body);
        assertThat(place("0.01")).isInstanceOf(PlaceOutcome.Unknown.class);
        assertThat(okx.to(FakeOkx.ORDER)).hasSize(1);
    }

    @Test
    void silenceIsUnknownAndNotSentAgain() {
        okx.hang(FakeOkx.ORDER);
        okx.hang(CANCEL);
        assertThat(place("0.01")).isInstanceOf(PlaceOutcome.Unknown.class);
        assertThat(account.cancel("BTCUSDT", "c1")).isInstanceOf(CancelOutcome.Unknown.class);
        assertThat(okx.to(FakeOkx.ORDER)).hasSize(1);
        assertThat(okx.to(CANCEL)).hasSize(1);
    }

    @Test
    void refusedTimestampIsCorrectedAndSentAgain() {
        okx.refuse(FakeOkx.ORDER, "50102", "Timestamp request expired");
        okx.rows(FakeOkx.ORDER, ack("0", ""));
        place("0.01");
        okx.ahead = Duration.ofMinutes(2);
        okx.forget(FakeOkx.ORDER).refuse(FakeOkx.ORDER, "50102", "Timestamp request expired");
        okx.rows(FakeOkx.ORDER, ack("0", ""));
        assertThat(place("0.01")).isInstanceOf(PlaceOutcome.Accepted.class);
        assertThat(okx.to(FakeOkx.ORDER).getLast().headers())
                .containsEntry("OK-ACCESS-TIMESTAMP", "2025-10-10T21:02:00.000Z");
    }

    @Test
    void duplicateIdIsTheOrderOfAnEarlierSendWhenItIsTheSame() {
        okx.rows(FakeOkx.ORDER, ack("51016", "Client order ID already exists."));
        okx.rows(GET_ORDER, order("c1", "filled", "1"));
        assertThat(place("0.01")).isInstanceOf(PlaceOutcome.Accepted.class);
        assertThat(place("0.02"))
                .isEqualTo(new PlaceOutcome.Rejected("51016", "Client order ID already exists."));
    }

    @Test
    void batchIsSplitAndEachOrderHasItsOwnOutcome() {
        okx.on(
                BATCH,
                call -> {
                    int size = OkxMessages.readList(FakeOkx.body(call), Object.class).size();
                    String[] rows = new String[size];
                    for (int i = 0; i < size; i++) {
                        rows[i] = i == 1 ? ack("51008", "no margin") : ack("0", "");
                    }
                    return FakeOkx.reply(200, FakeOkx.done(rows).replaceFirst("\"0\"", "\"2\""));
                });
        List<OrderRequest> orders =
                IntStream.range(0, 25)
                        .mapToObj(i -> order(i == 3 ? "0.00001" : "0.01", Lifetime.GTC))
                        .toList();
        List<PlaceOutcome> outcomes = account.placeAll(orders);
        assertThat(outcomes).hasSize(25);
        assertThat(outcomes.get(0)).isInstanceOf(PlaceOutcome.Accepted.class);
        assertThat(outcomes.get(1)).isEqualTo(new PlaceOutcome.Rejected("51008", "no margin"));
        assertThat(outcomes.get(2)).isInstanceOf(PlaceOutcome.Accepted.class);
        assertThat(outcomes.get(3)).isInstanceOf(PlaceOutcome.Rejected.class);
        assertThat(outcomes.get(21)).isInstanceOf(PlaceOutcome.Rejected.class);
        assertThat(okx.to(BATCH)).hasSize(2);
    }

    @Test
    void orderThatEndsAtAnInstantIsNotOffered() {
        assertThat(account.place(order("0.01", Lifetime.GTD)))
                .isInstanceOfSatisfying(
                        PlaceOutcome.Rejected.class,
                        no -> assertThat(no.venueCode()).isEqualTo(VenueAccount.UNSUPPORTED));
    }

    @Test
    void marginModeIsSaidWithEachOrderAndRememberedByKey() {
        okx.rows(FakeOkx.ORDER, ack("0", ""));
        account.setIsolated("BTCUSDT", true);
        okx.account().place(order("0.01", Lifetime.GTC));
        assertThat(FakeOkx.body(okx.to(FakeOkx.ORDER).getLast()))
                .contains("\"tdMode\":\"isolated\"");
        account.setIsolated("BTCUSDT", false);
        place("0.01");
        assertThat(FakeOkx.body(okx.to(FakeOkx.ORDER).getLast())).contains("\"tdMode\":\"cross\"");
    }

    @Test
    void marginModeThatNobodySetIsThatOfTheOpenPosition() {
        okx.forget("GET /api/v5/account/positions")
                .rows(
                        "GET /api/v5/account/positions",
                        "{\"instId\":\"BTC-USDT-SWAP\",\"mgnMode\":\"isolated\",\"pos\":\"1\"}");
        okx.rows(FakeOkx.ORDER, ack("0", ""));
        place("0.01");
        assertThat(FakeOkx.body(okx.to(FakeOkx.ORDER).getLast()))
                .contains("\"tdMode\":\"isolated\"");
    }

    @Test
    void cancelSaysHowTheOrderStands() {
        okx.rows(CANCEL, ack("0", ""));
        okx.rows(GET_ORDER, order("c1", "canceled", "0"));
        assertThat(account.cancel("BTCUSDT", "c1")).isInstanceOf(CancelOutcome.Canceled.class);
        okx.forget(GET_ORDER).rows(GET_ORDER, order("c1", "filled", "1"));
        assertThat(account.cancel("BTCUSDT", "c1")).isInstanceOf(CancelOutcome.Rejected.class);
        okx.forget(GET_ORDER).rows(GET_ORDER, order("c1", "live", "0"));
        assertThat(account.cancel("BTCUSDT", "c1")).isInstanceOf(CancelOutcome.Unknown.class);
        okx.forget(GET_ORDER).hang(GET_ORDER);
        assertThat(account.cancel("BTCUSDT", "c1")).isInstanceOf(CancelOutcome.Unknown.class);
        okx.forget(CANCEL).rows(CANCEL, ack("51400", "Cancellation failed"));
        assertThat(account.cancel("BTCUSDT", "c1"))
                .isEqualTo(new CancelOutcome.Rejected("51400", "Cancellation failed"));
    }

    @Test
    void everythingOpenIsCancelledInBatches() {
        String[] open =
                IntStream.range(0, 30)
                        .mapToObj(i -> order("c" + i, "live", "0"))
                        .toArray(String[]::new);
        okx.rows("GET /api/v5/trade/orders-pending", open);
        String batch = "POST /api/v5/trade/cancel-batch-orders";
        okx.on(
                batch,
                call -> {
                    int size = OkxMessages.readList(FakeOkx.body(call), Object.class).size();
                    String[] rows = new String[size];
                    Arrays.fill(rows, ack("0", ""));
                    rows[0] = ack("51402", "already filled");
                    return FakeOkx.reply(200, FakeOkx.done(rows));
                });
        assertThat(account.cancelAll("BTCUSDT")).isEqualTo(new CommandOutcome.Done());
        assertThat(okx.to(batch)).hasSize(2);
        okx.forget(batch).hang(batch);
        assertThat(account.cancelAll("BTCUSDT")).isInstanceOf(CommandOutcome.Unknown.class);
    }

    @Test
    void changeIsSentInContractsAndTheOrderAskedFor() {
        String amend = "POST /api/v5/trade/amend-order";
        okx.rows(amend, ack("0", ""));
        okx.rows(GET_ORDER, order("c1", "live", "0"));
        AmendRequest change =
                new AmendRequest(
                        "BTCUSDT",
                        "c1",
                        OrderSide.BUY,
                        new BigDecimal("0.05"),
                        new BigDecimal("50000"));
        assertThat(account.amend(change)).isInstanceOf(AmendOutcome.Amended.class);
        assertThat(FakeOkx.body(okx.to(amend).getFirst()))
                .isEqualTo(
                        "{\"instId\":\"BTC-USDT-SWAP\",\"clOrdId\":\"c1\",\"newSz\":\"5\","
                                + "\"newPx\":\"50000\"}");
        okx.forget(amend).rows(amend, ack("51503", "Order amendment failed"));
        assertThat(account.amend(change))
                .isEqualTo(new AmendOutcome.Rejected("51503", "Order amendment failed"));
        okx.forget(amend).hang(amend);
        assertThat(account.amend(change)).isInstanceOf(AmendOutcome.Unknown.class);
    }

    @Test
    void unknownOrderIsEmptyAndQuestionsAreRepeated() {
        okx.hang(GET_ORDER);
        okx.answer(GET_ORDER, 500, "");
        okx.refuse(GET_ORDER, "51603", "Order does not exist");
        assertThat(account.order("BTCUSDT", "c1")).isEmpty();
        assertThat(okx.to(GET_ORDER)).hasSize(3);
        assertThatThrownBy(() -> account.order("XAUEUR", "c1")).isInstanceOf(VenueError.class);
    }

    @Test
    void orderOfAnotherKindIsReadWithItsUnknownWords() {
        okx.rows(GET_ORDER, order("c1", "frozen", "0").replace("\"normal\"", "\"newer\""));
        assertThat(account.order("BTCUSDT", "c1").orElseThrow())
                .returns(OrderStatus.UNKNOWN, OrderReport::status)
                .returns(Closure.USER, OrderReport::closure);
    }

    @Test
    void openOrdersAreReadPageByPage() {
        String path = "GET /api/v5/trade/orders-pending";
        String[] full =
                IntStream.range(0, 100)
                        .mapToObj(
                                i ->
                                        order("c" + i, "live", "0")
                                                .replace("\"77\"", "\"9" + i + "\""))
                        .toArray(String[]::new);
        okx.rows(path, full);
        okx.rows(path, order("last", "live", "0"));
        assertThat(account.openOrders()).hasSize(101);
        assertThat(FakeOkx.params(okx.to(path).getLast())).containsEntry("after", "999");
    }

    @Test
    void tooManyRequestsAreRefusedHereAndAPauseOfTheVenueIsKept() {
        okx.rows("GET /api/v5/account/balance", "{\"details\":[]}");
        for (int i = 0; i < 9; i++) {
            assertThat(account.balances()).isEmpty();
        }
        assertThatThrownBy(
                        () -> {
                            account.balances();
                            account.balances();
                        })
                .isInstanceOfSatisfying(
                        VenueError.class,
                        e -> assertThat(e.kind()).isEqualTo(VenueError.Kind.RATE_LIMITED));
        okx.clock.advance(Duration.ofSeconds(3));
        assertThat(account.balances()).isEmpty();
        okx.forget("GET /api/v5/account/balance")
                .refuse("GET /api/v5/account/balance", "50011", "Too Many Requests");
        assertThatThrownBy(account::balances).isInstanceOf(VenueError.class);
        int asked = okx.calls.size();
        assertThatThrownBy(account::balances).isInstanceOf(VenueError.class);
        assertThat(okx.calls).hasSize(asked);
    }

    private PlaceOutcome place(String quantity) {
        return account.place(order(quantity, Lifetime.GTC));
    }

    private static OrderRequest order(String quantity, Lifetime lifetime) {
        return new OrderRequest(
                "BTCUSDT",
                "c1",
                OrderSide.BUY,
                OrderKind.MARKET,
                new BigDecimal(quantity),
                null,
                lifetime,
                false);
    }

    private static String ack(String code, String words) {
        return """
        {"ordId":"77","clOrdId":"c1","ts":"1760130000000","sCode":"%s","sMsg":"%s"}\
        """
                .formatted(code, words);
    }

    private static String order(String clientId, String state, String filled) {
        return """
        {"instId":"BTC-USDT-SWAP","ordId":"77","clOrdId":"%s","side":"buy","ordType":"limit",\
        "sz":"1","px":"50000","state":"%s","category":"normal","accFillSz":"%s","avgPx":"",\
        "reduceOnly":"false","cTime":"1760130000000","uTime":"1760130000001"}\
        """
                .formatted(clientId, state, filled);
    }
}
