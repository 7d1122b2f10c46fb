package io.leverageguard.api.marketdata;

/** Everything the market data service announces through its feed. Ticks travel as streams. */
public sealed interface MarketDataEvent {
    /** An instrument can be traded. */
    record InstrumentListed(MarketData.Instrument instrument) implements MarketDataEvent {}

    /** A candle is complete. */
    record CandleClosed(
            String venue, String symbol, MarketData.Interval interval, MarketData.Candle candle)
            implements MarketDataEvent {}
}
