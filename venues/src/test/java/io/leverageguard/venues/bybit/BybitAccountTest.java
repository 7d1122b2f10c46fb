package io.leverageguard.venues.bybit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.kit.http.WebServer.Response;
import io.leverageguard.venues.Reports.AmendOutcome;
import io.leverageguard.venues.Reports.AmendRequest;
import io.leverageguard.venues.Reports.CancelOutcome;
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
import io.leverageguard.venues.Reports.PositionReport;
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
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BybitAccountTest {
    private static final String CREATE = "POST /v5/order/create";
    private static final String CANCEL = "POST /v5/order/cancel";
    private static final String REALTIME = "GET /v5/order/realtime";
    private static final String HISTORY = "GET /v5/order/history";
    private static final Instant FROM = Instant.parse("2025-10-10T20:00:00Z");

    private final FakeBybit bybit = new FakeBybit(Duration.ofMillis(500));
    private final VenueAccount account = bybit.account();

    @AfterEach
    void close() {
        bybit.close();
    }

    @Test
    void anAcknowledgedOrderIsReportedAsItWasSent() {
        bybit.answer(CREATE, "{\"orderId\":\"o1\",\"orderLinkId\":\"c-o1\"}");
        assertThat(account.place(limit("c-o1")))
                .isInstanceOfSatisfying(
                        PlaceOutcome.Accepted.class,
                        accepted ->
                                assertThat(accepted.order())
                                        .returns("o1", OrderReport::venueOrderId)
                                        .returns(OrderStatus.NEW, OrderReport::status)
                                        .returns(BigDecimal.ZERO, OrderReport::filled));
        assertThat(bybit.venue.capabilities().answersAreFinal()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {10000, 10016})
    void aCodeThatLeavesTheOutcomeOpenIsNotARefusal(int code) {
        bybit.refuse(CREATE, code, "Server error");
        assertThat(account.place(limit("c-o1"))).isInstanceOf(PlaceOutcome.Unknown.class);
        assertThat(bybit.to(CREATE)).hasSize(1);
    }

    @Test
    void silenceAndFailuresOfTheServerLeaveTheOutcomeOpen() {
        bybit.on(CREATE, _ -> Response.json(502, "<html>bad gateway</html>"));
        bybit.on(CREATE, _ -> Response.json(200, "not JSON"));
        bybit.answer(CREATE, "{\"orderId\":\"\"}");
        bybit.hang(CREATE);
        for (int i = 0; i < 4; i++) {
            assertThat(account.place(limit("c-o1"))).isInstanceOf(PlaceOutcome.Unknown.class);
        }
        bybit.on(CANCEL, _ -> Response.json(500, ""));
        assertThat(account.cancel("BTCUSDT", "c-o1")).isInstanceOf(CancelOutcome.Unknown.class);
    }

    @Test
    void aRefusalKeepsTheVenuesCodeAndWords() {
        bybit.refuse(CREATE, 110007, "CheckMarginRatio: ab not enough for new order");
        assertThat(account.place(limit("c-o1")))
                .isEqualTo(
                        new PlaceOutcome.Rejected(
                                "110007", "CheckMarginRatio: ab not enough for new order"));
    }

    @Test
    void anOrderThatIsSentTwiceIsTheEarlierOne() {
        bybit.refuse(CREATE, 110072, "OrderLinkedID is duplicate");
        bybit.list(REALTIME, Rows.order("o1", "PartiallyFilled", "1", ""));
        assertThat(account.place(limit("c-o1")))
                .isInstanceOfSatisfying(
                        PlaceOutcome.Accepted.class,
                        accepted ->
                                assertThat(accepted.order().status())
                                        .isEqualTo(OrderStatus.PARTIALLY_FILLED));
        bybit.forget(REALTIME).list(REALTIME).list(HISTORY);
        assertThat(account.place(limit("c-o1")))
                .isEqualTo(new PlaceOutcome.Rejected("110072", "OrderLinkedID is duplicate"));
        bybit.forget(REALTIME).refuse(REALTIME, 10016, "Server error");
        assertThat(account.place(limit("c-o1"))).isInstanceOf(PlaceOutcome.Unknown.class);
    }

    @Test
    void aRefusedTimeIsMeasuredAgainAndTheOrderSentOnce() {
        bybit.refuse(CREATE, 10002, "invalid request, please check your server timestamp");
        bybit.answer(CREATE, "{\"orderId\":\"o1\"}");
        account.place(limit("c-o0"));
        bybit.forget(CREATE).refuse(CREATE, 10002, "time").answer(CREATE, "{\"orderId\":\"o1\"}");
        bybit.requests.clear();
        bybit.ahead = Duration.ofSeconds(30);
        assertThat(account.place(limit("c-o1"))).isInstanceOf(PlaceOutcome.Accepted.class);
        assertThat(bybit.to(CREATE)).hasSize(2);
        assertThat(bybit.to(CREATE).getLast().headers())
                .containsEntry(
                        "x-bapi-timestamp",
                        String.valueOf(bybit.clock.now().plusSeconds(30).toEpochMilli()));
    }

    @Test
    void cancelTellsWhatBecameOfTheOrder() {
        bybit.answer(CANCEL, "{\"orderId\":\"o1\"}");
        bybit.list(REALTIME, Rows.order("o1", "Cancelled", "0", ""));
        assertThat(account.cancel("BTCUSDT", "c-o1"))
                .isInstanceOfSatisfying(
                        CancelOutcome.Canceled.class,
                        done -> assertThat(done.order().status()).isEqualTo(OrderStatus.CANCELED));
        bybit.forget(REALTIME).list(REALTIME, Rows.order("o1", "Filled", "2", ""));
        assertThat(account.cancel("BTCUSDT", "c-o1")).isInstanceOf(CancelOutcome.Rejected.class);
        bybit.forget(REALTIME).list(REALTIME, Rows.order("o1", "New", "0", ""));
        assertThat(account.cancel("BTCUSDT", "c-o1")).isInstanceOf(CancelOutcome.Unknown.class);
        bybit.forget(CANCEL).refuse(CANCEL, 110001, "order not exists or too late to cancel");
        assertThat(account.cancel("BTCUSDT", "c-o1"))
                .isEqualTo(
                        new CancelOutcome.Rejected(
                                "110001", "order not exists or too late to cancel"));
    }

    @Test
    void amendTellsWhatIsFilledByNow() {
        bybit.answer("POST /v5/order/amend", "{\"orderId\":\"o1\"}");
        bybit.list(REALTIME, Rows.order("o1", "PartiallyFilled", "1", ""));
        AmendRequest change =
                new AmendRequest(
                        "BTCUSDT",
                        "c-o1",
                        OrderSide.BUY,
                        new BigDecimal("5"),
                        new BigDecimal("101"));
        assertThat(account.amend(change))
                .isInstanceOfSatisfying(
                        AmendOutcome.Amended.class,
                        done ->
                                assertThat(done.order())
                                        .returns(new BigDecimal("5"), OrderReport::quantity)
                                        .returns(new BigDecimal("101"), OrderReport::price)
                                        .returns(BigDecimal.ONE, OrderReport::filled));
        bybit.forget("POST /v5/order/amend").refuse("POST /v5/order/amend", 110001, "gone");
        assertThat(account.amend(change)).isEqualTo(new AmendOutcome.Rejected("110001", "gone"));
    }

    @Test
    void cancelAllLeavesConditionalOrdersAndSaysWhenItFailed() {
        bybit.answer("POST /v5/order/cancel-all", "{\"list\":[],\"success\":\"1\"}");
        bybit.answer("POST /v5/order/cancel-all", "{\"list\":[],\"success\":\"0\"}");
        assertThat(account.cancelAll("BTCUSDT")).isEqualTo(new CommandOutcome.Done());
        assertThat(FakeBybit.body(bybit.to("POST /v5/order/cancel-all").getFirst()))
                .contains("\"orderFilter\":\"Order\"");
        assertThat(account.cancelAll("BTCUSDT")).isInstanceOf(CommandOutcome.Unknown.class);
    }

    @Test
    void aBatchHasOneOutcomePerOrder() {
        String endpoint = "POST /v5/order/create-batch";
        bybit.on(
                endpoint,
                _ ->
                        Response.json(
                                200,
                                "{\"retCode\":0,\"result\":{\"list\":[{\"orderId\":\"o1\"},"
                                        + "{\"orderId\":\"\"},{\"orderId\":\"\"}]},"
                                        + "\"retExtInfo\":{\"list\":[{\"code\":0,\"msg\":\"OK\"},"
                                        + "{\"code\":110007,\"msg\":\"no money\"},"
                                        + "{\"code\":10016,\"msg\":\"?\"}]},\"time\":5}"));
        List<OrderRequest> three = List.of(limit("a"), limit("b"), limit("c"));
        assertThat(account.placeAll(three))
                .satisfiesExactly(
                        one -> assertThat(one).isInstanceOf(PlaceOutcome.Accepted.class),
                        one ->
                                assertThat(one)
                                        .isEqualTo(new PlaceOutcome.Rejected("110007", "no money")),
                        one -> assertThat(one).isInstanceOf(PlaceOutcome.Unknown.class));
        bybit.clock.advance(Duration.ofSeconds(2));
        assertThat(account.placeAll(List.of(limit("a"))))
                .singleElement()
                .isInstanceOf(PlaceOutcome.Unknown.class);
        bybit.forget(endpoint).refuse(endpoint, 10006, "Too many visits!");
        bybit.clock.advance(Duration.ofSeconds(2));
        assertThat(account.placeAll(three))
                .allSatisfy(
                        one ->
                                assertThat(one)
                                        .isEqualTo(
                                                new PlaceOutcome.Rejected(
                                                        "10006", "Too many visits!")));
    }

    @Test
    void whatTheVenueLacksIsRefusedWithoutAsking() {
        OrderRequest order =
                new OrderRequest(
                        "BTCUSDT",
                        "c",
                        OrderSide.BUY,
                        OrderKind.LIMIT,
                        BigDecimal.ONE,
                        BigDecimal.TEN,
                        Lifetime.GTD,
                        false,
                        null,
                        FROM);
        assertThat(account.place(order))
                .isInstanceOfSatisfying(
                        PlaceOutcome.Rejected.class,
                        no -> assertThat(no.venueCode()).isEqualTo(VenueAccount.UNSUPPORTED));
        assertThat(bybit.requests).isEmpty();
    }

    @Test
    void tooManyOrdersInASecondAreNotSent() {
        bybit.answer(CREATE, "{\"orderId\":\"o1\"}");
        List<PlaceOutcome> outcomes =
                IntStream.range(0, 12).mapToObj(i -> account.place(limit("c" + i))).toList();
        assertThat(outcomes.subList(0, 10)).hasOnlyElementsOfType(PlaceOutcome.Accepted.class);
        assertThat(outcomes.subList(10, 12)).hasOnlyElementsOfType(PlaceOutcome.Rejected.class);
        assertThat(bybit.to(CREATE)).hasSize(10);
        bybit.clock.advance(Duration.ofSeconds(1));
        assertThat(account.place(limit("c12"))).isInstanceOf(PlaceOutcome.Accepted.class);
    }

    @Test
    void theVenuesCountAndItsClosedDoorAreRespected() {
        long opens = bybit.clock.now().plusSeconds(3).toEpochMilli();
        bybit.on(
                CREATE,
                _ ->
                        new Response(
                                200,
                                Map.of(
                                        "X-Bapi-Limit", "10",
                                        "X-Bapi-Limit-Status", "0",
                                        "X-Bapi-Limit-Reset-Timestamp", String.valueOf(opens)),
                                bybit.envelope(10006, "Too many visits!", FakeBybit.OK).body()));
        account.place(limit("c1"));
        bybit.clock.advance(Duration.ofSeconds(2));
        assertThat(account.place(limit("c2"))).isInstanceOf(PlaceOutcome.Rejected.class);
        assertThat(bybit.to(CREATE)).hasSize(1);
        bybit.clock.advance(Duration.ofSeconds(2));
        account.place(limit("c3"));
        assertThat(bybit.to(CREATE)).hasSize(2);
        bybit.on("GET /v5/user/query-api", _ -> Response.json(403, "access too frequent"));
        assertThatThrownBy(account::rights)
                .isInstanceOfSatisfying(
                        VenueError.class,
                        e -> assertThat(e.kind()).isEqualTo(VenueError.Kind.RATE_LIMITED));
        bybit.requests.clear();
        bybit.clock.advance(Duration.ofMinutes(9));
        assertThatThrownBy(account::balances).isInstanceOf(VenueError.class);
        assertThat(bybit.requests).isEmpty();
    }

    @Test
    void settingsThatAreSoAlreadyAreFine() {
        bybit.refuse("POST /v5/position/set-leverage", 110043, "leverage not modified");
        account.setLeverage("BTCUSDT", 20);
        bybit.refuse("POST /v5/position/switch-mode", 110025, "Position mode is not modified");
        account.setHedgeMode(true);
        account.setIsolated("BTCUSDT", false);
        assertThat(bybit.to("POST /v5/account/set-margin-mode")).isEmpty();
        bybit.refuse("POST /v5/account/set-margin-mode", 3400045, "Set margin mode failed");
        assertThatThrownBy(() -> account.setIsolated("BTCUSDT", true))
                .isInstanceOfSatisfying(
                        VenueError.class, e -> assertThat(e.venueCode()).isEqualTo("3400045"));
        bybit.answer("POST /v5/position/add-margin", "{}");
        account.adjustMargin("BTCUSDT", PositionSide.SHORT, new BigDecimal("-5"));
        assertThat(FakeBybit.body(bybit.to("POST /v5/position/add-margin").getLast()))
                .isEqualTo(
                        "{\"category\":\"linear\",\"symbol\":\"BTCUSDT\",\"margin\":\"-5\","
                                + "\"positionIdx\":2}");
        bybit.list("GET /v5/position/list", Rows.position("Buy", 1), Rows.position("Sell", 2));
        assertThat(account.hedgeMode()).isTrue();
    }

    @Test
    void positionsHaveTheAccountsMarginMode() {
        bybit.forget("GET /v5/account/info")
                .answer("GET /v5/account/info", "{\"marginMode\":\"ISOLATED_MARGIN\"}");
        bybit.list("GET /v5/position/list", Rows.position("Buy", 0), Rows.position("Sell", 2));
        assertThat(account.positions())
                .satisfiesExactly(
                        shorts ->
                                assertThat(shorts)
                                        .returns(new BigDecimal("-3"), PositionReport::quantity)
                                        .returns(PositionSide.SHORT, PositionReport::positionSide),
                        longs ->
                                assertThat(longs)
                                        .returns(new BigDecimal("3"), PositionReport::quantity)
                                        .returns(true, PositionReport::isolated)
                                        .returns(
                                                new BigDecimal("24"),
                                                PositionReport::isolatedWallet)
                                        .returns(12, PositionReport::leverage)
                                        .returns(null, PositionReport::positionSide));
    }

    @Test
    void openOrdersAndConditionalOrdersAreApartAndReadToTheLastPage() {
        bybit.answer(
                REALTIME,
                "{\"list\":[%s],\"nextPageCursor\":\"a%%3A1\"}"
                        .formatted(Rows.order("o1", "New", "0", "")));
        bybit.list(
                REALTIME,
                Rows.order("o2", "PartiallyFilled", "1", ""),
                Rows.order("s1", "Untriggered", "0", ",\"stopOrderType\":\"Stop\""));
        assertThat(account.openOrders())
                .extracting(OrderReport::venueOrderId)
                .containsExactly("o1", "o2");
        assertThat(bybit.to(REALTIME).getLast().query()).endsWith("cursor=a%3A1");
        bybit.forget(REALTIME)
                .list(
                        REALTIME,
                        Rows.order(
                                "s1",
                                "Untriggered",
                                "0",
                                ",\"stopOrderType\":\"Stop\",\"triggerDirection\":1,"
                                        + "\"triggerPrice\":\"120\""));
        assertThat(account.openTriggers())
                .singleElement()
                .returns(TriggerKind.STOP, TriggerReport::kind)
                .returns(TriggerState.WAITING, TriggerReport::state)
                .returns("", TriggerReport::venueOrderId);
        assertThat(account.order("BTCUSDT", "c-s1")).isEmpty();
        assertThat(account.trigger("BTCUSDT", "c-s1")).isPresent();
        assertThat(account.order("BTCUSDT", "c-s1")).isEmpty();
    }

    @Test
    void aTriggerWithoutQuantityClosesThePosition() {
        bybit.answer(CREATE, "{\"orderId\":\"s1\"}");
        TriggerRequest all =
                new TriggerRequest(
                        "BTCUSDT",
                        "s",
                        OrderSide.SELL,
                        TriggerKind.STOP,
                        PriceSource.MARK,
                        new BigDecimal("90"),
                        null,
                        null,
                        null,
                        true,
                        null);
        assertThat(account.placeTrigger(all))
                .isInstanceOfSatisfying(
                        TriggerOutcome.Accepted.class,
                        taken -> assertThat(taken.trigger().venueTriggerId()).isEqualTo("s1"));
        assertThat(FakeBybit.body(bybit.to(CREATE).getLast()))
                .contains(
                        "\"qty\":\"0\"",
                        "\"reduceOnly\":true",
                        "\"closeOnTrigger\":true",
                        "\"triggerBy\":\"MarkPrice\"",
                        "\"triggerDirection\":2");
        bybit.answer(CANCEL, "{\"orderId\":\"s1\"}");
        assertThat(account.cancelTrigger("BTCUSDT", "s")).isEqualTo(new CommandOutcome.Done());
    }

    @Test
    void fillsAskTheLedgerForWhatTheyEarned() {
        bybit.list(
                "GET /v5/execution/list",
                Rows.execution("e2", "o1", "101", "0", ",\"seq\":9")
                        .replace("\"closedSize\":\"\"", "\"closedSize\":\"1\""),
                Rows.execution("e1", "o1", "100", "1", ""),
                Rows.execution("f", "", "100", "0", "").replace("\"Trade\"", "\"Funding\""));
        bybit.list(
                "GET /v5/account/transaction-log",
                Rows.transaction(
                        "TRADE", "o1", "e2", "\"cashFlow\":\"-4.5\",\"change\":\"-4.56\""));
        List<FillReport> fills = account.fills("BTCUSDT", FROM);
        assertThat(fills).extracting(FillReport::tradeId).containsExactly("e1", "e2");
        assertThat(fills)
                .extracting(FillReport::realizedPnl)
                .containsExactly(BigDecimal.ZERO, new BigDecimal("-4.5"));
        assertThat(fills.getFirst().feeAsset()).isEqualTo("USDT");
    }

    @Test
    void thePastIsReadSevenDaysAtATime() {
        bybit.list("GET /v5/execution/list");
        assertThat(account.fills("BTCUSDT", bybit.clock.now().minus(Duration.ofDays(20))))
                .isEmpty();
        assertThat(bybit.to("GET /v5/execution/list")).hasSize(3);
    }

    @Test
    void aLedgerLineIsSplitIntoFundingAndTheRest() {
        bybit.list(
                "GET /v5/account/transaction-log",
                Rows.transaction(
                        "SETTLEMENT", "", "t1", "\"funding\":\"-0.5\",\"change\":\"-0.5\""),
                Rows.transaction(
                        "TRADE", "o1", "t2", "\"cashFlow\":\"3\",\"fee\":\"1\",\"change\":\"2\""));
        List<IncomeReport> lines = account.income("BTCUSDT", FROM, bybit.clock.now());
        assertThat(lines)
                .extracting(IncomeReport::kind)
                .containsExactly("SETTLEMENT:FUNDING", "TRADE");
        assertThat(lines)
                .extracting(IncomeReport::amount)
                .containsExactly(new BigDecimal("-0.5"), new BigDecimal("2"));
    }

    @Test
    void forcedOrdersAreThoseTheVenueCreated() {
        bybit.list(
                HISTORY,
                Rows.order("a", "Filled", "2", ",\"createType\":\"CreateByUser\""),
                Rows.order("b", "Filled", "2", ",\"createType\":\"CreateByLiq\""),
                Rows.order("c", "Filled", "2", ",\"createType\":\"CreateByAdl_PassThrough\""),
                Rows.order("d", "Filled", "2", ",\"createType\":\"CreateByMmRateClose\""));
        assertThat(account.forcedOrders(FROM))
                .extracting(OrderReport::venueOrderId)
                .containsExactly("b", "c");
    }

    @Test
    void aKeyForReadingOnlyMayNotTradeButTheRightToWithdrawCounts() {
        bybit.answer(
                "GET /v5/user/query-api",
                "{\"readOnly\":1,\"permissions\":{\"ContractTrade\":[\"Order\"],"
                        + "\"Wallet\":[\"AccountTransfer\",\"Withdraw\"]},\"ips\":[\"*\"],"
                        + "\"userID\":24617703,\"createdAt\":\"2022-10-16T02:24:40Z\"}");
        assertThat(account.rights())
                .isEqualTo(
                        new KeyRights(
                                "24617703",
                                true,
                                false,
                                true,
                                true,
                                false,
                                Instant.parse("2022-10-16T02:24:40Z")));
    }

    @Test
    void questionsAreRepeatedAndABadKeyIsNot() {
        bybit.on("GET /v5/user/query-api", _ -> Response.json(503, ""));
        bybit.refuse("GET /v5/user/query-api", 10003, "API key is invalid.");
        assertThatThrownBy(account::rights)
                .isInstanceOfSatisfying(
                        VenueError.class,
                        e -> {
                            assertThat(e.kind()).isEqualTo(VenueError.Kind.NOT_AUTHORIZED);
                            assertThat(e.venueCode()).isEqualTo("10003");
                        });
        assertThat(bybit.to("GET /v5/user/query-api")).hasSize(2);
    }

    private static OrderRequest limit(String clientOrderId) {
        return new OrderRequest(
                "BTCUSDT",
                clientOrderId,
                OrderSide.BUY,
                OrderKind.LIMIT,
                new BigDecimal("2"),
                new BigDecimal("100"),
                Lifetime.GTC,
                false);
    }
}
