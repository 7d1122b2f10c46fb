package io.leverageguard.exchange.binance;

import io.leverageguard.exchange.binance.BinanceRoutes.Endpoint;
import io.leverageguard.exchange.binance.BinanceRoutes.Security;
import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.ApiKey;
import io.leverageguard.exchange.core.Clients;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.ExchangeRefusal;
import io.leverageguard.exchange.core.Faults;
import io.leverageguard.exchange.core.KeyPermission;
import io.leverageguard.kit.http.WebServer.Request;
import io.leverageguard.kit.http.WebServer.Response;
import io.leverageguard.venues.binance.BinanceMessages;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Binance's interface for calls: who asks, whether he may, how much it weighs, what is said. */
final class BinanceApi {
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);
    private static final long RECV_WINDOW = 5000;
    private static final long RECV_WINDOW_MAX = 60_000;
    private static final long AHEAD_MAX = 1000;

    /** Who asks what anybody may ask; no operation of theirs looks at the key. */
    private static final ApiKey NOBODY = new ApiKey("", "", "", new Account(0, true), Set.of(), 0);

    /**
     * Who asks, and how he proves it.
     *
     * @param key empty when none was named
     * @param payload what was signed
     */
    record Caller(String remote, String key, String payload) {}

    /** What came of a call, with the headers that tell what it used. */
    record Answer(int status, Map<String, String> headers, Object body) {}

    private final Exchange exchange;
    private final Clients clients;
    private final Faults faults;
    private final BinanceCounts counts;
    private final BinanceRoutes routes;

    BinanceApi(
            Exchange exchange,
            Clients clients,
            Faults faults,
            BinanceCounts counts,
            BinanceRoutes routes) {
        this.exchange = exchange;
        this.clients = clients;
        this.faults = faults;
        this.counts = counts;
        this.routes = routes;
    }

    Response handle(Request request) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/json;charset=UTF-8");
        headers.put("date", HTTP_DATE.format(Instant.ofEpochMilli(venueTime())));
        Answer answer = answer(request, headers);
        byte[] body = BinanceMessages.write(answer.body()).getBytes(StandardCharsets.UTF_8);
        return new Response(answer.status(), answer.headers(), body);
    }

    private Answer answer(Request request, Map<String, String> headers) {
        Endpoint endpoint = routes.find(request.method(), request.path());
        if (endpoint == null) {
            return routes.knows(request.path())
                    ? no(405, headers, -1000, "Request method not supported for this path.")
                    : no(404, headers, -5000, "Path not found.");
        }
        try {
            String body = new String(request.body(), StandardCharsets.UTF_8);
            String payload = BinanceSignature.payload(request.query(), body);
            String key = request.header("x-mbx-apikey");
            BinanceParams params = new BinanceParams(request.query(), body);
            Caller caller = new Caller(request.remote(), key, payload);
            return call(endpoint, caller, params, headers);
        } catch (BinanceRefusal refusal) {
            return refused(refusal, headers);
        }
    }

    /** Runs a call, or says in the venue's words why not. */
    Answer call(
            Endpoint endpoint, Caller caller, BinanceParams params, Map<String, String> headers) {
        try {
            return new Answer(200, headers, run(endpoint, caller, params, headers));
        } catch (ExchangeRefusal refusal) {
            return refused(BinanceRefusal.of(refusal), headers);
        } catch (BinanceRefusal refusal) {
            return refused(refusal, headers);
        }
    }

    private Object run(
            Endpoint endpoint, Caller caller, BinanceParams params, Map<String, String> headers) {
        int weight = endpoint.weight().applyAsInt(params);
        int used = counts.weigh(caller.remote(), weight, exchange.now());
        headers.put("x-mbx-used-weight-1m", Integer.toString(used));
        if (faults.isOn(Faults.Kind.MAINTENANCE)) {
            throw unavailable();
        }
        if (faults.take(Faults.Kind.RATE_LIMIT)) {
            throw BinanceCounts.tooMany(exchange.now());
        }
        ApiKey key = authenticate(endpoint.security(), caller, params);
        int orders = endpoint.orders().applyAsInt(params);
        if (orders == 0) {
            return endpoint.operation().run(key, params);
        }
        counts.order(key.account(), orders, exchange.now());
        long now = exchange.now();
        int inTenSeconds = counts.ordersInTenSeconds(key.account(), now);
        int inMinute = counts.ordersInMinute(key.account(), now);
        headers.put("x-mbx-order-count-10s", Integer.toString(inTenSeconds));
        headers.put("x-mbx-order-count-1m", Integer.toString(inMinute));
        return faults.command(
                () -> endpoint.operation().run(key, params),
                () -> {
                    throw unknown();
                },
                () -> {
                    throw unavailable();
                });
    }

    /** What was asked may or may not have happened. */
    private static BinanceRefusal unknown() {
        String words = "Unknown error, please check your request or try again later.";
        return new BinanceRefusal(-1000, words, 503, 0);
    }

    /** Nothing has happened. */
    private static BinanceRefusal unavailable() {
        return new BinanceRefusal(-1001, "Service Unavailable.", 503, 0);
    }

    private static Answer refused(BinanceRefusal refusal, Map<String, String> headers) {
        if (refusal.retryMillis() > 0) {
            headers.put("retry-after", Long.toString((refusal.retryMillis() + 999) / 1000));
        }
        return no(refusal.status(), headers, refusal.code(), refusal.words());
    }

    private static Answer no(int status, Map<String, String> headers, int code, String words) {
        return new Answer(status, headers, new BinanceMessages.Status(code, words));
    }

    private ApiKey authenticate(Security security, Caller caller, BinanceParams params) {
        if (security == Security.ANYBODY) {
            return NOBODY;
        }
        if (caller.key().isEmpty()) {
            throw new BinanceRefusal(-2014, "API-key format invalid.");
        }
        ApiKey key = clients.find(caller.key()).orElseThrow(BinanceApi::notAllowed);
        if (security == Security.KEY) {
            return key;
        }
        checkTime(params);
        String signature = params.required("signature");
        if (!BinanceSignature.matches(key.secret(), caller.payload(), signature)) {
            throw new BinanceRefusal(-1022, "Signature for this request is not valid.");
        }
        KeyPermission needed =
                security == Security.TRADE ? KeyPermission.TRADE : KeyPermission.READ;
        if (!key.permissions().contains(needed)) {
            throw notAllowed();
        }
        return key;
    }

    private void checkTime(BinanceParams params) {
        long timestamp = params.integer("timestamp");
        long window = params.integer("recvWindow", RECV_WINDOW);
        if (window > RECV_WINDOW_MAX) {
            throw new BinanceRefusal(-1131, "recvWindow must be less than 60000.");
        }
        if (timestamp >= venueTime() + AHEAD_MAX) {
            throw new BinanceRefusal(
                    -1021, "Timestamp for this request was 1000ms ahead of the server's time.");
        }
        if (venueTime() - timestamp > window) {
            throw new BinanceRefusal(
                    -1021, "Timestamp for this request is outside of the recvWindow.");
        }
    }

    private long venueTime() {
        return exchange.now() + faults.skewMillis();
    }

    private static BinanceRefusal notAllowed() {
        return new BinanceRefusal(-2015, "Invalid API-key, IP, or permissions for action.");
    }
}
