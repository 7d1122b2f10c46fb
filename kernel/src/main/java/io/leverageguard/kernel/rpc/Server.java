package io.leverageguard.kernel.rpc;

import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.feed.EventFeed;

/** Serves routes. Handlers run on virtual threads and may block. */
public interface Server {
    /** Answers one route. */
    @FunctionalInterface
    interface Handler<Q, R> {
        /** Answers {@code request}, asked by {@code actor}; throws {@link Refusal} for a "no". */
        R handle(Actor actor, Q request);
    }

    /** Serves {@code route}; serving one twice is a defect. */
    <Q, R> void serve(Route<Q, R> route, Handler<Q, R> handler);

    /** Serves a service's feed to other processes. */
    <E> void serveFeed(String service, Class<E> events, EventFeed<E> feed);

    /** Serves a service's audit trail to other processes. */
    void serveAudit(String service, AuditTrail trail);
}
