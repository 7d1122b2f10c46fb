package io.leverageguard.api.marketdata;

import static io.leverageguard.kernel.access.Permission.LOGGED_IN;
import static io.leverageguard.kernel.rpc.Route.Method.GET;

import io.leverageguard.api.marketdata.MarketData.Book;
import io.leverageguard.api.marketdata.MarketData.CandleRange;
import io.leverageguard.api.marketdata.MarketData.Candles;
import io.leverageguard.api.marketdata.MarketData.Depth;
import io.leverageguard.api.marketdata.MarketData.Extremes;
import io.leverageguard.api.marketdata.MarketData.Instrument;
import io.leverageguard.api.marketdata.MarketData.InstrumentRef;
import io.leverageguard.api.marketdata.MarketData.Instruments;
import io.leverageguard.api.marketdata.MarketData.MarkPrice;
import io.leverageguard.api.marketdata.MarketData.PublicLiquidations;
import io.leverageguard.api.marketdata.MarketData.Span;
import io.leverageguard.api.marketdata.MarketData.Summary;
import io.leverageguard.api.marketdata.MarketData.Trades;
import io.leverageguard.kernel.rpc.Route;
import io.leverageguard.kernel.rpc.Route.None;
import java.util.List;

/** The operations of {@link MarketData}. */
public final class MarketDataRoutes {
    private static final String ONE = "/api/v1/instruments/{venue}/{symbol}";

    /** {@link MarketData#instruments}. */
    public static final Route<None, Instruments> INSTRUMENTS =
            Route.open(
                    GET,
                    "/api/v1/instruments",
                    None.class,
                    Instruments.class,
                    LOGGED_IN,
                    "Lists the instruments of every venue that is followed");

    /** {@link MarketData#instrument}. */
    public static final Route<InstrumentRef, Instrument> INSTRUMENT =
            Route.open(
                    GET,
                    ONE,
                    InstrumentRef.class,
                    Instrument.class,
                    LOGGED_IN,
                    "Shows one instrument with its price and size steps");

    /** {@link MarketData#candles}. */
    public static final Route<CandleRange, Candles> CANDLES =
            Route.open(
                    GET,
                    ONE + "/candles",
                    CandleRange.class,
                    Candles.class,
                    LOGGED_IN,
                    "Lists complete candles, oldest first");

    /** {@link MarketData#mark}. */
    public static final Route<InstrumentRef, MarkPrice> MARK =
            Route.open(
                    GET,
                    ONE + "/mark",
                    InstrumentRef.class,
                    MarkPrice.class,
                    LOGGED_IN,
                    "Shows the latest mark and index price and the next funding rate");

    /** {@link MarketData#extremes}. */
    public static final Route<Span, Extremes> EXTREMES =
            Route.open(
                    GET,
                    ONE + "/extremes",
                    Span.class,
                    Extremes.class,
                    LOGGED_IN,
                    "Shows the lowest and highest mark and index price of a span of time");

    /** {@link MarketData#trades}. */
    public static final Route<Span, Trades> TRADES =
            Route.open(
                    GET,
                    ONE + "/trades",
                    Span.class,
                    Trades.class,
                    LOGGED_IN,
                    "Lists public trades, oldest first");

    /** {@link MarketData#liquidations}. */
    public static final Route<Span, PublicLiquidations> LIQUIDATIONS =
            Route.open(
                    GET,
                    ONE + "/liquidations",
                    Span.class,
                    PublicLiquidations.class,
                    LOGGED_IN,
                    "Lists the liquidations that the venue published, oldest first");

    /** {@link MarketData#book}. */
    public static final Route<Depth, Book> BOOK =
            Route.open(
                    GET,
                    ONE + "/book",
                    Depth.class,
                    Book.class,
                    LOGGED_IN,
                    "Shows the order book of an instrument that is followed");

    /** {@link MarketData#summary}. */
    public static final Route<InstrumentRef, Summary> SUMMARY =
            Route.open(
                    GET,
                    ONE + "/summary",
                    InstrumentRef.class,
                    Summary.class,
                    LOGGED_IN,
                    "Shows price, range, volume and funding of the last 24 hours");

    /** Every route of this service. */
    public static final List<Route<?, ?>> ALL =
            List.of(
                    INSTRUMENTS,
                    INSTRUMENT,
                    CANDLES,
                    MARK,
                    EXTREMES,
                    TRADES,
                    LIQUIDATIONS,
                    BOOK,
                    SUMMARY);

    private MarketDataRoutes() {}
}
