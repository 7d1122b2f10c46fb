package io.leverageguard.risk;

import io.leverageguard.api.risk.Risk;
import io.leverageguard.api.risk.RiskEvent;
import io.leverageguard.api.risk.RiskRoutes;
import io.leverageguard.kernel.rpc.Server;

/** Serves {@link Risk}. */
final class RiskHttp {
    private RiskHttp() {}

    static void serve(Server server, Risk risk) {
        server.serve(RiskRoutes.LIMITS, risk::limits);
        server.serve(RiskRoutes.SET_ACCOUNT_LIMITS, risk::setLimits);
        server.serve(RiskRoutes.SET_TRADING_STATE, risk::setTradingState);
        server.serve(RiskRoutes.EXPOSURE, risk::exposure);
        server.serve(RiskRoutes.WARNINGS, risk::warnings);
        server.serve(RiskRoutes.SCOPE_LIMITS, risk::scopeLimits);
        server.serve(RiskRoutes.ALL_LIMITS, risk::allLimits);
        server.serve(RiskRoutes.PROPOSE_LIMITS, risk::proposeLimits);
        server.serve(RiskRoutes.DECIDE_LIMITS, risk::decideLimits);
        server.serve(RiskRoutes.LIMIT_CHANGES, risk::limitChanges);
        server.serve(RiskRoutes.TRIPS, risk::trips);
        server.serve(RiskRoutes.LIFT_TRIPS, risk::liftTrips);
        server.serve(RiskRoutes.MARGIN_POLICY, risk::marginPolicy);
        server.serve(RiskRoutes.SET_MARGIN_POLICY, risk::setMarginPolicy);
        server.serve(RiskRoutes.MARGIN_ACTIONS, risk::marginActions);
        server.serve(RiskRoutes.KNOW_MARGINS, risk::knowMargins);
        server.serve(RiskRoutes.REPORT, risk::report);
        server.serveFeed("risk", RiskEvent.class, risk.events());
        server.serveAudit("risk", risk.audit());
    }
}
