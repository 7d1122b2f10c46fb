package io.leverageguard.api.gateway;

import io.leverageguard.api.gateway.Gateway.AuditReport;
import io.leverageguard.kernel.access.Permission;
import io.leverageguard.kernel.rpc.Route;
import io.leverageguard.kernel.rpc.Route.Method;
import io.leverageguard.kernel.rpc.Route.None;
import java.util.List;

/** The operations of {@link Gateway}, each described once. */
public final class GatewayRoutes {
    /** {@link Gateway#verifyAudit}. */
    public static final Route<None, AuditReport> VERIFY_AUDIT =
            Route.open(
                    Method.GET,
                    "/api/v1/audit/verification",
                    None.class,
                    AuditReport.class,
                    Permission.AUDIT,
                    "Recomputes the audit chain of every service");

    /** Every operation, in the order of the API document. */
    public static final List<Route<?, ?>> ALL = List.of(VERIFY_AUDIT);

    private GatewayRoutes() {}
}
