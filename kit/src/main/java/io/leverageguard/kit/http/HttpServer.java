package io.leverageguard.kit.http;

import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.rpc.Route;
import io.leverageguard.kernel.rpc.Server;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.ops.Telemetry;
import io.leverageguard.kit.secret.Secrets;
import java.util.List;
import java.util.function.BooleanSupplier;

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
        WebServer.Response forward(Actor actor, WebServer.Request request);
    }

    /** A server that does not listen yet. */
    public HttpServer(Settings settings, Clock clock, Secrets secrets, Telemetry telemetry) {}

    /** Begins to listen and says on which port. */
    public int start() {
        throw new UnsupportedOperationException();
    }

    /** The port. */
    public int port() {
        throw new UnsupportedOperationException();
    }

    /** Installs what admits callers from outside; without one they are all turned away. */
    public void gate(Gate gate) {}

    /** The routes that are served or forwarded here, ordered by path and method. */
    public List<Route<?, ?>> routes() {
        return List.of();
    }

    /** Serves a public route by passing it on. */
    public void forward(Route<?, ?> route, Forwarder forwarder) {}

    /** Serves a page; a path that ends in {@code /*} takes everything below. */
    public void mount(String path, WebServer.Handler handler) {}

    /** Serves WebSockets at a path. */
    public void sockets(String path, WebServer.Sockets sockets) {}

    /** Adds a condition of being ready, for {@code /ready}. */
    public void ready(String name, BooleanSupplier condition) {}

    @Override
    public <Q, R> void serve(Route<Q, R> route, Handler<Q, R> handler) {}

    @Override
    public <E> void serveFeed(String service, Class<E> events, EventFeed<E> feed) {}

    @Override
    public void serveAudit(String service, AuditTrail trail) {}

    @Override
    public void close() {}
}
