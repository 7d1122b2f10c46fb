package io.leverageguard.strategy;

import io.leverageguard.api.marketdata.MarketData;
import io.leverageguard.api.marketdata.MarketDataEvent;
import io.leverageguard.api.marketdata.MarketDataEvent.CandleClosed;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.testkit.MemoryFeed;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** One-minute candles of one instrument in memory. */
final class FakeMarketData implements MarketData {
    static final Instant START = Instant.parse("2025-10-10T20:00:00Z");

    final MemoryFeed<MarketDataEvent> feed = new MemoryFeed<>();
    private final List<Candle> candles = new ArrayList<>();

    /** A candle that was there before anybody listened. */
    void past(int close) {
        candles.add(candle(close));
    }

    /** A candle that is announced now. */
    void close(int close) {
        Candle candle = candle(close);
        candles.add(candle);
        announce(candle);
    }

    void announceAgain() {
        announce(candles.getLast());
    }

    private void announce(Candle candle) {
        feed.add(new CandleClosed("binance", "BTCUSDT", Interval.M1, candle));
    }

    private Candle candle(int close) {
        BigDecimal price = BigDecimal.valueOf(close);
        Instant at = START.plusSeconds(60L * candles.size());
        return new Candle(at, price, price, price, price, BigDecimal.ONE);
    }

    @Override
    public Candles candles(Actor actor, CandleRange range) {
        Instant to = Objects.requireNonNull(range.to());
        List<Candle> before =
                candles.stream().filter(candle -> candle.openTime().isBefore(to)).toList();
        int limit = Objects.requireNonNull(range.limit());
        return new Candles(before.subList(Math.max(0, before.size() - limit), before.size()));
    }

    @Override
    public Instrument instrument(Actor actor, InstrumentRef ref) {
        if (!ref.symbol().equals("BTCUSDT")) {
            throw Refusal.notFound("instrument", ref.symbol());
        }
        BigDecimal one = BigDecimal.ONE;
        return new Instrument("binance", "BTCUSDT", "BTC", "USDT", one, one, one, one, one);
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
        return feed;
    }

    @Override
    public Instruments instruments(Actor actor, None nothing) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MarkPrice mark(Actor actor, InstrumentRef ref) {
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
}
