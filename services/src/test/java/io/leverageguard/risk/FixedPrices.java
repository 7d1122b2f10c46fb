package io.leverageguard.risk;

import io.leverageguard.api.marketdata.MarketData;
import io.leverageguard.api.marketdata.MarketDataEvent;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Route.None;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One mark price for everything, or none. */
final class FixedPrices implements MarketData {
    @Nullable BigDecimal mark;

    @Override
    public MarkPrice mark(Actor actor, InstrumentRef ref) {
        if (mark == null) {
            throw new Refusal(Refusal.Reason.UNAVAILABLE, "price_not_available", "none yet");
        }
        return new MarkPrice(
                ref.venue(), ref.symbol(), mark, mark, BigDecimal.ZERO, Instant.MAX, Instant.MIN);
    }

    @Override
    public Instruments instruments(Actor actor, None nothing) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Instrument instrument(Actor actor, InstrumentRef ref) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Candles candles(Actor actor, CandleRange range) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Extremes extremes(Actor actor, Span span) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Trades trades(Actor actor, Span span) {
        throw new UnsupportedOperationException();
    }

    @Override
    public PublicLiquidations liquidations(Actor actor, Span span) {
        throw new UnsupportedOperationException();
    }

    @Override
    public EventFeed<MarketDataEvent> events() {
        throw new UnsupportedOperationException();
    }
}
