package io.leverageguard.gateway;

import io.leverageguard.api.gateway.Gateway;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.audit.AuditTrail.AuditRecord;
import io.leverageguard.kernel.audit.AuditTrail.AuditVerification;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Route.None;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Answers what concerns all services together. */
final class GatewayService implements Gateway {
    private static final int PAGE_USUAL = 50;
    private static final int PAGE_MAX = 200;

    private final Map<String, AuditTrail> audits;
    private final SystemDesk system;

    GatewayService(Map<String, AuditTrail> audits, SystemDesk system) {
        this.audits = new TreeMap<>(audits);
        this.system = system;
    }

    @Override
    public AuditReport verifyAudit(Actor actor, None nothing) {
        List<AuditVerification> chains = audits.values().stream().map(AuditTrail::verify).toList();
        return new AuditReport(chains.stream().allMatch(AuditVerification::intact), chains);
    }

    @Override
    public AuditPage audit(Actor actor, AuditQuery query) {
        AuditTrail trail = audits.get(query.service());
        if (trail == null) {
            throw Refusal.notFound("service", query.service());
        }
        Integer asked = query.limit();
        int limit = asked == null ? PAGE_USUAL : asked;
        if (limit < 1 || limit > PAGE_MAX) {
            throw Refusal.invalid("limit", "must be 1 to " + PAGE_MAX);
        }
        Long before = query.before();
        if (before != null && before < 1) {
            throw Refusal.invalid("before", "must be 1 or more");
        }
        List<AuditRecord> records = trail.newest(before == null ? 0 : before, limit);
        boolean more = !records.isEmpty() && records.getLast().seq() > 1;
        return new AuditPage(
                query.service(), records, more ? Long.valueOf(records.getLast().seq()) : null);
    }

    @Override
    public SystemReport system(Actor actor, None nothing) {
        return system.report(actor);
    }
}
