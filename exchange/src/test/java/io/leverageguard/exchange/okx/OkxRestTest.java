package io.leverageguard.exchange.okx;

import static io.leverageguard.exchange.okx.OkxDesk.BTC;
import static io.leverageguard.exchange.okx.OkxDesk.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.kit.http.WebClient.Reply;
import io.leverageguard.kit.json.Json;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OkxRestTest {
    private static final String BALANCE = "/api/v5/account/balance";
    private final OkxDesk desk = new OkxDesk();

    @Test
    void theSignatureIsThatOfPublishedVectors() {
        assertThat(
                        OkxSignature.sign(
                                "testsecret",
                                "2025-10-11T00:00:00.000ZGET/api/v5/account/positions-history"
                                        + "?instType=SWAP&type=3"))
                .isEqualTo("dqDV6BXbKVdP3XrpHibm7qj9z+i+k+B9EVXEbKEVUgk=");
    }

    @Test
    void whoDoesNotProveHimselfGetsTheVenuesCodes() {
        refusedWithout("OK-ACCESS-KEY", null, 401, "50103");
        refusedWithout("OK-ACCESS-PASSPHRASE", null, 401, "50104");
        refusedWithout("OK-ACCESS-PASSPHRASE", "wrong", 401, "50105");
        refusedWithout("OK-ACCESS-SIGN", null, 401, "50106");
        refusedWithout("OK-ACCESS-SIGN", "AAAA", 401, "50113");
        refusedWithout("OK-ACCESS-TIMESTAMP", null, 401, "50107");
        refusedWithout("OK-ACCESS-TIMESTAMP", "yesterday", 401, "50112");
        refusedWithout("OK-ACCESS-TIMESTAMP", "2025-10-10T19:59:29.999Z", 401, "50102");
        refusedWithout("OK-ACCESS-TIMESTAMP", "2025-10-10T20:00:30.001Z", 401, "50102");
        refusedWithout("OK-ACCESS-KEY", "nobody", 401, "50111");
        refusedWithout("x-simulated-trading", "1", 401, "50101");
        Map<String, String> good = desk.headers(KEY, "GET", BALANCE, "");
        assertThat(code(desk.send("GET", BALANCE, good, ""), 200)).isEqualTo("0");
    }

    @Test
    void aKeyThatMayOnlyLookDoesNotTrade() {
        desk.account("watcher", "[\"READ\"]");
        assertThat(desk.ask("watcher", "GET", "/account/positions", "").get("code").asString())
                .isEqualTo("0");
        JsonNode config = desk.ask("watcher", "GET", "/account/config", "").get("data").get(0);
        assertThat(config.get("perm").asString()).isEqualTo("read_only");
        Reply order = desk.signed("watcher", "POST", "/trade/order", "{}");
        assertThat(code(order, 403)).isEqualTo("50120");
    }

    @Test
    void whatCannotBeReadGetsTheVenuesCodes() {
        assertThat(post("/trade/order", "")).isEqualTo("50000");
        assertThat(post("/trade/order", "{")).isEqualTo("50002");
        assertThat(post("/trade/order", "7")).isEqualTo("50002");
        assertThat(post("/trade/order", "[7]")).isEqualTo("50002");
        assertThat(post("/trade/order", "{}")).isEqualTo("50014");
        assertThat(post("/account/set-leverage", "{\"instId\":\"" + BTC + "\"}"))
                .isEqualTo("50014");
        assertThat(desk.get("/trade/nothing").get("code").asString()).isEqualTo("404");
        assertThat(desk.post("/account/balance", "{}").get("code").asString()).isEqualTo("50115");
        assertThat(desk.look("/market/ticker?instId=NOPE").get("code").asString())
                .isEqualTo("51001");
        assertThat(desk.look("/market/candles?instId=" + BTC + "&bar=7m").get("code").asString())
                .isEqualTo("51000");
        assertThat(desk.look("/market/books?instId=" + BTC + "&sz=-1").get("code").asString())
                .isEqualTo("51000");
        assertThatThrownBy(() -> OkxParams.ofQuery("instId=%zz"))
                .isInstanceOf(OkxRefusal.class)
                .hasMessageContaining("51000");
    }

    @Test
    void anOrderThatBreaksARuleGetsItsCodeInItsRow() {
        assertThat(sCode("buy", "market", "0.05", "")).isEqualTo("51020");
        assertThat(sCode("buy", "market", "0.15", "")).isEqualTo("51121");
        assertThat(sCode("buy", "market", "0", "")).isEqualTo("51000");
        assertThat(sCode("buy", "market", "1e99", "")).isEqualTo("51000");
        assertThat(sCode("buy", "market", "100000", "")).isEqualTo("51202");
        assertThat(sCode("buy", "market", "5000", "")).isEqualTo("51008");
        assertThat(sCode("up", "market", "1", "")).isEqualTo("51000");
        assertThat(sCode("buy", "twap", "1", "")).isEqualTo("51000");
        assertThat(sCode("buy", "limit", "1", "")).isEqualTo("51204");
        assertThat(sCode("buy", "limit", "1", ",\"px\":\"95000.05\"")).isEqualTo("51000");
        assertThat(sCode("buy", "limit", "1", ",\"px\":\"120000\"")).isEqualTo("51006");
        assertThat(sCode("sell", "market", "1", ",\"reduceOnly\":true")).isEqualTo("51169");
        assertThat(sCode("buy", "market", "1", ",\"posSide\":\"long\"")).isEqualTo("51000");
        assertThat(sCode("buy", "market", "1", ",\"clOrdId\":\"a-b\"")).isEqualTo("51000");
        assertThat(sCode("buy", "market", "1", ",\"tag\":\"a b\"")).isEqualTo("51000");
        assertThat(sCode("buy", "market", "1", ",\"clOrdId\":\"once\"")).isEqualTo("0");
        assertThat(sCode("buy", "market", "1", ",\"clOrdId\":\"once\"")).isEqualTo("51016");
        assertThat(sCode("buy", "market", "1", ",\"reduceOnly\":\"true\"")).isEqualTo("51170");
    }

    @Test
    void theEnvelopeOfABatchSumsUpItsRows() {
        String good = body("\"buy\",\"px\":\"90000\"");
        String bad = body("\"up\",\"px\":\"90000\"");
        assertThat(batch("[" + good + "," + good + "]")).isEqualTo("0 0 0");
        assertThat(batch("[" + good + "," + bad + "]")).isEqualTo("2 0 51000");
        assertThat(batch("[" + bad + "," + bad + "]")).isEqualTo("1 51000 51000");
        String many = "[" + (good + ",").repeat(20) + good + "]";
        assertThat(desk.post("/trade/batch-orders", many).get("code").asString())
                .isEqualTo("51111");
    }

    private static String body(String sideAndPrice) {
        return "{\"instId\":\""
                + BTC
                + "\",\"tdMode\":\"cross\",\"ordType\":\"limit\",\"sz\":1,\"side\":"
                + sideAndPrice
                + "}";
    }

    private String batch(String body) {
        JsonNode reply = desk.post("/trade/batch-orders", body);
        StringBuilder codes = new StringBuilder(reply.get("code").asString());
        reply.get("data").forEach(row -> codes.append(' ').append(row.get("sCode").asString()));
        return codes.toString();
    }

    @Test
    void anOrderLivesFromItsPlacingToItsArchive() {
        String id = placed("buy", "limit", "2", ",\"px\":95000,\"clOrdId\":\"a1\",\"tag\":\"t\"");
        JsonNode live = only(desk.get("/trade/orders-pending?instType=SWAP"));
        assertThat(live.get("ordId").asString()).isEqualTo(id);
        assertThat(live.get("state").asString()).isEqualTo("live");
        assertThat(live.get("sz").asString()).isEqualTo("2");
        assertThat(live.get("tag").asString()).isEqualTo("t");
        String name = "{\"instId\":\"" + BTC + "\",\"clOrdId\":\"a1\"";
        JsonNode amended = desk.post("/trade/amend-order", name + ",\"newSz\":3,\"reqId\":\"r\"}");
        assertThat(only(amended).get("sCode").asString()).isEqualTo("0");
        assertThat(only(amended).get("reqId").asString()).isEqualTo("r");
        assertThat(order(id).get("sz").asString()).isEqualTo("3");
        assertThat(only(desk.post("/trade/cancel-order", name + "}")).get("sCode").asString())
                .isEqualTo("0");
        JsonNode ended = order(id);
        assertThat(ended.get("state").asString()).isEqualTo("canceled");
        assertThat(ended.get("cancelSource").asString()).isEqualTo("1");
        assertThat(only(desk.post("/trade/cancel-order", name + "}")).get("sCode").asString())
                .isEqualTo("51400");
        assertThat(only(desk.post("/trade/amend-order", name + ",\"newSz\":9}")).get("sCode"))
                .hasToString("\"51503\"");
        desk.advance(2 * 3_600_000 + 1000);
        assertThat(desk.get("/trade/order?instId=" + BTC + "&ordId=" + id).get("code").asString())
                .as("what was cancelled without a fill is soon forgotten")
                .isEqualTo("51603");
    }

    @Test
    void anOrderThatMayNotTradeAsItMustIsTakenAndCancelled() {
        JsonNode post = order(placed("buy", "post_only", "1", ",\"px\":\"101000\""));
        assertThat(post.get("state").asString()).isEqualTo("canceled");
        assertThat(post.get("cancelSource").asString()).isEqualTo("31");
        JsonNode whole = order(placed("buy", "fok", "1", ",\"px\":\"99000\""));
        assertThat(whole.get("state").asString()).isEqualTo("canceled");
        assertThat(whole.get("cancelSource").asString()).isEqualTo("13");
        JsonNode now = order(placed("buy", "ioc", "1", ",\"px\":\"99000\""));
        assertThat(now.get("cancelSource").asString()).isEqualTo("14");
        assertThat(desk.get("/trade/orders-pending").get("data").size()).isZero();
    }

    @Test
    void aTradeIsTheSameInOrderFillBillPositionAndBalance() {
        String id = placed("buy", "market", "10", "");
        JsonNode order = order(id);
        assertThat(order.get("state").asString()).isEqualTo("filled");
        assertThat(order.get("ordType").asString()).isEqualTo("market");
        BigDecimal paid = BigDecimal.ZERO;
        BigDecimal size = BigDecimal.ZERO;
        for (JsonNode fill : desk.get("/trade/fills?ordId=" + id).get("data")) {
            paid = paid.add(number(fill, "fee"));
            size = size.add(number(fill, "fillSz"));
            assertThat(fill.get("execType").asString()).isEqualTo("T");
        }
        assertThat(paid).isNegative().isEqualByComparingTo(number(order, "fee"));
        assertThat(size).isEqualByComparingTo("10");
        JsonNode position = only(desk.get("/account/positions?instId=" + BTC));
        assertThat(number(position, "pos")).isEqualByComparingTo("10");
        assertThat(number(position, "avgPx")).isEqualByComparingTo(number(order, "avgPx"));
        assertThat(number(position, "fee")).isEqualByComparingTo(paid);
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode bill : desk.get("/account/bills").get("data")) {
            sum = sum.add(number(bill, "balChg"));
        }
        JsonNode usdt = only(desk.get("/account/balance")).get("details").get(0);
        assertThat(sum).isEqualByComparingTo(number(usdt, "cashBal"));
    }

    @Test
    void aMarginModeChangesOnlyWhileNothingIsOpen() {
        placed("buy", "limit", "1", ",\"px\":\"90000\"");
        String isolated =
                "{\"instId\":\""
                        + BTC
                        + "\",\"tdMode\":\"isolated\",\"side\":\"buy\",\"ordType\":\"market\","
                        + "\"sz\":\"1\"}";
        assertThat(only(desk.post("/trade/order", isolated)).get("sCode").asString())
                .isEqualTo("51010");
        String lever = "{\"instId\":\"" + BTC + "\",\"lever\":20,\"mgnMode\":\"isolated\"}";
        assertThat(desk.post("/account/set-leverage", lever).get("code").asString())
                .isEqualTo("59107");
        String id = only(desk.get("/trade/orders-pending")).get("ordId").asString();
        desk.post("/trade/cancel-order", "{\"instId\":\"" + BTC + "\",\"ordId\":\"" + id + "\"}");
        assertThat(only(desk.post("/trade/order", isolated)).get("sCode").asString())
                .isEqualTo("0");
        assertThat(only(desk.get("/account/positions")).get("mgnMode").asString())
                .isEqualTo("isolated");
        String more = "{\"instId\":\"" + BTC + "\",\"posSide\":\"net\",\"type\":\"add\"";
        assertThat(post("/account/position/margin-balance", more + ",\"amt\":\"25\"}"))
                .isEqualTo("0");
    }

    @Test
    void longAndShortStandSideBySide() {
        assertThat(post("/account/set-position-mode", "{\"posMode\":\"long_short_mode\"}"))
                .isEqualTo("0");
        assertThat(sCode("buy", "market", "2", "")).isEqualTo("51000");
        assertThat(sCode("buy", "market", "2", ",\"posSide\":\"long\"")).isEqualTo("0");
        assertThat(sCode("sell", "market", "1", ",\"posSide\":\"short\"")).isEqualTo("0");
        assertThat(desk.get("/account/positions").get("data").size()).isEqualTo(2);
        String net = "{\"posMode\":\"net_mode\"}";
        assertThat(desk.post("/account/set-position-mode", net).get("code").asString())
                .isEqualTo("59000");
        String close = "{\"instId\":\"" + BTC + "\",\"mgnMode\":\"cross\",\"posSide\":\"";
        assertThat(desk.post("/trade/close-position", close + "long\"}").get("code").asString())
                .isEqualTo("0");
        assertThat(desk.post("/trade/close-position", close + "long\"}").get("code").asString())
                .isEqualTo("51023");
        JsonNode closed = only(desk.get("/account/positions-history"));
        assertThat(closed.get("type").asString()).isEqualTo("2");
        assertThat(closed.get("direction").asString()).isEqualTo("long");
        assertThat(number(closed, "closeTotalPos")).isEqualByComparingTo("2");
    }

    @Test
    void algoOrdersWaitFireAndAreKept() {
        placed("buy", "market", "1", "");
        String algo =
                "{\"instId\":\""
                        + BTC
                        + "\",\"tdMode\":\"cross\",\"side\":\"sell\",\"ordType\":\"oco\","
                        + "\"sz\":\"1\",\"reduceOnly\":true,\"slTriggerPx\":\"98000\","
                        + "\"slOrdPx\":\"-1\",\"tpTriggerPx\":\"103000\",\"tpOrdPx\":\"-1\"}";
        String id = only(desk.post("/trade/order-algo", algo)).get("algoId").asString();
        JsonNode live = only(desk.get("/trade/orders-algo-pending?ordType=oco"));
        assertThat(live.get("algoId").asString()).isEqualTo(id);
        assertThat(live.get("slTriggerPx").asString()).isEqualTo("98000");
        assertThat(live.get("tpTriggerPx").asString()).isEqualTo("103000");
        String name = "{\"instId\":\"" + BTC + "\",\"algoId\":\"" + id + "\"";
        JsonNode amended = desk.post("/trade/amend-algos", name + ",\"newSlTriggerPx\":97000}");
        assertThat(only(amended).get("sCode").asString()).as(amended.toString()).isEqualTo("0");
        desk.price("97900");
        desk.advance(1000);
        assertThat(desk.get("/account/positions").get("data").size()).isOne();
        desk.price("96900");
        desk.advance(1000);
        assertThat(desk.get("/account/positions").get("data").size()).isZero();
        JsonNode done = only(desk.get("/trade/order-algo?algoId=" + id));
        assertThat(done.get("state").asString()).isEqualTo("effective");
        assertThat(done.get("actualSide").asString()).isEqualTo("sl");
        JsonNode sent = order(done.get("ordId").asString());
        assertThat(sent.get("algoId").asString()).isEqualTo(id);
        assertThat(sent.get("source").asString()).isEqualTo("7");
        assertThat(only(desk.post("/trade/cancel-algos", "[" + name + "}]")).get("sCode"))
                .hasToString("\"51400\"");
    }

    @Test
    void stopsThatHangOnAnOrderComeAliveWhenItFills() {
        placed(
                "buy",
                "market",
                "1",
                ",\"attachAlgoOrds\":[{\"slTriggerPx\":\"98000\",\"slOrdPx\":\"-1\"}]");
        JsonNode stop = only(desk.get("/trade/orders-algo-pending?ordType=conditional"));
        assertThat(stop.get("slTriggerPx").asString()).isEqualTo("98000");
        desk.price("97900");
        desk.advance(1000);
        assertThat(desk.get("/account/positions").get("data").size()).isZero();
    }

    @Test
    void whatGoesWrongOnPurposeIsSaidInTheVenuesWords() {
        desk.sim("faults", "{\"kind\":\"error-before\"}");
        assertThat(code(place("b1"), 400)).isEqualTo("50004");
        assertThat(byClientId("b1").get("code").asString()).isEqualTo("51603");
        desk.sim("faults", "{\"kind\":\"error-after-accept\"}");
        assertThat(code(place("b2"), 400)).isEqualTo("50004");
        assertThat(only(byClientId("b2")).get("state").asString()).isEqualTo("live");
        desk.sim("faults", "{\"kind\":\"unavailable\"}");
        assertThat(code(place("b3"), 503)).isEqualTo("50001");
        desk.sim("faults", "{\"kind\":\"rate-limit\"}");
        assertThat(code(place("b4"), 429)).isEqualTo("50011");
        desk.sim("faults", "{\"kind\":\"maintenance\",\"count\":1}");
        assertThat(desk.look("/public/time").get("code").asString()).isEqualTo("50001");
        desk.sim("faults", "{\"kind\":\"maintenance\",\"count\":0}");
        assertThat(desk.look("/public/time").get("code").asString()).isEqualTo("0");
    }

    private Reply place(String clientId) {
        String body =
                body("\"buy\",\"px\":\"90000\"").replace("{", "{\"clOrdId\":\"" + clientId + "\",");
        return desk.signed(KEY, "POST", "/trade/order", body);
    }

    private JsonNode byClientId(String clientId) {
        return desk.get("/trade/order?instId=" + BTC + "&clOrdId=" + clientId);
    }

    @Test
    void anOrderThatIsLateForItsClientIsNotTaken() {
        String body = body("\"buy\",\"px\":\"90000\"");
        Map<String, String> headers =
                new HashMap<>(desk.headers(KEY, "POST", "/api/v5/trade/order", body));
        headers.put("expTime", Long.toString(desk.millis() - 1));
        assertThat(code(desk.send("POST", "/api/v5/trade/order", headers, body), 400))
                .isEqualTo("50036");
        headers.put("expTime", Long.toString(desk.millis() + 1000));
        assertThat(code(desk.send("POST", "/api/v5/trade/order", headers, body), 200))
                .isEqualTo("0");
    }

    @Test
    void tooManyOrdersInTwoSecondsAreRefusedWhenLimitsAreEnforced() {
        try (OkxDesk strict = new OkxDesk(true)) {
            for (int i = 0; i < 60; i++) {
                assertThat(strict.order("buy", "limit", "1", ",\"px\":\"90000\"").get("code"))
                        .hasToString("\"0\"");
            }
            assertThat(strict.order("buy", "limit", "1", ",\"px\":\"90000\"").get("code"))
                    .hasToString("\"50011\"");
            strict.advance(2000);
            assertThat(strict.order("buy", "limit", "1", ",\"px\":\"90000\"").get("code"))
                    .hasToString("\"0\"");
        }
    }

    @Test
    void silenceForcesAnAccountsOrdersOut() {
        placed("buy", "limit", "1", ",\"px\":\"90000\"");
        desk.post("/trade/cancel-all-after", "{\"timeOut\":\"10\"}");
        desk.advance(9000);
        assertThat(desk.get("/trade/orders-pending").get("data").size()).isOne();
        desk.advance(1000);
        assertThat(desk.get("/trade/orders-pending").get("data").size()).isZero();
    }

    @Test
    void candlesOfADayBeginAtMidnightWhereTheirNameSays() {
        desk.advance(60_000);
        JsonNode local = desk.look("/market/candles?instId=" + BTC + "&bar=1D&limit=1");
        JsonNode utc = desk.look("/market/candles?instId=" + BTC + "&bar=1Dutc&limit=1");
        assertThat(only(local).get(0).asString()).isEqualTo("1760112000000");
        assertThat(only(utc).get(0).asString()).isEqualTo("1760054400000");
        JsonNode minutes = desk.look("/market/candles?instId=" + BTC + "&bar=1m&limit=2");
        assertThat(minutes.get("data").get(0).get(8).asString()).isEqualTo("0");
        assertThat(minutes.get("data").get(1).get(8).asString()).isEqualTo("1");
    }

    private void refusedWithout(String header, @Nullable String instead, int status, String code) {
        Map<String, String> headers = new HashMap<>(desk.headers(KEY, "GET", BALANCE, ""));
        headers.remove(header);
        if (instead != null) {
            headers.put(header, instead);
        }
        assertThat(code(desk.send("GET", BALANCE, headers, ""), status)).isEqualTo(code);
    }

    private static String code(Reply reply, int status) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        return Json.tree(reply.text()).get("code").asString();
    }

    private String post(String path, String body) {
        return desk.post(path, body).get("code").asString();
    }

    private String sCode(String side, String ordType, String size, String more) {
        return only(desk.order(side, ordType, size, more)).get("sCode").asString();
    }

    private String placed(String side, String ordType, String size, String more) {
        JsonNode row = only(desk.order(side, ordType, size, more));
        assertThat(row.get("sCode").asString()).as(row.toString()).isEqualTo("0");
        return row.get("ordId").asString();
    }

    private JsonNode order(String id) {
        return only(desk.get("/trade/order?instId=" + BTC + "&ordId=" + id));
    }

    private static JsonNode only(JsonNode reply) {
        assertThat(reply.get("data").size()).as(reply.toString()).isOne();
        return reply.get("data").get(0);
    }

    private static BigDecimal number(JsonNode row, String name) {
        return new BigDecimal(row.get(name).asString());
    }
}
