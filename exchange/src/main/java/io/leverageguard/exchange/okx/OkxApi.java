package io.leverageguard.exchange.okx;

import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.ApiKey;
import io.leverageguard.exchange.core.Clients;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.ExchangeRefusal;
import io.leverageguard.exchange.core.Faults;
import io.leverageguard.exchange.core.KeyPermission;
import io.leverageguard.kit.http.WebServer.Request;
import io.leverageguard.kit.http.WebServer.Response;
import io.leverageguard.venues.okx.OkxMessages;
import io.leverageguard.venues.okx.OkxMessages.Reply;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** OKX's REST interface: routes, who may, how often, and the answer's envelope. */
final class OkxApi {
    private static final String ROOT = "/api/v5";
    private static final long SKEW_MAX = 30_000;

    /** Who asks what anybody may ask; no operation of theirs looks at the key. */
    private static final ApiKey NOBODY = new ApiKey("", "", "", new Account(0, true), Set.of(), 0);

    /** Who may call. */
    private enum Security {
        ANYBODY,
        READ,
        TRADE
    }

    private interface Operation {
        Reply<?> run(ApiKey key, List<OkxParams> params);
    }

    /** A question, or a setting: one object in, rows out. */
    private interface Ask {
        List<?> run(Account account, OkxParams params);
    }

    private interface Look {
        List<?> run(OkxParams params);
    }

    private record Endpoint(Security security, int most, Operation operation) {}

    private final Exchange exchange;
    private final Clients clients;
    private final Faults faults;
    private final OkxLimits limits;
    private final Map<String, Endpoint> endpoints = new HashMap<>();

    OkxApi(Exchange exchange, Clients clients, Faults faults, OkxLimits limits) {
        this.exchange = exchange;
        this.clients = clients;
        this.faults = faults;
        this.limits = limits;
    }

    Response handle(Request request) {
        try {
            return response(200, answer(request));
        } catch (ExchangeRefusal refusal) {
            return refused(OkxRefusal.of(refusal));
        } catch (OkxRefusal refusal) {
            return refused(refusal);
        }
    }

    private static Response refused(OkxRefusal refusal) {
        return response(refusal.status(), Reply.refused(refusal.code(), refusal.words()));
    }

    private static Response response(int status, Reply<?> reply) {
        return new Response(
                status,
                Map.of("content-type", "application/json"),
                OkxMessages.write(reply).getBytes(StandardCharsets.UTF_8));
    }

    private Reply<?> answer(Request request) {
        if (faults.isOn(Faults.Kind.MAINTENANCE)) {
            throw OkxRefusal.unavailable();
        }
        if (faults.take(Faults.Kind.RATE_LIMIT)) {
            throw OkxRefusal.tooMany();
        }
        String path = request.path().substring(ROOT.length());
        Endpoint endpoint = endpoints.get(request.method() + " " + path);
        if (endpoint == null) {
            boolean known = endpoints.keySet().stream().anyMatch(e -> e.endsWith(" " + path));
            throw known
                    ? new OkxRefusal(50115, "Invalid request method.")
                    : new OkxRefusal(404, "Not Found");
        }
        String body = new String(request.body(), StandardCharsets.UTF_8);
        ApiKey key = authenticate(endpoint.security(), request, body);
        checkExpiry(request.header("exptime"));
        boolean open = endpoint.security() == Security.ANYBODY;
        String who = open ? request.remote() : Long.toString(key.account().id());
        boolean query = request.method().equals("GET");
        List<OkxParams> params =
                query ? List.of(OkxParams.ofQuery(request.query())) : OkxParams.ofBody(body);
        if (endpoint.most() > 0) {
            limits.count(path, who, endpoint.most(), exchange.now());
        }
        return endpoint.operation().run(key, params);
    }

    /** An order that comes later than its client wants is not taken. */
    void checkExpiry(String expTime) {
        if (!expTime.isEmpty()) {
            long expires = expTime.matches("[0-9]{1,18}") ? Long.parseLong(expTime) : -1;
            if (expires <= venueTime()) {
                throw new OkxRefusal(
                        50036,
                        "The expTime can't be earlier than the current system time. Please adjust"
                                + " the expTime and try again.");
            }
        }
    }

    private ApiKey authenticate(Security security, Request request, String body) {
        if (security == Security.ANYBODY) {
            return NOBODY;
        }
        String text = header(request, "ok-access-key", 50103);
        String passphrase = header(request, "ok-access-passphrase", 50104);
        String sign = header(request, "ok-access-sign", 50106);
        String time = header(request, "ok-access-timestamp", 50107);
        if (request.header("x-simulated-trading").equals("1")) {
            throw new OkxRefusal(50101, "APIKey does not match current environment.");
        }
        ApiKey key =
                clients.find(text)
                        .orElseThrow(() -> new OkxRefusal(50111, "Invalid OK-ACCESS-KEY"));
        checkTime(time);
        if (!OkxSignature.matches(key.passphrase(), passphrase)) {
            throw new OkxRefusal(50105, "Request header OK-ACCESS-PASSPHRASE incorrect.");
        }
        String query = request.query().isEmpty() ? "" : "?" + request.query();
        String signed = time + request.method() + request.path() + query + body;
        if (!OkxSignature.matches(OkxSignature.sign(key.secret(), signed), sign)) {
            throw new OkxRefusal(50113, "Invalid Sign");
        }
        check(key, security);
        return key;
    }

    private static void check(ApiKey key, Security security) {
        KeyPermission needed =
                security == Security.TRADE ? KeyPermission.TRADE : KeyPermission.READ;
        if (!key.permissions().contains(needed)) {
            throw new OkxRefusal(
                    50120, "This API key doesn't have permission to use this function");
        }
    }

    private static String header(Request request, String name, int code) {
        if (request.header(name).isEmpty()) {
            throw new OkxRefusal(
                    code, "Request header " + name.toUpperCase(Locale.ROOT) + " can not be empty.");
        }
        return request.header(name);
    }

    private void checkTime(String text) {
        long time;
        try {
            time = Instant.parse(text).toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw new OkxRefusal(50112, "Invalid OK-ACCESS-TIMESTAMP");
        }
        if (Math.abs(venueTime() - time) > SKEW_MAX) {
            throw new OkxRefusal(50102, "Timestamp request expired");
        }
    }

    long venueTime() {
        return exchange.now() + faults.skewMillis();
    }

    void market(OkxMarketApi market) {
        look("/public/time", 10, params -> market.time(venueTime()));
        look("/public/instruments", 20, market::instruments);
        look("/public/funding-rate", 10, market::fundingRate);
        look("/public/funding-rate-history", 10, market::fundingHistory);
        look("/public/position-tiers", 10, market::positionTiers);
        look("/public/mark-price", 10, market::markPrices);
        look("/public/price-limit", 20, market::priceLimit);
        look("/public/open-interest", 20, market::openInterest);
        look("/public/liquidation-orders", 40, market::liquidationOrders);
        look("/public/estimated-price", 10, market::estimatedPrice);
        look("/public/underlying", 20, market::underlying);
        look("/public/convert-contract-coin", 10, market::convert);
        look("/market/tickers", 20, market::tickers);
        look("/market/ticker", 20, market::ticker);
        look("/market/books", 40, market::books);
        look("/market/books-full", 10, market::fullBooks);
        look("/market/candles", 40, market::candles);
        look("/market/history-candles", 20, market::candles);
        look("/market/mark-price-candles", 20, market::markCandles);
        look("/market/history-mark-price-candles", 10, market::markCandles);
        look("/market/index-candles", 20, market::indexCandles);
        look("/market/history-index-candles", 10, market::indexCandles);
        look("/market/index-tickers", 20, market::indexTickers);
        look("/market/trades", 100, market::trades);
        look("/market/history-trades", 20, market::pastTrades);
        look("/system/status", 1, params -> List.of());
    }

    void account(OkxAccountApi account, OkxDeadMan deadMan) {
        get("/account/balance", 10, account::balance);
        get("/account/positions", 10, account::positions);
        add(
                "GET /account/config",
                Security.READ,
                5,
                (key, params) -> Reply.done(account.config(key)));
        post("/account/set-position-mode", 5, account::setPositionMode);
        post("/account/set-leverage", 20, account::setLeverage);
        get("/account/leverage-info", 20, account::leverageInfo);
        post("/account/position/margin-balance", 20, account::changeMargin);
        get("/account/trade-fee", 5, (who, params) -> account.tradeFee(params));
        get("/account/max-size", 20, account::maxSize);
        get("/account/account-position-risk", 10, (who, params) -> account.positionRisk(who));
        get("/asset/currencies", 12, (who, params) -> account.currencies(params));
        post("/trade/cancel-all-after", 2, deadMan::set);
    }

    void history(OkxHistory history) {
        get("/account/positions-history", 10, history::positions);
        get("/account/bills", 10, history::bills);
        get("/account/bills-archive", 10, history::pastBills);
        get("/trade/order", 60, history::order);
        get("/trade/orders-pending", 60, history::pending);
        get("/trade/orders-history", 40, history::orders);
        get("/trade/orders-history-archive", 20, history::archive);
        get("/trade/fills", 60, history::fills);
        get("/trade/fills-history", 10, history::pastFills);
        get("/trade/order-algo", 20, history::algo);
        get("/trade/orders-algo-pending", 20, history::pendingAlgos);
        get("/trade/orders-algo-history", 20, history::algos);
    }

    void orders(OkxCommands commands) {
        for (OkxCommands.Command command : OkxCommands.Command.values()) {
            add(
                    "POST " + command.path(),
                    Security.TRADE,
                    0,
                    (key, params) -> commands.run(command, key.account(), params));
        }
    }

    private void look(String path, int most, Look look) {
        add(
                "GET " + path,
                Security.ANYBODY,
                most,
                (key, params) -> Reply.done(look.run(params.getFirst())));
    }

    private void get(String path, int most, Ask ask) {
        add("GET " + path, Security.READ, most, asked(ask));
    }

    private void post(String path, int most, Ask ask) {
        add("POST " + path, Security.TRADE, most, asked(ask));
    }

    private static Operation asked(Ask ask) {
        return (key, params) -> {
            if (params.isEmpty()) {
                throw new OkxRefusal(50000, "Body for POST request cannot be empty.");
            }
            return Reply.done(ask.run(key.account(), params.getFirst()));
        };
    }

    private void add(String route, Security security, int most, Operation operation) {
        endpoints.put(route, new Endpoint(security, most, operation));
    }
}
