package io.leverageguard.kit.http;

import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Route;
import io.leverageguard.kernel.rpc.Server;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.http.WebServer.Request;
import io.leverageguard.kit.http.WebServer.Response;
import io.leverageguard.kit.json.EventJson;
import io.leverageguard.kit.json.Json;
import io.leverageguard.kit.ops.Telemetry;
import io.leverageguard.kit.secret.Secrets;
import io.micrometer.core.instrument.Timer;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves routes over HTTP: binds requests, admits callers, answers problem documents. */
public final class HttpServer implements Server, AutoCloseable {
    /** Where a server listens and what it takes. */
    public record Settings(String host, int port, long bodyBytesMax) {
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

    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String REQUEST_ID = "x-request-id";
    private static final String REQUEST_ID_FORM = "[A-Za-z0-9._-]{8,64}";

    private static final Map<String, String> SECURITY_HEADERS =
            Map.of(
                    "x-content-type-options", "nosniff",
                    "x-frame-options", "DENY",
                    "referrer-policy", "no-referrer",
                    "content-security-policy", "default-src 'none'; frame-ancestors 'none'",
                    "strict-transport-security", "max-age=31536000",
                    "cache-control", "no-store");

    private final WebServer web;
    private final InternalToken token;
    private final Telemetry telemetry;
    private final RouteTable table = new RouteTable();
    private final Mounts mounts = new Mounts();
    private volatile @Nullable Gate gate;
    private volatile int port;

    /** A server that does not listen yet. */
    public HttpServer(Settings settings, Clock clock, Secrets secrets, Telemetry telemetry) {
        this.web =
                new WebServer(
                        settings.host(),
                        settings.port(),
                        settings.bodyBytesMax(),
                        this::handle,
                        mounts::open);
        this.token = new InternalToken(clock, secrets);
        this.telemetry = telemetry;
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
        gate = installed;
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
        table.add(route, (actor, request, _) -> forwarder.forward(actor, request));
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
                    return new Response(
                            200,
                            Map.of("content-type", "application/json"),
                            Json.bytes(handler.handle(actor, asked)));
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
        serve(WireRoutes.verification(service), (_, _) -> trail.verify());
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

    private Response handle(Request request) {
        String given = request.header(REQUEST_ID);
        String id = given.matches(REQUEST_ID_FORM) ? given : newRequestId();
        RequestContext context =
                new RequestContext(
                        id,
                        request.header("idempotency-key"),
                        request.remote(),
                        request.header("user-agent"));
        Timer.Sample begun = Timer.start(telemetry.meters());
        Map<String, String> headers = new HashMap<>();
        Optional<RouteTable.Found> found = table.find(request.method(), request.path());
        String name =
                found.map(f -> request.method() + " " + f.entry().route().path()).orElse("other");
        Response response =
                Telemetry.inTrace(
                        name,
                        request.header("traceparent"),
                        () -> context.during(() -> safely(request, found, headers, id)));
        String status = String.valueOf(response.status());
        begun.stop(telemetry.meters().timer("http.requests", "route", name, "status", status));
        headers.put(REQUEST_ID, id);
        SECURITY_HEADERS.forEach(headers::putIfAbsent);
        headers.putAll(response.headers());
        return new Response(response.status(), headers, response.body());
    }

    /** Not from the kit's ids: those repeat in a replay, whoever asks for a page meanwhile. */
    private static String newRequestId() {
        byte[] id = new byte[16];
        RANDOM.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    private Response safely(
            Request request,
            Optional<RouteTable.Found> found,
            Map<String, String> headers,
            String id) {
        try {
            return found.isPresent() ? route(request, found.get(), headers) : page(request, id);
        } catch (Refusal e) {
            return Problems.of(e, id);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("request {} failed: {} {}", id, request.method(), request.path(), e);
            return Problems.internal(id);
        }
    }

    private Response route(Request request, RouteTable.Found found, Map<String, String> headers) {
        Route<?, ?> route = found.entry().route();
        Actor actor = admit(route, request, headers);
        boolean isInside = route.audience() == Route.Audience.INTERNAL;
        if (!isInside && !actor.may(route.permission())) {
            throw actor.roles().isEmpty()
                    ? new Refusal(Refusal.Reason.UNAUTHENTICATED, "not_logged_in", "Log in first.")
                    : Refusal.forbidden(
                            "not_permitted", "This needs the permission " + route.permission());
        }
        return found.entry().target().answer(actor, request, found.gaps());
    }

    /** A peer of ours brings its actor along; everybody else passes the gate. */
    private Actor admit(Route<?, ?> route, Request request, Map<String, String> headers) {
        Optional<Actor> peer = token.actor(request.method(), request.path(), request.headers());
        if (peer.isPresent()) {
            return peer.get();
        }
        Gate installed = gate;
        if (installed == null) {
            throw new Refusal(
                    Refusal.Reason.UNAUTHENTICATED, "not_logged_in", "Log in at the gateway.");
        }
        if (route.audience() == Route.Audience.INTERNAL) {
            throw new Refusal(Refusal.Reason.NOT_FOUND, "no_such_path", "There is nothing here.");
        }
        Gate.Incoming incoming =
                new Gate.Incoming(
                        request.method(),
                        request.path(),
                        request.query(),
                        request.headers(),
                        request.remote(),
                        request.body());
        return installed.admit(route, incoming, headers::put);
    }

    private Response page(Request request, String id) {
        Set<String> methods = table.methods(request.path());
        boolean tellsMethods = methods.isEmpty() || request.path().startsWith("/internal/");
        return mounts.answer(request)
                .orElseGet(
                        () ->
                                tellsMethods
                                        ? Problems.notFound(id)
                                        : Problems.wrongMethod(methods, id));
    }
}
