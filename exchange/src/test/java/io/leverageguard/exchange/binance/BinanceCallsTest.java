package io.leverageguard.exchange.binance;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.exchange.binance.BinanceDesk.Line;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class BinanceCallsTest {
    private final BinanceDesk desk = new BinanceDesk();
    private final Line line = desk.line("/ws-fapi/v1");

    private JsonNode call(String method, Map<String, String> params) {
        Map<String, String> all = new TreeMap<>(params);
        all.put("apiKey", BinanceDesk.KEY);
        all.put("timestamp", Long.toString(desk.exchange.now()));
        StringBuilder text = new StringBuilder();
        all.forEach((k, v) -> text.append(text.isEmpty() ? "" : "&").append(k + "=" + v));
        all.put("signature", BinanceSignature.sign(BinanceDesk.SECRET, text.toString()));
        StringBuilder json = new StringBuilder();
        all.forEach(
                (k, v) ->
                        json.append(json.isEmpty() ? "" : ",").append(quoted(k) + ":" + quoted(v)));
        line.say("{\"id\":\"a-1\",\"method\":" + quoted(method) + ",\"params\":{" + json + "}}");
        return line.last();
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }

    private static final Map<String, String> LIMIT =
            Map.of(
                    "symbol", "BTCUSDT",
                    "side", "BUY",
                    "type", "LIMIT",
                    "timeInForce", "GTC",
                    "quantity", "0.01",
                    "price", "97000");

    @Test
    void orderIsPlacedModifiedAskedForAndCancelled() {
        JsonNode placed = call("order.place", LIMIT);
        assertThat(placed.get("id").asString()).isEqualTo("a-1");
        assertThat(placed.get("status").asInt()).isEqualTo(200);
        String id = placed.get("result").get("orderId").asString();
        assertThat(placed.get("rateLimits")).hasSize(3);
        assertThat(placed.get("rateLimits").get(1).get("count").asInt()).isEqualTo(1);
        Map<String, String> which = Map.of("symbol", "BTCUSDT", "orderId", id);
        Map<String, String> change = new TreeMap<>(which);
        change.putAll(Map.of("side", "BUY", "quantity", "0.02", "price", "96000"));
        JsonNode modified = call("order.modify", change).get("result");
        assertThat(modified.get("origQty").asString()).isEqualTo("0.020");
        JsonNode status = call("order.status", which).get("result");
        assertThat(status.get("status").asString()).isEqualTo("NEW");
        JsonNode cancelled = call("order.cancel", which).get("result");
        assertThat(cancelled.get("status").asString()).isEqualTo("CANCELED");
        JsonNode again = call("order.cancel", which);
        assertThat(again.get("status").asInt()).isEqualTo(400);
        assertThat(again.get("error").get("code").asInt()).isEqualTo(-2011);
    }

    @Test
    void accountIsAskedForInBothVersions() {
        desk.buy("0.01");
        assertThat(call("account.balance", Map.of()).get("result")).hasSize(1);
        assertThat(call("v2/account.balance", Map.of()).get("result")).hasSize(1);
        assertThat(call("account.position", Map.of()).get("result")).hasSize(1);
        assertThat(call("v2/account.position", Map.of()).get("result")).hasSize(1);
        assertThat(call("account.status", Map.of()).get("result").has("totalWalletBalance"))
                .isTrue();
        assertThat(call("v2/account.status", Map.of()).get("result").get("positions")).hasSize(1);
    }

    @Test
    void conditionalOrdersGoOverTheSocketToo() {
        Map<String, String> stop =
                Map.of(
                        "algoType", "CONDITIONAL",
                        "symbol", "BTCUSDT",
                        "side", "SELL",
                        "type", "STOP_MARKET",
                        "quantity", "0.01",
                        "triggerPrice", "95000");
        JsonNode placed = call("algoOrder.place", stop).get("result");
        assertThat(placed.get("algoStatus").asString()).isEqualTo("NEW");
        String id = placed.get("algoId").asString();
        JsonNode gone = call("algoOrder.cancel", Map.of("algoId", id));
        assertThat(gone.get("status").asInt()).isEqualTo(200);
    }

    @Test
    void limitsAreNotToldToWhomDoesNotWantThem() {
        Map<String, String> params = new TreeMap<>(LIMIT);
        params.put("returnRateLimits", "false");
        assertThat(call("order.place", params).has("rateLimits")).isFalse();
    }

    @Test
    void nonsenseIsAnsweredAndTheSocketStaysOpen() {
        for (String frame :
                List.of("", "{", "[]", "7", "null", "{\"id\":{}}", "{\"id\":1,\"params\":[]}")) {
            line.say(frame);
            assertThat(line.last().get("status").asInt()).as(frame).isEqualTo(400);
        }
        line.say("{\"id\":7,\"method\":\"order.eat\"}");
        assertThat(line.last().get("error").get("code").asInt()).isEqualTo(-1020);
        assertThat(line.last().get("id").asInt()).isEqualTo(7);
        line.say("{\"id\":8,\"method\":\"session.logon\",\"params\":{\"apiKey\":\"trader\"}}");
        assertThat(line.last().get("status").asInt()).isEqualTo(401);
        assertThat(line.last().get("error").get("code").asInt()).isEqualTo(-4056);
        line.say("{\"id\":9,\"method\":\"order.place\",\"params\":{\"apiKey\":\"trader\"}}");
        assertThat(line.last().get("error").get("code").asInt()).isEqualTo(-1102);
        line.say("{\"id\":10,\"method\":\"order.place\"}");
        assertThat(line.last().get("error").get("code").asInt()).isEqualTo(-2014);
        line.say("{\"id\":11,\"method\":\"ticker.price\",\"params\":{\"symbol\":\"BTCUSDT\"}}");
        assertThat(line.last().get("result").get("symbol").asString()).isEqualTo("BTCUSDT");
        assertThat(line.closed).isZero();
    }
}
