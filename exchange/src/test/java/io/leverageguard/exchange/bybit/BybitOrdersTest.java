package io.leverageguard.exchange.bybit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class BybitOrdersTest {
    private static final String OPEN = "category=linear&symbol=BTCUSDT";
    private static final String LIMIT = "'side':'Buy','orderType':'Limit','qty':'0.010',";
    private static final String MARKET = "'side':'Buy','orderType':'Market','qty':'0.010'";
    private static final String CLOSE =
            "'side':'Sell','orderType':'Market','qty':'0.010','reduceOnly':true";

    private final BybitDesk desk = new BybitDesk();

    @Test
    void orderIsAcknowledgedAmendedAndCancelled() {
        JsonNode ack = desk.create(LIMIT + "'price':'99000','orderLinkId':'one'").path("result");
        assertThat(ack.propertyNames()).containsExactly("orderId", "orderLinkId");
        String id = ack.get("orderId").asString();
        assertThat(desk.order(id).get("orderStatus").asString()).isEqualTo("New");
        assertThat(desk.order(id).get("leavesQty").asString()).isEqualTo("0.010");
        String which = "{'category':'linear','symbol':'BTCUSDT','orderLinkId':'one'";
        JsonNode same = desk.post("/v5/order/amend", which + ",'price':'99000'}");
        assertThat(same.get("retCode").asInt()).isEqualTo(10001);
        JsonNode amended = desk.post("/v5/order/amend", which + ",'price':'98000','qty':'0.02'}");
        assertThat(amended.path("result").get("orderId").asString()).isEqualTo(id);
        assertThat(desk.order(id).get("price").asString()).isEqualTo("98000.00");
        assertThat(desk.order(id).get("qty").asString()).isEqualTo("0.020");
        assertThat(code(desk.post("/v5/order/cancel", which + "}"))).isZero();
        JsonNode order = desk.order(id);
        assertThat(order.get("orderStatus").asString()).isEqualTo("Cancelled");
        assertThat(order.get("cancelType").asString()).isEqualTo("CancelByUser");
        assertThat(code(desk.post("/v5/order/cancel", which + "}"))).isEqualTo(110001);
        assertThat(code(desk.post("/v5/order/amend", which + ",'price':'97000'}")))
                .isEqualTo(110001);
        assertThat(desk.list("/v5/order/realtime", OPEN)).isEmpty();
        assertThat(desk.list("/v5/order/history", OPEN)).hasSize(1);
        assertThat(code(desk.create(LIMIT + "'price':'99000','orderLinkId':'one'")))
                .isEqualTo(110072);
    }

    @Test
    void whatMayNotTradeIsAcknowledgedAndThenCancelled() {
        JsonNode maker = desk.placed(LIMIT + "'price':'100100','timeInForce':'PostOnly'");
        assertThat(maker.get("orderStatus").asString()).isEqualTo("Cancelled");
        assertThat(maker.get("rejectReason").asString()).isEqualTo("EC_PostOnlyWillTakeLiquidity");
        JsonNode now = desk.placed(LIMIT + "'price':'99000','timeInForce':'IOC'");
        assertThat(now.get("orderStatus").asString()).isEqualTo("Cancelled");
        assertThat(now.get("rejectReason").asString()).isEqualTo("EC_NoImmediateQtyToFill");
        JsonNode whole = desk.placed(LIMIT + "'price':'99000','timeInForce':'FOK'");
        assertThat(whole.get("rejectReason").asString()).isEqualTo("EC_CancelForNoFullFill");
        JsonNode filled = desk.placed(LIMIT + "'price':'100100','timeInForce':'FOK'");
        assertThat(filled.get("orderStatus").asString()).isEqualTo("Filled");
        assertThat(filled.get("cumExecQty").asString()).isEqualTo("0.010");
        assertThat(desk.list("/v5/order/history", OPEN + "&orderStatus=Filled")).hasSize(1);
    }

    @Test
    void ordersThatBreakARuleGetTheVenuesCodes() {
        assertThat(code(desk.create(LIMIT + "'price':'99000','timeInForce':'DAY'")))
                .isEqualTo(10001);
        assertThat(code(desk.create("'side':'Up','orderType':'Market','qty':'1'")))
                .isEqualTo(10001);
        assertThat(code(desk.create("'side':'Buy','orderType':'Market','qty':'-1'")))
                .isEqualTo(10001);
        assertThat(code(desk.create("'side':'Buy','orderType':'Market','qty':'0'")))
                .isEqualTo(10001);
        assertThat(code(desk.create("'side':'Buy','orderType':'Market','qty':'5'")))
                .isEqualTo(110007);
        assertThat(code(desk.create(LIMIT + "'price':'120000'"))).isEqualTo(110003);
        assertThat(code(desk.create(LIMIT + "'price':'99000.05'"))).isEqualTo(10001);
        String small = "'side':'Buy','orderType':'Limit','qty':'0.001','price':'1000'";
        assertThat(code(desk.create(small))).isEqualTo(110094);
        assertThat(code(desk.create(CLOSE))).isEqualTo(110017);
        assertThat(code(desk.create(MARKET + ",'positionIdx':1"))).isEqualTo(10001);
        assertThat(code(desk.create(MARKET + ",'orderLinkId':'ä'"))).isEqualTo(10001);
        assertThat(code(desk.create(MARKET + ",'positionIdx':{}"))).isEqualTo(10001);
        assertThat(code(desk.post("/v5/order/create", "['"))).isEqualTo(10001);
        assertThat(code(desk.post("/v5/order/create", "{'category':'linear','symbol':'NO'}")))
                .isEqualTo(10001);
        assertThat(code(desk.post("/v5/order/create-all", "{}"))).isEqualTo(10404);
    }

    @Test
    void zeroClosesAllAndReduceOnlyReduces() {
        desk.placed(MARKET);
        desk.placed("'side':'Sell','orderType':'Market','qty':'0.004','reduceOnly':true");
        assertThat(position().get("size").asString()).isEqualTo("0.006");
        JsonNode closed =
                desk.placed(
                        "'side':'Sell','orderType':'Market','qty':'0','reduceOnly':true,"
                                + "'closeOnTrigger':true");
        assertThat(closed.get("cumExecQty").asString()).isEqualTo("0.006");
        assertThat(position().get("size").asString()).isEqualTo("0.000");
        assertThat(position().get("side").asString()).isEmpty();
        JsonNode rows = desk.list("/v5/position/closed-pnl", "category=linear");
        assertThat(rows).hasSize(2);
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode row : rows) {
            sum = sum.add(new BigDecimal(row.get("closedPnl").asString()));
        }
        BigDecimal wallet = new BigDecimal(coin().get("walletBalance").asString());
        assertThat(wallet.subtract(new BigDecimal("10000"))).isEqualByComparingTo(sum);
    }

    @Test
    void conditionalOrderKeepsItsIdWhenItBecomesAnOrder() {
        String stop = MARKET + ",'triggerPrice':'101000','triggerDirection':";
        assertThat(code(desk.create(stop + "2"))).isEqualTo(110093);
        assertThat(code(desk.create(stop + "3"))).isEqualTo(10001);
        JsonNode waiting = desk.placed(stop + "1,'orderLinkId':'later'");
        String id = waiting.get("orderId").asString();
        assertThat(waiting.get("orderStatus").asString()).isEqualTo("Untriggered");
        assertThat(waiting.get("stopOrderType").asString()).isEqualTo("Stop");
        assertThat(waiting.get("orderLinkId").asString()).isEqualTo("later");
        assertThat(desk.list("/v5/order/realtime", OPEN + "&orderFilter=StopOrder")).hasSize(1);
        assertThat(desk.list("/v5/order/realtime", OPEN + "&orderFilter=Order")).isEmpty();
        BybitDesk.Line mine = desk.mine("order");
        desk.price("101500");
        JsonNode order = desk.order(id);
        assertThat(order.get("orderStatus").asString()).isEqualTo("Filled");
        assertThat(order.get("orderLinkId").asString()).isEqualTo("later");
        assertThat(order.get("triggerPrice").asString()).isEqualTo("101000.00");
        List<String> told = new ArrayList<>();
        for (JsonNode row : mine.rows("order")) {
            assertThat(row.get("orderId").asString()).isEqualTo(id);
            told.add(row.get("orderStatus").asString());
        }
        assertThat(told).startsWith("Triggered").endsWith("Filled");
        assertThat(desk.list("/v5/execution/list", "category=linear&orderId=" + id)).isNotEmpty();
    }

    @Test
    void onlyTenConditionalOrdersWaitInAContract() {
        for (int i = 0; i < 10; i++) {
            desk.placed(MARKET + ",'triggerPrice':'101000','triggerDirection':1");
        }
        JsonNode eleventh = desk.create(MARKET + ",'triggerPrice':'101000','triggerDirection':1");
        assertThat(code(eleventh)).isEqualTo(110009);
        JsonNode all =
                desk.post("/v5/order/cancel-all", "{'category':'linear','symbol':'BTCUSDT'}");
        assertThat(all.path("result").get("list")).hasSize(10);
        assertThat(all.path("result").get("success").asString()).isEqualTo("1");
        assertThat(desk.list("/v5/order/realtime", OPEN)).isEmpty();
        assertThat(desk.list("/v5/order/history", OPEN).get(0).get("orderStatus").asString())
                .isEqualTo("Deactivated");
    }

    @Test
    void attachedStopsComeAliveWithThePositionAndDieWithIt() {
        String wrong = MARKET + ",'takeProfit':'99000'";
        assertThat(code(desk.create(wrong))).isEqualTo(10001);
        desk.placed(MARKET + ",'takeProfit':'102000','stopLoss':'98000'");
        assertThat(position().get("takeProfit").asString()).isEqualTo("102000.00");
        assertThat(position().get("stopLoss").asString()).isEqualTo("98000.00");
        JsonNode stops = desk.list("/v5/order/realtime", OPEN + "&orderFilter=StopOrder");
        assertThat(stops).hasSize(2);
        assertThat(stops.get(0).get("tpslMode").asString()).isEqualTo("Full");
        desk.price("97900");
        desk.advance(1000);
        assertThat(position().get("size").asString()).isEqualTo("0.000");
        assertThat(desk.list("/v5/order/realtime", OPEN)).isEmpty();
        JsonNode last = desk.list("/v5/execution/list", "category=linear").get(0);
        assertThat(last.get("stopOrderType").asString()).isEqualTo("StopLoss");
        assertThat(last.get("createType").asString()).isEqualTo("CreateByStopLoss");
    }

    @Test
    void tradingStopSetsReplacesAndTakesAway() {
        assertThat(code(stop("'takeProfit':'102000'"))).isEqualTo(10001);
        desk.placed(MARKET);
        assertThat(code(stop("'takeProfit':'102000','stopLoss':'98000'"))).isZero();
        assertThat(code(stop("'takeProfit':'102000'"))).isEqualTo(34040);
        assertThat(code(stop("'takeProfit':'103000'"))).isZero();
        assertThat(position().get("takeProfit").asString()).isEqualTo("103000.00");
        assertThat(code(stop("'takeProfit':'0','stopLoss':'0'"))).isZero();
        assertThat(desk.list("/v5/order/realtime", OPEN)).isEmpty();
        assertThat(code(stop("'trailingStop':'1000'"))).isZero();
        assertThat(position().get("trailingStop").asString()).isEqualTo("1000");
        desk.price("103000");
        desk.price("102500");
        assertThat(position().get("size").asString()).isEqualTo("0.010");
        desk.price("101900");
        desk.advance(1000);
        assertThat(position().get("size").asString()).isEqualTo("0.000");
    }

    @Test
    void hedgeModeHasTwoPositions() {
        String mode = "{'category':'linear','symbol':'BTCUSDT','mode':";
        assertThat(code(desk.post("/v5/position/switch-mode", mode + "0}"))).isEqualTo(110025);
        assertThat(code(desk.post("/v5/position/switch-mode", mode + "3}"))).isZero();
        assertThat(code(desk.create(MARKET))).isEqualTo(10001);
        desk.placed(MARKET + ",'positionIdx':1");
        desk.placed("'side':'Sell','orderType':'Market','qty':'0.020','positionIdx':2");
        JsonNode rows = desk.list("/v5/position/list", OPEN);
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).get("positionIdx").asInt()).isEqualTo(1);
        assertThat(rows.get(0).get("side").asString()).isEqualTo("Buy");
        assertThat(rows.get(1).get("size").asString()).isEqualTo("0.020");
        assertThat(rows.get(1).get("side").asString()).isEqualTo("Sell");
        assertThat(code(desk.post("/v5/position/switch-mode", mode + "0}"))).isEqualTo(110024);
    }

    @Test
    void settingsAreTheAccountsAndSayWhenNothingChanges() {
        String leverage = "{'category':'linear','symbol':'BTCUSDT','buyLeverage':'%s',";
        String sell = "'sellLeverage':'%s'}";
        String both = leverage + sell;
        assertThat(code(desk.post("/v5/position/set-leverage", both.formatted("10", "10"))))
                .isZero();
        assertThat(code(desk.post("/v5/position/set-leverage", both.formatted("10", "10"))))
                .isEqualTo(110043);
        assertThat(code(desk.post("/v5/position/set-leverage", both.formatted("10", "11"))))
                .isEqualTo(10001);
        assertThat(code(desk.post("/v5/position/set-leverage", both.formatted("500", "500"))))
                .isEqualTo(110013);
        String isolated = "{'setMarginMode':'ISOLATED_MARGIN'}";
        assertThat(code(desk.post("/v5/account/set-margin-mode", isolated))).isZero();
        JsonNode info = desk.get("/v5/account/info", "").path("result");
        assertThat(info.get("marginMode").asString()).isEqualTo("ISOLATED_MARGIN");
        desk.placed(MARKET);
        JsonNode refused =
                desk.post("/v5/account/set-margin-mode", "{'setMarginMode':'REGULAR_MARGIN'}");
        assertThat(code(refused)).isEqualTo(3400045);
        assertThat(refused.path("result").get("reasons")).hasSize(1);
        String add = "{'category':'linear','symbol':'BTCUSDT','margin':'%s'}";
        JsonNode added = desk.post("/v5/position/add-margin", add.formatted("10"));
        assertThat(code(added)).isZero();
        BigDecimal balance = new BigDecimal(added.path("result").get("positionBalance").asString());
        assertThat(balance).isGreaterThan(new BigDecimal("109"));
        assertThat(code(desk.post("/v5/position/add-margin", add.formatted("1e60"))))
                .isEqualTo(10001);
        assertThat(code(desk.post("/v5/position/add-margin", add.formatted("1000000"))))
                .isEqualTo(110045);
    }

    @Test
    void partsOfABatchEndForThemselves() {
        String good = "{'symbol':'BTCUSDT'," + LIMIT + "'price':'99000'}";
        String bad = "{'symbol':'BTCUSDT'," + LIMIT + "'price':'1'}";
        JsonNode answer =
                desk.post(
                        "/v5/order/create-batch",
                        "{'category':'linear','request':[" + good + "," + bad + ",7]}");
        assertThat(code(answer)).isZero();
        JsonNode codes = answer.path("retExtInfo").get("list");
        assertThat(codes.get(0).get("code").asInt()).isZero();
        assertThat(codes.get(1).get("code").asInt()).isEqualTo(110003);
        assertThat(codes.get(2).get("code").asInt()).isEqualTo(10001);
        JsonNode acks = answer.path("result").get("list");
        assertThat(acks.get(0).get("orderId").asString()).hasSize(36);
        assertThat(acks.get(1).get("orderId").asString()).isEmpty();
        assertThat(code(desk.post("/v5/order/create-batch", "{'category':'linear'}")))
                .isEqualTo(10001);
    }

    @Test
    void pricesMayComeFromTheBook() {
        JsonNode queued = desk.placed(LIMIT + "'bboSideType':'Queue','bboLevel':'2'");
        JsonNode book = desk.open("/v5/market/orderbook?" + OPEN + "&limit=3").path("result");
        assertThat(queued.get("orderStatus").asString()).isEqualTo("New");
        assertThat(queued.get("price").asString())
                .isEqualTo(book.get("b").get(1).get(0).asString());
        String bound = ",'slippageToleranceType':'TickSize','slippageTolerance':'";
        JsonNode bounded = desk.placed(MARKET + bound + "5'");
        assertThat(bounded.get("orderStatus").asString()).isEqualTo("Filled");
        assertThat(bounded.get("orderType").asString()).isEqualTo("Market");
        assertThat(code(desk.create(MARKET + bound + "0'"))).isEqualTo(10001);
    }

    @Test
    void orderThatMeetsItsOwnersOrderEndsAsItSays() {
        JsonNode maker = desk.placed(LIMIT + "'price':'99999.9'");
        String sell = "'side':'Sell','orderType':'Limit','qty':'0.010','price':'99999.9',";
        desk.price("100000");
        JsonNode taker = desk.placed(sell + "'smpType':'CancelMaker','timeInForce':'IOC'");
        JsonNode ended = desk.order(maker.get("orderId").asString());
        if (ended.get("orderStatus").asString().equals("Cancelled")) {
            assertThat(ended.get("cancelType").asString()).isEqualTo("CancelBySmp");
            assertThat(ended.get("rejectReason").asString()).isEqualTo("EC_BySelfMatch");
        }
        assertThat(taker.get("smpType").asString()).isEqualTo("CancelMaker");
    }

    @Test
    void faultsHideWhatHappened() {
        desk.fault("error-after-accept");
        assertThat(code(desk.create(MARKET + ",'orderLinkId':'hidden'"))).isEqualTo(10016);
        String found = "category=linear&orderLinkId=hidden";
        assertThat(desk.list("/v5/order/realtime", found).get(0).get("orderStatus").asString())
                .isEqualTo("Filled");
        desk.fault("error-before");
        assertThat(code(desk.create(MARKET + ",'orderLinkId':'lost'"))).isEqualTo(10016);
        assertThat(desk.list("/v5/order/realtime", "category=linear&orderLinkId=lost")).isEmpty();
        desk.fault("rate-limit");
        assertThat(code(desk.create(MARKET))).isEqualTo(10006);
        assertThat(code(desk.create(MARKET))).isZero();
    }

    private JsonNode stop(String fields) {
        return desk.post(
                "/v5/position/trading-stop",
                "{'category':'linear','symbol':'BTCUSDT','tpslMode':'Full'," + fields + "}");
    }

    private JsonNode position() {
        return desk.list("/v5/position/list", OPEN).get(0);
    }

    private JsonNode coin() {
        return desk.list("/v5/account/wallet-balance", "accountType=UNIFIED")
                .get(0)
                .get("coin")
                .get(0);
    }

    private static int code(JsonNode answer) {
        return answer.get("retCode").asInt();
    }
}
