package io.leverageguard.marketdata;

import io.leverageguard.api.marketdata.MarketData;
import io.leverageguard.api.marketdata.MarketDataEvent;
import io.leverageguard.api.marketdata.MarketDataRoutes;
import io.leverageguard.kernel.rpc.Server;

/** Serves {@link MarketData}. */
final class MarketDataHttp {
    private MarketDataHttp() {}

    static void serve(Server server, MarketData marketData) {
        server.serve(MarketDataRoutes.INSTRUMENTS, marketData::instruments);
        server.serve(MarketDataRoutes.INSTRUMENT, marketData::instrument);
        server.serve(MarketDataRoutes.CANDLES, marketData::candles);
        server.serve(MarketDataRoutes.MARK, marketData::mark);
        server.serve(MarketDataRoutes.EXTREMES, marketData::extremes);
        server.serve(MarketDataRoutes.TRADES, marketData::trades);
        server.serve(MarketDataRoutes.LIQUIDATIONS, marketData::liquidations);
        server.serve(MarketDataRoutes.BOOK, marketData::book);
        server.serve(MarketDataRoutes.SUMMARY, marketData::summary);
        server.serveFeed("marketdata", MarketDataEvent.class, marketData.events());
    }
}
