package io.leverageguard.trading;

import io.leverageguard.api.trading.Trading;
import io.leverageguard.api.trading.TradingEvent;
import io.leverageguard.api.trading.TradingRoutes;
import io.leverageguard.kernel.rpc.Server;

/** Serves {@link Trading} to people and to other processes. */
final class TradingHttp {
    private TradingHttp() {}

    static void serve(Server server, TradingService trading) {
        server.serve(TradingRoutes.OPEN_ACCOUNT, trading::openAccount);
        server.serve(TradingRoutes.ACCOUNTS, trading::accounts);
        server.serve(TradingRoutes.ACCOUNT, trading::account);
        server.serve(TradingRoutes.SET_LEVERAGE, trading::setLeverage);
        server.serveHot(TradingRoutes.PLACE, trading::begin, trading::place);
        server.serve(TradingRoutes.ORDER, trading::order);
        server.serve(TradingRoutes.CANCEL, trading::cancel);
        server.serve(TradingRoutes.ORDERS, trading::orders);
        server.serve(TradingRoutes.FILLS, trading::fills);
        server.serve(TradingRoutes.POSITIONS, trading::positions);
        server.serve(TradingRoutes.BALANCES, trading::balances);
        server.serve(TradingRoutes.PLACE_LIST, trading::placeList);
        server.serve(TradingRoutes.AMEND, trading::amend);
        server.serve(TradingRoutes.CANCEL_ALL, trading::cancelAll);
        server.serve(TradingRoutes.CLOSE_POSITION, trading::closePosition);
        server.serve(TradingRoutes.SUB_POSITIONS, trading::subPositions);
        server.serve(TradingRoutes.LEDGER, trading::ledger);
        server.serve(TradingRoutes.RECONCILE, trading::reconcile);
        server.serveFeed("trading", TradingEvent.class, trading.events());
        server.serveAudit("trading", trading.audit());
    }
}
