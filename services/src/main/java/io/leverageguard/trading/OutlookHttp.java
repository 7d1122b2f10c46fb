package io.leverageguard.trading;

import io.leverageguard.api.trading.Outlook;
import io.leverageguard.api.trading.OutlookRoutes;
import io.leverageguard.kernel.rpc.Server;

/** Serves {@link Outlook} to people and to other processes. */
final class OutlookHttp {
    private OutlookHttp() {}

    static void serve(Server server, Outlook outlook) {
        server.serve(OutlookRoutes.PREVIEW, outlook::preview);
        server.serve(OutlookRoutes.OPEN_ORDERS, outlook::openOrders);
        server.serve(OutlookRoutes.EXPOSURE, outlook::exposure);
    }
}
