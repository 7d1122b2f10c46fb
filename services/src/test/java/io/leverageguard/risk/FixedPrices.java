package io.leverageguard.risk;

import io.leverageguard.api.marketdata.MarketData;
import io.leverageguard.api.marketdata.MarketDataEvent;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Route.None;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One mark price for everything, or none. */
final class FixedPrices implements MarketData {
    @Nullable BigDecimal mark;
    final Map<String, BigDecimal> marks = new HashMap<>();
    final Map<String, NavigableMap<Instant, BigDecimal>> closes = new HashMap<>();
    int candleCalls;

    @Override
    public MarkPrice mark(Actor actor, InstrumentRef ref) {
        BigDecimal price = marks.getOrDefault(ref.symbol(), mark);
        if (price == null) {
            throw new Refusal(Refusal.Reason.UNAVAILABLE, "price_not_available", "none yet");
        }
        return new MarkPrice(
                ref.venue(), ref.symbol(), price, price, BigDecimal.ZERO, Instant.MAX, Instant.MIN);
    }

    @Override
    public Instruments instruments(Actor actor, None nothing) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Instrument instrument(Actor actor, InstrumentRef ref) {
        if (!ref.symbol().endsWith("USDT")) {
            throw Refusal.notFound("instrument", ref);
        }
        return new Instrument(
                ref.venue(),
                ref.symbol(),
                ref.symbol().replace("USDT", ""),
                "USDT",
                BigDecimal.ONE,
                BigDecimal.ONE,
                BigDecimal.ONE,
                BigDecimal.TEN,
                BigDecimal.ONE);
    }

    /** The hourly closes that a test gave, as many as were asked for. */
    @Override
    public Candles candles(Actor actor, CandleRange range) {
        candleCalls++;
        if (range.interval() != Interval.H1 || range.from() == null || range.to() == null) {
            throw new UnsupportedOperationException();
        }
        return new Candles(
                closes
                        .getOrDefault(range.symbol(), new TreeMap<>())
                        .subMap(range.from(), true, range.to(), false)
                        .entrySet()
                        .stream()
                        .map(FixedPrices::candle)
                        .toList());
    }

    private static Candle candle(Map.Entry<Instant, BigDecimal> close) {
        BigDecimal price = close.getValue();
        return new Candle(close.getKey(), price, price, price, price, BigDecimal.ONE);
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
    public Book book(Actor actor, Depth depth) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Summary summary(Actor actor, InstrumentRef ref) {
        throw new UnsupportedOperationException();
    }

    @Override
    public EventFeed<MarketDataEvent> events() {
        throw new UnsupportedOperationException();
    }
}
