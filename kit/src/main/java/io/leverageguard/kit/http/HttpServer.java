package io.leverageguard.kit.http;

import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.rpc.Route;
import io.leverageguard.kernel.rpc.Server;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.http.WebServer.Request;
import io.leverageguard.kit.http.WebServer.Response;
import io.leverageguard.kit.http.WebServer.Turn;
import io.leverageguard.kit.json.EventJson;
import io.leverageguard.kit.json.Json;
import io.leverageguard.kit.ops.ProcessState;
import io.leverageguard.kit.ops.Telemetry;
import io.leverageguard.kit.secret.Secrets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Serves routes over HTTP: binds requests, admits callers, answers problem documents. */
public final class HttpServer implements Server, AutoCloseable {
    private static final int HOT_MAX = 8_192;
    private static final Map<String, String> JSON = Map.of("content-type", "application/json");

    /**
     * Where a server listens and what it takes.
     *
     * @param bodyBytesMax the largest body
     * @param hotMax how many requests of hot routes may be on their way at a time
     */
    public record Settings(String host, int port, long bodyBytesMax, int hotMax) {
        /** As many hot requests at a time as usual. */
        public Settings(String host, int port, long bodyBytesMax) {
            this(host, port, bodyBytesMax, HOT_MAX);
        }

        /** Loopback, a free port, 64 KiB. */
        public static Settings local() {
            return new Settings("127.0.0.1", 0, 64 * 1024);
        }
    }

    /** Passes a call on to where its route is really served. */
    @FunctionalInterface
    public interface Forwarder {
        /** Answers {@code request}, asked by {@code actor}. */
        Response forward(Actor actor, Request request);
    }

    /** What is answered, and headers that go with it. */
    public record WithHeaders<R>(R answer, Map<String, String> headers) {
        /** Copies the headers. */
        public WithHeaders {
            headers = Map.copyOf(headers);
        }
    }

    /** Answers a route by what stands in the request and in its headers. */
    @FunctionalInterface
    public interface HeaderHandler<Q, R> {
        /** Answers {@code request}; {@code headers} are by lower-case name. */
        WithHeaders<R> handle(Actor actor, Q request, Map<String, String> headers);
    }

    private final WebServer web;
    private final InternalToken token;
    private final RouteTable table = new RouteTable();
    private final Mounts mounts = new Mounts();
    private final Answering answering;
    private volatile int port;

    /** A server that does not listen yet. */
    public HttpServer(Settings settings, Clock clock, Secrets secrets, Telemetry telemetry) {
        this.token = new InternalToken(clock, secrets);
        this.answering =
                new Answering(
                        table,
                        mounts,
                        token,
                        new RequestTimers(telemetry.meters()),
                        settings.hotMax());
        this.web =
                WebServer.behind(
                        answering,
                        settings.host(),
                        settings.port(),
                        settings.bodyBytesMax(),
                        mounts::open);
        mount("/metrics", _ -> Response.text(200, "text/plain; version=0.0.4", telemetry.scrape()));
        mount("/health", _ -> Response.json(200, "{\"status\":\"up\"}"));
        mount("/ready", _ -> mounts.readiness());
    }

    /** Begins to listen and says on which port. */
    public int start() {
        port = web.start();
        return port;
    }

    /** The port; 0 before the start. */
    public int port() {
        return port;
    }

    /** Installs what admits callers from outside; without one they are all turned away. */
    public void gate(Gate installed) {
        answering.gate(installed);
    }

    /** The routes that are served or forwarded here, ordered by path and method. */
    public List<Route<?, ?>> routes() {
        return table.routes();
    }

    /** Serves a public route by passing it on. */
    public void forward(Route<?, ?> route, Forwarder forwarder) {
        if (route.audience() != Route.Audience.PUBLIC) {
            throw new IllegalArgumentException(route.path() + " is not public");
        }
        table.add(
                route,
                (actor, request, _) -> new Turn.Blocking(() -> forwarder.forward(actor, request)));
    }

    /** Serves a page; a path that ends in {@code /*} takes everything below. */
    public void mount(String path, WebServer.Handler handler) {
        mounts.page(path, handler);
    }

    /** Serves WebSockets at a path. */
    public void sockets(String path, WebServer.Sockets sockets) {
        mounts.sockets(path, sockets);
    }

    /** Serves WebSockets at a path, to other processes of this installation only. */
    public void internalSockets(String path, WebServer.Sockets sockets) {
        mounts.sockets(
                path,
                (upgrade, socket) ->
                        token.actor("GET", upgrade.path(), upgrade.headers()).isPresent()
                                ? sockets.open(upgrade, socket)
                                : null);
    }

    /** Adds a condition of being ready, for {@code /ready}. */
    public void ready(String name, BooleanSupplier condition) {
        mounts.condition(name, condition);
    }

    @Override
    public <Q, R> void serve(Route<Q, R> route, Handler<Q, R> handler) {
        Binding<Q> binding = new Binding<>(route);
        table.add(
                route,
                (actor, request, gaps) -> {
                    Q asked = binding.read(gaps, request.query(), request.body());
                    return new Turn.Blocking(() -> answer(handler.handle(actor, asked)));
                });
    }

    /** Serves a route whose answer has headers of its own, such as a cookie. */
    public <Q, R> void serveWithHeaders(Route<Q, R> route, HeaderHandler<Q, R> handler) {
        Binding<Q> binding = new Binding<>(route);
        table.add(
                route,
                (actor, request, gaps) -> {
                    Q asked = binding.read(gaps, request.query(), request.body());
                    return new Turn.Blocking(
                            () -> answer(handler.handle(actor, asked, request.headers())));
                });
    }

    private static Response answer(WithHeaders<?> answered) {
        Map<String, String> headers = new HashMap<>(JSON);
        headers.putAll(answered.headers());
        return new Response(200, headers, Json.bytes(answered.answer()));
    }

    @Override
    public <Q, R> void serveHot(Route<Q, R> route, HotHandler<Q, R> hot, Handler<Q, R> ordinary) {
        Binding<Q> binding = new Binding<>(route);
        table.addHot(
                route,
                (actor, request, gaps) -> {
                    Q asked = binding.read(gaps, request.query(), request.body());
                    Optional<CompletionStage<R>> begun = hot.begin(actor, asked);
                    return begun.isPresent()
                            ? new Turn.Later(
                                    begun.get().thenApply(response -> () -> answer(response)))
                            : new Turn.Blocking(() -> answer(ordinary.handle(actor, asked)));
                });
    }

    @Override
    public <E> void serveFeed(String service, Class<E> events, EventFeed<E> feed) {
        EventJson<E> json = new EventJson<>(events);
        serve(
                WireRoutes.events(service),
                (_, page) ->
                        new WireRoutes.Events(
                                feed.read(page.after(), page.limit()).stream()
                                        .map(stored -> wire(json, stored))
                                        .toList()));
    }

    @Override
    public void serveAudit(String service, AuditTrail trail) {
        serve(
                WireRoutes.audit(service),
                (_, page) -> new WireRoutes.Records(trail.read(page.after(), page.limit())));
        serve(
                WireRoutes.newest(service),
                (_, page) -> new WireRoutes.Records(trail.newest(page.before(), page.limit())));
        serve(WireRoutes.verification(service), (_, _) -> trail.verify());
    }

    /** Tells other processes of this installation how this one is. */
    public void serveProcess(Supplier<ProcessState> state) {
        serve(WireRoutes.PROCESS, (_, _) -> state.get());
    }

    /** The conditions of being ready that do not hold now. */
    public List<String> failing() {
        return mounts.failing();
    }

    @Override
    public void close() {
        web.close();
    }

    private static <E> WireRoutes.WireEvent wire(EventJson<E> json, EventFeed.Stored<E> stored) {
        return new WireRoutes.WireEvent(
                stored.seq(),
                stored.at(),
                stored.trace(),
                json.type(stored.event()),
                json.write(stored.event()));
    }

    private static Response answer(Object response) {
        return new Response(200, JSON, Json.bytes(response));
    }
}
