package io.leverageguard.exchange.binance;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class BinanceOrdersTest {
    private static final String BATCH = "/fapi/v1/batchOrders";
    private static final String LIMIT = "side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.01";

    private final BinanceDesk desk = new BinanceDesk();

    private void refused(int code, String params) {
        desk.assertCode(
                desk.signed("POST", "/fapi/v1/order", "symbol=BTCUSDT&" + params), 400, code);
    }

    @Test
    void batchGivesEachOrderItsOwnOutcome() {
        String good =
                "{\"symbol\":\"BTCUSDT\",\"side\":\"BUY\",\"type\":\"LIMIT\",\"timeInForce\":"
                        + "\"GTC\",\"quantity\":\"0.01\",\"price\":97000}";
        String bad = "{\"symbol\":\"NOPE\",\"side\":\"BUY\",\"type\":\"MARKET\",\"quantity\":1}";
        JsonNode rows = desk.ask("POST", BATCH, "batchOrders=[" + good + "," + bad + "]");
        assertThat(rows.get(0).get("status").asString()).isEqualTo("NEW");
        assertThat(rows.get(1).get("code").asInt()).isEqualTo(-1121);
        long id = rows.get(0).get("orderId").asLong();
        String change =
                "{\"symbol\":\"BTCUSDT\",\"orderId\":"
                        + id
                        + ",\"quantity\":\"0.02\",\"price\":\"96000\"}";
        JsonNode amended = desk.ask("PUT", BATCH, "batchOrders=[" + change + "]").get(0);
        assertThat(amended.get("origQty").asString()).isEqualTo("0.020");
        String ids = "symbol=BTCUSDT&orderIdList=[" + id + ",1]";
        JsonNode cancelled = desk.ask("DELETE", BATCH, ids);
        assertThat(cancelled.get(0).get("status").asString()).isEqualTo("CANCELED");
        assertThat(cancelled.get(1).get("code").asInt()).isEqualTo(-2011);
    }

    @Test
    void batchThatIsNoneIsRefused() {
        String many = "batchOrders=[" + "{},".repeat(5) + "{}]";
        desk.assertCode(desk.signed("POST", BATCH, many), 400, -4082);
        for (String text : new String[] {"", "[", "{}", "[1]", "[]", "7"}) {
            desk.assertCode(desk.signed("POST", BATCH, "batchOrders=" + text), 400, -1102);
        }
    }

    @Test
    void hedgeModeHasTwoPositions() {
        refused(-4061, LIMIT + "&price=97000&positionSide=LONG");
        refused(-4060, LIMIT + "&price=97000&positionSide=UP");
        JsonNode set = desk.ask("POST", "/fapi/v1/positionSide/dual", "dualSidePosition=true");
        assertThat(set.get("code").asInt()).isEqualTo(200);
        refused(-4061, LIMIT + "&price=97000");
        refused(-1106, LIMIT + "&price=97000&positionSide=LONG&reduceOnly=true");
        desk.place("side=BUY&type=MARKET&quantity=0.02&positionSide=LONG");
        desk.place("side=SELL&type=MARKET&quantity=0.01&positionSide=SHORT");
        JsonNode rows = desk.ask("GET", "/fapi/v3/positionRisk", "");
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).get("positionSide").asString()).isEqualTo("LONG");
        assertThat(rows.get(0).get("positionAmt").asString()).isEqualTo("0.020");
        assertThat(rows.get(1).get("positionSide").asString()).isEqualTo("SHORT");
        assertThat(rows.get(1).get("positionAmt").asString()).isEqualTo("-0.010");
        desk.place("side=BUY&type=MARKET&quantity=0.01&positionSide=SHORT");
        refused(-2022, "side=BUY&type=MARKET&quantity=0.01&positionSide=SHORT");
        desk.assertCode(
                desk.signed("POST", "/fapi/v1/positionSide/dual", "dualSidePosition=false"),
                400,
                -4068);
    }

    @Test
    void priceMatchTakesTheBooksPrice() {
        String params = "side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.001&priceMatch=";
        JsonNode queue = desk.place(params + "QUEUE");
        BigDecimal best =
                new BigDecimal(
                        desk.read("/fapi/v1/ticker/bookTicker?symbol=BTCUSDT")
                                .get("bidPrice")
                                .asString());
        assertThat(new BigDecimal(queue.get("price").asString())).isEqualByComparingTo(best);
        assertThat(queue.get("priceMatch").asString()).isEqualTo("QUEUE");
        JsonNode deeper = desk.place(params + "QUEUE_5");
        assertThat(new BigDecimal(deeper.get("price").asString())).isLessThan(best);
        JsonNode taken = desk.place(params + "OPPONENT&newOrderRespType=RESULT");
        assertThat(taken.get("status").asString()).isEqualTo("FILLED");
        refused(-5037, params + "MIDDLE");
        refused(-1106, params + "QUEUE&price=97000");
        refused(-5038, "side=BUY&type=MARKET&quantity=0.001&priceMatch=QUEUE");
    }

    @Test
    void orderIsGoodTillItsDate() {
        String gtd = "side=BUY&type=LIMIT&timeInForce=GTD&quantity=0.01&price=97000";
        refused(-1102, gtd);
        refused(-5040, gtd + "&goodTillDate=" + (desk.exchange.now() + 600_000));
        long till = desk.exchange.now() + 700_000;
        JsonNode order = desk.place(gtd + "&goodTillDate=" + till);
        assertThat(order.get("timeInForce").asString()).isEqualTo("GTD");
        assertThat(order.get("goodTillDate").asLong()).isEqualTo(till);
        desk.advance(699_000);
        assertThat(desk.ask("GET", "/fapi/v1/openOrders", "")).hasSize(1);
        desk.advance(1_000);
        assertThat(desk.ask("GET", "/fapi/v1/openOrders", "")).isEmpty();
        JsonNode ended =
                desk.ask(
                        "GET",
                        "/fapi/v1/order",
                        "symbol=BTCUSDT&orderId=" + order.get("orderId").asLong());
        assertThat(ended.get("status").asString()).isEqualTo("EXPIRED");
    }

    @Test
    void selfTradePreventionIsTheClientsChoice() {
        desk.place("side=SELL&type=LIMIT&timeInForce=GTC&quantity=0.001&price=100005");
        JsonNode taker =
                desk.place(
                        "side=BUY&type=LIMIT&timeInForce=GTC&quantity=12&price=100005"
                                + "&selfTradePreventionMode=EXPIRE_TAKER"
                                + "&newOrderRespType=RESULT");
        assertThat(taker.get("status").asString()).isEqualTo("EXPIRED_IN_MATCH");
        assertThat(taker.get("selfTradePreventionMode").asString()).isEqualTo("EXPIRE_TAKER");
        assertThat(desk.ask("GET", "/fapi/v1/openOrders", "")).hasSize(1);
        refused(-5039, LIMIT + "&price=97000&selfTradePreventionMode=MAYBE");
    }
}
