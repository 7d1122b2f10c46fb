package io.leverageguard.trading.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.api.trading.Execution.Algo;
import io.leverageguard.api.trading.Execution.AlgoState;
import io.leverageguard.api.trading.Routing.RouteState;
import io.leverageguard.api.trading.Routing.RoutedOrder;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.access.Role;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.OrderId;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kit.Kit;
import io.leverageguard.kit.http.HttpServer;
import io.leverageguard.kit.http.WebClient;
import io.leverageguard.kit.json.Json;
import io.leverageguard.kit.run.Jobs;
import io.leverageguard.kit.run.Pumps;
import io.leverageguard.testkit.TestKit;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Over HTTP and PostgreSQL; the venues are simulated. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ExecutionHttpTest {
    private final TestKit base = TestKit.create();
    private final UserId owner = new UserId(new UUID(1, 1));
    private final Actor trader = new Actor(owner, "ten-x", Set.of(Role.TRADER));
    private final Actor stranger =
            new Actor(new UserId(new UUID(1, 2)), "other", Set.of(Role.TRADER));
    private final SimulatedMarketData marketdata = new SimulatedMarketData();
    private final SimulatedTrading trading = new SimulatedTrading(base.clock(), owner);
    private final SimulatedVenue venue = new SimulatedVenue("binance", base.clock());
    private final AccountId account = trading.add(venue);
    private ExecutionModule module = open(base.kit());
    private int port;

    private ExecutionModule open(Kit kit) {
        marketdata.venues.put("binance", venue);
        venue.touch("99.9", "1000", "100.1", "1000");
        return new ExecutionModule(
                kit,
                kit.databases().open("trading"),
                new ExecutionModule.Neighbours(
                        trading,
                        marketdata,
                        name -> Objects.requireNonNull(marketdata.venues.get(name)),
                        (_, _) -> 10));
    }

    @BeforeAll
    void start() {
        base.server()
                .gate(
                        (_, in, _) ->
                                switch (in.header("authorization")) {
                                    case "trader" -> trader;
                                    case "stranger" -> stranger;
                                    default -> Actor.ANONYMOUS;
                                });
        port = base.server().start();
    }

    @AfterAll
    void close() {
        module.close();
        base.close();
    }

    @Test
    void algoIsStartedShownPausedAndReported() throws IOException {
        var heard = new CopyOnWriteArrayList<String>();
        var subscription =
                base.kit()
                        .hub()
                        .subscribe("trading.algos." + owner, message -> heard.add(message.json()));
        OrderId id = id();
        WebClient.Reply started = post("/algos", "trader", twap(id, "1"));
        assertThat(started.text()).contains("\"algorithm\":\"TWAP\"");
        assertThat(started.status()).isEqualTo(200);
        base.settle();
        assertThat(Json.read(get("/algos/" + id, "trader").body(), Algo.class).filled())
                .isEqualByComparingTo("0.25");
        assertThat(post("/algos/" + id + "/pause", "trader", "").text())
                .contains("\"pause\":\"OWNER\"");
        assertThat(post("/algos/" + id + "/resume", "trader", "").text())
                .contains("\"pause\":\"NONE\"");
        base.advance(Duration.ofMinutes(1));
        base.advance(Duration.ofMinutes(1));
        base.advance(Duration.ofMinutes(1));
        Algo done = Json.read(get("/algos/" + id, "trader").body(), Algo.class);
        assertThat(done.state()).isEqualTo(AlgoState.FILLED);
        assertThat(get("/algos/" + id + "/report", "trader").text())
                .contains(
                        "\"arrivalPrice\":\"100\"", "\"averagePrice\":\"100.1\"",
                        "\"complete\":true", "\"fees\":\"0.05005");
        assertThat(get("/algos/" + id + "/parts", "trader").text()).contains("\"number\":4");
        assertThat(get("/accounts/" + account + "/algos", "trader").text()).contains(id.toString());
        subscription.close();
        assertThat(post("/algos/" + id + "/cancel", "trader", "").text()).contains("algo_ended");
        assertThat(heard).isNotEmpty();
    }

    @Test
    void routeIsQuotedPlacedAndShown() throws IOException {
        String order =
                """
                {"accounts":["%s"],"symbol":"BTCUSDT","side":"BUY","quantity":"2"}
                """
                        .formatted(account);
        assertThat(post("/routes/quote", "trader", order).text())
                .contains("\"quantity\":\"2\"", "\"excluded\":\"\"", "\"rejectRate\"");
        OrderId id = id();
        String body =
                "{\"route\":\"%s\",\"order\":%s,\"onLegFailure\":\"KEEP\"}".formatted(id, order);
        assertThat(post("/routes", "trader", body).status()).isEqualTo(200);
        base.settle();
        RoutedOrder routed = Json.read(get("/routes/" + id, "trader").body(), RoutedOrder.class);
        assertThat(routed.state()).isEqualTo(RouteState.FILLED);
        assertThat(get("/routes/" + id, "stranger").status()).isEqualTo(404);
        assertThat(post("/routes/quote", "stranger", order).text()).contains("account_not_found");
    }

    @Test
    void whatIsLeftIsTakenUpFromTheDatabase() throws IOException {
        OrderId id = id();
        post("/algos", "trader", twap(id, "2"));
        base.settle();
        int sent = trading.orders.size();
        // A second process, with pumps, jobs and a server of its own, over the same database.
        Pumps pumps = new Pumps();
        Kit kit = base.kit();
        HttpServer server =
                new HttpServer(
                        HttpServer.Settings.local(), kit.clock(), kit.secrets(), kit.telemetry());
        module.close();
        kit.pumps().all().forEach(kit.pumps()::remove);
        module = open(second(kit, server, pumps));
        pumps.settle();
        assertThat(trading.orders).hasSize(sent);
        base.clock().advance(Duration.ofMinutes(1));
        pumps.settle();
        assertThat(trading.orders).hasSize(sent + 1);
        pumps.all().forEach(kit.pumps()::add);
        server.close();
    }

    private Kit second(Kit kit, HttpServer server, Pumps pumps) {
        return new Kit(
                kit.clock(),
                kit.ids(),
                server,
                kit.databases(),
                pumps,
                Jobs.stepped(base.clock()),
                kit.hub(),
                kit.web(),
                kit.configuration(),
                kit.secrets(),
                kit.telemetry(),
                kit.data());
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    0|{"algorithm":"SNIPER"},"limitPrice":"90" |400
                    1|{"algorithm":"SNIPER"} |400
                    1|{"algorithm":"SNIPER","slices":3},"limitPrice":"90" |400
                    1|{"algorithm":"TWAP","slices":3} |400
                    1|{"algorithm":"TWAP","slices":0},"until":"2025-10-11T00:00:00Z"|400
                    1|{"algorithm":"POV","participation":"1.5"} |400
                    1|{"algorithm":"ICEBERG"},"limitPrice":"90" |400
                    1|{"algorithm":"PEGGED","display":"0.5"} |400
                    1|{"algorithm":"PEGGED","reference":"LAST"} |400
                    1|{"algorithm":"SNIPER"},"limitPrice":"90","slippageMax":"0" |400
                    1|{"algorithm":"SNIPER"},"limitPrice":"90","atEnd":"SWEEP" |400
                    1.0005|{"algorithm":"SNIPER"},"limitPrice":"90" |422
                    1|{"algorithm":"SNIPER"},"limitPrice":"90.05" |422
                    0.001|{"algorithm":"SNIPER"},"limitPrice":"90" |422
                    """)
    void badOrderIsRefused(String quantity, String tactic, int status) throws IOException {
        int sent = trading.orders.size();
        String body =
                """
                {"algo":"%s","account":"%s","symbol":"BTCUSDT","side":"BUY","quantity":"%s",
                 "tactic":%s}
                """
                        .formatted(id(), account, quantity, tactic);
        WebClient.Reply reply = post("/algos", "trader", body);
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(trading.orders).hasSize(sent);
    }

    @Test
    void strangersAndAnonymousSeeNothing() throws IOException {
        OrderId id = id();
        assertThat(post("/algos", "stranger", twap(id, "1")).text()).contains("account_not_found");
        assertThat(post("/algos", "", twap(id, "1")).status()).isEqualTo(401);
        assertThat(get("/accounts/" + account + "/algos", "stranger").status()).isEqualTo(404);
    }

    private String twap(OrderId id, String quantity) {
        return """
        {"algo":"%s","account":"%s","symbol":"BTCUSDT","side":"BUY","quantity":"%s",
         "tactic":{"algorithm":"TWAP","slices":4},"until":"%s"}
        """
                .formatted(id, account, quantity, base.clock().now().plus(Duration.ofMinutes(4)));
    }

    private OrderId id() {
        return new OrderId(base.kit().ids().next());
    }

    private WebClient.Reply get(String path, String caller) throws IOException {
        return send("GET", path, caller, "");
    }

    private WebClient.Reply post(String path, String caller, String body) throws IOException {
        return send("POST", path, caller, body);
    }

    private WebClient.Reply send(String method, String path, String caller, String body)
            throws IOException {
        return base.kit()
                .web()
                .send(
                        new WebClient.Call(
                                method,
                                URI.create("http://127.0.0.1:" + port + "/api/v1/trading" + path),
                                Map.of("authorization", caller, "content-type", "application/json"),
                                body.getBytes(StandardCharsets.UTF_8),
                                Duration.ofSeconds(10)));
    }
}
