package io.leverageguard.trading;

import io.leverageguard.api.trading.Protection;
import io.leverageguard.api.trading.ProtectionRoutes;
import io.leverageguard.kernel.rpc.Server;

/** Serves {@link Protection} to people and to other processes. */
final class ProtectionHttp {
    private ProtectionHttp() {}

    static void serve(Server server, Protection protection) {
        server.serve(ProtectionRoutes.KILL, protection::kill);
        server.serve(ProtectionRoutes.KILLED, protection::killed);
        server.serve(ProtectionRoutes.KILLS, protection::kills);
        server.serve(ProtectionRoutes.LIFT, protection::lift);
        server.serve(ProtectionRoutes.SET_STOP_POLICY, protection::setStopPolicy);
        server.serve(ProtectionRoutes.REMOVE_STOP_POLICY, protection::removeStopPolicy);
        server.serve(ProtectionRoutes.PROTECTIONS, protection::protections);
        server.serve(ProtectionRoutes.ADJUST_MARGIN, protection::adjustMargin);
        server.serve(ProtectionRoutes.MARGIN_CHANGE, protection::marginChange);
    }
}
