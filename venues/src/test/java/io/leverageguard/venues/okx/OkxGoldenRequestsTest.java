package io.leverageguard.venues.okx;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.kit.http.WebClient.Call;
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
import io.leverageguard.venues.VenueError;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Compares what we send with what ccxt, a client used by thousands, sends for the same call. There
 * 0.01 is contracts; here it is the base that so many contracts are.
 */
class OkxGoldenRequestsTest {
    private static final BigDecimal SIZE = new BigDecimal("0.0001");

    private final FakeOkx okx = new FakeOkx();
    private List<Case> cases = List.of();

    @BeforeEach
    void read() {
        String text =
                SharedFiles.text(SharedFiles.below("payloads/ccxt-golden", ".json").getFirst());
        cases = OkxMessages.read(text, Golden.class).cases();
        okx.forget("GET /api/v5/public/instruments");
        okx.rows(
                "GET /api/v5/public/instruments",
                "{\"instId\":\"BTC-USDT-SWAP\",\"ctType\":\"linear\",\"ctVal\":\"0.01\","
                        + "\"lotSz\":\"0.01\"}");
        okx.rows("GET /api/v5/account/config", "{\"uid\":\"1\",\"posMode\":\"net_mode\"}");
    }

    @Test
    void ordersHaveTheSameMembers() {
        same("createOrder market buy", in(market(OrderSide.BUY, false)));
        same("createOrder limit buy", in(limit(Lifetime.GTC, null)));
        same("createOrder limit postOnly", in(limit(Lifetime.POST_ONLY, null)));
        same("createOrder limit IOC", in(limit(Lifetime.IOC, null)));
        same("createOrder limit FOK", in(limit(Lifetime.FOK, null)));
        same("createOrder market reduceOnly", in(market(OrderSide.SELL, true)));
        same("createOrder hedge long", in(limit(Lifetime.GTC, PositionSide.LONG)));
        same("cancelOrder by clientOrderId", account -> account.cancel("BTCUSDT", "cid0001"));
        same(
                "editOrder",
                account ->
                        account.amend(
                                new AmendRequest(
                                        "BTCUSDT",
                                        "123",
                                        OrderSide.BUY,
                                        new BigDecimal("0.0002"),
                                        new BigDecimal("50001"))),
                "ordId",
                "clOrdId");
    }

    @Test
    void conditionalOrdersHaveTheSameMembers() {
        same(
                "createOrder stop-market trigger",
                account -> account.placeTrigger(trigger(TriggerKind.STOP, "49000", false)),
                "triggerPxType");
        same(
                "createOrder stopLoss reduceOnly",
                account -> account.placeTrigger(trigger(TriggerKind.STOP, "49000", true)));
        same(
                "createOrder takeProfit reduceOnly",
                account -> account.placeTrigger(trigger(TriggerKind.TAKE_PROFIT, "70000", true)));
        same(
                "createOrder trailing",
                account -> account.placeTrigger(trigger(TriggerKind.TRAILING, null, false)));
    }

    @Test
    void settingsAndQuestionsHaveTheSameMembers() {
        same("setLeverage", account -> account.setLeverage("BTCUSDT", 20));
        same(
                "setMarginMode isolated",
                account -> {
                    account.setIsolated("BTCUSDT", true);
                    account.setLeverage("BTCUSDT", 20);
                });
        same("fetchOpenOrders", VenueAccount::openOrders, "instId", "instType", "limit");
        same("fetchPositions", VenueAccount::positions, "instId", "instType");
        same("fetchBalance", VenueAccount::balances);
        same("fetchMyTrades", account -> account.fills("BTCUSDT", Instant.EPOCH), "limit", "begin");
    }

    @Test
    void signaturesOfTheRecordedRequestsAreReproduced() {
        OkxSigner signer = new OkxSigner(FakeOkx.CREDENTIALS);
        Instant frozen = Instant.ofEpochMilli(1_700_000_000_000L);
        List<Recorded> signed =
                cases.stream()
                        .filter(golden -> golden.exchange().equals("okx"))
                        .flatMap(golden -> golden.requests().stream())
                        .toList();
        assertThat(signed).hasSizeGreaterThan(15);
        for (Recorded request : signed) {
            signer.headers(frozen, request.method(), request.target(), request.body())
                    .forEach(
                            (name, value) ->
                                    assertThat(request.headers())
                                            .containsEntry(name.toLowerCase(Locale.ROOT), value));
        }
    }

    /** Leaves aside {@code besides}, which only one side sends. */
    private void same(String call, Consumer<VenueAccount> ours, String... besides) {
        Case golden =
                cases.stream()
                        .filter(row -> row.exchange().equals("okx"))
                        .filter(row -> row.call().equals(call))
                        .findFirst()
                        .orElseThrow();
        Recorded theirs = golden.requests().getLast();
        okx.calls.clear();
        try {
            ours.accept(okx.account());
        } catch (VenueError _) {
            // The scripted venue has no answer to this; the request is what counts.
        }
        Call sent = okx.to(theirs.method() + " " + theirs.path()).getLast();
        assertThat(members(FakeOkx.params(sent), FakeOkx.body(sent), besides))
                .as(call)
                .isEqualTo(members(theirs.params(), theirs.body(), besides));
    }

    /** Numbers and strings are the same to the venue; a batch of one is its order. */
    private static Map<String, String> members(
            Map<String, String> params, String body, String... besides) {
        Map<String, String> members = new TreeMap<>(params);
        if (!body.isEmpty()) {
            JsonNode tree = OkxMessages.read(body, JsonNode.class);
            JsonNode row = tree.isArray() ? tree.get(0) : tree;
            row.properties().forEach(e -> members.put(e.getKey(), e.getValue().asString()));
        }
        if (members.containsKey("algoClOrdId")) {
            members.put("clOrdId", members.remove("algoClOrdId"));
        }
        members.keySet().removeAll(List.of(besides));
        return members;
    }

    private static Consumer<VenueAccount> in(OrderRequest order) {
        return account -> account.placeAll(new ArrayList<>(List.of(order)));
    }

    private static OrderRequest market(OrderSide side, boolean reduceOnly) {
        return new OrderRequest(
                "BTCUSDT", "cid0001", side, OrderKind.MARKET, SIZE, null, Lifetime.GTC, reduceOnly);
    }

    private static OrderRequest limit(Lifetime lifetime, @Nullable PositionSide side) {
        return new OrderRequest(
                "BTCUSDT",
                "cid0001",
                OrderSide.BUY,
                OrderKind.LIMIT,
                SIZE,
                new BigDecimal("50000"),
                lifetime,
                false,
                side,
                null);
    }

    private static TriggerRequest trigger(
            TriggerKind kind, @Nullable String price, boolean reduceOnly) {
        return new TriggerRequest(
                "BTCUSDT",
                "cid0001",
                OrderSide.SELL,
                kind,
                PriceSource.LAST,
                price == null ? null : new BigDecimal(price),
                null,
                price == null ? new BigDecimal("0.01") : null,
                SIZE,
                reduceOnly,
                null);
    }

    private record Golden(List<Case> cases) {}

    private record Case(String exchange, String call, List<Recorded> requests) {}

    private record Recorded(
            String method, String path, String query, String body, Map<String, String> headers) {
        private String target() {
            return query.isEmpty() ? path : path + "?" + query;
        }

        private Map<String, String> params() {
            Map<String, String> params = new TreeMap<>();
            for (String part : query.isEmpty() ? new String[0] : query.split("&", -1)) {
                params.put(part.split("=", 2)[0], part.split("=", 2)[1]);
            }
            return params;
        }
    }
}
