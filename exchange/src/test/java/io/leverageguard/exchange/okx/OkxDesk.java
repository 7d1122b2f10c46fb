package io.leverageguard.exchange.okx;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A client of OKX's protocol at an exchange in memory: signs, calls, listens, notes every byte. */
final class OkxDesk implements AutoCloseable {
    static final Instant START = Instant.parse("2025-10-10T20:00:00Z");
    static final String BTC = "BTC-USDT-SWAP";
    static final String KEY = "trader";
    static final String PASSPHRASE = "pass-trader";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    final ExchangeServer server;
    final StringBuilder transcript = new StringBuilder();
    private final Wire wire;

    OkxDesk() {
        this(false);
    }

    OkxDesk(boolean limits) {
        ExchangeConfig config = ExchangeConfig.stepped(0, 42, Scenario.flat(START));
        ExchangeConfig limited =
                new ExchangeConfig(
                        config.host(),
                        config.port(),
                        config.seed(),
                        config.scenario(),
                        config.startTime(),
                        config.accounts(),
                        config.insurance(),
                        config.clock(),
                        config.speed(),
                        limits);
        server = ExchangeServer.inMemory(limited);
        wire = server.wire();
        account(KEY, "[\"READ\",\"TRADE\"]");
    }

    void account(String key, String permissions) {
        sim(
                "accounts",
                "{\"key\":\""
                        + key
                        + "\",\"secret\":\"s-"
                        + key
                        + "\",\"passphrase\":\"pass-"
                        + key
                        + "\",\"deposits\":{\"USDT\":\"100000\"},\"permissions\":"
                        + permissions
                        + "}");
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

    long millis() {
        return server.now().toEpochMilli();
    }

    JsonNode look(String path) {
        return Json.tree(send("GET", "/api/v5" + path, Map.of(), "").text());
    }

    JsonNode get(String path) {
        return ask(KEY, "GET", path, "");
    }

    JsonNode post(String path, String body) {
        return ask(KEY, "POST", path, body);
    }

    JsonNode ask(String key, String method, String path, String body) {
        return Json.tree(signed(key, method, path, body).text());
    }

    Reply signed(String key, String method, String path, String body) {
        return send(method, "/api/v5" + path, headers(key, method, "/api/v5" + path, body), body);
    }

    Map<String, String> headers(String key, String method, String path, String body) {
        String time = Instant.ofEpochMilli(millis()).toString();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("OK-ACCESS-KEY", key);
        headers.put("OK-ACCESS-PASSPHRASE", "pass-" + key);
        headers.put("OK-ACCESS-TIMESTAMP", time);
        headers.put("OK-ACCESS-SIGN", OkxSignature.sign("s-" + key, time + method + path + body));
        return headers;
    }

    Reply send(String method, String pathAndQuery, Map<String, String> headers, String body) {
        try {
            Reply reply =
                    wire.send(
                            new Call(
                                    method,
                                    URI.create("http://here" + pathAndQuery),
                                    headers,
                                    body.getBytes(StandardCharsets.UTF_8),
                                    TIMEOUT));
            transcript.append(reply.status()).append(' ').append(reply.text()).append('\n');
            return reply;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Places an order of so many contracts. */
    JsonNode order(String side, String ordType, String size, String more) {
        return post(
                "/trade/order",
                "{\"instId\":\""
                        + BTC
                        + "\",\"tdMode\":\"cross\",\"side\":\""
                        + side
                        + "\",\"ordType\":\""
                        + ordType
                        + "\",\"sz\":\""
                        + size
                        + "\""
                        + more
                        + "}");
    }

    /** A socket that keeps what it hears. */
    final class Line implements SocketListener {
        private final List<String> heard = new ArrayList<>();
        private final ClientSocket socket;

        private Line(String site) {
            try {
                socket = wire.open(URI.create("ws://here/ws/v5/" + site), Map.of(), this);
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

        void say(String frame) {
            socket.send(frame);
        }

        /** What has come since the last time. */
        List<String> heard() {
            List<String> frames = List.copyOf(heard);
            heard.clear();
            return frames;
        }

        /** The rows of a channel that have come since the last time. */
        List<JsonNode> rows(String channel) {
            List<JsonNode> rows = new ArrayList<>();
            for (String frame : heard()) {
                JsonNode tree = Json.tree(frame);
                if (tree.path("arg").path("channel").asString("").equals(channel)) {
                    tree.path("data").forEach(rows::add);
                }
            }
            return rows;
        }

        Line login() {
            String seconds = Long.toString(millis() / 1000);
            say(loginFrame(KEY, PASSPHRASE, seconds, OkxSignature.login("s-" + KEY, seconds)));
            return this;
        }

        Line subscribe(String arg) {
            say("{\"op\":\"subscribe\",\"args\":[" + arg + "]}");
            return this;
        }
    }

    static String loginFrame(String key, String passphrase, String seconds, String sign) {
        return "{\"op\":\"login\",\"args\":[{\"apiKey\":\""
                + key
                + "\",\"passphrase\":\""
                + passphrase
                + "\",\"timestamp\":\""
                + seconds
                + "\",\"sign\":\""
                + sign
                + "\"}]}";
    }

    Line line(String site) {
        return new Line(site);
    }

    @Override
    public void close() {
        server.close();
    }
}
