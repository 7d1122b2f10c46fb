package io.leverageguard.api.marketdata;

import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.rpc.Route.None;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Instruments and their prices, past and present. Prices are quote per base, sizes are base units.
 */
public interface MarketData {
    /** Every instrument of every venue we follow. */
    Instruments instruments(Actor actor, None nothing);

    /** One instrument; refuses with {@code instrument_not_found}. */
    Instrument instrument(Actor actor, InstrumentRef ref);

    /** Candles, oldest first, at most 1,500. */
    Candles candles(Actor actor, CandleRange range);

    /** The latest mark and index price; refuses with {@code price_not_available}. */
    MarkPrice mark(Actor actor, InstrumentRef ref);

    /** The lowest and highest mark and index price between two instants, both included. */
    Extremes extremes(Actor actor, Span span);

    /** Trades, oldest first, at most 1,000. */
    Trades trades(Actor actor, Span span);

    /** What the venue published of its liquidations, oldest first, at most 1,000. */
    PublicLiquidations liquidations(Actor actor, Span span);

    /** What this service announces. */
    EventFeed<MarketDataEvent> events();

    /** The length of a candle. */
    enum Interval {
        /** One minute. */
        M1(60),
        /** Five minutes. */
        M5(300),
        /** One hour. */
        H1(3_600);

        private final int seconds;

        Interval(int seconds) {
            this.seconds = seconds;
        }

        /** The length in seconds. */
        public int seconds() {
            return seconds;
        }
    }

    /** Names an instrument. */
    record InstrumentRef(String venue, String symbol) {}

    /**
     * A linear perpetual.
     *
     * @param tickSize smallest price step
     * @param lotSize smallest quantity step
     * @param minNotional smallest order value in the quote asset
     */
    record Instrument(
            String venue,
            String symbol,
            String base,
            String quote,
            BigDecimal tickSize,
            BigDecimal lotSize,
            BigDecimal minQuantity,
            BigDecimal maxQuantity,
            BigDecimal minNotional) {}

    /** Several instruments. */
    record Instruments(List<Instrument> instruments) {}

    /** Which candles; {@code limit} defaults to 500. */
    record CandleRange(
            String venue,
            String symbol,
            Interval interval,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Integer limit) {}

    /** One candle of traded prices. */
    record Candle(
            Instant openTime,
            BigDecimal open,
            BigDecimal high,
            BigDecimal low,
            BigDecimal close,
            BigDecimal volume) {}

    /** Several candles. */
    record Candles(List<Candle> candles) {}

    /** Mark and index price, and the rate of the next funding. */
    record MarkPrice(
            String venue,
            String symbol,
            BigDecimal mark,
            BigDecimal index,
            BigDecimal fundingRate,
            Instant nextFunding,
            Instant at) {}

    /** A span of time of one instrument. */
    record Span(String venue, String symbol, Instant from, Instant to) {}

    /** The range of mark and index prices in a span; {@code samples} is 0 when nothing was seen. */
    record Extremes(
            long samples,
            BigDecimal markLow,
            BigDecimal markHigh,
            BigDecimal indexLow,
            BigDecimal indexHigh,
            Instant lowAt,
            Instant highAt) {}

    /** One public trade; {@code buyerMaker} means that the taker sold. */
    record Trade(
            String id, BigDecimal price, BigDecimal quantity, boolean buyerMaker, Instant at) {}

    /** Several trades. */
    record Trades(List<Trade> trades) {}

    /**
     * A liquidation as the venue published it.
     *
     * @param positionSide {@code LONG} or {@code SHORT}: the position that was closed
     */
    record PublicLiquidation(
            String venue,
            String symbol,
            String positionSide,
            BigDecimal price,
            BigDecimal quantity,
            Instant at) {}

    /** Several published liquidations. */
    record PublicLiquidations(List<PublicLiquidation> liquidations) {}
}
