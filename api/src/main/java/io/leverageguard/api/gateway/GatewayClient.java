package io.leverageguard.api.gateway;

import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.rpc.Caller;
import io.leverageguard.kernel.rpc.Route.None;

/** {@link Gateway} in another process. */
public final class GatewayClient implements Gateway {
    private final Caller caller;

    /** Calls through {@code caller}. */
    public GatewayClient(Caller caller) {
        this.caller = caller;
    }

    @Override
    public AuditReport verifyAudit(Actor actor, None nothing) {
        return caller.call(GatewayRoutes.VERIFY_AUDIT, actor, nothing);
    }

    @Override
    public AuditPage audit(Actor actor, AuditQuery query) {
        return caller.call(GatewayRoutes.AUDIT, actor, query);
    }

    @Override
    public SystemReport system(Actor actor, None nothing) {
        return caller.call(GatewayRoutes.SYSTEM, actor, nothing);
    }
}
