package io.leverageguard.marketdata;

import io.leverageguard.api.marketdata.MarketData.Bar;
import io.leverageguard.api.marketdata.MarketData.Candle;
import io.leverageguard.api.marketdata.MarketData.CandleRange;
import io.leverageguard.api.marketdata.MarketData.InstrumentRef;
import io.leverageguard.api.marketdata.MarketData.Interval;
import io.leverageguard.api.marketdata.MarketData.MarkPrice;
import io.leverageguard.api.marketdata.MarketData.Summary;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.time.Clock;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The last 24 hours of an instrument: five-minute candles, the whole minutes since, and the minute
 * that is open. Candles are asked for once a minute at most.
 */
final class DaySummary {
    private static final Duration DAY = Duration.ofDays(1);
    private static final int CANDLES_MAX = 300;
    private static final int RATIO_SCALE = 6;

    private final Clock clock;
    private final Function<CandleRange, List<Candle>> candles;
    private final Map<InstrumentRef, Known> known = new ConcurrentHashMap<>();

    /** Candles up to {@code until}, as one; absent when there was no trade. */
    private record Known(Instant until, @Nullable Candle all) {}

    /** Candles come from {@code candles}. */
    DaySummary(Clock clock, Function<CandleRange, List<Candle>> candles) {
        this.clock = clock;
        this.candles = candles;
    }

    /** Refuses with {@code price_not_available} where nothing was traded. */
    Summary of(InstrumentRef ref, Optional<Bar> bar, Optional<MarkPrice> mark) {
        Instant now = clock.now();
        Candle minutes = minutes(ref, now);
        Instant complete = Steps.floor(now, Interval.M1);
        Candle all =
                bar.filter(open -> minutes == null || !open.openTime().isBefore(complete))
                        .map(open -> joined(minutes, candle(open)))
                        .orElse(minutes);
        if (all == null) {
            throw new Refusal(
                    Refusal.Reason.UNAVAILABLE,
                    "price_not_available",
                    "no trade of " + ref.symbol() + " was seen yet");
        }
        BigDecimal change = all.close().subtract(all.open());
        return new Summary(
                ref.venue(),
                ref.symbol(),
                all.close(),
                Steps.plain(change),
                Steps.plain(change.divide(all.open(), RATIO_SCALE, RoundingMode.HALF_EVEN)),
                all.high(),
                all.low(),
                Steps.plain(all.volume()),
                mark.map(MarkPrice::mark).orElse(null),
                mark.map(MarkPrice::index).orElse(null),
                mark.map(MarkPrice::fundingRate).orElse(null),
                mark.map(MarkPrice::nextFunding).orElse(null),
                now);
    }

    private @Nullable Candle minutes(InstrumentRef ref, Instant now) {
        Instant until = Steps.floor(now, Interval.M1);
        Known fresh = known.get(ref);
        if (fresh != null && fresh.until().equals(until)) {
            return fresh.all();
        }
        Instant middle = Steps.floor(now, Interval.M5);
        Candle all = null;
        for (Candle candle : between(ref, Interval.M5, until.minus(DAY), middle)) {
            all = joined(all, candle);
        }
        for (Candle candle : between(ref, Interval.M1, middle, until)) {
            all = joined(all, candle);
        }
        known.put(ref, new Known(until, all));
        return all;
    }

    private List<Candle> between(InstrumentRef ref, Interval interval, Instant from, Instant to) {
        return candles.apply(
                new CandleRange(ref.venue(), ref.symbol(), interval, from, to, CANDLES_MAX));
    }

    private static Candle candle(Bar bar) {
        return new Candle(
                bar.openTime(), bar.open(), bar.high(), bar.low(), bar.close(), bar.volume());
    }

    private static Candle joined(@Nullable Candle before, Candle next) {
        return before == null
                ? next
                : new Candle(
                        before.openTime(),
                        before.open(),
                        before.high().max(next.high()),
                        before.low().min(next.low()),
                        next.close(),
                        before.volume().add(next.volume()));
    }
}
