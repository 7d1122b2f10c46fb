package io.leverageguard.kit.http;

import io.leverageguard.kernel.audit.AuditTrail.AuditRecord;
import io.leverageguard.kernel.audit.AuditTrail.AuditVerification;
import io.leverageguard.kernel.rpc.Route;
import io.leverageguard.kernel.rpc.Route.None;
import java.time.Instant;
import java.util.List;

/** The routes by which feeds and audit trails travel between processes. */
final class WireRoutes {
    private WireRoutes() {}

    /** Which entries. */
    record Page(long after, int limit) {}

    /** One event; {@code json} without its type. */
    record WireEvent(long seq, Instant at, String trace, String type, String json) {}

    /** Events, oldest first. */
    record Events(List<WireEvent> events) {}

    /** Audit records, oldest first. */
    record Records(List<AuditRecord> records) {}

    static Route<Page, Events> events(String service) {
        return Route.internal(
                "/internal/" + service + "/events", Page.class, Events.class, "Reads the feed");
    }

    static Route<Page, Records> audit(String service) {
        return Route.internal(
                "/internal/" + service + "/audit", Page.class, Records.class, "Reads the trail");
    }

    static Route<None, AuditVerification> verification(String service) {
        return Route.internal(
                "/internal/" + service + "/audit/verification",
                None.class,
                AuditVerification.class,
                "Recomputes the trail");
    }
}
