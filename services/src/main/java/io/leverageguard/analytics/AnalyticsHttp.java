package io.leverageguard.analytics;

import io.leverageguard.api.analytics.Analytics;
import io.leverageguard.api.analytics.AnalyticsRoutes;
import io.leverageguard.kernel.rpc.Server;

/** Serves {@link Analytics}. */
final class AnalyticsHttp {
    private AnalyticsHttp() {}

    static void serve(Server server, Analytics analytics) {
        server.serve(AnalyticsRoutes.REPORT, analytics::report);
        server.serve(AnalyticsRoutes.RECONCILE, analytics::reconcile);
        server.serve(AnalyticsRoutes.POOL_HISTORY, analytics::poolHistory);
        server.serve(AnalyticsRoutes.REBUILD, analytics::rebuild);
    }
}
