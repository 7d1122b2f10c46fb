package io.leverageguard.gateway;

import io.leverageguard.api.gateway.Gateway;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.audit.AuditTrail.AuditVerification;
import io.leverageguard.kernel.rpc.Route.None;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Answers what concerns all services together. */
final class GatewayService implements Gateway {
    private final Map<String, AuditTrail> audits;

    GatewayService(Map<String, AuditTrail> audits) {
        this.audits = new TreeMap<>(audits);
    }

    @Override
    public AuditReport verifyAudit(Actor actor, None nothing) {
        List<AuditVerification> chains = audits.values().stream().map(AuditTrail::verify).toList();
        return new AuditReport(chains.stream().allMatch(AuditVerification::intact), chains);
    }
}
