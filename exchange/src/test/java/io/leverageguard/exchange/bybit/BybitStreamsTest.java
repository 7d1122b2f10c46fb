package io.leverageguard.exchange.bybit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.exchange.ExchangeConfig;
import io.leverageguard.exchange.core.Scenario;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class BybitStreamsTest {
    private static final String PUBLIC = "/v5/public/linear";
    private static final String MARKET = "'side':'Buy','orderType':'Market','qty':'0.010'";

    private final BybitDesk desk = new BybitDesk();

    @Test
    void keptBookEqualsTheAskedOneAndMissesNoUpdate() {
        BybitDesk.Line line = desk.line(PUBLIC);
        List<JsonNode> begin = line.subscribe("orderbook.50.BTCUSDT");
        assertThat(begin.get(0).get("success").asBoolean()).isTrue();
        assertThat(begin.get(1).get("type").asString()).isEqualTo("snapshot");
        JsonNode snapshot = begin.get(1).get("data");
        Map<String, String> bids = new TreeMap<>();
        apply(bids, snapshot.get("b"));
        long last = snapshot.get("u").asLong();
        long sequence = snapshot.get("seq").asLong();
        for (int i = 0; i < 20; i++) {
            desk.advance(1000);
            desk.placed(MARKET);
        }
        List<JsonNode> frames = line.take();
        assertThat(frames).hasSizeGreaterThanOrEqualTo(40);
        for (JsonNode frame : frames) {
            assertThat(frame.get("type").asString()).isEqualTo("delta");
            assertThat(frame.get("cts").asLong()).isLessThanOrEqualTo(frame.get("ts").asLong());
            assertThat(frame.path("data").get("u").asLong()).isEqualTo(++last);
            assertThat(frame.path("data").get("seq").asLong()).isGreaterThan(sequence);
            sequence = frame.path("data").get("seq").asLong();
            apply(bids, frame.path("data").get("b"));
        }
        Map<String, String> asked = new TreeMap<>();
        String query = "?category=linear&symbol=BTCUSDT&limit=50";
        JsonNode book = desk.open("/v5/market/orderbook" + query).path("result");
        apply(asked, book.get("b"));
        assertThat(bids).isEqualTo(asked);
        assertThat(book.get("seq").asLong()).isEqualTo(sequence);
    }

    private static void apply(Map<String, String> side, JsonNode levels) {
        for (JsonNode level : levels) {
            String quantity = level.get(1).asString();
            if (Double.parseDouble(quantity) == 0) {
                side.remove(level.get(0).asString());
            } else {
                side.put(level.get(0).asString(), quantity);
            }
        }
    }

    @Test
    void bestLevelComesInSnapshotsAndIsRepeatedWhenItStands() {
        BybitDesk.Line line = desk.line(PUBLIC);
        JsonNode first = line.subscribe("orderbook.1.BTCUSDT").get(1);
        assertThat(first.path("data").get("b")).hasSize(1);
        desk.advance(1000);
        JsonNode changed = line.take().getLast();
        assertThat(changed.get("type").asString()).isEqualTo("snapshot");
        long update = changed.path("data").get("u").asLong();
        // Half a second moves nobody: the crowd acts on whole seconds.
        desk.advance(500);
        assertThat(line.take()).isEmpty();
        assertThat(update).isGreaterThan(first.path("data").get("u").asLong());
    }

    @Test
    void skippedUpdateLeavesAGap() {
        BybitDesk.Line line = desk.line(PUBLIC);
        long last = line.subscribe("orderbook.50.BTCUSDT").get(1).path("data").get("u").asLong();
        desk.fault("skip-depth");
        desk.advance(1000);
        assertThat(line.take()).isEmpty();
        desk.advance(1000);
        assertThat(line.take().getFirst().path("data").get("u").asLong()).isEqualTo(last + 2);
    }

    @Test
    void tickerBeginsWholeAndGoesOnWithWhatChanges() {
        BybitDesk.Line line = desk.line(PUBLIC);
        JsonNode snapshot = line.subscribe("tickers.BTCUSDT").get(1);
        assertThat(snapshot.get("type").asString()).isEqualTo("snapshot");
        assertThat(snapshot.path("data").get("openInterestValue").asString()).isNotEmpty();
        assertThat(snapshot.path("data").get("fundingRate").asString()).isEqualTo("0.0001");
        desk.price("100500");
        JsonNode delta = line.take().getLast();
        assertThat(delta.get("type").asString()).isEqualTo("delta");
        assertThat(delta.path("data").get("indexPrice").asString()).isEqualTo("100500.00");
        assertThat(delta.path("data").has("fundingRate")).isFalse();
        JsonNode asked =
                desk.open("/v5/market/tickers?category=linear&symbol=BTCUSDT")
                        .path("result")
                        .path("list")
                        .get(0);
        assertThat(delta.path("data").get("lastPrice")).isEqualTo(asked.get("lastPrice"));
    }

    @Test
    void tradesAndCandlesAreTold() {
        BybitDesk.Line line = desk.line(PUBLIC);
        line.subscribe("publicTrade.BTCUSDT", "kline.1.BTCUSDT");
        desk.advance(1000);
        desk.placed(MARKET);
        List<JsonNode> frames = line.take();
        JsonNode trade =
                frames.stream()
                        .filter(f -> f.has("data") && of(f, "publicTrade"))
                        .toList()
                        .getLast()
                        .get("data")
                        .get(0);
        assertThat(trade.get("S").asString()).isEqualTo("Buy");
        assertThat(trade.get("v").asString()).isEqualTo("0.010");
        JsonNode tape = desk.open("/v5/market/recent-trade?category=linear&symbol=BTCUSDT&limit=1");
        assertThat(tape.path("result").path("list").get(0).get("execId")).isEqualTo(trade.get("i"));
        JsonNode bar = frames.stream().filter(f -> of(f, "kline")).toList().getLast();
        assertThat(bar.path("data").get(0).get("confirm").asBoolean()).isFalse();
        desk.advance(60_000);
        assertThat(line.take().stream().filter(f -> of(f, "kline")))
                .anyMatch(f -> f.path("data").get(0).get("confirm").asBoolean());
    }

    private static boolean of(JsonNode frame, String topic) {
        return frame.path("topic").asString("").startsWith(topic);
    }

    @Test
    void eachAddressAnswersInItsOwnManner() {
        String ping = "{\"req_id\":\"7\",\"op\":\"ping\"}";
        JsonNode open = desk.line(PUBLIC).say(ping).getFirst();
        assertThat(open.get("ret_msg").asString()).isEqualTo("pong");
        assertThat(open.get("op").asString()).isEqualTo("ping");
        BybitDesk.Line mine = desk.line("/v5/private");
        JsonNode closed = mine.say(ping).getFirst();
        assertThat(closed.get("op").asString()).isEqualTo("pong");
        assertThat(closed.get("args").get(0).asLong()).isEqualTo(desk.millis());
        JsonNode early = mine.subscribe("order").getFirst();
        assertThat(early.get("success").asBoolean()).isFalse();
        assertThat(early.get("ret_msg").asString()).isEqualTo("Request not authorized");
        JsonNode welcome = mine.login(BybitDesk.KEY);
        assertThat(welcome.get("success").asBoolean()).isTrue();
        assertThat(welcome.get("conn_id").asString()).isNotEmpty();
        assertThat(mine.subscribe("order", "wallet").getFirst().get("success").asBoolean())
                .isTrue();
        BybitDesk.Line trade = desk.line("/v5/trade");
        JsonNode greeted = trade.login(BybitDesk.KEY);
        assertThat(greeted.get("retCode").asInt()).isZero();
        assertThat(greeted.get("connId").asString()).isNotEmpty();
        assertThat(trade.login(BybitDesk.KEY).get("retCode").asInt()).isEqualTo(20001);
    }

    @Test
    void wrongLoginsAndTopicsAreRefusedAndTheSocketStays() {
        BybitDesk.Line line = desk.line("/v5/private");
        long later = desk.millis() + 1000;
        String auth = "{\"op\":\"auth\",\"args\":[\"%s\",\"%d\",\"00\"]}";
        for (String said :
                List.of(
                        auth.formatted("nobody", later),
                        auth.formatted(BybitDesk.KEY, later),
                        auth.formatted(BybitDesk.KEY, desk.millis()),
                        "{\"op\":\"auth\"}",
                        "{\"op\":\"auth\",\"args\":{\"a\":1}}",
                        "not json",
                        "[]",
                        "7",
                        "{\"op\":\"order.create\"}",
                        "{\"op\":[]}")) {
            assertThat(line.say(said).getFirst().get("success").asBoolean()).isFalse();
        }
        assertThat(line.isOpen()).isTrue();
        BybitDesk.Line open = desk.line(PUBLIC);
        for (String topic :
                List.of("orderbook.7.BTCUSDT", "tickers.NOPE", "nothing", "", "kline.2.BTCUSDT")) {
            assertThat(open.subscribe(topic).getFirst().get("success").asBoolean()).isFalse();
        }
        for (String wrong : List.of("/v5/public/spot", "/v5/nothing", "/v5/private/x")) {
            assertThatThrownBy(() -> desk.line(wrong)).isInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    void ordersCanBeSentOnTheirSocket() {
        BybitDesk.Line trade = desk.line("/v5/trade");
        String order =
                """
                {"reqId":"%s","header":{"X-BAPI-TIMESTAMP":"%d"},"op":"order.create",
                "args":[{"category":"linear","symbol":"BTCUSDT","side":"Buy",
                "orderType":"Limit","qty":"0.01","price":"99000"}]}
                """;
        JsonNode stranger = trade.say(order.formatted("0", desk.millis())).getFirst();
        assertThat(stranger.get("retCode").asInt()).isEqualTo(10003);
        trade.login(BybitDesk.KEY);
        BybitDesk.Line mine = desk.mine("order");
        JsonNode answer = trade.say(order.formatted("1", desk.millis())).getFirst();
        assertThat(answer.get("retCode").asInt()).isZero();
        assertThat(answer.get("reqId").asString()).isEqualTo("1");
        assertThat(answer.path("header").get("X-Bapi-Limit-Status").asString()).isEqualTo("9");
        String id = answer.path("data").get("orderId").asString();
        JsonNode told = mine.rows("order").getFirst();
        assertThat(told.get("orderId").asString()).isEqualTo(id);
        assertThat(told.get("orderStatus").asString()).isEqualTo("New");
        assertThat(told.has("tpslMode")).isTrue();
        assertThat(trade.say(order.formatted("1", desk.millis())).getFirst().get("retCode").asInt())
                .isEqualTo(20006);
        JsonNode late = trade.say(order.formatted("2", desk.millis() - 6000)).getFirst();
        assertThat(late.get("retCode").asInt()).isEqualTo(10002);
        JsonNode cancelled =
                trade.say(
                                """
                {"reqId":"3","header":{"X-BAPI-TIMESTAMP":"%d"},"op":"order.cancel",
                "args":[{"category":"linear","symbol":"BTCUSDT","orderId":"%s"}]}
                """
                                        .formatted(desk.millis(), id))
                        .getFirst();
        assertThat(cancelled.get("retCode").asInt()).isZero();
        assertThat(mine.rows("order").getFirst().get("orderStatus").asString())
                .isEqualTo("Cancelled");
        assertThat(
                        trade.say(
                                        "{\"reqId\":\"4\",\"header\":{\"X-BAPI-TIMESTAMP\":\""
                                                + desk.millis()
                                                + "\"},\"op\":\"order.x\"}")
                                .getFirst()
                                .get("retCode")
                                .asInt())
                .isEqualTo(10404);
    }

    @Test
    void accountHearsItsOwnNewsAndNobodyElses() {
        desk.account("other", "1000", "READ");
        BybitDesk.Line mine = desk.mine("order", "execution", "position", "wallet");
        BybitDesk.Line other = desk.line("/v5/private");
        other.login("other");
        other.subscribe("order", "execution", "position", "wallet");
        desk.placed(MARKET);
        List<JsonNode> told = mine.take();
        assertThat(told.stream().map(f -> f.get("topic").asString()))
                .containsExactly("execution", "order", "position", "wallet");
        JsonNode execution = told.get(0).path("data").get(0);
        assertThat(execution.get("execType").asString()).isEqualTo("Trade");
        assertThat(execution.get("execFee").asString()).startsWith("0.");
        JsonNode asked = desk.list("/v5/execution/list", "category=linear").get(0);
        assertThat(asked.get("execId")).isEqualTo(execution.get("execId"));
        assertThat(told.get(2).path("data").get(0).get("size").asString()).isEqualTo("0.010");
        assertThat(other.take()).isEmpty();
    }

    @Test
    void newsAreLostRepeatedAndLateOnRequest() {
        BybitDesk.Line mine = desk.mine("order");
        desk.fault("lose-event");
        desk.placed(MARKET);
        assertThat(mine.take()).isEmpty();
        desk.fault("duplicate-event");
        desk.placed(MARKET);
        List<JsonNode> twice = mine.take();
        assertThat(twice).hasSize(2);
        assertThat(twice.getFirst()).isEqualTo(twice.getLast());
        desk.sim("faults", "{\"kind\":\"delay-event\",\"count\":1,\"ms\":2000}");
        desk.placed(MARKET);
        assertThat(mine.take()).isEmpty();
        desk.advance(3000);
        assertThat(mine.take()).hasSize(1);
        desk.fault("stall-socket");
        desk.placed(MARKET);
        desk.placed(MARKET);
        assertThat(mine.take()).isEmpty();
        assertThat(mine.isOpen()).isTrue();
        BybitDesk.Line broken = desk.mine("order");
        desk.fault("drop-socket");
        desk.placed(MARKET);
        assertThat(broken.isOpen() && mine.isOpen()).isFalse();
    }

    @Test
    void silentSocketsAreClosedWhereLimitsAreEnforced() {
        BybitDesk strict = new BybitDesk(BybitDesk.limited());
        BybitDesk.Line quiet = strict.line("/v5/private?max_active_time=30s");
        BybitDesk.Line usual = strict.line(PUBLIC);
        strict.advance(29_000);
        assertThat(quiet.isOpen()).isTrue();
        strict.advance(1_000);
        assertThat(quiet.isOpen()).isFalse();
        strict.advance(500_000);
        usual.say("{\"op\":\"ping\"}");
        strict.advance(599_000);
        assertThat(usual.isOpen()).isTrue();
        strict.advance(1_000);
        assertThat(usual.isOpen()).isFalse();
    }

    @Test
    void ordersOfAnAccountThatIsCutOffAreCancelledWhenItAskedForThat() {
        String limit = "'side':'Buy','orderType':'Limit','qty':'0.010','price':'99000'";
        String id = desk.placed(limit).get("orderId").asString();
        JsonNode refused = desk.post(BybitCancelOnLoss.PATH, "{'timeWindow':1}");
        desk.post(BybitCancelOnLoss.PATH, "{'timeWindow':3}");
        assertThat(refused.get("retCode").asInt()).isEqualTo(10001);
        JsonNode done =
                desk.post(BybitCancelOnLoss.PATH, "{'product':'DERIVATIVES','timeWindow':10}");
        assertThat(done.get("retCode").asInt()).isZero();
        desk.mine("dcp.future");
        desk.advance(20_000);
        assertThat(desk.order(id).get("orderStatus").asString()).isEqualTo("New");
        desk.fault("drop-sockets");
        desk.advance(9_000);
        assertThat(desk.order(id).get("orderStatus").asString()).isEqualTo("New");
        desk.advance(2_000);
        assertThat(desk.order(id).get("orderStatus").asString()).isEqualTo("Cancelled");
    }

    @Test
    void fundingIsAnExecutionOfThePosition() {
        Scenario late = Scenario.flat(Instant.parse("2025-10-10T23:59:00Z"));
        BybitDesk desk = new BybitDesk(ExchangeConfig.stepped(0, 42, late));
        desk.placed(MARKET);
        BybitDesk.Line mine = desk.mine("execution");
        desk.advance(60_000);
        JsonNode told = mine.rows("execution").getFirst();
        assertThat(told.get("execType").asString()).isEqualTo("Funding");
        assertThat(told.get("execFee").asString()).startsWith("0.1000");
        JsonNode asked = desk.list("/v5/execution/list", "category=linear&execType=Funding").get(0);
        assertThat(asked.get("execId")).isEqualTo(told.get("execId"));
        assertThat(asked.get("execFee")).isEqualTo(told.get("execFee"));
        assertThat(asked.get("feeRate").asString()).isEqualTo("0.0001");
        JsonNode line =
                desk.list("/v5/account/transaction-log", "category=linear&type=SETTLEMENT").get(0);
        assertThat(line.get("funding").asString()).startsWith("-0.1000");
        assertThat(line.get("change")).isEqualTo(line.get("funding"));
    }

    @Test
    void sameSeedAndRequestsGiveTheSameBytes() {
        assertThat(story()).isEqualTo(story());
    }

    private static String story() {
        BybitDesk other = new BybitDesk(ExchangeConfig.stepped(0, 7, Scenario.modelledCrash()));
        other.mine("order", "execution", "position", "wallet");
        other.line(PUBLIC)
                .subscribe(
                        "orderbook.50.BTCUSDT",
                        "publicTrade.BTCUSDT",
                        "tickers.ETHUSDT",
                        "kline.5.BTCUSDT",
                        "allLiquidation.BTCUSDT");
        other.create("'side':'Buy','orderType':'Market','qty':'1.000'");
        other.create(MARKET + ",'takeProfit':'150000','stopLoss':'100000'");
        for (int i = 0; i < 20; i++) {
            other.advance(7_000);
        }
        other.get("/v5/position/list", "category=linear&settleCoin=USDT");
        other.get("/v5/account/transaction-log", "");
        other.open("/v5/market/kline?category=linear&symbol=BTCUSDT&interval=1");
        return other.transcript.toString();
    }
}
