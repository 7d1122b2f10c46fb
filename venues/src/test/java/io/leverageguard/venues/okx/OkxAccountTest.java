package io.leverageguard.venues.okx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.leverageguard.kit.http.WebClient.Call;
import io.leverageguard.venues.Reports.AmendOutcome;
import io.leverageguard.venues.Reports.AmendRequest;
import io.leverageguard.venues.Reports.CancelOutcome;
import io.leverageguard.venues.Reports.Closure;
import io.leverageguard.venues.Reports.CommandOutcome;
import io.leverageguard.venues.Reports.FillReport;
import io.leverageguard.venues.Reports.IncomeReport;
import io.leverageguard.venues.Reports.KeyRights;
import io.leverageguard.venues.Reports.Lifetime;
import io.leverageguard.venues.Reports.OrderKind;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.OrderRequest;
import io.leverageguard.venues.Reports.OrderSide;
import io.leverageguard.venues.Reports.OrderStatus;
import io.leverageguard.venues.Reports.PlaceOutcome;
import io.leverageguard.venues.Reports.PositionSide;
import io.leverageguard.venues.Triggers.PriceSource;
import io.leverageguard.venues.Triggers.TriggerKind;
import io.leverageguard.venues.Triggers.TriggerOutcome;
import io.leverageguard.venues.Triggers.TriggerReport;
import io.leverageguard.venues.Triggers.TriggerRequest;
import io.leverageguard.venues.Triggers.TriggerState;
import io.leverageguard.venues.VenueAccount;
import io.leverageguard.venues.VenueError;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
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
    void conditionalOrderKeepsItsIdAndClosesTheWholePositionWithoutAQuantity() {
        String path = "POST /api/v5/trade/order-algo";
        okx.rows(path, "{\"algoId\":\"5\",\"algoClOrdId\":\"t1\",\"sCode\":\"0\",\"sMsg\":\"\"}");
        TriggerRequest request =
                new TriggerRequest(
                        "BTCUSDT",
                        "t1",
                        OrderSide.SELL,
                        TriggerKind.TAKE_PROFIT,
                        PriceSource.MARK,
                        new BigDecimal("130000"),
                        null,
                        null,
                        null,
                        true,
                        PositionSide.LONG);
        assertThat(account.placeTrigger(request))
                .isInstanceOfSatisfying(
                        TriggerOutcome.Accepted.class,
                        accepted ->
                                assertThat(accepted.trigger())
                                        .returns("5", TriggerReport::venueTriggerId)
                                        .returns(TriggerState.WAITING, TriggerReport::state));
        assertThat(FakeOkx.body(okx.to(path).getFirst()))
                .isEqualTo(
                        "{\"instId\":\"BTC-USDT-SWAP\",\"tdMode\":\"cross\",\"side\":\"sell\","
                                + "\"posSide\":\"long\",\"ordType\":\"conditional\","
                                + "\"algoClOrdId\":\"t1\",\"closeFraction\":\"1\","
                                + "\"reduceOnly\":true,\"tpTriggerPx\":\"130000\","
                                + "\"tpTriggerPxType\":\"mark\",\"tpOrdPx\":\"-1\"}");
        okx.forget(path).hang(path);
        assertThat(account.placeTrigger(request)).isInstanceOf(TriggerOutcome.Unknown.class);
        okx.forget(path)
                .rows(path, "{\"algoId\":\"\",\"sCode\":\"51280\",\"sMsg\":\"SL trigger\"}");
        assertThat(account.placeTrigger(request))
                .isEqualTo(new TriggerOutcome.Rejected("51280", "SL trigger"));
    }

    @Test
    void waitingConditionalOrdersAreAskedForByType() {
        okx.on(
                "GET /api/v5/trade/orders-algo-pending",
                call ->
                        FakeOkx.reply(
                                200,
                                FakeOkx.done(
                                        algo(FakeOkx.params(call).getOrDefault("ordType", "")))));
        assertThat(account.openTriggers())
                .extracting(TriggerReport::kind)
                .containsExactly(TriggerKind.STOP, TriggerKind.STOP, TriggerKind.TRAILING);
        okx.refuse("GET /api/v5/trade/order-algo", "51603", "Order does not exist");
        assertThat(account.trigger("BTCUSDT", "t1")).isEmpty();
        okx.rows(
                "POST /api/v5/trade/cancel-algos",
                "{\"algoId\":\"5\",\"sCode\":\"0\",\"sMsg\":\"\"}");
        assertThat(account.cancelTrigger("BTCUSDT", "t1")).isEqualTo(new CommandOutcome.Done());
    }

    @Test
    void leverageOfHedgedIsolatedPositionsIsSetForBothLegs() {
        String path = "POST /api/v5/account/set-leverage";
        okx.rows("GET /api/v5/account/config", "{\"uid\":\"1\",\"posMode\":\"long_short_mode\"}");
        okx.rows(path, "{\"lever\":\"20\"}");
        account.setIsolated("BTCUSDT", true);
        account.setLeverage("BTCUSDT", 20);
        assertThat(okx.to(path))
                .extracting(FakeOkx::body)
                .containsExactly(leverage("long"), leverage("short"));
        assertThat(account.hedgeMode()).isTrue();
    }

    @Test
    void marginIsAddedAndTakenAway() {
        String path = "POST /api/v5/account/position/margin-balance";
        okx.rows(path, "{\"amt\":\"5\"}");
        account.adjustMargin("BTCUSDT", null, new BigDecimal("5"));
        account.adjustMargin("BTCUSDT", PositionSide.SHORT, new BigDecimal("-2.5"));
        assertThat(okx.to(path))
                .extracting(FakeOkx::body)
                .containsExactly(
                        "{\"instId\":\"BTC-USDT-SWAP\",\"posSide\":\"net\",\"type\":\"add\","
                                + "\"amt\":\"5\"}",
                        "{\"instId\":\"BTC-USDT-SWAP\",\"posSide\":\"short\",\"type\":\"reduce\","
                                + "\"amt\":\"2.5\"}");
        okx.forget(path).refuse(path, "59301", "Margin adjustment failed");
        assertThatThrownBy(() -> account.adjustMargin("BTCUSDT", null, BigDecimal.ONE))
                .isInstanceOfSatisfying(
                        VenueError.class,
                        e -> assertThat(e.kind()).isEqualTo(VenueError.Kind.REJECTED));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "read_only | true | false | false",
                "read_only,trade | true | true | false",
                "read_only,withdraw,trade | true | true | true",
                "read_only,earn | true | true | false",
                "'' | false | false | false",
            })
    void rightsOfAKeyAreRead(String perm, boolean reads, boolean trades, boolean withdraws) {
        okx.rows(
                "GET /api/v5/account/config",
                "{\"uid\":\"447\",\"perm\":\"" + perm + "\",\"ip\":\"1.2.3.4\"}");
        assertThat(account.rights())
                .isEqualTo(
                        new KeyRights(
                                "447", reads, trades, withdraws, withdraws, true, Instant.EPOCH));
    }

    @Test
    void fillsAreReadPageByPageOldestFirstAndOnce() {
        String path = "GET /api/v5/trade/fills";
        String[] full =
                IntStream.range(0, 100)
                        .mapToObj(i -> fill(200 - i, 1_760_100_000_000L - i))
                        .toArray(String[]::new);
        okx.rows(path, full);
        okx.rows(path, fill(101, 1_760_100_000_000L - 99), fill(100, 1_760_100_000_000L - 100));
        List<FillReport> fills = account.fills("BTCUSDT", okx.clock.now().minusSeconds(86_400));
        assertThat(fills).hasSize(101);
        assertThat(fills.getFirst())
                .returns("100", FillReport::tradeId)
                .returns(new BigDecimal("0.5"), FillReport::fee);
        assertThat(FakeOkx.params(okx.to(path).getLast())).containsEntry("after", "b101");
        okx.rows("GET /api/v5/trade/fills-history");
        assertThat(account.fills("BTCUSDT", Instant.EPOCH)).isEmpty();
    }

    @Test
    void linesOfTheLedgerHaveWordsAndWhatTheyDid() {
        okx.rows(
                "GET /api/v5/account/bills",
                bill("3", "8", "173", "-1.5", "0"),
                bill("2", "6", "160", "-100", "100"),
                bill("1", "5", "109", "-7", "0"),
                bill("0", "77", "1", "4", "0"));
        Instant now = okx.clock.now();
        assertThat(account.income("BTCUSDT", now.minusSeconds(86_400), now))
                .extracting(IncomeReport::kind, line -> line.amount().intValue())
                .containsExactlyInAnyOrder(
                        tuple("FUNDING_FEE", -1),
                        tuple("MARGIN_TRANSFER", 100),
                        tuple("LIQUIDATION_FEE", -7),
                        tuple("TYPE_77", 4));
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
        return "{\"ordId\":\"77\",\"clOrdId\":\"c1\",\"ts\":\"1760130000000\",\"sCode\":\"%s\",\"sMsg\":\"%s\"}"
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

    private static String algo(String type) {
        return """
        {"instId":"BTC-USDT-SWAP","algoId":"5","algoClOrdId":"t1","ordType":"%s","side":"sell",\
        "state":"live","sz":"1","slTriggerPx":"90000","cTime":"1","uTime":"1"}\
        """
                .formatted(type);
    }

    private static String leverage(String side) {
        return "{\"instId\":\"BTC-USDT-SWAP\",\"lever\":\"20\",\"mgnMode\":\"isolated\",\"posSide\":\"%s\"}"
                .formatted(side);
    }

    private static String fill(int id, long at) {
        return """
        {"instId":"BTC-USDT-SWAP","tradeId":"%1$d","ordId":"77","billId":"b%1$d","fillPx":"5",\
        "fillSz":"1","side":"buy","execType":"M","fee":"-0.5","feeCcy":"USDT","ts":"%2$d"}\
        """
                .formatted(id, at);
    }

    private static String bill(
            String id, String type, String subType, String change, String position) {
        return """
        {"instId":"BTC-USDT-SWAP","billId":"%s","type":"%s","subType":"%s","balChg":"%s",\
        "posBalChg":"%s","ccy":"USDT","ts":"1760100000000"}\
        """
                .formatted(id, type, subType, change, position);
    }
}
