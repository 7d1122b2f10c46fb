package io.leverageguard.api.marketdata;

import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.rpc.Caller;
import io.leverageguard.kernel.rpc.Route.None;

/** {@link MarketData} in another process. */
public final class MarketDataClient implements MarketData {
    private final Caller caller;

    /** Calls through {@code caller}. */
    public MarketDataClient(Caller caller) {
        this.caller = caller;
    }

    @Override
    public Instruments instruments(Actor actor, None nothing) {
        return caller.call(MarketDataRoutes.INSTRUMENTS, actor, nothing);
    }

    @Override
    public Instrument instrument(Actor actor, InstrumentRef ref) {
        return caller.call(MarketDataRoutes.INSTRUMENT, actor, ref);
    }

    @Override
    public Candles candles(Actor actor, CandleRange range) {
        return caller.call(MarketDataRoutes.CANDLES, actor, range);
    }

    @Override
    public MarkPrice mark(Actor actor, InstrumentRef ref) {
        return caller.call(MarketDataRoutes.MARK, actor, ref);
    }

    @Override
    public Extremes extremes(Actor actor, Span span) {
        return caller.call(MarketDataRoutes.EXTREMES, actor, span);
    }

    @Override
    public Trades trades(Actor actor, Span span) {
        return caller.call(MarketDataRoutes.TRADES, actor, span);
    }

    @Override
    public PublicLiquidations liquidations(Actor actor, Span span) {
        return caller.call(MarketDataRoutes.LIQUIDATIONS, actor, span);
    }

    @Override
    public Book book(Actor actor, Depth depth) {
        return caller.call(MarketDataRoutes.BOOK, actor, depth);
    }

    @Override
    public Summary summary(Actor actor, InstrumentRef ref) {
        return caller.call(MarketDataRoutes.SUMMARY, actor, ref);
    }

    @Override
    public EventFeed<MarketDataEvent> events() {
        return caller.feed("marketdata", MarketDataEvent.class);
    }
}
