package io.leverageguard.fund;

import io.leverageguard.api.fund.Fund;
import io.leverageguard.api.fund.FundEvent;
import io.leverageguard.api.fund.FundRoutes;
import io.leverageguard.kernel.rpc.Server;

/** Serves {@link Fund}. */
final class FundHttp {
    private FundHttp() {}

    static void serve(Server server, Fund fund) {
        server.serve(FundRoutes.ANNOUNCE_DEPOSIT, fund::announceDeposit);
        server.serve(FundRoutes.CONFIRM_DEPOSIT, fund::confirmDeposit);
        server.serve(FundRoutes.DEPOSITS, fund::deposits);
        server.serve(FundRoutes.MY_BALANCE, fund::myBalance);
        server.serve(FundRoutes.BALANCE, fund::balance);
        server.serve(FundRoutes.BOOK, fund::book);
        server.serve(FundRoutes.HEAD, fund::head);
        server.serve(FundRoutes.TRIAL_BALANCE, fund::trialBalance);
        server.serve(FundRoutes.TRANSFERS, fund::transfers);
        server.serve(FundRoutes.POOL, fund::pool);
        server.serve(FundRoutes.VERIFY, fund::verify);
        server.serveFeed("fund", FundEvent.class, fund.events());
        server.serveAudit("fund", fund.audit());
    }
}
