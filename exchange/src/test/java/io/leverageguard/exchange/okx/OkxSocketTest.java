package io.leverageguard.exchange.okx;

import static io.leverageguard.exchange.okx.OkxDesk.BTC;
import static io.leverageguard.exchange.okx.OkxDesk.KEY;
import static io.leverageguard.exchange.okx.OkxDesk.PASSPHRASE;
import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.exchange.okx.OkxDesk.Line;
import io.leverageguard.kit.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class OkxSocketTest {
    private static final Path RECORDED =
            Path.of(System.getProperty("lg.root", "."))
                    .resolve("../shared/payloads/jkorf-okx/Subscriptions/Unified")
                    .normalize();
    private static final String ARG = "{\"channel\":\"%s\",\"instId\":\"" + BTC + "\"}";
    private static final String ORDERS = "{\"channel\":\"orders\",\"instType\":\"SWAP\"}";

    private final OkxDesk desk = new OkxDesk();

    @Test
    void aPingIsAnsweredInPlainText() {
        Line line = desk.line("public");
        line.say("ping");
        assertThat(line.heard()).containsExactly("pong");
    }

    @Test
    void whoDoesNotProveHimselfIsNotLoggedIn() {
        Line line = desk.line("private");
        String now = Long.toString(desk.millis() / 1000);
        String sign = OkxSignature.login("s-" + KEY, now);
        assertThat(login(line, "nobody", PASSPHRASE, now, sign)).isEqualTo("60005");
        assertThat(login(line, KEY, "wrong", now, sign)).isEqualTo("60024");
        assertThat(login(line, KEY, PASSPHRASE, now, "AAAA")).isEqualTo("60007");
        String late = Long.toString(desk.millis() / 1000 - 31);
        String old = OkxSignature.login("s-" + KEY, late);
        assertThat(login(line, KEY, PASSPHRASE, late, old)).isEqualTo("60006");
        assertThat(login(line, KEY, PASSPHRASE, "soon", sign)).isEqualTo("60004");
        assertThat(login(line, "", PASSPHRASE, now, sign)).isEqualTo("60001");
        assertThat(error(line, "{\"op\":\"subscribe\",\"args\":[" + ORDERS + "]}"))
                .isEqualTo("60011");
        assertThat(error(line, "{\"id\":\"1\",\"op\":\"order\",\"args\":[{}]}")).isEqualTo("60011");
        assertThat(login(line, KEY, PASSPHRASE, now, sign)).isEqualTo("0");
    }

    private static String login(Line line, String key, String pass, String time, String sign) {
        return error(line, OkxDesk.loginFrame(key, pass, time, sign));
    }

    private static String error(Line line, String frame) {
        line.heard();
        line.say(frame);
        JsonNode answer = Json.tree(line.heard().getFirst());
        assertThat(answer.get("connId").asString()).hasSize(8);
        return answer.get("code").asString();
    }

    @Test
    void whatIsNotUnderstoodIsAnsweredAndTheSocketStays() {
        Line line = desk.line("public");
        for (String frame :
                List.of(
                        "{",
                        "[]",
                        "7",
                        "null",
                        "{\"op\":\"subscribe\"}",
                        "{\"op\":1,\"args\":1}")) {
            assertThat(error(line, frame)).as(frame).isEqualTo("60012");
        }
        assertThat(error(line, "{\"op\":\"dance\",\"args\":[]}")).isEqualTo("60012");
        assertThat(error(line, "{\"op\":\"subscribe\",\"args\":[7]}")).isEqualTo("60012");
        String unknown = "{\"channel\":\"books\",\"instId\":\"NO-USDT-SWAP\"}";
        assertThat(error(line, "{\"op\":\"subscribe\",\"args\":[" + unknown + "]}"))
                .isEqualTo("60018");
        String elsewhere = String.format(ARG, "candle1m");
        assertThat(error(line, "{\"op\":\"subscribe\",\"args\":[" + elsewhere + "]}"))
                .as("candles are under /business")
                .isEqualTo("60018");
        line.say("ping");
        assertThat(line.heard()).containsExactly("pong");
    }

    @Test
    void theBookOfTheChannelIsTheBookOfTheQuestion() {
        Line line = desk.line("public").subscribe(String.format(ARG, "books"));
        Map<String, String> asks = new HashMap<>();
        Map<String, String> bids = new HashMap<>();
        long last = -1;
        for (int second = 0; second < 20; second++) {
            for (JsonNode row : line.rows("books")) {
                assertThat(row.get("prevSeqId").asLong()).isEqualTo(last);
                assertThat(row.get("checksum").asLong()).isZero();
                last = row.get("seqId").asLong();
                row.get("asks").forEach(level -> apply(asks, level));
                row.get("bids").forEach(level -> apply(bids, level));
            }
            desk.order("buy", "limit", "1", ",\"px\":\"9" + (5000 + second) + "\"");
            desk.advance(1000);
        }
        line.rows("books")
                .forEach(
                        row -> {
                            row.get("asks").forEach(level -> apply(asks, level));
                            row.get("bids").forEach(level -> apply(bids, level));
                        });
        JsonNode book = desk.look("/market/books?instId=" + BTC + "&sz=400").get("data").get(0);
        assertThat(asks).hasSameSizeAs(book.get("asks"));
        assertThat(bids).hasSameSizeAs(book.get("bids"));
        book.get("asks").forEach(level -> assertThat(asks).containsEntry(px(level), sz(level)));
        book.get("bids").forEach(level -> assertThat(bids).containsEntry(px(level), sz(level)));
    }

    @Test
    void aSkippedUpdateIsAGapThatTheNumbersShow() {
        Line line = desk.line("public").subscribe(String.format(ARG, "books"));
        long last = line.rows("books").getLast().get("seqId").asLong();
        desk.sim("faults", "{\"kind\":\"skip-depth\"}");
        desk.advance(1000);
        assertThat(line.rows("books")).isEmpty();
        desk.advance(1000);
        assertThat(line.rows("books").getFirst().get("prevSeqId").asLong()).isNotEqualTo(last);
    }

    private static void apply(Map<String, String> side, JsonNode level) {
        if (sz(level).equals("0")) {
            side.remove(px(level));
        } else {
            side.put(px(level), sz(level));
        }
    }

    private static String px(JsonNode level) {
        return level.get(0).asString();
    }

    private static String sz(JsonNode level) {
        return level.get(1).asString();
    }

    @Test
    void everyChannelOfAMarketSpeaks() {
        Line open = desk.line("public");
        Line business = desk.line("business");
        List<String> said = List.of("tickers", "mark-price", "funding-rate", "open-interest");
        said.forEach(channel -> open.subscribe(String.format(ARG, channel)));
        List.of("price-limit", "books5", "bbo-tbt", "trades")
                .forEach(channel -> open.subscribe(String.format(ARG, channel)));
        open.subscribe("{\"channel\":\"index-tickers\",\"instId\":\"BTC-USDT\"}");
        open.subscribe("{\"channel\":\"instruments\",\"instType\":\"SWAP\"}");
        business.subscribe(String.format(ARG, "candle1m"));
        business.subscribe(String.format(ARG, "mark-price-candle1m"));
        business.subscribe("{\"channel\":\"index-candle1m\",\"instId\":\"BTC-USDT\"}");
        desk.advance(60_000);
        String all = String.join("\n", open.heard());
        for (String channel :
                List.of(
                        "tickers",
                        "mark-price",
                        "funding-rate",
                        "open-interest",
                        "price-limit",
                        "books5",
                        "bbo-tbt",
                        "trades",
                        "index-tickers",
                        "instruments")) {
            String push = "\\{\"arg\":\\{\"channel\":\"" + channel + "\"[^}]*\\},\"data\":\\[\\{.*";
            assertThat(all.lines()).as(channel).anyMatch(frame -> frame.matches(push));
        }
        List<String> candles = business.heard();
        assertThat(candles)
                .anyMatch(f -> f.contains("\"candle1m\"") && f.endsWith(",\"1\"]]}"))
                .anyMatch(f -> f.contains("\"mark-price-candle1m\"") && f.endsWith(",\"1\"]]}"))
                .anyMatch(f -> f.contains("\"index-candle1m\"") && f.endsWith(",\"1\"]]}"));
    }

    @Test
    void ordersArePlacedChangedAndToldOnASocket() {
        Line line = desk.line("private").login().subscribe(ORDERS);
        line.heard();
        long code =
                desk.look("/public/instruments?instType=SWAP&instId=" + BTC)
                        .get("data")
                        .get(0)
                        .get("instIdCode")
                        .asLong();
        String order = "{\"instIdCode\":" + code + ",\"clOrdId\":\"w1\"";
        line.say(
                "{\"id\":\"11\",\"op\":\"order\",\"args\":["
                        + order
                        + ",\"tdMode\":\"cross\",\"side\":\"buy\",\"ordType\":\"limit\","
                        + "\"sz\":2,\"px\":\"95000\"}]}");
        List<String> frames = line.heard();
        JsonNode push = Json.tree(frames.getFirst());
        assertThat(push.get("arg").get("uid").asString()).isEqualTo("1001");
        assertThat(push.get("data").get(0).get("state").asString()).isEqualTo("live");
        JsonNode answer = Json.tree(frames.getLast());
        assertThat(answer.get("id").asString()).isEqualTo("11");
        assertThat(answer.get("op").asString()).isEqualTo("order");
        assertThat(answer.get("code").asString()).isEqualTo("0");
        line.say("{\"id\":\"12\",\"op\":\"amend-order\",\"args\":[" + order + ",\"newSz\":1}]}");
        assertThat(line.rows("orders").getFirst().get("amendResult").asString()).isEqualTo("0");
        line.say("{\"id\":\"13\",\"op\":\"cancel-order\",\"args\":[" + order + "}]}");
        assertThat(line.rows("orders").getFirst().get("state").asString()).isEqualTo("canceled");
        line.say(
                "{\"id\":\"14\",\"op\":\"order\",\"args\":[{\"instId\":\""
                        + BTC
                        + "\",\"tdMode\":\"cross\",\"side\":\"buy\",\"ordType\":\"market\","
                        + "\"sz\":\"1\"}]}");
        assertThat(Json.tree(line.heard().getFirst()).get("code").asString())
                .as("contracts go by their code here")
                .isEqualTo("50014");
    }

    @Test
    void aFillIsToldToEveryChannelOfItsOwner() {
        Line line = desk.line("private").login().subscribe(ORDERS);
        line.subscribe("{\"channel\":\"positions\",\"instType\":\"ANY\"}");
        line.subscribe("{\"channel\":\"account\"}");
        line.subscribe("{\"channel\":\"balance_and_position\"}");
        line.heard();
        desk.order("buy", "market", "2", "");
        List<String> frames = line.heard();
        assertThat(frames).anyMatch(f -> f.contains("\"orders\"") && f.contains("\"filled\""));
        assertThat(frames)
                .anyMatch(f -> f.contains("\"positions\"") && f.contains("\"pos\":\"2\""));
        assertThat(frames).anyMatch(f -> f.contains("\"channel\":\"account\""));
        assertThat(frames).anyMatch(f -> f.contains("\"eventType\":\"filled\""));
        desk.account("other", "[\"READ\",\"TRADE\"]");
        line.heard();
        desk.ask("other", "POST", "/trade/order", "{\"instId\":\"" + BTC + "\"}");
        assertThat(line.heard()).as("nobody hears of others").isEmpty();
    }

    @Test
    void privateEventsGetLostAndComeTwice() {
        Line line = desk.line("private").login().subscribe(ORDERS);
        line.heard();
        desk.sim("faults", "{\"kind\":\"lose-event\"}");
        desk.order("buy", "limit", "1", ",\"px\":\"90000\"");
        assertThat(line.heard()).isEmpty();
        desk.sim("faults", "{\"kind\":\"duplicate-event\"}");
        desk.order("buy", "limit", "1", ",\"px\":\"90000\"");
        List<String> twice = line.heard();
        assertThat(twice).hasSize(2);
        assertThat(twice.getFirst()).isEqualTo(twice.getLast());
        desk.sim("faults", "{\"kind\":\"drop-socket\"}");
        desk.order("buy", "limit", "1", ",\"px\":\"90000\"");
        assertThat(line.heard()).containsExactly("closed");
    }

    @Test
    void silenceClosesASocketWhenLimitsAreEnforced() {
        try (OkxDesk strict = new OkxDesk(true)) {
            Line silent = strict.line("private");
            Line busy = strict.line("private");
            strict.advance(20_000);
            busy.say("ping");
            strict.advance(11_000);
            assertThat(silent.heard()).containsExactly("closed");
            assertThat(busy.heard()).containsExactly("pong");
        }
    }

    @Test
    void theRecordedDialoguesGoTheSameWay() throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(RECORDED), "the recorded dialogues are not here");
        int compared = 0;
        try (Stream<Path> files = Files.walk(RECORDED)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                compared += follow(Files.readAllLines(file));
            }
        }
        assertThat(compared).isGreaterThan(20);
    }

    /** Says what the client said, about our contract, and compares what is answered. */
    private int follow(List<String> script) {
        Line line = null;
        int compared = 0;
        String asked = "";
        for (String text : script) {
            if (text.startsWith("> ")) {
                asked = ours(text.substring(2));
                line = line == null ? desk.line(site(script)) : line;
                line.heard();
                line.say(asked);
            } else if (text.startsWith("< ") && line != null) {
                JsonNode answer = Json.tree(line.heard().getFirst());
                JsonNode expected = Json.tree(ours(text.substring(2)));
                if (isServed(asked)) {
                    assertThat(without(answer)).as(asked).isEqualTo(without(expected));
                    compared++;
                }
            }
        }
        return compared;
    }

    private static boolean isServed(String asked) {
        return Stream.of("estimated-price", "opt-summary", "\"status\"", "algo-advance")
                .noneMatch(asked::contains);
    }

    private static String site(List<String> script) {
        String all = String.join("", script);
        if (all.contains("candle") || all.contains("\"orders-algo\"")) {
            return "business";
        }
        return all.contains("\"login\"") ? "private" : "public";
    }

    private String ours(String text) {
        String seconds = Long.toString(desk.millis() / 1000);
        String swapped =
                text.contains("index-") ? text : text.replace("\"ETH-USDT\"", "\"" + BTC + "\"");
        return swapped.replaceAll("\"instType\": \"[A-Z]+\"", "\"instType\": \"SWAP\"")
                .replace("\"123\"", "\"" + KEY + "\"")
                .replace("\"789\"", "\"" + PASSPHRASE + "\"")
                .replace("|1|", seconds)
                .replace("|2|", OkxSignature.login("s-" + KEY, seconds));
    }

    private static JsonNode without(JsonNode frame) {
        ObjectNode copy = ((ObjectNode) frame).deepCopy();
        assertThat(copy.remove("connId").asString()).hasSize(8);
        return copy;
    }
}
