package io.leverageguard.exchange.bybit;

import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.ApiKey;
import io.leverageguard.exchange.core.Clients;
import io.leverageguard.exchange.core.ExchangeRefusal;
import io.leverageguard.exchange.core.Faults;
import io.leverageguard.exchange.core.KeyPermission;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kit.http.WebServer.Request;
import io.leverageguard.kit.http.WebServer.Response;
import io.leverageguard.kit.json.Json;
import io.leverageguard.venues.bybit.BybitMessages;
import io.leverageguard.venues.bybit.BybitMessages.Envelope;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import tools.jackson.databind.JsonNode;

/** Bybit's calls: routes, who may, how often, and the envelope of the answer. */
final class BybitApi {
    private static final String ORDERS = "/v5/order/";

    /** Who asks what anybody may ask; no operation of theirs looks at the key. */
    private static final ApiKey NOBODY = new ApiKey("", "", "", new Account(0, true), Set.of(), 0);

    /** Who may call. */
    private enum Security {
        ANYBODY,
        READ,
        TRADE
    }

    private interface Operation {
        Object run(BybitCall call);
    }

    private record Endpoint(Security security, int perSecond, Operation operation) {}

    private final Clients clients;
    private final Faults faults;
    private final BybitCounts counts;
    private final BybitTrading trading;
    private final LongSupplier clock;
    private final Map<String, Endpoint> endpoints = new HashMap<>();

    BybitApi(
            Clients clients,
            Faults faults,
            BybitCounts counts,
            BybitTrading trading,
            LongSupplier clock) {
        this.clients = clients;
        this.faults = faults;
        this.counts = counts;
        this.trading = trading;
        this.clock = clock;
    }

    /** What anybody may ask. */
    void open(String path, Function<BybitParams, Object> operation) {
        add("GET " + path, Security.ANYBODY, 0, call -> operation.apply(call.params()));
    }

    /** What the owner of a key may ask. */
    void read(String path, int perSecond, Function<BybitCall, Object> operation) {
        add("GET " + path, Security.READ, perSecond, operation::apply);
    }

    /** What the owner of a key that may trade can command. */
    void command(String path, int perSecond, Function<BybitCall, Object> operation) {
        add("POST " + path, Security.TRADE, perSecond, operation::apply);
    }

    private void add(String route, Security security, int perSecond, Operation operation) {
        endpoints.put(route, new Endpoint(security, perSecond, operation));
    }

    Response handle(Request request) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/json; charset=utf-8");
        headers.put("timenow", Long.toString(clock.getAsLong()));
        try {
            counts.visit(request.remote(), clock.getAsLong());
            if (faults.isOn(Faults.Kind.MAINTENANCE)) {
                throw new BybitRefusal(10016, "Service is under maintenance.", 503, Map.of());
            }
            if (faults.take(Faults.Kind.RATE_LIMIT)) {
                throw new BybitRefusal(10006, "Too many visits. Exceeded the API Rate Limit.");
            }
            return response(200, headers, answer(request, headers));
        } catch (ExchangeRefusal refusal) {
            return refused(BybitRefusal.of(refusal), headers);
        } catch (BybitRefusal refusal) {
            return refused(refusal, headers);
        }
    }

    private Response refused(BybitRefusal refusal, Map<String, String> headers) {
        Envelope envelope =
                new Envelope(
                        refusal.code(),
                        refusal.words(),
                        BybitMessages.tree(refusal.result()),
                        BybitMessages.tree(Map.of()),
                        clock.getAsLong());
        return response(refusal.status(), headers, envelope);
    }

    private Envelope answer(Request request, Map<String, String> headers) {
        String route = request.method() + " " + request.path();
        boolean orders = request.method().equals("POST") && request.path().startsWith(ORDERS);
        Endpoint endpoint = endpoints.get(route);
        if (endpoint == null && !orders) {
            throw new BybitRefusal(10404, "Path not found.", 404, Map.of());
        }
        String body = new String(request.body(), StandardCharsets.UTF_8);
        BybitParams params = new BybitParams(request.query());
        if (endpoint == null || (orders && !request.path().equals(BybitCancelOnLoss.PATH))) {
            ApiKey key = authenticate(Security.TRADE, request, body);
            return command(key, request.path().substring(ORDERS.length()), body, headers);
        }
        ApiKey key = authenticate(endpoint.security, request, body);
        if (endpoint.security != Security.ANYBODY) {
            tell(
                    counts.charge(key.account(), route, endpoint.perSecond, 1, clock.getAsLong()),
                    headers);
        }
        Object result = endpoint.operation.run(new BybitCall(key, params, body));
        return Envelope.done(result, clock.getAsLong());
    }

    private Envelope command(ApiKey key, String name, String body, Map<String, String> headers) {
        JsonNode tree;
        try {
            tree = Json.tree(body);
        } catch (Refusal e) {
            throw new BybitRefusal(10001, "Request parameter error.");
        }
        tell(trading.charge(key.account(), name, tree), headers);
        BybitTrading.End end = trading.run(key.account(), name, tree);
        return Envelope.done(end.result(), end.more(), clock.getAsLong());
    }

    private static void tell(BybitCounts.Allowance left, Map<String, String> headers) {
        headers.put("x-bapi-limit", Integer.toString(left.limit()));
        headers.put("x-bapi-limit-status", Integer.toString(left.left()));
        headers.put("x-bapi-limit-reset-timestamp", Long.toString(left.resetAt()));
    }

    private static Response response(int status, Map<String, String> headers, Object body) {
        return new Response(
                status, headers, BybitMessages.write(body).getBytes(StandardCharsets.UTF_8));
    }

    /** Signed is time, key, window, and the query or the body as it was sent. */
    private ApiKey authenticate(Security security, Request request, String body) {
        if (security == Security.ANYBODY) {
            return NOBODY;
        }
        String text = request.header("x-bapi-api-key");
        String timestamp = request.header("x-bapi-timestamp");
        String signature = request.header("x-bapi-sign");
        String window = request.header("x-bapi-recv-window");
        if (text.isEmpty() || timestamp.isEmpty() || signature.isEmpty()) {
            throw new BybitRefusal(
                    10001,
                    "empty value: apiTimestamp["
                            + timestamp
                            + "] apiKey["
                            + text
                            + "] apiSignature["
                            + signature
                            + "]");
        }
        ApiKey key =
                clients.find(text)
                        .orElseThrow(() -> new BybitRefusal(10003, "API key is invalid."));
        BybitClock.check(timestamp, window, clock.getAsLong());
        String sent = request.method().equals("GET") ? request.query() : body;
        // A client that leaves the window out signs without it, or with the usual one.
        String origin = timestamp + text + window + sent;
        boolean valid = BybitSignature.matches(key.secret(), origin, signature);
        if (!valid && window.isEmpty()) {
            String usual = timestamp + text + BybitClock.WINDOW_USUAL + sent;
            valid = BybitSignature.matches(key.secret(), usual, signature);
        }
        if (!valid) {
            throw new BybitRefusal(10004, "error sign! origin_string[" + origin + "]");
        }
        KeyPermission needed =
                security == Security.TRADE ? KeyPermission.TRADE : KeyPermission.READ;
        if (!key.permissions().contains(needed)) {
            throw new BybitRefusal(
                    10005, "Permission denied, please check your API key permissions.");
        }
        return key;
    }
}
