package io.leverageguard.kit.http;

import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.rpc.Caller;
import io.leverageguard.kernel.rpc.Route;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.secret.Secrets;
import java.net.URI;
import java.time.Duration;

/** Calls the routes of another process of this installation. */
public final class HttpCaller implements Caller {
    /** Calls the process at {@code base}, for example {@code http://10.0.0.7:8083}. */
    public HttpCaller(WebClient web, URI base, Clock clock, Secrets secrets, Duration timeout) {}

    @Override
    public <Q, R> R call(Route<Q, R> route, Actor actor, Q request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <E> EventFeed<E> feed(String service, Class<E> events) {
        throw new UnsupportedOperationException();
    }

    @Override
    public AuditTrail audit(String service) {
        throw new UnsupportedOperationException();
    }

    /** Passes requests on as they are, for {@link HttpServer#forward}. */
    public HttpServer.Forwarder forwarder() {
        throw new UnsupportedOperationException();
    }
}
