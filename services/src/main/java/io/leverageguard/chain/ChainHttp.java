package io.leverageguard.chain;

import io.leverageguard.api.chain.Chain;
import io.leverageguard.api.chain.ChainEvent;
import io.leverageguard.api.chain.ChainRoutes;
import io.leverageguard.kernel.rpc.Server;

/** Serves {@link Chain}. */
final class ChainHttp {
    private ChainHttp() {}

    static void serve(Server server, Chain chain) {
        server.serve(ChainRoutes.NETWORKS, chain::networks);
        server.serve(ChainRoutes.ANCHOR, chain::anchor);
        server.serve(ChainRoutes.TRANSACTIONS, chain::transactions);
        server.serveFeed("chain", ChainEvent.class, chain.events());
        server.serveAudit("chain", chain.audit());
    }
}
