package io.leverageguard.trading;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.OrderState;
import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.ids.OrderId;
import io.leverageguard.kit.http.WebClient;
import io.leverageguard.kit.json.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One world for all: starting one takes longer than any of these tests. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TradingHttpTest {
    private final TradingWorld world = new TradingWorld();
    private int port;

    @BeforeAll
    void start() {
        world.server.gate(
                (_, in, _) ->
                        switch (in.header("authorization")) {
                            case "trader" -> world.trader;
                            case "stranger" -> world.stranger;
                            default -> Actor.ANONYMOUS;
                        });
        port = world.server.start();
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void orderIsPlacedShownAndListed() throws IOException {
        OrderId id = world.newId();
        WebClient.Reply placed = place(id, "\"type\":\"MARKET\",\"quantity\":\"0.5\"");
        assertThat(placed.status()).isEqualTo(200);
        Order order = Json.read(placed.body(), Order.class);
        assertThat(order.state()).isEqualTo(OrderState.FILLED);
        assertThat(get("/api/v1/trading/orders/" + id, "trader").text()).isEqualTo(placed.text());
        assertThat(get(accountPath() + "/orders", "trader").text()).contains(id.toString());
        world.settle();
        assertThat(get(accountPath() + "/fills", "trader").text())
                .contains(id.toString(), "\"fee\":\"25\"");
        assertThat(get(accountPath() + "/positions", "trader").text())
                .contains("\"symbol\":\"BTCUSDT\"", "\"leverage\":10");
        assertThat(get(accountPath() + "/balances", "trader").text())
                .contains("\"asset\":\"USDT\"");
        assertThat(send("POST", accountPath() + "/reconcile", "trader", "").text())
                .contains("\"breaks\":[]");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    "type":"MARKET","quantity":"0" |400|invalid_field
                    "type":"MARKET","quantity":"-1" |400|invalid_field
                    "type":"MARKET" |400|invalid_field
                    "type":"STOP","quantity":"1" |400|invalid_field
                    "type":"LIMIT","quantity":"1" |400|invalid_field
                    "type":"MARKET","quantity":"1","price":"100000" |400|invalid_field
                    "type":"LIMIT","quantity":"1","price":"0" |400|invalid_field
                    "type":"LIMIT","quantity":"0.01","price":"100000.05"   |422|off_tick
                    "type":"MARKET","quantity":"0.0105" |422|off_lot
                    "type":"MARKET","quantity":"1001" |422|quantity_out_of_range
                    "type":"LIMIT","quantity":"0.001","price":"99999.9" |422|below_min_notional
                    """)
    void badOrderIsRefusedByName(String members, int status, String code) throws IOException {
        int sent = world.exchange.received.size();
        WebClient.Reply reply = place(world.newId(), members);
        assertThat(reply.text()).contains("\"" + code + "\"");
        assertThat(reply.status()).isEqualTo(status);
        assertThat(world.exchange.received).hasSize(sent);
    }

    @Test
    void unknownSymbolIsNotFound() throws IOException {
        String body =
                body(world.newId(), "\"type\":\"MARKET\",\"quantity\":\"1\"")
                        .replace(FakeVenue.SYMBOL, "NOPEUSDT");
        WebClient.Reply reply = send("POST", "/api/v1/trading/orders", "trader", body);
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.text()).contains("instrument_not_found");
    }

    @Test
    void usedOrderIdIsAConflict() throws IOException {
        OrderId id = world.newId();
        place(id, "\"type\":\"MARKET\",\"quantity\":\"0.1\"");
        int sent = world.exchange.received.size();
        WebClient.Reply reply = place(id, "\"type\":\"MARKET\",\"quantity\":\"0.09\"");
        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.text()).contains("id_reused");
        assertThat(world.exchange.received).hasSize(sent);
    }

    @Test
    void marketOrderWithoutAnyPriceIsRefusedForNow() throws IOException {
        world.neighbours.marksAreKnown = false;
        WebClient.Reply reply = place(world.newId(), "\"type\":\"MARKET\",\"quantity\":\"1\"");
        world.neighbours.marksAreKnown = true;
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.text()).contains("price_not_available");
    }

    @Test
    void strangersAndAnonymousSeeNothing() throws IOException {
        Order order = world.api().place(world.trader, world.market(world.newId(), Side.BUY, "0.1"));
        assertThat(get(accountPath(), "stranger").status()).isEqualTo(404);
        assertThat(get("/api/v1/trading/orders/" + order.order(), "stranger").text())
                .contains("order_not_found");
        assertThat(
                        send(
                                        "POST",
                                        "/api/v1/trading/orders/" + order.order() + "/cancel",
                                        "stranger",
                                        "")
                                .status())
                .isEqualTo(404);
        assertThat(get(accountPath(), "").status()).isEqualTo(401);
    }

    @Test
    void closedOrderCannotBeCancelled() throws IOException {
        Order order = world.api().place(world.trader, world.market(world.newId(), Side.BUY, "0.1"));
        WebClient.Reply reply =
                send("POST", "/api/v1/trading/orders/" + order.order() + "/cancel", "trader", "");
        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.text()).contains("order_not_open");
    }

    @Test
    void leverageAboveTheLimitIsRefused() throws IOException {
        WebClient.Reply reply =
                send(
                        "PUT",
                        accountPath() + "/leverage",
                        "trader",
                        """
                        {"symbol":"BTCUSDT","marginMode":"ISOLATED","leverage":50}
                        """);
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.text()).contains("leverage_limit");
    }

    private String accountPath() {
        return "/api/v1/trading/accounts/" + world.account.account();
    }

    private WebClient.Reply place(OrderId id, String members) throws IOException {
        return send("POST", "/api/v1/trading/orders", "trader", body(id, members));
    }

    private String body(OrderId id, String members) {
        return """
        {"order":"%s","account":"%s","symbol":"BTCUSDT","side":"BUY",%s}
        """
                .formatted(id, world.account.account(), members);
    }

    private WebClient.Reply get(String path, String caller) throws IOException {
        return send("GET", path, caller, "");
    }

    private WebClient.Reply send(String method, String path, String caller, String body)
            throws IOException {
        return world.kit
                .web()
                .send(
                        new WebClient.Call(
                                method,
                                URI.create("http://127.0.0.1:" + port + path),
                                Map.of("authorization", caller, "content-type", "application/json"),
                                body.getBytes(StandardCharsets.UTF_8),
                                Duration.ofSeconds(10)));
    }
}
