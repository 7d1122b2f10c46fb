package io.leverageguard.kernel.rpc;

import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.feed.EventFeed;

/** Calls the routes of another process. Throws {@link Refusal} as the service itself would. */
public interface Caller {
    /** Calls on behalf of {@code actor} and waits for the answer. */
    <Q, R> R call(Route<Q, R> route, Actor actor, Q request);

    /** The feed of a service; {@code events} is its sealed event interface. */
    <E> EventFeed<E> feed(String service, Class<E> events);

    /** The audit trail of a service. */
    AuditTrail audit(String service);
}
