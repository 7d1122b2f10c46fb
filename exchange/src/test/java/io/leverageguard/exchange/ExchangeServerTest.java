package io.leverageguard.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.exchange.core.Bar;
import io.leverageguard.exchange.core.Contracts;
import io.leverageguard.exchange.core.Scenario;
import io.leverageguard.kernel.time.SteppedClock;
import io.leverageguard.kit.http.WebClient.Reply;
import io.leverageguard.kit.json.Json;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ExchangeServerTest {
    private static final Instant START = Instant.parse("2025-10-10T20:00:00Z");
    private static final String ORDER = "/fapi/v1/order";

    private final Desk desk = desk(Scenario.flat(START));

    private static Desk desk(Scenario scenario) {
        Desk desk = new Desk(ExchangeServer.start(ExchangeConfig.stepped(0, 42, scenario)));
        desk.sim(
                "accounts",
                "{\"key\":\"trader\",\"secret\":\"s-trader\",\"passphrase\":\"\","
                        + "\"deposits\":{\"USDT\":\"10000\"},"
                        + "\"permissions\":[\"READ\",\"TRADE\"]}");
        return desk;
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void badSignaturesTimesAndKeysGetTheVenuesCodes() {
        assertCode(desk.send("GET", "/fapi/v3/balance", Map.of(), ""), 401, -2014);
        assertCode(desk.signed("GET", "/fapi/v3/balance", "nobody", ""), 401, -2015);
        Map<String, String> key = Map.of("X-MBX-APIKEY", "trader");
        assertCode(desk.send("GET", "/fapi/v3/balance", key, ""), 400, -1102);
        String now = "timestamp=" + desk.millis();
        String wrong = "/fapi/v3/balance?" + now + "&signature=00";
        assertCode(desk.send("GET", wrong, key, ""), 400, -1022);
        String early = "/fapi/v3/balance?timestamp=" + (desk.millis() - 5001) + "&signature=00";
        assertCode(desk.send("GET", early, key, ""), 400, -1021);
        String late = "/fapi/v3/balance?timestamp=" + (desk.millis() + 1000) + "&signature=00";
        assertCode(desk.send("GET", late, key, ""), 400, -1021);
        assertCode(desk.open("/fapi/v1/nothing"), 404, -5000);
        assertThat(desk.signed("GET", "/fapi/v3/balance", "trader", "").status()).isEqualTo(200);
    }

    @Test
    void ordersThatBreakARuleGetTheVenuesCodes() {
        String limit = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC";
        String market = "symbol=BTCUSDT&side=BUY&type=MARKET";
        assertCode(place("symbol=NOPE&side=BUY&type=MARKET&quantity=1"), 400, -1121);
        assertCode(place("symbol=BTCUSDT&side=UP&type=MARKET&quantity=1"), 400, -1117);
        assertCode(place("symbol=BTCUSDT&side=BUY&type=STOP_MARKET&quantity=1"), 400, -4120);
        assertCode(place(market), 400, -1102);
        assertCode(place(market + "&quantity=1e3"), 400, -1100);
        assertCode(place(market + "&quantity=0"), 400, -4003);
        assertCode(place(market + "&quantity=0.0001"), 400, -1111);
        assertCode(place(market + "&quantity=121"), 400, -4005);
        assertCode(place(market + "&quantity=5"), 400, -2019);
        assertCode(place(market + "&quantity=0.001&reduceOnly=true"), 400, -2022);
        assertCode(place(limit + "&quantity=0.001&price=40000.0"), 400, -4164);
        assertCode(place(limit + "&quantity=0.001&price=96000.05"), 400, -4014);
        assertCode(place(limit + "&quantity=0.001&price=120000"), 400, -4016);
        assertCode(place(market + "&quantity=0.01&newClientOrderId=a%20b"), 400, -4015);
        String crossing = "symbol=BTCUSDT&side=BUY&type=LIMIT&quantity=0.01&price=100100";
        assertCode(place(crossing + "&timeInForce=GTX"), 400, -5022);
        assertThat(place(limit + "&quantity=0.01&price=96000&newClientOrderId=x").status())
                .isEqualTo(200);
        assertCode(place(limit + "&quantity=0.01&price=96000&newClientOrderId=x"), 400, -4116);
        assertCode(desk.signed("DELETE", ORDER, "trader", "symbol=BTCUSDT&orderId=1"), 400, -2011);
        assertCode(desk.signed("GET", ORDER, "trader", "symbol=BTCUSDT&orderId=1"), 400, -2013);
    }

    @Test
    void readingKeyMayLookAndNotTrade() {
        JsonNode uid =
                desk.sim(
                        "accounts",
                        "{\"key\":\"reader\",\"secret\":\"s-reader\",\"permissions\":[\"READ\"],"
                                + "\"uid\":\"1001\"}");
        assertThat(uid.get("uid").asString()).isEqualTo("1001");
        assertThat(desk.signed("GET", "/fapi/v3/account", "reader", "").status()).isEqualTo(200);
        Reply refused =
                desk.signed(
                        "POST", ORDER, "reader", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=1");
        assertCode(refused, 401, -2015);
        JsonNode rights = desk.ask("GET", "/sapi/v1/account/apiRestrictions", "reader", "");
        assertThat(rights.get("enableReading").asBoolean()).isTrue();
        assertThat(rights.get("enableFutures").asBoolean()).isFalse();
        assertThat(desk.ask("GET", "/api/v3/account", "reader", "").get("uid").asLong())
                .isEqualTo(1001);
    }

    @Test
    void orderLivesThroughItsStates() {
        JsonNode order =
                Json.tree(
                        place(
                                        "symbol=BTCUSDT&side=BUY&type=LIMIT"
                                                + "&timeInForce=GTC&quantity=0.010"
                                                + "&price=99000&newClientOrderId=one")
                                .text());
        assertThat(order.get("status").asString()).isEqualTo("NEW");
        JsonNode open = desk.ask("GET", "/fapi/v1/openOrders", "trader", "symbol=BTCUSDT");
        assertThat(open).hasSize(1);
        desk.price("98900");
        JsonNode filled = desk.ask("GET", ORDER, "trader", "symbol=BTCUSDT&origClientOrderId=one");
        assertThat(filled.get("status").asString()).isEqualTo("FILLED");
        assertThat(new BigDecimal(filled.get("avgPrice").asString())).isEqualByComparingTo("99000");
        JsonNode trades = desk.ask("GET", "/fapi/v1/userTrades", "trader", "symbol=BTCUSDT");
        assertThat(trades).hasSize(1);
        assertThat(trades.get(0).get("maker").asBoolean()).isTrue();
        assertThat(new BigDecimal(trades.get(0).get("commission").asString()))
                .isEqualByComparingTo("0.198");
        JsonNode position = desk.ask("GET", "/fapi/v3/positionRisk", "trader", "").get(0);
        assertThat(position.get("positionAmt").asString()).isEqualTo("0.010");
        assertThat(new BigDecimal(position.get("entryPrice").asString()))
                .isEqualByComparingTo("99000");
        place("symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.010&price=97000");
        JsonNode all = desk.ask("DELETE", "/fapi/v1/allOpenOrders", "trader", "symbol=BTCUSDT");
        assertThat(all.get("code").asInt()).isEqualTo(200);
        assertThat(desk.ask("GET", "/fapi/v1/openOrders", "trader", "")).isEmpty();
        assertThat(desk.ask("GET", "/fapi/v1/allOrders", "trader", "symbol=BTCUSDT")).hasSize(2);
    }

    @Test
    void amendedOrderKeepsItsIdAndGoesToTheEndOfTheQueue() {
        String key = listenKey();
        Desk.Line mine = desk.line("/private/ws/" + key);
        String limit =
                "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.010&price=99000";
        place(limit + "&newClientOrderId=one");
        String same = "symbol=BTCUSDT&side=BUY&origClientOrderId=one";
        Reply unchanged = desk.signed("PUT", ORDER, "trader", same + "&quantity=0.010&price=99000");
        assertCode(unchanged, 400, -5027);
        Reply dear = desk.signed("PUT", ORDER, "trader", same + "&quantity=90&price=99000");
        assertCode(dear, 400, -2019);
        JsonNode amended = desk.ask("PUT", ORDER, "trader", same + "&quantity=0.020&price=98000");
        assertThat(amended.get("status").asString()).isEqualTo("NEW");
        assertThat(amended.get("origQty").asString()).isEqualTo("0.020");
        desk.price("97990");
        JsonNode filled = desk.ask("GET", ORDER, "trader", "symbol=BTCUSDT&origClientOrderId=one");
        assertThat(filled.get("status").asString()).isEqualTo("FILLED");
        assertThat(filled.get("price").asString()).isEqualTo("98000.00");
        assertThat(mine.fence()).anyMatch(frame -> frame.contains("\"x\":\"AMENDMENT\""));
    }

    @Test
    void liquidationIsToldEverywhereAndMoneyAgrees() {
        String key = listenKey();
        Desk.Line mine = desk.line("/private/ws?listenKey=" + key);
        Desk.Line market = desk.line("/market/stream?streams=btcusdt@forceOrder");
        desk.ask("POST", "/fapi/v1/leverage", "trader", "symbol=BTCUSDT&leverage=10");
        desk.ask("POST", "/fapi/v1/marginType", "trader", "symbol=BTCUSDT&marginType=ISOLATED");
        place("symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.500");
        JsonNode risk = desk.ask("GET", "/fapi/v3/positionRisk", "trader", "").get(0);
        BigDecimal liquidation = new BigDecimal(risk.get("liquidationPrice").asString());
        desk.price(liquidation.add(BigDecimal.ONE).setScale(1, RoundingMode.UP).toPlainString());
        assertThat(desk.ask("GET", "/fapi/v3/positionRisk", "trader", "")).hasSize(1);
        desk.price(
                liquidation.subtract(BigDecimal.ONE).setScale(1, RoundingMode.UP).toPlainString());
        assertThat(desk.ask("GET", "/fapi/v3/positionRisk", "trader", "")).isEmpty();

        JsonNode forced = desk.ask("GET", "/fapi/v1/forceOrders", "trader", "").get(0);
        assertThat(forced.get("clientOrderId").asString()).startsWith("autoclose-");
        assertThat(forced.get("status").asString()).isEqualTo("FILLED");
        BigDecimal income = BigDecimal.ZERO;
        List<String> types = new ArrayList<>();
        for (JsonNode line : desk.ask("GET", "/fapi/v1/income", "trader", "")) {
            income = income.add(new BigDecimal(line.get("income").asString()));
            types.add(line.get("incomeType").asString());
        }
        assertThat(types).contains("TRANSFER", "COMMISSION", "REALIZED_PNL", "INSURANCE_CLEAR");
        JsonNode balance = desk.ask("GET", "/fapi/v3/balance", "trader", "").get(0);
        assertThat(income).isEqualByComparingTo(balance.get("balance").asString());
        List<String> frames = mine.fence();
        assertThat(frames).anyMatch(f -> f.contains("\"x\":\"CALCULATED\",\"X\":\"FILLED\""));
        assertThat(frames).anyMatch(f -> f.contains("\"m\":\"INSURANCE_CLEAR\""));
        assertThat(frames).anyMatch(f -> f.contains("\"e\":\"MARGIN_CALL\""));
        assertThat(market.fence())
                .anyMatch(f -> f.startsWith("{\"stream\":\"btcusdt@forceOrder\",\"data\":{"))
                .anyMatch(f -> f.contains("\"S\":\"SELL\""));
        JsonNode state = desk.read("/sim/state");
        assertThat(new BigDecimal(state.get("difference").asString())).isZero();
    }

    @Test
    void bookThatIsKeptFromTheStreamEqualsTheSnapshot() {
        Desk.Line line = desk.line("/public/ws/btcusdt@depth@100ms");
        line.fence();
        Map<String, String> bids = new HashMap<>();
        JsonNode snapshot = desk.read("/fapi/v1/depth?symbol=BTCUSDT&limit=1000");
        long last = snapshot.get("lastUpdateId").asLong();
        apply(bids, snapshot.get("bids"));
        for (int i = 0; i < 20; i++) {
            desk.advance(1000);
            place("symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.010");
        }
        List<String> frames = line.fence();
        assertThat(frames).hasSizeGreaterThanOrEqualTo(40);
        for (String frame : frames) {
            JsonNode update = Json.tree(frame);
            assertThat(update.get("pu").asLong()).isEqualTo(last);
            assertThat(update.get("U").asLong()).isEqualTo(last + 1);
            last = update.get("u").asLong();
            apply(bids, update.get("b"));
        }
        Map<String, String> after = new HashMap<>();
        JsonNode again = desk.read("/fapi/v1/depth?symbol=BTCUSDT&limit=1000");
        assertThat(again.get("lastUpdateId").asLong()).isEqualTo(last);
        apply(after, again.get("bids"));
        assertThat(bids).isEqualTo(after);
    }

    @Test
    void faultsHideWhatHappened() {
        desk.sim("faults", "{\"kind\":\"error-after-accept\",\"count\":1}");
        String order = "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.010&newClientOrderId=";
        Reply unknown = place(order + "hidden");
        assertThat(unknown.status()).isEqualTo(503);
        assertThat(unknown.text()).contains("Unknown error");
        JsonNode found =
                desk.ask("GET", ORDER, "trader", "symbol=BTCUSDT&origClientOrderId=hidden");
        assertThat(found.get("status").asString()).isEqualTo("FILLED");
        desk.sim("faults", "{\"kind\":\"error-before\"}");
        assertThat(place(order + "lost").status()).isEqualTo(503);
        assertCode(
                desk.signed("GET", ORDER, "trader", "symbol=BTCUSDT&origClientOrderId=lost"),
                400,
                -2013);
        Desk.Line line = desk.line("/market/ws/btcusdt@aggTrade");
        line.fence();
        desk.sim("faults", "{\"kind\":\"drop-sockets\"}");
        assertThat(line.next()).isEqualTo("closed");
    }

    @Test
    void socketsAnswerCommandsAndSurviveNonsense() {
        Desk.Line line = desk.line("/ws");
        line.say("{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@trade\"],\"id\":\"a1\"}");
        assertThat(line.next()).isEqualTo("{\"result\":null,\"id\":\"a1\"}");
        line.say("not json");
        assertThat(line.next()).contains("\"code\":3");
        line.say("[]");
        assertThat(line.next()).contains("\"code\":2");
        line.say("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":7}");
        assertThat(line.next()).isEqualTo("{\"result\":[\"btcusdt@trade\"],\"id\":7}");
        line.say("{\"method\":\"UNSUBSCRIBE\",\"params\":[\"btcusdt@trade\"],\"id\":8}");
        assertThat(line.next()).isEqualTo("{\"result\":null,\"id\":8}");
        desk.advance(2000);
        assertThat(line.fence()).isEmpty();
    }

    @Test
    void addressesServeTheirFamilyOfStreams() {
        String both = "streams=btcusdt@aggTrade/btcusdt@bookTicker";
        Desk.Line books = desk.line("/public/stream?" + both);
        Desk.Line market = desk.line("/market/stream?" + both);
        Desk.Line all = desk.line("/ws/btcusdt@aggTrade/btcusdt@bookTicker");
        desk.advance(2000);
        assertThat(books.fence()).isNotEmpty().allMatch(f -> f.contains("\"e\":\"bookTicker\""));
        assertThat(market.fence()).isNotEmpty().allMatch(f -> f.contains("\"e\":\"aggTrade\""));
        assertThat(all.fence())
                .anyMatch(f -> f.startsWith("{\"e\":\"aggTrade\""))
                .anyMatch(f -> f.startsWith("{\"e\":\"bookTicker\""));
        for (String wrong : List.of("/ws-fapi/v2", "/other/ws", "/private/ws/nobody", "/")) {
            assertThatThrownBy(() -> desk.line(wrong)).isInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    void runningExchangeFollowsItsClockAtItsSpeed() {
        SteppedClock clock = new SteppedClock(START);
        ExchangeConfig config =
                ExchangeConfig.stepped(0, 1, Scenario.flat(START))
                        .with(List.of(ExchangeConfig.AccountSpec.parse("k:s-k:p:500")))
                        .running(clock, BigDecimal.valueOf(60));
        try (Desk running = new Desk(ExchangeServer.start(config))) {
            clock.advance(Duration.ofSeconds(10));
            long due = START.plusSeconds(600).toEpochMilli();
            long now = 0;
            for (int i = 0; i < 20_000 && now < due; i++) {
                now = running.read("/fapi/v1/time").get("serverTime").asLong();
            }
            assertThat(now).isEqualTo(due);
            JsonNode balance = running.ask("GET", "/fapi/v3/balance", "k", "").get(0);
            assertThat(new BigDecimal(balance.get("balance").asString()))
                    .isEqualByComparingTo("500");
        }
    }

    @Test
    void listenKeyRunsOutAfterAnHourUnlessProlonged() {
        String key = listenKey();
        Desk.Line line = desk.line("/private/ws/" + key);
        desk.advance(50 * 60_000);
        Map<String, String> header = Map.of("X-MBX-APIKEY", "trader");
        assertThat(desk.send("PUT", "/fapi/v1/listenKey", header, "").status()).isEqualTo(200);
        desk.advance(50 * 60_000);
        assertThat(line.fence()).noneMatch(frame -> frame.contains("listenKeyExpired"));
        desk.advance(11 * 60_000);
        assertThat(line.fence()).anyMatch(frame -> frame.contains("listenKeyExpired"));
        assertCode(desk.send("PUT", "/fapi/v1/listenKey", header, ""), 400, -1125);
    }

    @Test
    void sameSeedAndRequestsGiveTheSameBytes() {
        assertThat(story()).isEqualTo(story());
    }

    private String story() {
        try (Desk other = desk(Scenario.modelledCrash())) {
            String key =
                    Json.tree(
                                    other.send(
                                                    "POST",
                                                    "/fapi/v1/listenKey",
                                                    Map.of("X-MBX-APIKEY", "trader"),
                                                    "")
                                            .text())
                            .get("listenKey")
                            .asString();
            Desk.Line mine = other.line("/private/stream?streams=" + key);
            Desk.Line market =
                    other.line(
                            "/market/stream?streams=btcusdt@aggTrade/ethusdt@markPrice@1s/"
                                    + "btcusdt@kline_1m/!forceOrder@arr");
            Desk.Line books = other.line("/public/stream?streams=btcusdt@depth/btcusdt@bookTicker");
            other.ask("POST", "/fapi/v1/leverage", "trader", "symbol=BTCUSDT&leverage=50");
            other.signed(
                    "POST",
                    ORDER,
                    "trader",
                    "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=1.000&newOrderRespType=RESULT");
            for (int i = 0; i < 30; i++) {
                other.advance(7_000);
                mine.fence();
                market.fence();
                books.fence();
            }
            other.open("/fapi/v1/klines?symbol=BTCUSDT&interval=1m&limit=50");
            other.open("/fapi/v1/ticker/24hr");
            other.ask("GET", "/fapi/v3/account", "trader", "");
            return other.transcript.toString();
        }
    }

    @Test
    void candlesOfTheReplayEqualTheBarsOfTheScenario() {
        Scenario scenario = Scenario.modelledCrash();
        try (Desk crash = desk(scenario)) {
            crash.advance(10 * 60_000);
            JsonNode rows = crash.read("/fapi/v1/klines?symbol=BTCUSDT&interval=5m&limit=20");
            assertThat(rows).hasSize(20);
            Map<Long, Bar> bars = new HashMap<>();
            for (Bar bar : scenario.bars().getOrDefault("BTCUSDT", List.of())) {
                bars.put(bar.openSecond() * 1000, bar);
            }
            for (int i = 0; i < 19; i++) {
                JsonNode row = rows.get(i);
                Bar bar = bars.get(row.get(0).asLong());
                assertThat(bar).isNotNull();
                assertThat(row.get(1).asString()).isEqualTo(text(bar.open()));
                assertThat(row.get(2).asString()).isEqualTo(text(bar.high()));
                assertThat(row.get(3).asString()).isEqualTo(text(bar.low()));
                assertThat(row.get(4).asString()).isEqualTo(text(bar.close()));
                assertThat(new BigDecimal(row.get(5).asString()))
                        .isEqualByComparingTo(Contracts.BTCUSDT.quantity(bar.lots()));
            }
            JsonNode minutes = crash.read("/fapi/v1/klines?symbol=BTCUSDT&interval=1m&limit=1500");
            assertThat(minutes).hasSize(1500);
        }
    }

    private static String text(long ticks) {
        return Contracts.BTCUSDT.price(ticks).toPlainString();
    }

    private static void apply(Map<String, String> side, JsonNode levels) {
        for (JsonNode level : levels) {
            String price = level.get(0).asString();
            String quantity = level.get(1).asString();
            if (new BigDecimal(quantity).signum() == 0) {
                side.remove(price);
            } else {
                side.put(price, quantity);
            }
        }
    }

    private String listenKey() {
        Map<String, String> header = Map.of("X-MBX-APIKEY", "trader");
        Reply reply = desk.send("POST", "/fapi/v1/listenKey", header, "");
        return Json.tree(reply.text()).get("listenKey").asString();
    }

    private Reply place(String params) {
        return desk.signed("POST", ORDER, "trader", params);
    }

    private static void assertCode(Reply reply, int status, int code) {
        assertThat(reply.text()).contains("\"code\":" + code + ",");
        assertThat(reply.status()).isEqualTo(status);
    }
}
