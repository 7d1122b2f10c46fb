package io.leverageguard.kit.http;

import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.rpc.Caller;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Route;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.http.WebServer.Request;
import io.leverageguard.kit.http.WebServer.Response;
import io.leverageguard.kit.json.EventJson;
import io.leverageguard.kit.json.Json;
import io.leverageguard.kit.ops.ProcessState;
import io.leverageguard.kit.ops.Telemetry;
import io.leverageguard.kit.secret.Secrets;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls the routes of another process of this installation. */
public final class HttpCaller implements Caller {
    private static final Logger LOG = LoggerFactory.getLogger(HttpCaller.class);
    private static final Actor READER = Actor.service("peer");
    private static final List<String> PASSED_ON =
            List.of("content-type", "accept", "idempotency-key", "x-request-id", "user-agent");

    private final WebClient web;
    private final URI base;
    private final InternalToken token;
    private final Duration timeout;
    private final Map<Route<?, ?>, Binding<?>> bindings = new ConcurrentHashMap<>();

    /** Calls the process at {@code base}, for example {@code http://10.0.0.7:8083}. */
    public HttpCaller(WebClient web, URI base, Clock clock, Secrets secrets, Duration timeout) {
        this.web = web;
        this.base = base;
        this.token = new InternalToken(clock, secrets);
        this.timeout = timeout;
    }

    @Override
    public <Q, R> R call(Route<Q, R> route, Actor actor, Q request) {
        @SuppressWarnings("unchecked") // the binding was made from this very route
        Binding<Q> binding =
                (Binding<Q>) bindings.computeIfAbsent(route, known -> new Binding<>(known));
        Binding.Wire wire = binding.write(request);
        Map<String, String> headers = new HashMap<>();
        headers.put("content-type", "application/json");
        RequestContext.current()
                .ifPresent(
                        context -> {
                            headers.put("x-request-id", context.requestId());
                            headers.put("user-agent", context.userAgent());
                        });
        WebClient.Reply reply =
                send(
                        actor,
                        new Request(
                                route.method().name(),
                                wire.path(),
                                wire.query(),
                                headers,
                                wire.body(),
                                ""));
        if (reply.status() == 200) {
            return Json.read(reply.body(), route.response());
        }
        if (Problems.isRefusal(reply.status())) {
            throw Problems.refusal(reply.status(), reply.body());
        }
        throw new IllegalStateException(
                route.path()
                        + " at "
                        + base
                        + " answered "
                        + reply.status()
                        + ", request "
                        + reply.headers().getOrDefault("x-request-id", "?"));
    }

    @Override
    public <E> EventFeed<E> feed(String service, Class<E> events) {
        EventJson<E> json = new EventJson<>(events);
        Route<WireRoutes.Page, WireRoutes.Events> route = WireRoutes.events(service);
        return (after, limit) ->
                call(route, READER, new WireRoutes.Page(after, limit)).events().stream()
                        .map(
                                wire ->
                                        new EventFeed.Stored<>(
                                                wire.seq(),
                                                wire.at(),
                                                wire.trace(),
                                                json.read(wire.type(), wire.json())))
                        .toList();
    }

    @Override
    public AuditTrail audit(String service) {
        Route<WireRoutes.Page, WireRoutes.Records> records = WireRoutes.audit(service);
        Route<WireRoutes.Before, WireRoutes.Records> newest = WireRoutes.newest(service);
        Route<None, AuditTrail.AuditVerification> verification = WireRoutes.verification(service);
        return new AuditTrail() {
            @Override
            public List<AuditRecord> read(long after, int limit) {
                return call(records, READER, new WireRoutes.Page(after, limit)).records();
            }

            @Override
            public List<AuditRecord> newest(long before, int limit) {
                return call(newest, READER, new WireRoutes.Before(before, limit)).records();
            }

            @Override
            public AuditVerification verify() {
                return call(verification, READER, None.NONE);
            }
        };
    }

    /** How the process is. */
    public ProcessState process() {
        return call(WireRoutes.PROCESS, READER, None.NONE);
    }

    /** Passes requests on as they are, for {@link HttpServer#forward}. */
    public HttpServer.Forwarder forwarder() {
        return (actor, request) -> {
            Map<String, String> headers = new HashMap<>();
            for (String name : PASSED_ON) {
                if (!request.header(name).isEmpty()) {
                    headers.put(name, request.header(name));
                }
            }
            RequestContext.current()
                    .ifPresent(context -> headers.put("x-request-id", context.requestId()));
            WebClient.Reply reply =
                    send(
                            actor,
                            new Request(
                                    request.method(),
                                    request.path(),
                                    request.query(),
                                    headers,
                                    request.body(),
                                    ""));
            String type = reply.headers().getOrDefault("content-type", "application/json");
            return new Response(reply.status(), Map.of("content-type", type), reply.body());
        };
    }

    /** Opens an internal WebSocket of the peer. */
    public WebClient.ClientSocket open(String path, WebServer.SocketListener listener)
            throws IOException {
        String socketBase = withoutSlash(base.toString()).replaceFirst("^http", "ws");
        return web.open(
                URI.create(socketBase + path), token.headers("GET", path, READER), listener);
    }

    private WebClient.Reply send(Actor actor, Request request) {
        Map<String, String> headers = new HashMap<>(request.headers());
        headers.putAll(token.headers(request.method(), request.path(), actor));
        String trace = Telemetry.traceparent();
        if (!trace.isEmpty()) {
            headers.put("traceparent", trace);
        }
        String query = request.query().isEmpty() ? "" : "?" + request.query();
        URI uri = URI.create(withoutSlash(base.toString()) + request.path() + query);
        try {
            return web.send(
                    new WebClient.Call(request.method(), uri, headers, request.body(), timeout));
        } catch (IOException e) {
            LOG.warn("{} does not answer: {}", base, e.getMessage());
            throw new Refusal(
                    Refusal.Reason.UNAVAILABLE,
                    "peer_unavailable",
                    "A part of the system does not answer; try again.");
        }
    }

    private static String withoutSlash(String text) {
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
}
