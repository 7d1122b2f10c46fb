package io.leverageguard.venues.binance;

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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Compares what we send with what ccxt, a client used by thousands, sends for the same call. */
class BinanceGoldenRequestsTest {
    private static final List<String> OWN = List.of("timestamp", "signature");

    private final FakeBinance binance = new FakeBinance();
    private List<Case> cases = List.of();

    @BeforeEach
    void read() {
        String text =
                SharedFiles.text(SharedFiles.below("payloads/ccxt-golden", ".json").getFirst());
        cases = BinanceMessages.read(text, Golden.class).cases();
    }

    @AfterEach
    void close() {
        binance.close();
    }

    @Test
    void ordersHaveTheSameParameters() {
        same("createOrder market buy", account -> account.place(market(OrderSide.BUY, false)));
        same("createOrder limit buy", account -> account.place(limit(Lifetime.GTC)));
        same("createOrder limit postOnly", account -> account.place(limit(Lifetime.POST_ONLY)));
        same("createOrder limit IOC", account -> account.place(limit(Lifetime.IOC)));
        same("createOrder limit FOK", account -> account.place(limit(Lifetime.FOK)));
        same(
                "createOrder market reduceOnly",
                account -> account.place(market(OrderSide.SELL, true)));
        same("cancelOrder by clientOrderId", account -> account.cancel("BTCUSDT", "cid0001"));
    }

    @Test
    void conditionalOrdersHaveTheSameParameters() {
        same("createOrder stop-market trigger", trigger(TriggerKind.STOP, "49000", false));
        same("createOrder stopLoss reduceOnly", trigger(TriggerKind.STOP, "49000", true));
        same("createOrder takeProfit reduceOnly", trigger(TriggerKind.TAKE_PROFIT, "70000", true));
        same("createOrder trailing", trigger(TriggerKind.TRAILING, null, false));
        same(
                "cancelOrder trigger",
                account -> account.cancelTrigger("BTCUSDT", "cid0001"),
                "algoId",
                "clientAlgoId");
    }

    @Test
    void changesAndLegsHaveTheSameParameters() {
        same(
                "editOrder",
                account ->
                        account.amend(
                                new AmendRequest(
                                        "BTCUSDT",
                                        "cid0001",
                                        OrderSide.BUY,
                                        new BigDecimal("0.02"),
                                        new BigDecimal("50001"))),
                "orderId",
                "origClientOrderId");
        same(
                "createOrder hedge long",
                account ->
                        account.place(
                                new OrderRequest(
                                        "BTCUSDT",
                                        "cid0001",
                                        OrderSide.BUY,
                                        OrderKind.LIMIT,
                                        new BigDecimal("0.01"),
                                        new BigDecimal("50000"),
                                        Lifetime.GTC,
                                        false,
                                        PositionSide.LONG,
                                        null)));
    }

    @Test
    void settingsAndQuestionsHaveTheSameParameters() {
        same("setLeverage", account -> account.setLeverage("BTCUSDT", 20));
        same("setMarginMode isolated", account -> account.setIsolated("BTCUSDT", true), "leverage");
        same("fetchOpenOrders", VenueAccount::openOrders, "symbol");
        same("fetchPositions", VenueAccount::positions);
    }

    @Test
    void signaturesOfTheRecordedRequestsAreReproduced() {
        BinanceSigner signer = new BinanceSigner(new VenueCredentials("KEY", "SECRET", ""));
        List<Recorded> signed =
                cases.stream()
                        .filter(golden -> golden.exchange().equals("binanceusdm"))
                        .flatMap(golden -> golden.requests().stream())
                        .filter(request -> request.payload().contains("&signature="))
                        .toList();
        assertThat(signed).hasSizeGreaterThan(15);
        for (Recorded request : signed) {
            String[] parts = request.payload().split("&signature=", -1);
            assertThat(signer.sign(parts[0])).as(request.payload()).isEqualTo(parts[1]);
        }
    }

    /** Leaves aside what is the moment's, and {@code besides}, which only one side sends. */
    private void same(String call, Consumer<VenueAccount> ours, String... besides) {
        Case golden =
                cases.stream()
                        .filter(row -> row.exchange().equals("binanceusdm"))
                        .filter(row -> row.call().equals(call))
                        .findFirst()
                        .orElseThrow();
        Recorded theirs = golden.requests().getLast();
        binance.requests.clear();
        try {
            ours.accept(binance.account());
        } catch (VenueError _) {
            // The scripted server has no answer to this; the request is what counts.
        }
        Request sent = binance.to(theirs.method() + " " + theirs.path()).getLast();
        assertThat(parameters(sent.query(), text(sent.body()), besides))
                .as(call)
                .isEqualTo(parameters(theirs.query(), theirs.body(), besides));
        assertThat(sent.query().isEmpty()).as("%s in the body", call).isEqualTo(theirs.isForm());
    }

    private static Map<String, String> parameters(String query, String body, String... besides) {
        Request request =
                new Request("GET", "/", query, Map.of(), body.getBytes(StandardCharsets.UTF_8), "");
        Map<String, String> params = new TreeMap<>(FakeBinance.params(request));
        params.keySet().removeAll(OWN);
        params.keySet().removeAll(List.of(besides));
        return params;
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    private static Consumer<VenueAccount> trigger(
            TriggerKind kind, @Nullable String price, boolean reduceOnly) {
        return account ->
                account.placeTrigger(
                        new TriggerRequest(
                                "BTCUSDT",
                                "cid0001",
                                OrderSide.SELL,
                                kind,
                                PriceSource.LAST,
                                price == null ? null : new BigDecimal(price),
                                null,
                                price == null ? new BigDecimal("0.01") : null,
                                new BigDecimal("0.01"),
                                reduceOnly,
                                null));
    }

    private static OrderRequest market(OrderSide side, boolean reduceOnly) {
        return order(side, OrderKind.MARKET, null, Lifetime.GTC, reduceOnly);
    }

    private static OrderRequest limit(Lifetime lifetime) {
        return order(OrderSide.BUY, OrderKind.LIMIT, new BigDecimal("50000"), lifetime, false);
    }

    private static OrderRequest order(
            OrderSide side,
            OrderKind kind,
            @Nullable BigDecimal price,
            Lifetime lifetime,
            boolean reduceOnly) {
        return new OrderRequest(
                "BTCUSDT",
                "cid0001",
                side,
                kind,
                new BigDecimal("0.01"),
                price,
                lifetime,
                reduceOnly);
    }

    private record Golden(List<Case> cases) {}

    private record Case(String exchange, String call, List<Recorded> requests) {}

    private record Recorded(String method, String path, String query, String body) {
        private boolean isForm() {
            return query.isEmpty();
        }

        private String payload() {
            return query.isEmpty() ? body : query;
        }
    }
}
