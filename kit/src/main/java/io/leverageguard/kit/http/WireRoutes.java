package io.leverageguard.kit.http;

import io.leverageguard.kernel.audit.AuditTrail.AuditRecord;
import io.leverageguard.kernel.audit.AuditTrail.AuditVerification;
import io.leverageguard.kernel.rpc.Route;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.kit.ops.ProcessState;
import java.time.Instant;
import java.util.List;

/** The routes by which feeds, audit trails and states travel between processes. */
final class WireRoutes {
    private WireRoutes() {}

    /** How a process is. */
    static final Route<None, ProcessState> PROCESS =
            Route.internal("/internal/process", None.class, ProcessState.class, "How it is");

    /** Which entries. */
    record Page(long after, int limit) {}

    /** Which entries, from the end. */
    record Before(long before, int limit) {}

    /** One event; {@code json} without its type. */
    record WireEvent(long seq, Instant at, String trace, String type, String json) {}

    /** Events, oldest first. */
    record Events(List<WireEvent> events) {}

    /** Audit records. */
    record Records(List<AuditRecord> records) {}

    static Route<Page, Events> events(String service) {
        return Route.internal(
                "/internal/" + service + "/events", Page.class, Events.class, "Reads the feed");
    }

    static Route<Page, Records> audit(String service) {
        return Route.internal(
                "/internal/" + service + "/audit", Page.class, Records.class, "Reads the trail");
    }

    static Route<Before, Records> newest(String service) {
        return Route.internal(
                "/internal/" + service + "/audit/newest",
                Before.class,
                Records.class,
                "Reads the trail from its end");
    }

    static Route<None, AuditVerification> verification(String service) {
        return Route.internal(
                "/internal/" + service + "/audit/verification",
                None.class,
                AuditVerification.class,
                "Recomputes the trail");
    }
}
