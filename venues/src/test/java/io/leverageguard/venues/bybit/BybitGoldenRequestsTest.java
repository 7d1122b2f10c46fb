package io.leverageguard.venues.bybit;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.kit.http.WebServer.Request;
import io.leverageguard.venues.Reports.AmendRequest;
import io.leverageguard.venues.Reports.Lifetime;
import io.leverageguard.venues.Reports.OrderKind;
import io.leverageguard.venues.Reports.OrderRequest;
import io.leverageguard.venues.Reports.OrderSide;
import io.leverageguard.venues.Reports.PositionSide;
import io.leverageguard.venues.SharedFiles;
import io.leverageguard.venues.Triggers.PriceSource;
import io.leverageguard.venues.Triggers.TriggerKind;
import io.leverageguard.venues.Triggers.TriggerRequest;
import io.leverageguard.venues.VenueAccount;
import io.leverageguard.venues.VenueCredentials;
import io.leverageguard.venues.VenueError;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Compares what we send with what ccxt, a client used by thousands, sends for the same call. */
class BybitGoldenRequestsTest {
    private static final BigDecimal QUANTITY = new BigDecimal("0.01");

    private final FakeBybit bybit = new FakeBybit();
    private List<Case> cases = List.of();

    @BeforeEach
    void read() {
        String text =
                SharedFiles.text(SharedFiles.below("payloads/ccxt-golden", ".json").getFirst());
        cases =
                BybitMessages.read(text, Golden.class).cases().stream()
                        .filter(golden -> golden.exchange().equals("bybit"))
                        .toList();
    }

    @AfterEach
    void close() {
        bybit.close();
    }

    @Test
    void ordersHaveTheSameWords() {
        same("createOrder market buy", account -> account.place(market(OrderSide.BUY, false)));
        same("createOrder limit buy", account -> account.place(limit(Lifetime.GTC, null)));
        same(
                "createOrder limit postOnly",
                account -> account.place(limit(Lifetime.POST_ONLY, null)));
        same("createOrder limit IOC", account -> account.place(limit(Lifetime.IOC, null)));
        same("createOrder limit FOK", account -> account.place(limit(Lifetime.FOK, null)));
        same(
                "createOrder hedge long",
                account -> account.place(limit(Lifetime.GTC, PositionSide.LONG)));
        same(
                "createOrder market reduceOnly",
                account -> account.place(market(OrderSide.SELL, true)));
        AmendRequest change =
                new AmendRequest(
                        "BTCUSDT",
                        "cid0001",
                        OrderSide.BUY,
                        new BigDecimal("0.02"),
                        new BigDecimal("50001"));
        same("editOrder", account -> account.amend(change), "orderId", "orderLinkId");
        same(
                "cancelOrder by clientOrderId",
                account -> account.cancel("BTCUSDT", "cid0001"),
                "orderId");
    }

    @Test
    void conditionalOrdersHaveTheSameWords() {
        same(
                "createOrder stop-market trigger",
                account -> account.placeTrigger(stop(TriggerKind.STOP, "49000", false)));
        same(
                "createOrder stopLoss reduceOnly",
                account -> account.placeTrigger(stop(TriggerKind.STOP, "49000", true)));
        same(
                "createOrder takeProfit reduceOnly",
                account -> account.placeTrigger(stop(TriggerKind.TAKE_PROFIT, "70000", true)));
        bybit.list("GET /v5/market/tickers", "{\"symbol\":\"BTCUSDT\",\"lastPrice\":\"50000\"}");
        bybit.list(
                "GET /v5/market/instruments-info",
                "{\"symbol\":\"BTCUSDT\",\"priceFilter\":{\"tickSize\":\"1\"}}");
        TriggerRequest trailing =
                new TriggerRequest(
                        "BTCUSDT",
                        "cid0001",
                        OrderSide.SELL,
                        TriggerKind.TRAILING,
                        PriceSource.LAST,
                        null,
                        null,
                        new BigDecimal("0.002"),
                        QUANTITY,
                        true,
                        null);
        same("createOrder trailing", account -> account.placeTrigger(trailing));
    }

    @Test
    void settingsAndQuestionsHaveTheSameWords() {
        same("setLeverage", account -> account.setLeverage("BTCUSDT", 20));
        same("setMarginMode isolated", account -> account.setIsolated("BTCUSDT", true), "leverage");
        same(
                "fetchOpenOrders",
                VenueAccount::openOrders,
                "symbol",
                "settleCoin",
                "orderFilter",
                "limit");
        same("fetchPositions", VenueAccount::positions, "symbol", "settleCoin");
        same("fetchBalance", VenueAccount::balances);
        same(
                "fetchMyTrades",
                account -> account.fills("BTCUSDT", bybit.clock.now()),
                "execType",
                "limit",
                "startTime",
                "endTime");
    }

    @Test
    void signaturesOfTheRecordedRequestsAreReproduced() {
        BybitSigner signer = new BybitSigner(new VenueCredentials("KEY", "SECRET", ""));
        List<Recorded> signed =
                cases.stream().flatMap(golden -> golden.requests().stream()).toList();
        assertThat(signed).hasSizeGreaterThan(20);
        for (Recorded request : signed) {
            Map<String, String> headers = request.headers();
            assertThat(
                            signer.request(
                                    headers.getOrDefault("x-bapi-timestamp", ""),
                                    headers.getOrDefault("x-bapi-recv-window", ""),
                                    request.query() + request.body()))
                    .as(request.path())
                    .isEqualTo(headers.get("x-bapi-sign"));
        }
    }

    @Test
    void ourOwnRequestsAreSignedAsSent() {
        String at = String.valueOf(bybit.clock.now().toEpochMilli());
        bybit.account().place(market(OrderSide.BUY, false));
        Request sent = bybit.to("POST /v5/order/create").getLast();
        BybitSigner signer = new BybitSigner(new VenueCredentials("KEY", "SECRET", ""));
        assertThat(sent.headers())
                .containsEntry("x-bapi-api-key", "KEY")
                .containsEntry("x-bapi-timestamp", at)
                .containsEntry("x-bapi-recv-window", "5000")
                .containsEntry("x-bapi-sign", signer.request(at, "5000", FakeBybit.body(sent)));
    }

    /** Leaves aside {@code besides}, which only one side sends. */
    private void same(String call, Consumer<VenueAccount> ours, String... besides) {
        Recorded theirs =
                cases.stream()
                        .filter(row -> row.call().equals(call))
                        .findFirst()
                        .orElseThrow()
                        .requests()
                        .getLast();
        bybit.requests.clear();
        try {
            ours.accept(bybit.account());
        } catch (VenueError _) {
            // The scripted server has no answer to this; the request is what counts.
        }
        Request sent = bybit.to(theirs.method() + " " + theirs.path()).getLast();
        assertThat(words(sent.query(), FakeBybit.body(sent), besides))
                .as(call)
                .isEqualTo(words(theirs.query(), theirs.body(), besides));
    }

    private static Map<String, String> words(String query, String body, String... besides) {
        Map<String, String> words = new TreeMap<>();
        for (String part : query.split("&", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                words.put(part.substring(0, equals), part.substring(equals + 1));
            }
        }
        if (!body.isEmpty()) {
            BybitMessages.read(body, JsonNode.class)
                    .forEachEntry((name, value) -> words.put(name, value.toString()));
        }
        words.keySet().removeAll(List.of(besides));
        return words;
    }

    private static OrderRequest market(OrderSide side, boolean reduceOnly) {
        return new OrderRequest(
                "BTCUSDT",
                "cid0001",
                side,
                OrderKind.MARKET,
                QUANTITY,
                null,
                Lifetime.GTC,
                reduceOnly);
    }

    private static OrderRequest limit(Lifetime lifetime, @Nullable PositionSide leg) {
        return new OrderRequest(
                "BTCUSDT",
                "cid0001",
                OrderSide.BUY,
                OrderKind.LIMIT,
                QUANTITY,
                new BigDecimal("50000"),
                lifetime,
                false,
                leg,
                null);
    }

    private static TriggerRequest stop(TriggerKind kind, String price, boolean reduceOnly) {
        return new TriggerRequest(
                "BTCUSDT",
                "cid0001",
                OrderSide.SELL,
                kind,
                PriceSource.LAST,
                new BigDecimal(price),
                null,
                null,
                QUANTITY,
                reduceOnly,
                null);
    }

    private record Golden(List<Case> cases) {}

    private record Case(String exchange, String call, List<Recorded> requests) {}

    private record Recorded(
            String method, String path, String query, Map<String, String> headers, String body) {}
}
