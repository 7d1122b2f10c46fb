package io.leverageguard.api.gateway;

import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.audit.AuditTrail.AuditVerification;
import io.leverageguard.kernel.rpc.Route.None;
import java.util.List;

/**
 * The door of the product: it admits callers and shows the whole of it. It owns nothing and
 * announces nothing.
 */
public interface Gateway {
    /** Recomputes the audit chain of every service. */
    AuditReport verifyAudit(Actor actor, None nothing);

    /**
     * What the audit chains look like.
     *
     * @param intact whether every chain is
     * @param chains one per service, by name
     */
    record AuditReport(boolean intact, List<AuditVerification> chains) {}
}
