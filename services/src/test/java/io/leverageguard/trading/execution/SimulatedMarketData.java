package io.leverageguard.trading.execution;

import io.leverageguard.api.marketdata.MarketData;
import io.leverageguard.api.marketdata.MarketDataEvent;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.venues.Reports;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@link SimulatedVenue}s list, and the candles that a test gives. */
final class SimulatedMarketData implements MarketData {
    final Map<String, SimulatedVenue> venues = new LinkedHashMap<>();
    final List<Candle> candles = new ArrayList<>();
    boolean answers = true;

    @Override
    public Instrument instrument(Actor actor, InstrumentRef ref) {
        SimulatedVenue venue = venues.get(ref.venue());
        if (!answers) {
            throw new Refusal(Refusal.Reason.UNAVAILABLE, "peer_unavailable", "not now");
        }
        if (venue == null || !ref.symbol().equals(SimulatedVenue.SYMBOL)) {
            throw Refusal.notFound("instrument", ref.symbol());
        }
        Reports.Instrument one = venue.instruments().getFirst();
        return new Instrument(
                ref.venue(),
                one.symbol(),
                one.base(),
                one.quote(),
                one.tickSize(),
                one.lotSize(),
                one.minQuantity(),
                one.maxQuantity(),
                one.minNotional());
    }

    @Override
    public Candles candles(Actor actor, CandleRange range) {
        return new Candles(List.copyOf(candles));
    }

    @Override
    public Instruments instruments(Actor actor, None nothing) {
        throw new AssertionError("not asked for here");
    }

    @Override
    public MarkPrice mark(Actor actor, InstrumentRef ref) {
        throw new AssertionError("not asked for here");
    }

    @Override
    public Extremes extremes(Actor actor, Span span) {
        throw new AssertionError("not asked for here");
    }

    @Override
    public Trades trades(Actor actor, Span span) {
        throw new AssertionError("not asked for here");
    }

    @Override
    public PublicLiquidations liquidations(Actor actor, Span span) {
        throw new AssertionError("not asked for here");
    }

    @Override
    public Book book(Actor actor, Depth depth) {
        throw new AssertionError("not asked for here");
    }

    @Override
    public Summary summary(Actor actor, InstrumentRef ref) {
        throw new AssertionError("not asked for here");
    }

    @Override
    public EventFeed<MarketDataEvent> events() {
        throw new AssertionError("not asked for here");
    }
}
