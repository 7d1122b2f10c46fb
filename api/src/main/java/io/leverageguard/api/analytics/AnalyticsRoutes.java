package io.leverageguard.api.analytics;

import static io.leverageguard.kernel.access.Permission.AUDIT;
import static io.leverageguard.kernel.access.Permission.LOGGED_IN;
import static io.leverageguard.kernel.access.Permission.OPERATE_FUND;
import static io.leverageguard.kernel.rpc.Route.Method.GET;
import static io.leverageguard.kernel.rpc.Route.Method.POST;

import io.leverageguard.api.TimeRange;
import io.leverageguard.api.analytics.Analytics.PoolReport;
import io.leverageguard.api.analytics.Analytics.Reconciliation;
import io.leverageguard.api.analytics.Analytics.Report;
import io.leverageguard.api.analytics.Analytics.ReportRequest;
import io.leverageguard.kernel.rpc.Route;
import io.leverageguard.kernel.rpc.Route.None;
import java.util.List;

/** The operations of {@link Analytics}. */
public final class AnalyticsRoutes {
    /** {@link Analytics#report}. */
    public static final Route<ReportRequest, Report> REPORT =
            Route.open(
                    POST,
                    "/api/v1/reports",
                    ReportRequest.class,
                    Report.class,
                    AUDIT,
                    "Writes the desk report as HTML, CSV and JSON");

    /** {@link Analytics#reconcile}. */
    public static final Route<None, Reconciliation> RECONCILE =
            Route.open(
                    GET,
                    "/api/v1/reconciliation",
                    None.class,
                    Reconciliation.class,
                    AUDIT,
                    "Compares claims, payouts, ledger and venue accounts");

    /** {@link Analytics#poolHistory}. */
    public static final Route<TimeRange, PoolReport> POOL_HISTORY =
            Route.open(
                    GET,
                    "/api/v1/pool/history",
                    TimeRange.class,
                    PoolReport.class,
                    LOGGED_IN,
                    "Shows how the pool developed, as the ledger has it");

    /** {@link Analytics#rebuild}. */
    public static final Route<None, None> REBUILD =
            Route.open(
                    POST,
                    "/api/v1/projections/rebuild",
                    None.class,
                    None.class,
                    OPERATE_FUND,
                    "Forgets every projection and reads it again from the first event");

    /** Every route of this service. */
    public static final List<Route<?, ?>> ALL = List.of(REPORT, RECONCILE, POOL_HISTORY, REBUILD);

    private AnalyticsRoutes() {}
}
