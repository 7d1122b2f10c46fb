package io.leverageguard.kit.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.access.Permission;
import io.leverageguard.kernel.access.Role;
import io.leverageguard.kernel.ids.OrderId;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Refusal.Reason;
import io.leverageguard.kernel.rpc.Route;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.json.Json;
import io.leverageguard.kit.ops.Telemetry;
import io.leverageguard.kit.secret.Secrets;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class HotRouteTest {
    private static final OrderId ORDER = new OrderId(new UUID(1, 2));
    private static final Actor TRADER =
            new Actor(new UserId(new UUID(3, 4)), "żółw", Set.of(Role.TRADER));
    private static final Actor CLERK =
            new Actor(new UserId(new UUID(3, 5)), "clerk", Set.of(Role.REVIEWER));
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int HOT_MAX = 2;
    private static final Route<Sample.Place, Sample.Placed> HOT =
            Route.open(
                    Route.Method.POST,
                    "/api/v1/hot/orders",
                    Sample.Place.class,
                    Sample.Placed.class,
                    Permission.TRADE,
                    "Places an order");
    private static final Executor LATER = task -> Thread.ofVirtual().start(task);

    @TempDir Path folder;
    private final Telemetry telemetry = Telemetry.local();
    private final Gatekeeper gate = new Gatekeeper();
    private final BlockingQueue<String> threads = new LinkedBlockingQueue<>();
    private final BlockingQueue<CompletableFuture<Sample.Placed>> waiting =
            new LinkedBlockingQueue<>();
    private final BlockingQueue<String> contexts = new LinkedBlockingQueue<>();
    private HttpServer server;
    private WebClient web;
    private HttpCaller caller;
    private URI base;

    @BeforeEach
    void start() {
        Secrets secrets = new Secrets(folder);
        server =
                new HttpServer(
                        new HttpServer.Settings("127.0.0.1", 0, 2_000, HOT_MAX),
                        Clock.system(),
                        secrets,
                        telemetry);
        server.gate(gate);
        server.serve(Sample.PLACE, this::place);
        server.serveHot(HOT, this::begin, this::place);
        base = URI.create("http://127.0.0.1:" + server.start());
        web = new WebClient();
        caller = new HttpCaller(web, base, Clock.system(), secrets, TIMEOUT);
    }

    @AfterEach
    void stop() {
        web.close();
        server.close();
    }

    @Test
    void hotAndOrdinaryRoutesAnswerAlike() throws IOException {
        String good = body("1");
        assertThat(answer("known", good)).startsWith("200");
        assertThat(answer("known", good.replace("BUY", "HOLD"))).startsWith("400");
        assertThat(answer("known", good.replace("\"1\"", "\"0\""))).startsWith("400");
        assertThat(answer("known", good.replace("\"1\"", "null"))).startsWith("400");
        assertThat(answer("known", good.replace("side", "sides"))).startsWith("400");
        assertThat(answer("known", good + "x")).startsWith("400");
        assertThat(answer("known", "[]")).startsWith("400").contains("must be an object");
        assertThat(answer("known", "")).startsWith("400");
        assertThat(answer("known", "\"" + good + "\"")).startsWith("400");
        assertThat(answer("", good)).startsWith("401").contains("not_logged_in");
        assertThat(answer("stranger", good)).startsWith("401").contains("token_invalid");
        assertThat(answer("nobody", good)).startsWith("401").contains("not_logged_in");
        assertThat(answer("clerk", good)).startsWith("403").contains("not_permitted");
        assertThat(answer("busy", good)).startsWith("429").contains("rate_limit");
        assertThat(answer("known", "x".repeat(3_000))).startsWith("413");
        assertThat(answer("known", body("404"))).startsWith("404").contains("order_not_found");
        assertThat(answer("known", body("422"))).startsWith("422").contains("U02");
        assertThat(answer("known", body("409"))).startsWith("409").contains("at_once");
        assertThat(answer("known", body("500"))).startsWith("500").doesNotContain("secret");
        assertThat(answer("known", body("501"))).startsWith("500").doesNotContain("secret");
        assertThat(answer("new", good)).startsWith("200");
    }

    @Test
    void noThreadIsNeededForACallerWhoIsKnown() throws IOException {
        assertThat(send(HOT.path(), "known", body("1")).status()).isEqualTo(200);

        assertThat(threads.poll()).contains("eventloop");
        assertThat(gate.counted.get()).isEqualTo(1);
    }

    @Test
    void aCallerWhoIsNotKnownYetIsAdmittedByAThread() throws IOException {
        assertThat(send(HOT.path(), "new", body("1")).status()).isEqualTo(200);
        assertThat(send(HOT.path(), "new", body("409")).status()).isEqualTo(409);
        assertThat(send(HOT.path(), "new", body("422")).status()).isEqualTo(422);

        assertThat(threads).doesNotContain("eventloop").hasSize(3);
        assertThat(gate.counted.get()).isEqualTo(3);
    }

    @Test
    void whatNeedsAThreadIsAnsweredByTheOrdinaryHandlerAndCountedOnce() throws IOException {
        WebClient.Reply reply = send(HOT.path(), "known", body("7"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(threads.poll()).contains("eventloop");
        assertThat(threads.poll()).isEqualTo("http");
        assertThat(gate.counted.get()).isEqualTo(1);
    }

    @Test
    void moreAtATimeThanAllowedAreRefusedAndChangeNothing() throws Exception {
        List<CompletableFuture<Integer>> first = List.of(status("8"), status("8"));
        CompletableFuture<Sample.Placed> one = waiting.poll(5, TimeUnit.SECONDS);
        CompletableFuture<Sample.Placed> two = waiting.poll(5, TimeUnit.SECONDS);

        WebClient.Reply third = send(HOT.path(), "known", body("8"));
        assertThat(third.status()).isEqualTo(503);
        assertThat(third.text()).contains("too_busy");
        assertThat(third.headers()).containsKey("x-request-id");
        assertThat(waiting).isEmpty();
        assertThat(send(Sample.PLACE.path(), "known", body("1")).status()).isEqualTo(200);

        one.complete(new Sample.Placed(ORDER, "", List.of()));
        two.completeExceptionally(Refusal.conflict("no", "no"));
        assertThat(List.of(first.get(0).get(), first.get(1).get()))
                .containsExactlyInAnyOrder(200, 409);
        assertThat(send(HOT.path(), "known", body("1")).status()).isEqualTo(200);
    }

    @Test
    void contextTraceAndTimerAreThoseOfAnOrdinaryRoute() throws IOException {
        String trace = "0123456789abcdef0123456789abcdef";
        Map<String, String> headers = headers("known");
        headers.put("idempotency-key", "k-1");
        headers.put("x-request-id", "request-77");
        headers.put("traceparent", "00-" + trace + "-0123456789abcdef-01");
        WebClient.Reply reply = send(HOT.path(), body("1"), headers);

        assertThat(reply.headers()).containsEntry("x-request-id", "request-77");
        assertThat(contexts.poll()).isEqualTo("request-77 k-1 " + trace);
        assertThat(RequestContext.current()).isEmpty();
        assertThat(telemetry.scrape())
                .contains(
                        "http_requests_seconds_count{route=\"POST /api/v1/hot/orders\","
                                + "status=\"200\"} 1");
    }

    @Test
    void peersCallHotRoutesAndHearTheirRefusals() {
        Sample.Place place = new Sample.Place(ORDER, Sample.Side.BUY, new BigDecimal("422"), null);
        assertThatThrownBy(() -> caller.call(HOT, TRADER, place))
                .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.code()).isEqualTo("U02"));
        assertThat(threads.poll()).contains("eventloop");
    }

    @Test
    void aForwarderPassesHotRoutesOn() throws IOException {
        HttpServer front =
                new HttpServer(
                        HttpServer.Settings.local(),
                        Clock.system(),
                        new Secrets(folder.resolve("front")),
                        Telemetry.local());
        try (front) {
            front.gate(gate);
            front.forward(HOT, caller.forwarder());
            URI at = URI.create("http://127.0.0.1:" + front.start() + HOT.path());
            WebClient.Reply reply =
                    web.send(
                            new WebClient.Call(
                                    "POST",
                                    at,
                                    headers("known"),
                                    body("1").getBytes(UTF_8),
                                    TIMEOUT));
            assertThat(reply.status()).isEqualTo(200);
            assertThat(Json.read(reply.body(), Sample.Placed.class).by()).isEqualTo("żółw");
            assertThat(threads.poll()).contains("eventloop");
        }
    }

    private Sample.Placed place(Actor actor, Sample.Place place) {
        threads.add(Thread.currentThread().getName());
        return decide(actor, place);
    }

    private Optional<CompletionStage<Sample.Placed>> begin(Actor actor, Sample.Place place) {
        threads.add(Thread.currentThread().getName());
        RequestContext context = RequestContext.current().orElseThrow();
        contexts.add(
                context.requestId() + " " + context.idempotencyKey() + " " + Telemetry.traceId());
        return switch (place.quantity().intValueExact()) {
            case 7 -> Optional.empty();
            case 8 -> {
                CompletableFuture<Sample.Placed> later = new CompletableFuture<>();
                waiting.add(later);
                yield Optional.of(later);
            }
            case 409, 501 -> Optional.of(CompletableFuture.completedStage(decide(actor, place)));
            default ->
                    Optional.of(CompletableFuture.supplyAsync(() -> decide(actor, place), LATER));
        };
    }

    private static Sample.Placed decide(Actor actor, Sample.Place place) {
        switch (place.quantity().intValueExact()) {
            case 404 -> throw Refusal.notFound("order", place.order());
            case 409 -> throw Refusal.conflict("at_once", "no");
            case 422 ->
                    throw new Refusal(
                            Reason.UNPROCESSABLE, "U02", "no capital", Map.of("need", "5"));
            case 500, 501 -> throw new IllegalStateException("the secret is 42");
            default -> {}
        }
        return new Sample.Placed(place.order(), actor.name(), List.of(place));
    }

    /** What both routes answer: status, headers and body without what differs by request. */
    private String answer(String token, String body) throws IOException {
        String ordinary = told(send(Sample.PLACE.path(), token, body));
        assertThat(told(send(HOT.path(), token, body))).isEqualTo(ordinary);
        return ordinary;
    }

    private static String told(WebClient.Reply reply) {
        Map<String, String> headers = new TreeMap<>(reply.headers());
        String id = headers.put("x-request-id", "");
        ObjectNode document = (ObjectNode) Json.tree(reply.body());
        if (document.has("requestId")) {
            assertThat(document.get("requestId").asString()).isEqualTo(id == null ? "" : id);
            document.put("requestId", "");
        }
        return reply.status() + " " + headers + " " + document;
    }

    private CompletableFuture<Integer> status(String quantity) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return send(HOT.path(), "known", body(quantity)).status();
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                },
                LATER);
    }

    private static String body(String quantity) {
        return "{\"order\":\"%s\",\"side\":\"BUY\",\"quantity\":\"%s\"}".formatted(ORDER, quantity);
    }

    private static Map<String, String> headers(String token) {
        Map<String, String> headers = new HashMap<>();
        headers.put("content-type", "application/json");
        headers.put("authorization", token);
        return headers;
    }

    private WebClient.Reply send(String path, String token, String body) throws IOException {
        return send(path, body, headers(token));
    }

    private WebClient.Reply send(String path, String body, Map<String, String> headers)
            throws IOException {
        return web.send(
                new WebClient.Call(
                        "POST", base.resolve(path), headers, body.getBytes(UTF_8), TIMEOUT));
    }

    /** Knows some callers at once, one only after a while, and counts whom it admits. */
    private static final class Gatekeeper implements Gate {
        private final AtomicInteger counted = new AtomicInteger();

        @Override
        public Actor admit(Route<?, ?> route, Incoming in, BiConsumer<String, String> header) {
            String token = in.header("authorization");
            if (token.isEmpty()) {
                header.accept("x-hint", "log in");
                throw new Refusal(Reason.UNAUTHENTICATED, "not_logged_in", "no token");
            }
            if (token.equals("stranger")) {
                throw new Refusal(Reason.UNAUTHENTICATED, "token_invalid", "not ours");
            }
            return count(token, header);
        }

        @Override
        public @Nullable Actor admitAtOnce(
                Route<?, ?> route, Incoming in, BiConsumer<String, String> header) {
            String token = in.header("authorization");
            return Set.of("", "new", "stranger").contains(token) ? null : count(token, header);
        }

        private Actor count(String token, BiConsumer<String, String> header) {
            counted.incrementAndGet();
            header.accept("ratelimit-limit", "9");
            return switch (token) {
                case "busy" -> throw new Refusal(Reason.LIMIT_REACHED, "rate_limit", "too often");
                case "clerk" -> CLERK;
                case "nobody" -> Actor.ANONYMOUS;
                default -> TRADER;
            };
        }
    }
}
