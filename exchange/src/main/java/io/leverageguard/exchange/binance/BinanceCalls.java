package io.leverageguard.exchange.binance;

import io.leverageguard.exchange.binance.BinanceApi.Answer;
import io.leverageguard.exchange.binance.BinanceApi.Caller;
import io.leverageguard.exchange.binance.BinanceRoutes.Endpoint;
import io.leverageguard.exchange.core.ApiKey;
import io.leverageguard.exchange.core.Clients;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kit.http.WebServer.Socket;
import io.leverageguard.kit.http.WebServer.SocketListener;
import io.leverageguard.kit.json.Json;
import io.leverageguard.venues.binance.BinanceMessages;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Calls over a socket, {@code /ws-fapi/v1}: the same calls as over HTTP, each with an id. What is
 * signed is every parameter in the order of the names.
 */
final class BinanceCalls {
    static final String PATH = "/ws-fapi/v1";

    private static final Map<String, String> METHODS = methods();

    private final Exchange exchange;
    private final Clients clients;
    private final BinanceApi api;
    private final BinanceRoutes routes;
    private final BinanceCounts counts;

    BinanceCalls(
            Exchange exchange,
            Clients clients,
            BinanceApi api,
            BinanceRoutes routes,
            BinanceCounts counts) {
        this.exchange = exchange;
        this.clients = clients;
        this.api = api;
        this.routes = routes;
        this.counts = counts;
    }

    private static Map<String, String> methods() {
        Map<String, String> methods = new LinkedHashMap<>();
        methods.put("time", "GET /fapi/v1/time");
        methods.put("ping", "GET /fapi/v1/ping");
        methods.put("depth", "GET /fapi/v1/depth");
        methods.put("ticker.price", "GET /fapi/v1/ticker/price");
        methods.put("ticker.book", "GET /fapi/v1/ticker/bookTicker");
        methods.put("order.place", "POST /fapi/v1/order");
        methods.put("order.modify", "PUT /fapi/v1/order");
        methods.put("order.cancel", "DELETE /fapi/v1/order");
        methods.put("order.status", "GET /fapi/v1/order");
        methods.put("algoOrder.place", "POST /fapi/v1/algoOrder");
        methods.put("algoOrder.cancel", "DELETE /fapi/v1/algoOrder");
        methods.put("account.status", "GET /fapi/v2/account");
        methods.put("v2/account.status", "GET /fapi/v3/account");
        methods.put("account.balance", "GET /fapi/v2/balance");
        methods.put("v2/account.balance", "GET /fapi/v3/balance");
        methods.put("account.position", "GET /fapi/v2/positionRisk");
        methods.put("v2/account.position", "GET /fapi/v3/positionRisk");
        methods.put("userDataStream.start", "POST /fapi/v1/listenKey");
        methods.put("userDataStream.ping", "PUT /fapi/v1/listenKey");
        methods.put("userDataStream.stop", "DELETE /fapi/v1/listenKey");
        return methods;
    }

    /** Hears one socket. */
    SocketListener open(String remote, Socket socket, Runnable closed) {
        return new SocketListener() {
            @Override
            public void text(String frame) {
                socket.send(answer(remote, frame));
            }

            @Override
            public void closed() {
                closed.run();
            }
        };
    }

    private String answer(String remote, String frame) {
        JsonNode call;
        try {
            call = Json.tree(frame);
        } catch (Refusal e) {
            return error(null, 400, -1000, "JSON parse error.");
        }
        JsonNode id = call.get("id");
        boolean named = id != null && id.isValueNode();
        String method = call.path("method").asString("");
        JsonNode given = call.path("params");
        if (!call.isObject()
                || (id != null && !named)
                || !(given.isObject() || given.isMissingNode())) {
            return error(null, 400, -1000, "The request is not formed as it should be.");
        }
        if (method.startsWith("session.")) {
            return error(id, 401, -4056, "HMAC_SHA256 API key is not supported.");
        }
        Endpoint endpoint = endpoint(method);
        if (endpoint == null) {
            return error(id, 400, -1020, "This operation is not supported.");
        }
        try {
            BinanceParams params = BinanceParams.of(given);
            String key = params.text("apiKey");
            Caller caller = new Caller(remote, key, params.sorted());
            Answer answer = api.call(endpoint, caller, params, new LinkedHashMap<>());
            return told(id, answer, limits(call, caller));
        } catch (BinanceRefusal refusal) {
            return error(id, refusal.status(), refusal.code(), refusal.words());
        }
    }

    private @Nullable Endpoint endpoint(String method) {
        String route = METHODS.get(method);
        if (route == null) {
            return null;
        }
        int space = route.indexOf(' ');
        return routes.find(route.substring(0, space), route.substring(space + 1));
    }

    /** What was used of the limits, unless the client does not want to hear of it. */
    private @Nullable Object limits(JsonNode call, Caller caller) {
        boolean wanted =
                call.path("returnRateLimits").asBoolean(true)
                        && call.path("params").path("returnRateLimits").asBoolean(true);
        Optional<ApiKey> key = clients.find(caller.key());
        if (!wanted || key.isEmpty()) {
            return null;
        }
        return counts.told(caller.remote(), key.get().account(), exchange.now());
    }

    private static String told(@Nullable JsonNode id, Answer answer, @Nullable Object limits) {
        Map<String, Object> frame = new LinkedHashMap<>();
        frame.put("id", id);
        frame.put("status", answer.status());
        frame.put(answer.status() == 200 ? "result" : "error", answer.body());
        if (limits != null) {
            frame.put("rateLimits", limits);
        }
        return BinanceMessages.write(frame);
    }

    private static String error(@Nullable JsonNode id, int status, int code, String words) {
        Answer answer = new Answer(status, Map.of(), new BinanceMessages.Status(code, words));
        return told(id, answer, null);
    }
}
