package io.leverageguard.strategy;

import io.leverageguard.api.strategy.Strategies;
import io.leverageguard.api.strategy.StrategyEvent;
import io.leverageguard.api.strategy.StrategyRoutes;
import io.leverageguard.kernel.rpc.Server;

/** Serves {@link Strategies}. */
final class StrategyHttp {
    private StrategyHttp() {}

    static void serve(Server server, Strategies strategies) {
        server.serve(StrategyRoutes.KINDS, strategies::kinds);
        server.serve(StrategyRoutes.REGISTER, strategies::register);
        server.serve(StrategyRoutes.START, strategies::start);
        server.serve(StrategyRoutes.STOP, strategies::stop);
        server.serve(StrategyRoutes.STRATEGIES, strategies::strategies);
        server.serve(StrategyRoutes.PERFORMANCE, strategies::performance);
        server.serveFeed("strategy", StrategyEvent.class, strategies.events());
        server.serveAudit("strategy", strategies.audit());
    }
}
