package io.leverageguard.kernel.rpc;

import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.feed.EventFeed;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Serves routes. Handlers run on virtual threads and may block, hot ones may not. */
public interface Server {
    /** Answers one route. */
    @FunctionalInterface
    interface Handler<Q, R> {
        /** Answers {@code request}, asked by {@code actor}; throws {@link Refusal} for a "no". */
        R handle(Actor actor, Q request);
    }

    /** Begins to answer a route on the thread that reads requests, where nothing may block. */
    @FunctionalInterface
    interface HotHandler<Q, R> {
        /**
         * Begins to answer {@code request}, asked by {@code actor}. Throws {@link Refusal} for a
         * "no", or lets the stage fail with it. Empty, with nothing done, when this request cannot
         * be answered without blocking: then the route's ordinary handler answers it.
         */
        Optional<CompletionStage<R>> begin(Actor actor, Q request);
    }

    /** Serves {@code route}; serving one twice is a defect. */
    <Q, R> void serve(Route<Q, R> route, Handler<Q, R> handler);

    /**
     * Serves {@code route} without a thread per request where {@code hot} can, and with {@code
     * ordinary} where it cannot. Callers are admitted, limited and answered alike by both.
     */
    <Q, R> void serveHot(Route<Q, R> route, HotHandler<Q, R> hot, Handler<Q, R> ordinary);

    /** Serves a service's feed to other processes. */
    <E> void serveFeed(String service, Class<E> events, EventFeed<E> feed);

    /** Serves a service's audit trail to other processes. */
    void serveAudit(String service, AuditTrail trail);
}
