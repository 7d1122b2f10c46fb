package io.leverageguard.exchange.bybit;

import io.leverageguard.exchange.ExchangeConfig;
import io.leverageguard.exchange.ExchangeServer;
import io.leverageguard.exchange.core.Scenario;
import io.leverageguard.kit.http.WebClient.Call;
import io.leverageguard.kit.http.WebClient.ClientSocket;
import io.leverageguard.kit.http.WebClient.Reply;
import io.leverageguard.kit.http.WebServer.SocketListener;
import io.leverageguard.kit.http.Wire;
import io.leverageguard.kit.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A client of an exchange in memory: signs, calls, listens, and notes every byte. */
final class BybitDesk {
    static final Instant START = Instant.parse("2025-10-10T20:00:00Z");
    static final String KEY = "trader";
    private static final String WINDOW = "5000";
    private static final String HOST = "http://127.0.0.1:1";
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    final ExchangeServer server;
    final StringBuilder transcript = new StringBuilder();
    private final Wire wire;

    BybitDesk() {
        this(ExchangeConfig.stepped(0, 42, Scenario.flat(START)));
    }

    BybitDesk(ExchangeConfig config) {
        server = ExchangeServer.inMemory(config);
        wire = server.wire();
        account(KEY, "10000", "READ", "TRADE");
    }

    /** An exchange that refuses what is too often. */
    static ExchangeConfig limited() {
        ExchangeConfig free = ExchangeConfig.stepped(0, 42, Scenario.flat(START));
        return new ExchangeConfig(
                free.host(),
                free.port(),
                free.seed(),
                free.scenario(),
                free.startTime(),
                free.accounts(),
                free.insurance(),
                null,
                free.speed(),
                true);
    }

    /** A socket that keeps what it hears. */
    final class Line implements SocketListener {
        private final List<String> heard = new ArrayList<>();
        private final ClientSocket socket;

        private Line(String path) {
            try {
                socket = wire.open(URI.create("ws://127.0.0.1:1" + path), Map.of(), this);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void text(String frame) {
            heard.add(frame);
            transcript.append(frame).append('\n');
        }

        @Override
        public void closed() {
            heard.add("closed");
        }

        /** Says something, and takes what came of it. */
        List<JsonNode> say(String frame) {
            heard.clear();
            socket.send(frame);
            return take();
        }

        /** What has come since the last time. */
        List<JsonNode> take() {
            List<JsonNode> frames = heard.stream().map(Json::tree).toList();
            heard.clear();
            return frames;
        }

        /** What has come of one topic, row by row. */
        List<JsonNode> rows(String topic) {
            List<JsonNode> rows = new ArrayList<>();
            for (JsonNode frame : take()) {
                if (frame.path("topic").asString("").equals(topic)) {
                    frame.path("data").forEach(rows::add);
                }
            }
            return rows;
        }

        boolean isOpen() {
            return socket.isOpen();
        }

        List<JsonNode> subscribe(String... topics) {
            return say("{\"op\":\"subscribe\",\"args\":" + Json.write(List.of(topics)) + "}");
        }

        JsonNode login(String key) {
            String expires = Long.toString(millis() + 10_000);
            String signature = BybitSignature.sign("s-" + key, BybitSignature.login(expires));
            String args = "[\"" + key + "\"," + expires + ",\"" + signature + "\"]";
            return say("{\"req_id\":\"1\",\"op\":\"auth\",\"args\":" + args + "}").getFirst();
        }
    }

    Line line(String path) {
        return new Line(path);
    }

    /** A private socket of the trader that hears these topics. */
    Line mine(String... topics) {
        Line line = line("/v5/private");
        line.login(KEY);
        line.subscribe(topics);
        return line;
    }

    void account(String key, String usdt, String... permissions) {
        sim(
                "accounts",
                """
                {"key":"%s","secret":"s-%s","deposits":{"USDT":"%s"},"permissions":%s}
                """
                        .formatted(key, key, usdt, Json.write(List.of(permissions))));
    }

    JsonNode sim(String path, String body) {
        Reply reply = send("POST", "/sim/" + path, Map.of(), body);
        if (reply.status() != 200) {
            throw new IllegalStateException(reply.text());
        }
        return Json.tree(reply.text());
    }

    void advance(long millis) {
        sim("clock", "{\"advanceMs\":" + millis + "}");
    }

    void price(String price) {
        sim("price", "{\"symbol\":\"BTCUSDT\",\"price\":\"" + price + "\"}");
    }

    void fault(String kind) {
        sim("faults", "{\"kind\":\"" + kind + "\"}");
    }

    /** An answer that anybody may ask for. */
    JsonNode open(String pathAndQuery) {
        return Json.tree(send("GET", pathAndQuery, Map.of(), "").text());
    }

    JsonNode get(String path, String query) {
        return Json.tree(signed("GET", KEY, path, query).text());
    }

    /** The rows of an answer. */
    JsonNode list(String path, String query) {
        JsonNode answer = get(path, query);
        if (answer.path("retCode").asInt(-1) != 0) {
            throw new IllegalStateException(answer.toString());
        }
        return answer.path("result").path("list");
    }

    /** Sends a body, with the single quotes as double ones. */
    JsonNode post(String path, String body) {
        return Json.tree(signed("POST", KEY, path, body.replace('\'', '"')).text());
    }

    JsonNode create(String fields) {
        return post("/v5/order/create", "{'category':'linear','symbol':'BTCUSDT'," + fields + "}");
    }

    /** Places an order that must be taken, and says how it stands. */
    JsonNode placed(String fields) {
        JsonNode answer = create(fields);
        if (answer.path("retCode").asInt(-1) != 0) {
            throw new IllegalStateException(answer.toString());
        }
        return order(answer.path("result").path("orderId").asString());
    }

    JsonNode order(String id) {
        JsonNode rows = list("/v5/order/realtime", "category=linear&orderId=" + id);
        return rows.isEmpty() ? rows : rows.get(0);
    }

    Reply signed(String method, String key, String path, String sent) {
        String now = Long.toString(millis());
        String signature = BybitSignature.sign("s-" + key, now + key + WINDOW + sent);
        Map<String, String> headers = headers(key, now, WINDOW, signature);
        return method.equals("GET")
                ? send(method, path + "?" + sent, headers, "")
                : send(method, path, headers, sent);
    }

    static Map<String, String> headers(String key, String time, String window, String signature) {
        return Map.of(
                "X-BAPI-API-KEY", key,
                "X-BAPI-TIMESTAMP", time,
                "X-BAPI-RECV-WINDOW", window,
                "X-BAPI-SIGN", signature);
    }

    Reply send(String method, String pathAndQuery, Map<String, String> headers, String body) {
        try {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            URI uri = URI.create(HOST + pathAndQuery);
            Reply reply = wire.send(new Call(method, uri, headers, bytes, TIMEOUT));
            transcript.append(reply.status()).append(' ').append(reply.text()).append('\n');
            return reply;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long millis() {
        return server.core().now();
    }
}
