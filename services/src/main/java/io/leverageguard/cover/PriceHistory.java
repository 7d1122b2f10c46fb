package io.leverageguard.cover;

import static io.leverageguard.cover.Peers.COVER;

import io.leverageguard.api.marketdata.MarketData;
import io.leverageguard.api.marketdata.MarketData.Candle;
import io.leverageguard.api.marketdata.MarketData.CandleRange;
import io.leverageguard.api.marketdata.MarketData.InstrumentRef;
import io.leverageguard.api.marketdata.MarketData.Interval;
import io.leverageguard.engine.pricing.InsurabilityIndex;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The bars that risk is estimated from.
 *
 * @param fiveMinutes of the last five days, oldest first
 * @param hours of the last thirty days, oldest first
 */
record PriceHistory(List<Candle> fiveMinutes, List<Candle> hours) {
    private static final Duration FIVE_MINUTE_HISTORY = Duration.ofDays(5);
    private static final Duration HOURLY_HISTORY = Duration.ofDays(30);
    private static final int BARS_MAX = 1_500;

    /** What market data knows at {@code now}. */
    static PriceHistory of(MarketData marketdata, InstrumentRef ref, Instant now) {
        return new PriceHistory(
                candles(marketdata, ref, Interval.M5, now.minus(FIVE_MINUTE_HISTORY), now),
                candles(marketdata, ref, Interval.H1, now.minus(HOURLY_HISTORY), now));
    }

    private static List<Candle> candles(
            MarketData marketdata, InstrumentRef ref, Interval interval, Instant from, Instant to) {
        CandleRange range =
                new CandleRange(ref.venue(), ref.symbol(), interval, from, to, BARS_MAX);
        return marketdata.candles(COVER, range).candles();
    }

    /** The volatility that cover for {@code term} is priced with. */
    VolatilityEstimate volatility(Duration term, double floor, double stress) {
        return VolatilityEstimate.of(fiveMinutes, hours, term, floor, stress);
    }

    /** Whether there are enough bars to estimate anything. */
    boolean suffices(int barsMin) {
        return fiveMinutes.size() >= barsMin;
    }

    /** The move since the last close that is at least five minutes old, in standard deviations. */
    double recentMove(MarketData.MarkPrice price, VolatilityEstimate volatility, Instant now) {
        Duration bar = Duration.ofSeconds(Interval.M5.seconds());
        Optional<Candle> before =
                fiveMinutes.reversed().stream()
                        .filter(candle -> !candle.openTime().plus(bar).plus(bar).isAfter(now))
                        .findFirst();
        if (before.isEmpty()) {
            return 0;
        }
        Duration since = Duration.between(before.get().openTime().plus(bar), now);
        double move = price.mark().doubleValue() / before.get().close().doubleValue();
        double usual = volatility.unstressed() * Math.sqrt(InsurabilityIndex.years(since));
        return Math.abs(Math.log(move)) / usual;
    }
}
