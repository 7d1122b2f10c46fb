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
        server.serveFeed("risk", RiskEvent.class, risk.events());
        server.serveAudit("risk", risk.audit());
    }
}
