package io.leverageguard.cover;

import io.leverageguard.api.marketdata.MarketData;
import io.leverageguard.api.marketdata.MarketDataEvent;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.testkit.MemoryFeed;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Prices as a test sets them; index and mark are the same. */
final class ScriptedMarket implements MarketData {
    private static final BigDecimal SWING = new BigDecimal("1.001");

    private record Tick(Instant at, BigDecimal price) {}

    private final List<Tick> ticks = new ArrayList<>();
    private final List<PublicLiquidation> published = new ArrayList<>();
    private boolean history = true;

    synchronized void price(Instant at, String price) {
        ticks.add(new Tick(at, new BigDecimal(price)));
    }

    synchronized void publish(PublicLiquidation liquidation) {
        published.add(liquidation);
    }

    void forgetHistory() {
        history = false;
    }

    @Override
    public Instrument instrument(Actor actor, InstrumentRef ref) {
        return Sample.instrument();
    }

    /** Bars that swing by a tenth of a percent around the first price. */
    @Override
    public synchronized Candles candles(Actor actor, CandleRange range) {
        List<Candle> candles = new ArrayList<>();
        Instant from = range.from();
        Instant to = range.to();
        if (!history || from == null || to == null) {
            return new Candles(candles);
        }
        BigDecimal base = ticks.getFirst().price();
        boolean up = false;
        for (Instant at = from;
                at.plusSeconds(range.interval().seconds()).compareTo(to) <= 0;
                at = at.plusSeconds(range.interval().seconds())) {
            BigDecimal close = up ? base.multiply(SWING).setScale(1, RoundingMode.HALF_UP) : base;
            candles.add(new Candle(at, base, close, base, close, BigDecimal.ONE));
            up = !up;
        }
        return new Candles(candles);
    }

    @Override
    public synchronized MarkPrice mark(Actor actor, InstrumentRef ref) {
        if (ticks.isEmpty()) {
            throw Refusal.unprocessable("price_not_available", "no price yet");
        }
        Tick last = ticks.getLast();
        return new MarkPrice(
                ref.venue(),
                ref.symbol(),
                last.price(),
                last.price(),
                BigDecimal.ZERO,
                last.at(),
                last.at());
    }

    @Override
    public synchronized Extremes extremes(Actor actor, Span span) {
        List<BigDecimal> prices =
                ticks.stream()
                        .filter(tick -> !tick.at().isBefore(span.from()))
                        .filter(tick -> !tick.at().isAfter(span.to()))
                        .map(Tick::price)
                        .sorted(Comparator.naturalOrder())
                        .toList();
        if (prices.isEmpty()) {
            return Sample.nothingSeen();
        }
        BigDecimal low = prices.getFirst();
        BigDecimal high = prices.getLast();
        return new Extremes(prices.size(), low, high, low, high, span.from(), span.from());
    }

    @Override
    public synchronized PublicLiquidations liquidations(Actor actor, Span span) {
        return new PublicLiquidations(List.copyOf(published));
    }

    @Override
    public Instruments instruments(Actor actor, None nothing) {
        return new Instruments(List.of(Sample.instrument()));
    }

    @Override
    public Trades trades(Actor actor, Span span) {
        return new Trades(List.of());
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
        return new MemoryFeed<>();
    }
}
