package io.leverageguard.exchange;

import io.leverageguard.exchange.binance.BinanceSignature;
import io.leverageguard.kit.http.WebClient;
import io.leverageguard.kit.http.WebClient.Call;
import io.leverageguard.kit.http.WebClient.ClientSocket;
import io.leverageguard.kit.http.WebClient.Reply;
import io.leverageguard.kit.http.WebServer.SocketListener;
import io.leverageguard.kit.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** A client of a running exchange, for tests: signs, calls, listens, and notes every byte. */
final class Desk implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final WebClient web = new WebClient();
    private final ExchangeServer server;
    final StringBuilder transcript = new StringBuilder();

    Desk(ExchangeServer server) {
        this.server = server;
    }

    /** A socket that keeps what it hears. */
    final class Line implements SocketListener {
        private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
        private final ClientSocket socket;
        private int asked = 1000;

        private Line(String path) {
            try {
                socket = web.open(URI.create("ws://" + at(path)), Map.of(), this);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void text(String frame) {
            heard.add(frame);
        }

        @Override
        public void closed() {
            heard.add("closed");
        }

        void say(String frame) {
            socket.send(frame);
        }

        /** What has come since the last fence. */
        List<String> fence() {
            int id = ++asked;
            socket.send("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":" + id + "}");
            List<String> frames = new ArrayList<>();
            String frame = next();
            while (!frame.endsWith("\"id\":" + id + "}")) {
                frames.add(frame);
                transcript.append(frame).append('\n');
                frame = next();
            }
            return frames;
        }

        String next() {
            try {
                String frame = heard.poll(10, TimeUnit.SECONDS);
                if (frame == null) {
                    throw new IllegalStateException("nothing came");
                }
                return frame;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    Line line(String path) {
        return new Line(path);
    }

    Reply open(String pathAndQuery) {
        return send("GET", pathAndQuery, Map.of(), "");
    }

    JsonNode read(String pathAndQuery) {
        return Json.tree(open(pathAndQuery).text());
    }

    JsonNode sim(String path, String body) {
        Reply reply = send("POST", "/sim/" + path, Map.of(), body);
        if (reply.status() != 200) {
            throw new IllegalStateException(reply.text());
        }
        return Json.tree(reply.text());
    }

    JsonNode advance(long millis) {
        return sim("clock", "{\"advanceMs\":" + millis + "}");
    }

    JsonNode price(String price) {
        return sim("price", "{\"symbol\":\"BTCUSDT\",\"price\":\"" + price + "\"}");
    }

    /** Signs with the secret {@code s-KEY} and sends; GET and DELETE by query, the rest by body. */
    Reply signed(String method, String path, String key, String params) {
        String all = params + (params.isEmpty() ? "" : "&") + "timestamp=" + millis();
        String text = all + "&signature=" + BinanceSignature.sign("s-" + key, all);
        boolean query = method.equals("GET") || method.equals("DELETE");
        return send(
                method,
                query ? path + "?" + text : path,
                Map.of("X-MBX-APIKEY", key, "content-type", "application/x-www-form-urlencoded"),
                query ? "" : text);
    }

    JsonNode ask(String method, String path, String key, String params) {
        return Json.tree(signed(method, path, key, params).text());
    }

    Reply send(String method, String pathAndQuery, Map<String, String> headers, String body) {
        try {
            Reply reply =
                    web.send(
                            new Call(
                                    method,
                                    URI.create("http://" + at(pathAndQuery)),
                                    headers,
                                    body.getBytes(StandardCharsets.UTF_8),
                                    TIMEOUT));
            transcript.append(reply.status()).append(' ').append(reply.text()).append('\n');
            return reply;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long millis() {
        return server.now().toEpochMilli();
    }

    String address() {
        return "127.0.0.1:" + server.port();
    }

    private String at(String path) {
        return address() + path;
    }

    @Override
    public void close() {
        web.close();
        server.close();
    }
}
