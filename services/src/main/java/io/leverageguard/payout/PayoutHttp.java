package io.leverageguard.payout;

import io.leverageguard.api.payout.PayoutEvent;
import io.leverageguard.api.payout.PayoutRoutes;
import io.leverageguard.api.payout.Payouts;
import io.leverageguard.kernel.rpc.Server;

/** Serves {@link Payouts}. */
final class PayoutHttp {
    private PayoutHttp() {}

    static void serve(Server server, Payouts payouts) {
        server.serve(PayoutRoutes.PAYOUTS, payouts::payouts);
        server.serve(PayoutRoutes.PAYOUT, payouts::payout);
        server.serve(PayoutRoutes.APPROVE, payouts::approve);
        server.serveFeed("payout", PayoutEvent.class, payouts.events());
        server.serveAudit("payout", payouts.audit());
    }
}
