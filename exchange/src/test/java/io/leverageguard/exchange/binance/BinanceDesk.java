package io.leverageguard.exchange.binance;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.ApiKey;
import io.leverageguard.exchange.core.Clients;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.Faults;
import io.leverageguard.exchange.core.KeyPermission;
import io.leverageguard.exchange.core.Listeners;
import io.leverageguard.exchange.core.Scenario;
import io.leverageguard.kit.http.WebServer.Request;
import io.leverageguard.kit.http.WebServer.Response;
import io.leverageguard.kit.http.WebServer.Socket;
import io.leverageguard.kit.http.WebServer.SocketListener;
import io.leverageguard.kit.json.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A client of Binance's protocol in memory, for tests: BTC stands at 100,000. */
final class BinanceDesk {
    static final String KEY = "trader";
    static final String SECRET = "s-trader";
    private static final Instant START = Instant.parse("2025-10-10T20:00:00Z");

    final Exchange exchange;
    final Faults faults = new Faults();
    final Account account;
    private final Clients clients = new Clients();
    private final BinanceProtocol venue;

    BinanceDesk() {
        this(false);
    }

    BinanceDesk(boolean limitsEnforced) {
        Listeners listeners = new Listeners();
        exchange =
                new Exchange(
                        Scenario.flat(START),
                        START.toEpochMilli(),
                        7,
                        new BigDecimal("1000000"),
                        listeners);
        venue = new BinanceProtocol(exchange, clients, faults, 7, limitsEnforced);
        listeners.add(venue.listener());
        account = open(KEY, "100000");
    }

    /** Another account, with a key that may do everything. */
    Account open(String key, String usdt) {
        Account opened = exchange.openAccount();
        exchange.deposit(opened, new BigDecimal(usdt));
        EnumSet<KeyPermission> all = EnumSet.allOf(KeyPermission.class);
        clients.add(new ApiKey(key, "s-" + key, "", opened, all, exchange.now()));
        return opened;
    }

    /** A socket that keeps what it hears. */
    static final class Line implements Socket {
        final List<String> heard = new ArrayList<>();
        int closed;
        private @Nullable SocketListener ear;

        @Override
        public boolean send(String text) {
            return heard.add(text);
        }

        @Override
        public void close(int code, String reason) {
            closed = code;
        }

        void say(String frame) {
            if (ear == null) {
                throw new IllegalStateException("nobody listens");
            }
            ear.text(frame);
        }

        /** What has come since the last time, of this kind. */
        List<JsonNode> take(String kind) {
            List<JsonNode> events = new ArrayList<>();
            for (String frame : heard) {
                JsonNode event = Json.tree(frame);
                if (event.path("e").asString("").equals(kind)) {
                    events.add(event);
                }
            }
            heard.clear();
            return events;
        }

        JsonNode last() {
            return Json.tree(heard.getLast());
        }
    }

    Line line(String pathAndQuery) {
        Line line = new Line();
        Request upgrade = request("GET", pathAndQuery, Map.of(), "");
        line.ear = venue.open(upgrade, line);
        assertThat(line.ear).as(pathAndQuery).isNotNull();
        return line;
    }

    /** The private stream of the trader. */
    Line mine(String query) {
        Response answer = send("POST", "/fapi/v1/listenKey", Map.of("x-mbx-apikey", KEY), "");
        return line("/private/ws?listenKey=" + json(answer).get("listenKey").asString() + query);
    }

    Response send(String method, String pathAndQuery, Map<String, String> headers, String body) {
        Response response = venue.handle(request(method, pathAndQuery, headers, body));
        venue.flush();
        return response;
    }

    Response open(String pathAndQuery) {
        return send("GET", pathAndQuery, Map.of(), "");
    }

    JsonNode read(String pathAndQuery) {
        return json(open(pathAndQuery));
    }

    Response signed(String method, String path, String params) {
        return signedBy(KEY, method, path, params);
    }

    Response signedBy(String key, String method, String path, String params) {
        String all = params + (params.isEmpty() ? "" : "&") + "timestamp=" + exchange.now();
        String text = all + "&signature=" + BinanceSignature.sign("s-" + key, all);
        boolean query = method.equals("GET") || method.equals("DELETE");
        return send(
                method,
                query ? path + "?" + text : path,
                Map.of("x-mbx-apikey", key),
                query ? "" : text);
    }

    JsonNode ask(String method, String path, String params) {
        Response response = signed(method, path, params);
        assertThat(text(response)).isNotBlank();
        return json(response);
    }

    JsonNode place(String params) {
        return ask("POST", "/fapi/v1/order", "symbol=BTCUSDT&" + params);
    }

    JsonNode buy(String quantity) {
        return place("side=BUY&type=MARKET&quantity=" + quantity);
    }

    void price(String price) {
        exchange.setPrice(exchange.market("BTCUSDT"), new BigDecimal(price));
        venue.flush();
    }

    /** Second by second, as the server does it. */
    void advance(long millis) {
        long left = millis;
        while (left > 0) {
            long step = Math.min(left, 1000 - Math.floorMod(exchange.now(), 1000L));
            exchange.advance(step);
            venue.flush();
            left -= step;
        }
    }

    void assertCode(Response response, int status, int code) {
        assertThat(text(response)).contains("\"code\":" + code + ",");
        assertThat(response.status()).isEqualTo(status);
    }

    static String text(Response response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    static JsonNode json(Response response) {
        return Json.tree(text(response));
    }

    private static Request request(
            String method, String pathAndQuery, Map<String, String> headers, String body) {
        String[] parts = pathAndQuery.split("\\?", 2);
        return new Request(
                method,
                parts[0],
                parts.length == 1 ? "" : parts[1],
                headers,
                body.getBytes(StandardCharsets.UTF_8),
                "127.0.0.1");
    }
}
