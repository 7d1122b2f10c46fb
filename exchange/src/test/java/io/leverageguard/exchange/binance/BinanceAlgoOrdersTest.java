package io.leverageguard.exchange.binance;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.exchange.binance.BinanceDesk.Line;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class BinanceAlgoOrdersTest {
    private static final String ALGO = "/fapi/v1/algoOrder";
    private static final String POSITION = "/fapi/v3/positionRisk";

    private final BinanceDesk desk = new BinanceDesk();

    private JsonNode algo(String params) {
        return desk.ask("POST", ALGO, "algoType=CONDITIONAL&symbol=BTCUSDT&" + params);
    }

    private void refused(int code, String params) {
        String all = "algoType=CONDITIONAL&symbol=BTCUSDT&" + params;
        desk.assertCode(desk.signed("POST", ALGO, all), 400, code);
    }

    @Test
    void conditionalTypesHaveAnotherAddress() {
        for (String type : List.of("STOP", "STOP_MARKET", "TAKE_PROFIT", "TRAILING_STOP_MARKET")) {
            String params = "symbol=BTCUSDT&side=BUY&quantity=0.01&type=" + type;
            desk.assertCode(desk.signed("POST", "/fapi/v1/order", params), 400, -4120);
        }
        String batch =
                "batchOrders=[{\"symbol\":\"BTCUSDT\",\"side\":\"BUY\",\"type\":\"STOP_MARKET\","
                        + "\"quantity\":\"0.01\",\"stopPrice\":\"110000\"}]";
        JsonNode row = desk.ask("POST", "/fapi/v1/batchOrders", batch).get(0);
        assertThat(row.get("code").asInt()).isEqualTo(-4120);
    }

    @Test
    void waitingOrderIsListedFoundAndCancelled() {
        JsonNode placed =
                algo("side=SELL&type=STOP_MARKET&quantity=0.01&triggerPrice=95000&clientAlgoId=a1");
        assertThat(placed.get("algoStatus").asString()).isEqualTo("NEW");
        assertThat(placed.get("orderType").asString()).isEqualTo("STOP_MARKET");
        assertThat(placed.get("triggerPrice").asString()).isEqualTo("95000.00");
        long id = placed.get("algoId").asLong();
        assertThat(desk.ask("GET", "/fapi/v1/openAlgoOrders", "")).hasSize(1);
        assertThat(desk.ask("GET", "/fapi/v1/openAlgoOrders", "symbol=ETHUSDT")).isEmpty();
        assertThat(desk.ask("GET", ALGO, "clientAlgoId=a1").get("algoId").asLong()).isEqualTo(id);
        refused(
                -4116,
                "side=SELL&type=STOP_MARKET&quantity=0.01&triggerPrice=94000&clientAlgoId=a1");
        JsonNode gone = desk.ask("DELETE", ALGO, "algoId=" + id);
        assertThat(gone.get("code").asString()).isEqualTo("200");
        desk.assertCode(desk.signed("DELETE", ALGO, "algoId=" + id), 400, -2011);
        desk.assertCode(desk.signed("GET", ALGO, "algoId=1"), 400, -2013);
        JsonNode all = desk.ask("GET", "/fapi/v1/allAlgoOrders", "symbol=BTCUSDT");
        assertThat(all.get(0).get("algoStatus").asString()).isEqualTo("CANCELED");
        assertThat(desk.ask("GET", "/fapi/v1/allAlgoOrders", "symbol=BTCUSDT&page=2")).isEmpty();
        algo("side=SELL&type=STOP_MARKET&quantity=0.01&triggerPrice=95000");
        desk.ask("DELETE", "/fapi/v1/algoOpenOrders", "symbol=BTCUSDT");
        assertThat(desk.ask("GET", "/fapi/v1/openAlgoOrders", "")).isEmpty();
    }

    @Test
    void reachedPriceSendsAnOrderAndTellsEachStep() {
        Line mine = desk.mine("");
        JsonNode placed = algo("side=BUY&type=STOP_MARKET&quantity=0.01&triggerPrice=101000");
        desk.price("100900");
        assertThat(states(mine)).containsExactly("NEW");
        desk.price("101100");
        assertThat(states(mine)).containsExactly("TRIGGERING", "TRIGGERED", "FINISHED");
        JsonNode now = desk.ask("GET", ALGO, "algoId=" + placed.get("algoId").asLong());
        assertThat(now.get("algoStatus").asString()).isEqualTo("FINISHED");
        String orderId = now.get("actualOrderId").asString();
        JsonNode order = desk.ask("GET", "/fapi/v1/order", "symbol=BTCUSDT&orderId=" + orderId);
        assertThat(order.get("status").asString()).isEqualTo("FILLED");
        assertThat(now.get("actualPrice").asString()).isEqualTo(order.get("avgPrice").asString());
        assertThat(now.get("triggerTime").asLong()).isEqualTo(desk.exchange.now());
    }

    @Test
    void orderThatIsRefusedWhenItTriggersSaysWhy() {
        Line mine = desk.mine("");
        algo("side=BUY&type=STOP_MARKET&quantity=50&triggerPrice=101000");
        desk.price("101100");
        List<JsonNode> updates = mine.take("ALGO_UPDATE");
        JsonNode last = updates.getLast().get("o");
        assertThat(last.get("X").asString()).isEqualTo("REJECTED");
        assertThat(last.get("rm").asString()).isEqualTo("Margin is insufficient.");
    }

    @Test
    void closePositionClosesWhatThereIs() {
        desk.buy("0.030");
        algo("side=SELL&type=STOP_MARKET&triggerPrice=98000&closePosition=true");
        refused(-4130, "side=SELL&type=STOP_MARKET&triggerPrice=97000&closePosition=true");
        refused(-4136, "side=SELL&type=STOP&triggerPrice=97000&price=97000&closePosition=true");
        refused(
                -1106,
                "side=SELL&type=TAKE_PROFIT_MARKET&triggerPrice=110000&closePosition=true"
                        + "&quantity=1");
        desk.buy("0.020");
        desk.price("97900");
        assertThat(desk.ask("GET", POSITION, "")).isEmpty();
    }

    @Test
    void trailingStopFollowsTheBestPrice() {
        desk.buy("0.010");
        algo("side=SELL&type=TRAILING_STOP_MARKET&quantity=0.010&callbackRate=1&reduceOnly=true");
        desk.price("103000");
        desk.price("102500");
        assertThat(desk.ask("GET", POSITION, "")).hasSize(1);
        desk.price("101900");
        assertThat(desk.ask("GET", POSITION, "")).isEmpty();
    }

    @Test
    void ordersThatCanNeverBeAreRefusedAtOnce() {
        refused(-2021, "side=SELL&type=STOP_MARKET&quantity=0.01&triggerPrice=101000");
        refused(-2007, "side=SELL&type=TRAILING_STOP_MARKET&quantity=0.01&callbackRate=11");
        refused(-1102, "side=SELL&type=STOP_MARKET&quantity=0.01");
        refused(-4006, "side=SELL&type=STOP_MARKET&quantity=0.01&triggerPrice=0");
        refused(-1116, "side=SELL&type=LIMIT&quantity=0.01&triggerPrice=95000");
        refused(-4103, "side=SELL&type=STOP_MARKET&quantity=0.01&triggerPrice=95000&workingType=X");
        refused(
                -4061,
                "side=SELL&type=STOP_MARKET&quantity=0.01&triggerPrice=95000&positionSide=LONG");
        desk.assertCode(
                desk.signed("POST", ALGO, "algoType=TWAP&symbol=BTCUSDT&side=BUY&type=STOP"),
                400,
                -1130);
    }

    @Test
    void stopWithLimitLeavesAnOrderInTheBook() {
        algo(
                "side=SELL&type=TAKE_PROFIT&quantity=0.01&triggerPrice=102000&price=103000"
                        + "&timeInForce=GTC&workingType=MARK_PRICE");
        desk.price("102100");
        JsonNode open = desk.ask("GET", "/fapi/v1/openOrders", "").get(0);
        assertThat(new BigDecimal(open.get("price").asString())).isEqualByComparingTo("103000");
        JsonNode algo = desk.ask("GET", "/fapi/v1/allAlgoOrders", "symbol=BTCUSDT").get(0);
        assertThat(algo.get("algoStatus").asString()).isEqualTo("TRIGGERED");
        assertThat(algo.get("workingType").asString()).isEqualTo("MARK_PRICE");
    }

    private static List<String> states(Line mine) {
        return mine.take("ALGO_UPDATE").stream()
                .map(event -> event.get("o").get("X").asString())
                .toList();
    }
}
