package io.leverageguard.api.analytics;

import io.leverageguard.api.TimeRange;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.rpc.Caller;
import io.leverageguard.kernel.rpc.Route.None;

/** {@link Analytics} in another process. */
public final class AnalyticsClient implements Analytics {
    private final Caller caller;

    /** Calls through {@code caller}. */
    public AnalyticsClient(Caller caller) {
        this.caller = caller;
    }

    @Override
    public Report report(Actor actor, ReportRequest command) {
        return caller.call(AnalyticsRoutes.REPORT, actor, command);
    }

    @Override
    public Reconciliation reconcile(Actor actor, None nothing) {
        return caller.call(AnalyticsRoutes.RECONCILE, actor, nothing);
    }

    @Override
    public PoolReport poolHistory(Actor actor, TimeRange range) {
        return caller.call(AnalyticsRoutes.POOL_HISTORY, actor, range);
    }

    @Override
    public None rebuild(Actor actor, None nothing) {
        return caller.call(AnalyticsRoutes.REBUILD, actor, nothing);
    }
}
