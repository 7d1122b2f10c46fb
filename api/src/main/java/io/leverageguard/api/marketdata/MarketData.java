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

    /**
     * The order book of an instrument that is followed; refuses with {@code book_not_available}.
     */
    Book book(Actor actor, Depth depth);

    /** The last 24 hours; refuses with {@code price_not_available} where nothing was traded. */
    Summary summary(Actor actor, InstrumentRef ref);

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

    /**
     * Which order book, and how much of it.
     *
     * @param levels of either side, 1 to 50, which is the default
     */
    record Depth(String venue, String symbol, @Nullable Integer levels) {}

    /** All that is offered at one price. */
    record Level(BigDecimal price, BigDecimal quantity) {}

    /**
     * An order book in step with the venue's; both sides best first. Published live with 20 levels;
     * there, one that is lost has none.
     *
     * @param at when it last changed, by the venue's clock
     * @param heardAt when anything of the instrument was last heard
     * @param stale whether that is so long ago that the book may be another one now
     */
    record Book(
            String venue,
            String symbol,
            List<Level> bids,
            List<Level> asks,
            Instant at,
            Instant heardAt,
            boolean stale) {
        /** The lists are copied. */
        public Book {
            bids = List.copyOf(bids);
            asks = List.copyOf(asks);
        }
    }

    /**
     * The minute that is open, or was until now; published live.
     *
     * @param closed whether it is over and this is its candle
     * @param whole whether we saw everything of it
     */
    record Bar(
            String venue,
            String symbol,
            Instant openTime,
            BigDecimal open,
            BigDecimal high,
            BigDecimal low,
            BigDecimal close,
            BigDecimal volume,
            boolean closed,
            boolean whole) {}

    /**
     * The last 24 hours of an instrument, to whole minutes at their beginning.
     *
     * @param change of the price, against the beginning
     * @param changeRatio the same as a share of the price then: 0.01 is 1 %
     * @param volume base units
     * @param fundingRate of the next funding; absent with mark and index where none was heard yet
     */
    record Summary(
            String venue,
            String symbol,
            BigDecimal last,
            BigDecimal change,
            BigDecimal changeRatio,
            BigDecimal high,
            BigDecimal low,
            BigDecimal volume,
            @Nullable BigDecimal mark,
            @Nullable BigDecimal index,
            @Nullable BigDecimal fundingRate,
            @Nullable Instant nextFunding,
            Instant at) {}

    /** Several published liquidations. */
    record PublicLiquidations(List<PublicLiquidation> liquidations) {}
}
