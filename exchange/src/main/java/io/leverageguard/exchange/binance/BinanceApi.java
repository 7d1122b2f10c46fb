package io.leverageguard.exchange.binance;

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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Binance's REST interface: routes, who may, how much it weighs, and the answer's form. */
final class BinanceApi {
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);
    private static final long RECV_WINDOW = 5000;
    private static final long RECV_WINDOW_MAX = 60_000;
    private static final long AHEAD_MAX = 1000;

    /** Who asks what anybody may ask; no operation of theirs looks at the key. */
    private static final ApiKey NOBODY = new ApiKey("", "", "", new Account(0, true), Set.of(), 0);

    /** Who may call. */
    private enum Security {
        ANYBODY,
        KEY,
        READ,
        TRADE
    }

    private interface Operation {
        Object run(ApiKey key, BinanceParams params);
    }

    private record Endpoint(Security security, int weight, Operation operation) {}

    private interface Open {
        Object run(BinanceParams params);
    }

    private interface Closed {
        Object run(Account account, BinanceParams params);
    }

    private final Exchange exchange;
    private final Clients clients;
    private final Faults faults;
    private final BinanceCounts counts;
    private final Map<String, Endpoint> endpoints = new HashMap<>();

    BinanceApi(
            Exchange exchange,
            Clients clients,
            BinanceListenKeys listenKeys,
            Faults faults,
            BinanceCounts counts) {
        this.exchange = exchange;
        this.clients = clients;
        this.faults = faults;
        this.counts = counts;
        publicEndpoints(new BinanceMarketApi(exchange));
        orderEndpoints(new BinanceOrderApi(exchange));
        accountEndpoints(new BinanceAccountApi(exchange, listenKeys));
    }

    Response handle(Request request) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/json;charset=UTF-8");
        headers.put("date", HTTP_DATE.format(Instant.ofEpochMilli(venueTime())));
        try {
            return answer(request, headers);
        } catch (ExchangeRefusal refusal) {
            return refused(BinanceRefusal.of(refusal), headers);
        } catch (BinanceRefusal refusal) {
            return refused(refusal, headers);
        }
    }

    private static Response refused(BinanceRefusal refusal, Map<String, String> headers) {
        return response(
                refusal.status(),
                headers,
                new BinanceMessages.Status(refusal.code(), refusal.words()));
    }

    private Response answer(Request request, Map<String, String> headers) {
        Endpoint endpoint = endpoints.get(request.method() + " " + request.path());
        if (endpoint == null) {
            boolean path = endpoints.keySet().stream().anyMatch(e -> e.endsWith(request.path()));
            return path
                    ? response(
                            405,
                            headers,
                            new BinanceMessages.Status(
                                    -1000, "Request method not supported for this path."))
                    : response(404, headers, new BinanceMessages.Status(-5000, "Path not found."));
        }
        int used = counts.weigh(request.remote(), endpoint.weight(), exchange.now());
        headers.put("x-mbx-used-weight-1m", Integer.toString(used));
        String body = new String(request.body(), StandardCharsets.UTF_8);
        BinanceParams params = new BinanceParams(request.query(), body);
        ApiKey key = authenticate(endpoint.security(), request, body, params);
        boolean orders = request.path().equals("/fapi/v1/order");
        if (!orders || !request.method().equals("POST")) {
            return response(200, headers, endpoint.operation().run(key, params));
        }
        return place(endpoint, key, params, headers);
    }

    private Response place(
            Endpoint endpoint, ApiKey key, BinanceParams params, Map<String, String> headers) {
        counts.order(key.account(), exchange.now());
        headers.put(
                "x-mbx-order-count-10s",
                Integer.toString(counts.ordersInTenSeconds(key.account(), exchange.now())));
        headers.put(
                "x-mbx-order-count-1m",
                Integer.toString(counts.ordersInMinute(key.account(), exchange.now())));
        if (faults.take(Faults.Kind.UNAVAILABLE)) {
            return response(
                    503, headers, new BinanceMessages.Status(-1001, "Service Unavailable."));
        }
        BinanceMessages.Status unknown =
                new BinanceMessages.Status(
                        -1000, "Unknown error, please check your request or try again later.");
        if (faults.take(Faults.Kind.ERROR_BEFORE)) {
            return response(503, headers, unknown);
        }
        Object answer = endpoint.operation().run(key, params);
        boolean hidden = faults.take(Faults.Kind.ERROR_AFTER_ACCEPT);
        return hidden ? response(503, headers, unknown) : response(200, headers, answer);
    }

    private static Response response(int status, Map<String, String> headers, Object body) {
        return new Response(
                status, headers, BinanceMessages.write(body).getBytes(StandardCharsets.UTF_8));
    }

    private ApiKey authenticate(
            Security security, Request request, String body, BinanceParams params) {
        if (security == Security.ANYBODY) {
            return NOBODY;
        }
        String text = request.header("x-mbx-apikey");
        if (text.isEmpty()) {
            throw new BinanceRefusal(-2014, "API-key format invalid.");
        }
        ApiKey key = clients.find(text).orElseThrow(BinanceApi::notAllowed);
        if (security == Security.KEY) {
            return key;
        }
        checkTime(params);
        String signature = params.required("signature");
        if (!BinanceSignature.matches(key.secret(), request.query(), body, signature)) {
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

    private void publicEndpoints(BinanceMarketApi market) {
        open("GET /fapi/v1/ping", 1, params -> Map.of());
        open("GET /fapi/v1/time", 1, params -> new BinanceMessages.ServerTime(venueTime()));
        open("GET /fapi/v1/exchangeInfo", 1, market::exchangeInfo);
        open("GET /fapi/v1/depth", 10, market::depth);
        open("GET /fapi/v1/trades", 5, market::trades);
        open("GET /fapi/v1/aggTrades", 20, market::aggregates);
        open("GET /fapi/v1/klines", 5, market::klines);
        open("GET /fapi/v1/premiumIndex", 1, market::premiumIndex);
        open("GET /fapi/v1/fundingRate", 1, market::fundingRate);
        open("GET /fapi/v1/ticker/24hr", 1, market::dayTicker);
        open("GET /fapi/v1/ticker/price", 1, market::priceTicker);
        open("GET /fapi/v2/ticker/price", 1, market::priceTicker);
        open("GET /fapi/v1/ticker/bookTicker", 2, market::bookTicker);
    }

    private void orderEndpoints(BinanceOrderApi orders) {
        closed("POST /fapi/v1/order", Security.TRADE, 0, orders::place);
        closed("PUT /fapi/v1/order", Security.TRADE, 1, orders::amend);
        closed("GET /fapi/v1/openOrder", Security.READ, 1, orders::getOpen);
        closed("DELETE /fapi/v1/order", Security.TRADE, 1, orders::cancel);
        closed("DELETE /fapi/v1/allOpenOrders", Security.TRADE, 1, orders::cancelAll);
        closed("GET /fapi/v1/order", Security.READ, 1, orders::get);
        closed("GET /fapi/v1/openOrders", Security.READ, 1, orders::open);
        closed("GET /fapi/v1/allOrders", Security.READ, 5, orders::all);
        closed("GET /fapi/v1/forceOrders", Security.READ, 20, orders::forced);
        closed("GET /fapi/v1/userTrades", Security.READ, 5, orders::trades);
    }

    private void accountEndpoints(BinanceAccountApi account) {
        closed("GET /fapi/v3/account", Security.READ, 5, account::account);
        closed("GET /fapi/v2/account", Security.READ, 5, account::account);
        closed("GET /fapi/v3/balance", Security.READ, 5, account::balance);
        closed("GET /fapi/v2/balance", Security.READ, 5, account::balance);
        closed("GET /fapi/v3/positionRisk", Security.READ, 5, account::positionRisk);
        closed("GET /fapi/v1/leverageBracket", Security.READ, 1, account::brackets);
        closed("POST /fapi/v1/leverage", Security.TRADE, 1, account::setLeverage);
        closed("POST /fapi/v1/marginType", Security.TRADE, 1, account::setMarginType);
        closed("GET /fapi/v1/positionSide/dual", Security.READ, 30, account::positionMode);
        closed("POST /fapi/v1/positionSide/dual", Security.TRADE, 1, account::setPositionMode);
        closed("GET /fapi/v1/commissionRate", Security.READ, 20, account::commissionRate);
        closed("GET /fapi/v1/income", Security.READ, 30, account::income);
        closed("GET /api/v3/account", Security.READ, 20, account::spotAccount);
        add(
                "GET /sapi/v1/account/apiRestrictions",
                Security.READ,
                1,
                (key, params) -> account.restrictions(key));
        add(
                "POST /fapi/v1/listenKey",
                Security.KEY,
                1,
                (key, params) -> account.listen(key.account()));
        add(
                "PUT /fapi/v1/listenKey",
                Security.KEY,
                1,
                (key, params) -> account.keepListening(key.account()));
        add(
                "DELETE /fapi/v1/listenKey",
                Security.KEY,
                1,
                (key, params) -> account.stopListening(key.account()));
    }

    private void open(String route, int weight, Open operation) {
        add(route, Security.ANYBODY, weight, (key, params) -> operation.run(params));
    }

    private void closed(String route, Security security, int weight, Closed operation) {
        add(route, security, weight, (key, params) -> operation.run(key.account(), params));
    }

    private void add(String route, Security security, int weight, Operation operation) {
        endpoints.put(route, new Endpoint(security, weight, operation));
    }
}
