package io.leverageguard.kit.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.access.Role;
import io.leverageguard.kernel.ids.OrderId;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.money.Money;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.kernel.time.SteppedClock;
import io.leverageguard.kit.json.Json;
import io.leverageguard.kit.ops.Telemetry;
import io.leverageguard.kit.secret.Secrets;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class HttpServerTest {
    private static final OrderId ORDER = new OrderId(new UUID(1, 2));
    private static final Actor TRADER =
            new Actor(new UserId(new UUID(3, 4)), "żółw", Set.of(Role.TRADER));
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Sample.Place PLACE =
            new Sample.Place(ORDER, Sample.Side.BUY, new BigDecimal("1.50"), Money.usdt("2.5"));

    @TempDir Path folder;
    private final SteppedClock clock = new SteppedClock(Instant.parse("2025-10-10T20:00:00Z"));
    private final AtomicReference<Actor> asked = new AtomicReference<>(Actor.ANONYMOUS);
    private HttpServer server;
    private WebClient web;
    private HttpCaller caller;
    private URI base;

    @BeforeEach
    void start() {
        Secrets secrets = new Secrets(folder);
        server =
                new HttpServer(
                        new HttpServer.Settings("127.0.0.1", 0, 2_000),
                        clock,
                        secrets,
                        Telemetry.local());
        server.serve(
                Sample.PLACE,
                (actor, place) -> {
                    asked.set(actor);
                    return new Sample.Placed(place.order(), actor.name(), List.of(place));
                });
        server.serve(
                Sample.INNER,
                (actor, place) -> new Sample.Placed(place.order(), actor.name(), List.of()));
        server.serve(Sample.FIND, (_, find) -> find);
        server.serve(Sample.PING, (_, none) -> none);
        base = URI.create("http://127.0.0.1:" + server.start());
        web = new WebClient();
        caller = new HttpCaller(web, base, clock, secrets, TIMEOUT);
    }

    @AfterEach
    void stop() {
        web.close();
        server.close();
    }

    @Test
    void callsTravelWholeWithTheirActor() {
        Sample.Placed placed = caller.call(Sample.PLACE, TRADER, PLACE);
        assertThat(placed).isEqualTo(new Sample.Placed(ORDER, "żółw", List.of(PLACE)));
        assertThat(asked.get()).isEqualTo(TRADER);
        assertThat(caller.call(Sample.PING, TRADER, None.NONE)).isEqualTo(None.NONE);
    }

    @Test
    void pathAndQueryCarryEveryType() {
        Sample.Find find =
                new Sample.Find(
                        ORDER,
                        "a b/ü&=+",
                        -3,
                        Long.MAX_VALUE,
                        true,
                        new BigDecimal("0.10"),
                        Instant.parse("2025-10-10T21:00:00Z"),
                        Duration.ofHours(4),
                        Sample.Side.SELL,
                        null,
                        Set.of(Sample.Side.BUY, Sample.Side.SELL));
        assertThat(caller.call(Sample.FIND, TRADER, find)).isEqualTo(find);
    }

    @Test
    void refusalsCrossTheWireUnchanged() {
        Refusal refusal =
                new Refusal(Refusal.Reason.UNPROCESSABLE, "U02", "no capital", Map.of("need", "5"));
        server.serve(
                io.leverageguard.kernel.rpc.Route.internal(
                        "/internal/sample/no", None.class, None.class, "Refuses"),
                (_, _) -> {
                    throw refusal;
                });
        assertThatThrownBy(
                        () ->
                                caller.call(
                                        io.leverageguard.kernel.rpc.Route.internal(
                                                "/internal/sample/no",
                                                None.class,
                                                None.class,
                                                "Refuses"),
                                        TRADER,
                                        None.NONE))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        e -> {
                            assertThat(e.reason()).isEqualTo(refusal.reason());
                            assertThat(e.code()).isEqualTo("U02");
                            assertThat(e).hasMessage("no capital");
                            assertThat(e.details()).containsEntry("need", "5");
                        });
    }

    @Test
    void aWrongFieldIsNamedInAProblemDocument() throws IOException {
        server.gate((_, _, _) -> TRADER);
        WebClient.Reply reply =
                post("{\"order\":\"" + ORDER + "\",\"side\":\"HOLD\",\"quantity\":\"1\"}");
        JsonNode problem = Json.tree(reply.body());
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.headers()).containsEntry("content-type", "application/problem+json");
        assertThat(problem.get("code").asString()).isEqualTo("invalid_field");
        assertThat(problem.get("field").asString()).isEqualTo("side");
        assertThat(problem.get("detail").asString()).isEqualTo("side: must be one of BUY, SELL");
        assertThat(problem.get("requestId").asString())
                .isEqualTo(reply.headers().get("x-request-id"));
    }

    @Test
    void whatARecordRefusesIsRefusedInItsOwnWords() throws IOException {
        server.gate((_, _, _) -> TRADER);
        WebClient.Reply reply =
                post("{\"order\":\"" + ORDER + "\",\"side\":\"BUY\",\"quantity\":\"0\"}");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text()).contains("quantity must be above zero");
    }

    @Test
    void defectsTellTheCallerNothingButTheRequestId() throws IOException {
        server.gate(
                (_, _, _) -> {
                    throw new IllegalStateException("the secret is 42");
                });
        WebClient.Reply reply = get("/api/v1/ping", Map.of("x-request-id", "my-request-1"));
        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.text())
                .contains("internal_error", "my-request-1")
                .doesNotContain("42", "Exception");
    }

    @Test
    void withoutGateOnlyPeersAreAdmitted() throws IOException {
        assertThat(get("/api/v1/ping", Map.of()).status()).isEqualTo(401);
        assertThat(caller.call(Sample.PING, Actor.ANONYMOUS, None.NONE)).isEqualTo(None.NONE);
    }

    @Test
    void theGateAdmitsToPublicRoutesAndHidesInternalOnes() throws IOException {
        server.gate(
                (_, in, header) -> {
                    header.accept("x-left", "9");
                    return in.header("authorization").equals("t") ? TRADER : Actor.ANONYMOUS;
                });
        assertThat(get("/api/v1/ping", Map.of()).headers()).containsEntry("x-left", "9");
        String body = Json.write(PLACE);
        assertThat(post(body).status()).isEqualTo(401);
        assertThat(send("POST", "/api/v1/orders", body, Map.of("authorization", "t")).status())
                .isEqualTo(200);
        assertThat(
                        send("POST", "/internal/sample/place", body, Map.of("authorization", "t"))
                                .status())
                .isEqualTo(404);
        Actor clerk = new Actor(TRADER.user(), "clerk", Set.of(Role.REVIEWER));
        assertThatThrownBy(() -> caller.call(Sample.PLACE, clerk, PLACE))
                .isInstanceOfSatisfying(
                        Refusal.class, e -> assertThat(e.code()).isEqualTo("not_permitted"));
    }

    @Test
    void internalTokensAreBoundToTimeAndActor() throws IOException {
        server.gate((_, _, _) -> Actor.ANONYMOUS);
        InternalToken token = new InternalToken(clock, new Secrets(folder));
        Map<String, String> good = token.headers("GET", "/api/v1/ping", TRADER);
        assertThat(get("/api/v1/ping", good).status()).isEqualTo(200);
        Map<String, String> forged = new java.util.HashMap<>(good);
        forged.put(InternalToken.ACTOR, Json.write(Actor.service("thief")));
        assertThat(get("/api/v1/ping", forged).status()).isEqualTo(401);
        clock.advance(Duration.ofMinutes(2));
        assertThat(get("/api/v1/ping", good).status()).isEqualTo(401);
    }

    @Test
    void unknownPathsAndMethodsAreToldApart() throws IOException {
        server.gate((_, _, _) -> TRADER);
        assertThat(get("/api/v1/nothing", Map.of()).status()).isEqualTo(404);
        WebClient.Reply reply = send("DELETE", "/api/v1/orders", "", Map.of());
        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.headers()).containsEntry("allow", "POST");
        assertThat(reply.text()).contains("wrong_method");
    }

    @Test
    void bodiesBeyondTheLimitAreRefused() throws IOException {
        server.gate((_, _, _) -> TRADER);
        WebClient.Reply reply = post("{\"order\":\"" + "x".repeat(3_000) + "\"}");
        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.text()).contains("body_too_large");
    }

    @Test
    void pagesHealthAndMetricsAreServed() throws IOException {
        server.mount("/ui/*", r -> WebServer.Response.text(200, "text/plain", r.path()));
        server.ready("database", () -> false);
        assertThat(get("/ui/a/b", Map.of()).text()).isEqualTo("/ui/a/b");
        assertThat(get("/health", Map.of()).status()).isEqualTo(200);
        assertThat(get("/ready", Map.of()).status()).isEqualTo(503);
        assertThat(get("/ready", Map.of()).text()).contains("\"database\":false");
        assertThat(get("/metrics", Map.of()).text()).contains("http_requests_seconds_count");
        assertThat(get("/health", Map.of()).headers())
                .containsEntry("x-content-type-options", "nosniff");
    }

    @Test
    void aForwarderPassesThePublicRouteOn() throws IOException {
        HttpServer front =
                new HttpServer(
                        HttpServer.Settings.local(),
                        clock,
                        new Secrets(folder.resolve("front")),
                        Telemetry.local());
        try (front) {
            front.gate((_, _, _) -> TRADER);
            front.forward(Sample.PLACE, caller.forwarder());
            URI at = URI.create("http://127.0.0.1:" + front.start() + "/api/v1/orders");
            WebClient.Reply reply =
                    web.send(
                            new WebClient.Call(
                                    "POST",
                                    at,
                                    Map.of("x-request-id", "passed-on-1"),
                                    Json.bytes(PLACE),
                                    TIMEOUT));
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.headers()).containsEntry("x-request-id", "passed-on-1");
            assertThat(Json.read(reply.body(), Sample.Placed.class).by()).isEqualTo("żółw");
            assertThat(front.routes()).containsExactly(Sample.PLACE);
        }
    }

    @Test
    void aPeerThatIsGoneIsUnavailable() {
        server.close();
        assertThatThrownBy(() -> caller.call(Sample.PING, TRADER, None.NONE))
                .isInstanceOfSatisfying(
                        Refusal.class, e -> assertThat(e.code()).isEqualTo("peer_unavailable"));
    }

    @Test
    void theHandlerKnowsRequestIdAndIdempotencyKey() throws IOException {
        server.gate((_, _, _) -> TRADER);
        server.mount(
                "/context",
                _ ->
                        WebServer.Response.json(
                                200, Json.write(RequestContext.current().orElseThrow())));
        WebClient.Reply reply =
                get("/context", Map.of("idempotency-key", "k-1", "x-request-id", "request-77"));
        RequestContext seen = Json.read(reply.body(), RequestContext.class);
        assertThat(seen.idempotencyKey()).isEqualTo("k-1");
        assertThat(seen.requestId()).isEqualTo("request-77");
        assertThat(RequestContext.current()).isEmpty();
    }

    private WebClient.Reply post(String body) throws IOException {
        return send("POST", "/api/v1/orders", body, Map.of());
    }

    private WebClient.Reply get(String path, Map<String, String> headers) throws IOException {
        return send("GET", path, "", headers);
    }

    private WebClient.Reply send(
            String method, String path, String body, Map<String, String> headers)
            throws IOException {
        return web.send(
                new WebClient.Call(
                        method, base.resolve(path), headers, body.getBytes(UTF_8), TIMEOUT));
    }
}
