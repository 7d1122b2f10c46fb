package io.leverageguard.venues.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.venues.BookUpdate;
import io.leverageguard.venues.Reports.AmendOutcome;
import io.leverageguard.venues.Reports.AmendRequest;
import io.leverageguard.venues.Reports.CommandOutcome;
import io.leverageguard.venues.Reports.Lifetime;
import io.leverageguard.venues.Reports.OrderKind;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.OrderRequest;
import io.leverageguard.venues.Reports.OrderSide;
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
import io.leverageguard.venues.VenueStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What was added for trading in earnest: batches, changes, conditional orders, legs, books. */
class BinanceCommandsTest {
    private static final String AMEND = "PUT /fapi/v1/order";
    private static final String BATCH = "POST /fapi/v1/batchOrders";
    private static final String ALGO = "POST /fapi/v1/algoOrder";
    private static final BigDecimal ONE = BigDecimal.ONE;

    private final FakeBinance binance = new FakeBinance();
    private final VenueAccount account = binance.account();

    @AfterEach
    void close() {
        binance.close();
    }

    @Test
    void changedOrderIsReportedAsItIsNow() {
        binance.answer(AMEND, 200, order("a", "NEW", "2", "101"));
        AmendOutcome.Amended amended = (AmendOutcome.Amended) account.amend(change("2", "101"));
        assertThat(amended.order().price()).isEqualTo("101");
        assertThat(FakeBinance.params(binance.to(AMEND).getFirst()))
                .containsEntry("origClientOrderId", "a")
                .containsEntry("quantity", "2")
                .containsEntry("price", "101")
                .containsEntry("side", "BUY");
    }

    @Test
    void sameChangeTwiceIsDoneAndAnotherIsNot() {
        binance.answer(AMEND, 400, error(-5027, "No need to modify the order."));
        binance.answer("GET /fapi/v1/order", 200, order("a", "NEW", "2", "101"));
        assertThat(account.amend(change("2", "101"))).isInstanceOf(AmendOutcome.Amended.class);
        assertThat(account.amend(change("3", "101")))
                .isEqualTo(new AmendOutcome.Rejected("-5027", "No need to modify the order."));
    }

    @Test
    void changeWithoutAClearAnswerIsUnknown() {
        binance.answer(AMEND, 503, error(-1007, "Timeout waiting for response"));
        assertThat(account.amend(change("2", "101"))).isInstanceOf(AmendOutcome.Unknown.class);
        binance.replace(AMEND, 400, error(-2013, "Order does not exist."));
        assertThat(account.amend(change("2", "101"))).isInstanceOf(AmendOutcome.Rejected.class);
    }

    @Test
    void batchGoesInFivesAndEveryOrderHasItsOwnOutcome() {
        binance.answer(
                BATCH,
                200,
                FakeBinance.lines(
                        order("o0", "NEW", "1", "100"),
                        error(-2019, "Margin is insufficient."),
                        error(-1007, "Timeout"),
                        "{\"orderId\":1}",
                        order("o4", "FILLED", "1", "100")));
        binance.answer(BATCH, 200, FakeBinance.lines(order("o5", "NEW", "1", "100")));
        List<OrderRequest> orders = IntStream.range(0, 6).mapToObj(i -> limit("o" + i)).toList();
        List<PlaceOutcome> outcomes = account.placeAll(orders);
        assertThat(outcomes)
                .hasExactlyElementsOfTypes(
                        PlaceOutcome.Accepted.class,
                        PlaceOutcome.Rejected.class,
                        PlaceOutcome.Unknown.class,
                        PlaceOutcome.Unknown.class,
                        PlaceOutcome.Accepted.class,
                        PlaceOutcome.Accepted.class);
        assertThat(binance.to(BATCH)).hasSize(2);
        assertThat(FakeBinance.params(binance.to(BATCH).getLast()).get("batchOrders"))
                .startsWith("[{\"symbol\":\"BTCUSDT\",\"side\":\"BUY\"")
                .contains("\"newClientOrderId\":\"o5\"");
    }

    @Test
    void batchThatIsRefusedOrLostIsSoForAll() {
        List<OrderRequest> two = List.of(limit("a"), limit("b"));
        binance.answer(BATCH, 400, error(-1102, "Mandatory parameter"));
        binance.answer(BATCH, 500, "");
        binance.answer(BATCH, 200, "[]");
        assertThat(account.placeAll(two))
                .containsOnly(new PlaceOutcome.Rejected("-1102", "Mandatory parameter"));
        assertThat(account.placeAll(two)).hasOnlyElementsOfType(PlaceOutcome.Unknown.class);
        assertThat(account.placeAll(two)).hasOnlyElementsOfType(PlaceOutcome.Unknown.class);
    }

    @Test
    void contractIsCancelledWhole() {
        binance.answer("DELETE /fapi/v1/allOpenOrders", 200, error(200, "done"));
        assertThat(account.cancelAll("BTCUSDT")).isEqualTo(new CommandOutcome.Done());
    }

    @Test
    void orderWithAnEndSaysWhen() {
        binance.answer("POST /fapi/v1/order", 200, order("a", "NEW", "1", "100"));
        account.place(
                new OrderRequest(
                        "BTCUSDT",
                        "a",
                        OrderSide.BUY,
                        OrderKind.LIMIT,
                        ONE,
                        new BigDecimal("100"),
                        Lifetime.GTD,
                        true,
                        PositionSide.SHORT,
                        Instant.ofEpochMilli(1_760_200_000_000L)));
        assertThat(FakeBinance.params(binance.to("POST /fapi/v1/order").getFirst()))
                .containsEntry("timeInForce", "GTD")
                .containsEntry("goodTillDate", "1760200000000")
                .containsEntry("positionSide", "SHORT")
                .as("the leg says it, and the venue takes but one")
                .doesNotContainKey("reduceOnly");
    }

    @Test
    void conditionalOrderIsKeptAndFoundAgain() {
        binance.answer(ALGO, 200, algo("NEW", ""));
        binance.answer("GET /fapi/v1/openAlgoOrders", 200, "[" + algo("NEW", "") + "]");
        binance.answer("GET /fapi/v1/algoOrder", 200, algo("TRIGGERED", "77"));
        binance.answer("DELETE /fapi/v1/algoOrder", 200, "{\"algoId\":9,\"code\":\"200\"}");
        TriggerOutcome.Accepted kept =
                (TriggerOutcome.Accepted) account.placeTrigger(stop(ONE, PriceSource.MARK));
        assertThat(kept.trigger().state()).isEqualTo(TriggerState.WAITING);
        assertThat(kept.trigger().venueTriggerId()).isEqualTo("9");
        assertThat(account.openTriggers()).containsExactly(kept.trigger());
        assertThat(account.trigger("BTCUSDT", "t1"))
                .get()
                .returns("77", TriggerReport::venueOrderId)
                .returns(TriggerState.TRIGGERED, TriggerReport::state);
        assertThat(account.cancelTrigger("BTCUSDT", "t1")).isEqualTo(new CommandOutcome.Done());
        assertThat(FakeBinance.params(binance.to(ALGO).getFirst()))
                .containsEntry("type", "STOP_MARKET")
                .containsEntry("workingType", "MARK_PRICE")
                .containsEntry("reduceOnly", "true");
    }

    @Test
    void conditionalOrderWithoutQuantityClosesThePosition() {
        binance.answer(ALGO, 200, algo("NEW", ""));
        account.placeTrigger(stop(null, PriceSource.LAST));
        assertThat(FakeBinance.params(binance.to(ALGO).getFirst()))
                .containsEntry("closePosition", "true")
                .doesNotContainKeys("quantity", "reduceOnly", "workingType");
    }

    @Test
    void conditionalOrderThatTheVenueCannotHaveIsNotSent() {
        assertThat(account.placeTrigger(stop(ONE, PriceSource.INDEX)))
                .isInstanceOfSatisfying(
                        TriggerOutcome.Rejected.class,
                        no -> assertThat(no.venueCode()).isEqualTo(VenueAccount.UNSUPPORTED));
        assertThat(binance.to(ALGO)).isEmpty();
    }

    @Test
    void repeatedConditionalOrderIsTheFirstOne() {
        binance.answer(ALGO, 400, error(-4116, "ClientOrderId is duplicated."));
        binance.answer("GET /fapi/v1/algoOrder", 200, algo("NEW", ""));
        assertThat(account.placeTrigger(stop(ONE, PriceSource.MARK)))
                .isInstanceOf(TriggerOutcome.Accepted.class);
        binance.replace("GET /fapi/v1/algoOrder", 400, error(-2013, "Order does not exist."));
        assertThat(account.placeTrigger(stop(ONE, PriceSource.MARK)))
                .isInstanceOf(TriggerOutcome.Rejected.class);
    }

    @Test
    void hedgeModeIsAskedAndSetAndBeingSoIsSuccess() {
        binance.answer("GET /fapi/v1/positionSide/dual", 200, "{\"dualSidePosition\":true}");
        binance.answer(
                "POST /fapi/v1/positionSide/dual",
                400,
                error(-4059, "No need to change position side."));
        assertThat(account.hedgeMode()).isTrue();
        account.setHedgeMode(true);
        binance.replace("POST /fapi/v1/positionSide/dual", 400, error(-4068, "has position"));
        assertThatThrownBy(() -> account.setHedgeMode(false)).isInstanceOf(VenueError.class);
    }

    @Test
    void marginGoesInAndOut() {
        String path = "POST /fapi/v1/positionMargin";
        binance.answer(path, 200, "{\"amount\":5,\"code\":200,\"msg\":\"ok\",\"type\":1}");
        account.adjustMargin("BTCUSDT", null, new BigDecimal("5"));
        account.adjustMargin("BTCUSDT", PositionSide.LONG, new BigDecimal("-2.5"));
        assertThat(FakeBinance.params(binance.to(path).getFirst()))
                .containsAllEntriesOf(Map.of("amount", "5", "type", "1"));
        assertThat(FakeBinance.params(binance.to(path).getLast()))
                .containsAllEntriesOf(Map.of("amount", "2.5", "type", "2", "positionSide", "LONG"));
    }

    @Test
    void legsOfAHedgedPositionAreToldApart() {
        binance.answer(
                "GET /fapi/v3/positionRisk",
                200,
                FakeBinance.lines(leg("LONG", "1"), leg("SHORT", "-2"), leg("BOTH", "3")));
        assertThat(account.positions())
                .extracting(PositionReport::positionSide)
                .containsExactly(PositionSide.LONG, PositionSide.SHORT, null);
    }

    @Test
    void forcedOrdersAreReadBackToWhereTheVenueForgets() {
        binance.answer(
                "GET /fapi/v1/forceOrders",
                200,
                "[" + order("autoclose-1", "FILLED", "1", "9") + "]");
        binance.answer("GET /fapi/v1/forceOrders", 200, "[]");
        List<OrderReport> forced =
                account.forcedOrders(binance.clock.now().minus(Duration.ofDays(20)));
        assertThat(forced).singleElement().returns("autoclose-1", OrderReport::clientOrderId);
        assertThat(binance.to("GET /fapi/v1/forceOrders")).as("a week each").hasSize(3);
    }

    @Test
    void triggersAreToldAndUnknownStatesAreNoFault() {
        Sinks.Account sink = new Sinks.Account();
        try (VenueStream stream = account.stream(sink)) {
            FakeBinance.Opened socket = binance.socket("/private/ws");
            socket.push(algoEvent("NEW", ""));
            socket.push(algoEvent("TRIGGERED", "77"));
            socket.push(algoEvent("SOMETHING_NEW", "77"));
            socket.push("{\"e\":\"TRADE_LITE\",\"E\":1,\"s\":\"BTCUSDT\"}");
            socket.push(
                    "{\"e\":\"ACCOUNT_CONFIG_UPDATE\",\"E\":1,\"T\":1,"
                            + "\"ac\":{\"s\":\"BTCUSDT\",\"l\":25}}");
            stream.fence();
            stream.pump();
            assertThat(sink.told)
                    .containsExactly(
                            "trigger t1 WAITING ",
                            "trigger t1 TRIGGERED 77",
                            "trigger t1 UNKNOWN 77");
        }
    }

    @Test
    void bookIsToldToWhoWantsIt() {
        binance.answer(
                "GET /fapi/v1/depth",
                200,
                "{\"lastUpdateId\":10,\"E\":1,\"T\":1,\"bids\":[[\"99\",\"5\"]],\"asks\":[]}");
        Books sink = new Books();
        try (VenueStream stream = binance.venue.market(Set.of("BTCUSDT"), sink)) {
            FakeBinance.Opened socket = binance.socket("/public/stream");
            assertThat(socket.upgrade().query()).contains("btcusdt@depth@100ms");
            socket.push(depth(9, 12, 8));
            socket.push(depth(13, 14, 12));
            socket.push(depth(20, 21, 19));
            stream.fence();
            stream.pump();
            assertThat(sink.updates).extracting(BookUpdate::sequence).containsExactly(12L, 14L, 0L);
        }
    }

    /** Wants books. */
    private static final class Books extends Sinks.Market {
        private final List<BookUpdate> updates = new ArrayList<>();

        @Override
        public boolean wantsBooks() {
            return true;
        }

        @Override
        public void onBook(BookUpdate update) {
            updates.add(update);
        }
    }

    private static AmendRequest change(String quantity, String price) {
        return new AmendRequest(
                "BTCUSDT", "a", OrderSide.BUY, new BigDecimal(quantity), new BigDecimal(price));
    }

    static OrderRequest limit(String id) {
        return new OrderRequest(
                "BTCUSDT",
                id,
                OrderSide.BUY,
                OrderKind.LIMIT,
                ONE,
                new BigDecimal("100"),
                Lifetime.GTC,
                false);
    }

    private static TriggerRequest stop(@Nullable BigDecimal quantity, PriceSource source) {
        return new TriggerRequest(
                "BTCUSDT",
                "t1",
                OrderSide.SELL,
                TriggerKind.STOP,
                source,
                new BigDecimal("90"),
                null,
                null,
                quantity,
                true,
                null);
    }

    private static String error(int code, String message) {
        return "{\"code\":%d,\"msg\":\"%s\"}".formatted(code, message);
    }

    private static String order(String id, String status, String quantity, String price) {
        return """
        {"orderId":5,"symbol":"BTCUSDT","status":"%s","clientOrderId":"%s","price":"%s",
         "avgPrice":"0","origQty":"%s","executedQty":"0","type":"LIMIT","side":"BUY",
         "reduceOnly":false,"time":1760130000000,"updateTime":1760130000000}
        """
                .formatted(status, id, price, quantity);
    }

    private static String algo(String status, String orderId) {
        return """
        {"algoId":9,"clientAlgoId":"t1","algoType":"CONDITIONAL","orderType":"STOP_MARKET",
         "symbol":"BTCUSDT","side":"SELL","positionSide":"BOTH","quantity":"1",
         "algoStatus":"%s","actualOrderId":"%s","triggerPrice":"90","price":"0",
         "activatePrice":"","callbackRate":"","createTime":1,"updateTime":1}
        """
                .formatted(status, orderId);
    }

    private static String algoEvent(String status, String orderId) {
        return """
        {"e":"ALGO_UPDATE","T":2,"E":2,"o":{"caid":"t1","aid":9,"at":"CONDITIONAL",
         "o":"STOP_MARKET","s":"BTCUSDT","S":"SELL","ps":"BOTH","q":"1","X":"%s","ai":"%s",
         "tp":"90","p":"0"}}
        """
                .formatted(status, orderId);
    }

    private static String leg(String side, String quantity) {
        return """
        {"symbol":"BTCUSDT","positionSide":"%s","positionAmt":"%s","entryPrice":"100",
         "unRealizedProfit":"0","liquidationPrice":"0","isolatedWallet":"0","updateTime":1}
        """
                .formatted(side, quantity);
    }

    private static String depth(long first, long last, long previous) {
        return """
        {"stream":"btcusdt@depth@100ms","data":{"e":"depthUpdate","E":1,"T":1,"s":"BTCUSDT",
         "U":%d,"u":%d,"pu":%d,"b":[["98","1"]],"a":[]}}
        """
                .formatted(first, last, previous);
    }
}
