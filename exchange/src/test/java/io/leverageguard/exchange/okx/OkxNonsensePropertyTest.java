package io.leverageguard.exchange.okx;

import static io.leverageguard.exchange.okx.OkxDesk.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.exchange.okx.OkxDesk.Line;
import io.leverageguard.kit.http.WebClient.Reply;
import io.leverageguard.kit.json.Json;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Whatever is asked, the answer is the venue's; and the same questions get the same bytes. */
class OkxNonsensePropertyTest {
    private static final List<String> GETS =
            List.of(
                    "/public/instruments",
                    "/public/position-tiers",
                    "/public/funding-rate-history",
                    "/public/mark-price",
                    "/public/liquidation-orders",
                    "/public/convert-contract-coin",
                    "/market/books",
                    "/market/candles",
                    "/market/mark-price-candles",
                    "/market/index-candles",
                    "/market/trades",
                    "/account/positions",
                    "/account/positions-history",
                    "/account/bills",
                    "/account/max-size",
                    "/account/leverage-info",
                    "/trade/order",
                    "/trade/orders-pending",
                    "/trade/orders-history",
                    "/trade/fills-history",
                    "/trade/orders-algo-pending",
                    "/trade/orders-algo-history");
    private static final List<String> POSTS =
            List.of(
                    "/trade/order",
                    "/trade/batch-orders",
                    "/trade/amend-order",
                    "/trade/cancel-order",
                    "/trade/close-position",
                    "/trade/order-algo",
                    "/trade/amend-algos",
                    "/trade/cancel-algos",
                    "/trade/cancel-all-after",
                    "/account/set-leverage",
                    "/account/set-position-mode",
                    "/account/position/margin-balance");
    private static final List<String> NAMES =
            List.of(
                    "instId",
                    "instType",
                    "tdMode",
                    "mgnMode",
                    "side",
                    "posSide",
                    "ordType",
                    "sz",
                    "px",
                    "clOrdId",
                    "ordId",
                    "algoId",
                    "newSz",
                    "newPx",
                    "lever",
                    "limit",
                    "after",
                    "before",
                    "begin",
                    "bar",
                    "uly",
                    "type",
                    "amt",
                    "triggerPx",
                    "orderPx",
                    "slTriggerPx",
                    "slOrdPx",
                    "callbackRatio",
                    "reduceOnly",
                    "timeOut",
                    "state",
                    "attachAlgoOrds",
                    "posMode",
                    "closeFraction",
                    "tag",
                    "stpMode");
    private static final List<String> VALUES =
            List.of(
                    "\"BTC-USDT-SWAP\"",
                    "\"ETH-USDT-SWAP\"",
                    "\"BTC-USDT\"",
                    "\"SWAP\"",
                    "\"buy\"",
                    "\"sell\"",
                    "\"net\"",
                    "\"long\"",
                    "\"cross\"",
                    "\"isolated\"",
                    "\"limit\"",
                    "\"market\"",
                    "\"post_only\"",
                    "\"fok\"",
                    "\"trigger\"",
                    "\"conditional\"",
                    "\"1m\"",
                    "\"1D\"",
                    "1",
                    "0",
                    "-1",
                    "0.1",
                    "\"0.15\"",
                    "99000.1",
                    "100500",
                    "\"95000\"",
                    "8000000001",
                    "999999999999999999",
                    "1e400",
                    "1e-400",
                    "\"1e9\"",
                    "99999999999999999999999999999999999999999999",
                    "\"NaN\"",
                    "\"\"",
                    "null",
                    "true",
                    "\"true\"",
                    "[]",
                    "{}",
                    "[{}]",
                    "[7]",
                    "\"äöü\"",
                    "\"%00\"",
                    "\"long_short_mode\"",
                    "\"net_mode\"",
                    "[{\"slTriggerPx\":1,\"slOrdPx\":-1}]");
    private static final List<String> CHANNELS =
            List.of(
                    "books",
                    "tickers",
                    "trades",
                    "orders",
                    "positions",
                    "account",
                    "candle1m",
                    "index-tickers",
                    "liquidation-orders",
                    "mark-price-candle1D",
                    "nothing",
                    "");

    @Test
    void nonsenseGetsTheVenuesAnswerAndMovesNoMoney() {
        try (OkxDesk desk = new OkxDesk()) {
            ask(desk, 99, 2_000);
            assertThat(desk.server.core().totals().difference()).isZero();
            JsonNode orders = desk.get("/trade/orders-history-archive?instType=SWAP");
            assertThat(orders.get("data").size()).as("some sense was in it").isPositive();
        }
    }

    @Test
    void theSameQuestionsGetTheSameBytes() {
        try (OkxDesk one = new OkxDesk();
                OkxDesk other = new OkxDesk()) {
            ask(one, 7, 400);
            ask(other, 7, 400);
            assertThat(other.transcript).hasToString(one.transcript.toString());
            assertThat(one.transcript).hasSizeGreaterThan(50_000);
        }
    }

    private static void ask(OkxDesk desk, long seed, int times) {
        SplittableRandom random = new SplittableRandom(seed);
        Line open = desk.line("public");
        Line own = desk.line("private").login();
        for (int i = 0; i < times; i++) {
            Line line = random.nextBoolean() ? open : own;
            switch (random.nextInt(5)) {
                case 0 -> say(line, random);
                case 1, 2 -> check(get(desk, random));
                default -> check(post(desk, random));
            }
            if (i % 50 == 0) {
                desk.advance(1000);
            }
            line.say("ping");
            assertThat(line.heard()).endsWith("pong");
        }
    }

    private static Reply get(OkxDesk desk, SplittableRandom random) {
        StringBuilder query = new StringBuilder(pick(random, GETS)).append("?instType=SWAP");
        if (random.nextInt(4) != 0) {
            query.append("&instId=BTC-USDT-SWAP&ordType=trigger");
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            String value = pick(random, VALUES).replaceAll("[^A-Za-z0-9.%-]", "");
            query.append('&').append(pick(random, NAMES)).append('=').append(value);
        }
        return desk.signed(KEY, "GET", query.toString(), "");
    }

    private static Reply post(OkxDesk desk, SplittableRandom random) {
        String body = object(random);
        if (random.nextInt(8) == 0) {
            body = "[" + body + "," + object(random) + "]";
        }
        if (random.nextInt(8) == 0) {
            body = body.substring(0, random.nextInt(body.length()));
        }
        return desk.signed(KEY, "POST", pick(random, POSTS), body);
    }

    private static void say(Line line, SplittableRandom random) {
        String channel = "\"channel\":\"" + pick(random, CHANNELS) + "\"";
        String arg =
                random.nextBoolean()
                        ? "{" + channel + ",\"instId\":\"BTC-USDT-SWAP\",\"instType\":\"SWAP\"}"
                        : object(random);
        String op =
                pick(random, List.of("subscribe", "unsubscribe", "login", "order", "cancel-order"));
        String frame = "{\"id\":\"1\",\"op\":\"" + op + "\",\"args\":[" + arg + "]}";
        boolean cut = random.nextInt(8) == 0;
        line.say(cut ? frame.substring(0, random.nextInt(frame.length())) : frame);
    }

    private static String object(SplittableRandom random) {
        StringBuilder body = new StringBuilder("{\"instIdCode\":10001");
        boolean whole = random.nextBoolean();
        if (whole) {
            body = new StringBuilder("{\"instId\":\"BTC-USDT-SWAP\",\"tdMode\":\"cross\"");
            body.append(",\"mgnMode\":\"cross\",\"lever\":7,\"amt\":1,\"type\":\"add\"");
            body.append(",\"side\":\"buy\",\"ordType\":\"market\",\"sz\":\"0.3\"");
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            String name = pick(random, NAMES);
            if (body.indexOf("\"" + name + "\"") < 0) {
                body.append(",\"").append(name).append("\":").append(pick(random, VALUES));
            }
        }
        return body + "}";
    }

    private static void check(Reply reply) {
        assertThat(reply.status()).as(reply.text()).isBetween(200, 499);
        JsonNode tree = Json.tree(reply.text());
        assertThat(tree.get("code").asString()).matches("[0-9]{1,5}");
        assertThat(tree.get("data").isArray()).isTrue();
    }

    private static String pick(SplittableRandom random, List<String> list) {
        return list.get(random.nextInt(list.size()));
    }
}
