package io.leverageguard.risk;

import io.leverageguard.api.marketdata.MarketData;
import io.leverageguard.api.marketdata.MarketData.Candle;
import io.leverageguard.api.marketdata.MarketData.CandleRange;
import io.leverageguard.api.marketdata.MarketData.InstrumentRef;
import io.leverageguard.api.marketdata.MarketData.Interval;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Past moves of instruments, from hourly closes. They are fetched once and then only grow by the
 * hours that have passed.
 */
final class Moves {
    static final int DAYS_MAX = 250;

    private static final Logger LOG = LoggerFactory.getLogger(Moves.class);
    private static final int HOURS_MAX = 720;
    private static final int PAGE = 1_500;
    private static final int INSTRUMENTS_MAX = 512;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int LAST_HOUR = 23;

    private final MarketData marketData;
    private final Clock clock;
    private final Map<InstrumentRef, NavigableMap<Instant, Double>> closes =
            new ConcurrentHashMap<>();

    Moves(MarketData marketData, Clock clock) {
        this.marketData = marketData;
        this.clock = clock;
    }

    /** By the day's last hour: close over the close of the day before, less one. */
    NavigableMap<Instant, Double> daily(InstrumentRef ref) {
        NavigableMap<Instant, Double> ofDays = new TreeMap<>();
        closes(ref)
                .forEach(
                        (at, close) -> {
                            if (at.atOffset(ZoneOffset.UTC).getHour() == LAST_HOUR) {
                                ofDays.put(at, close);
                            }
                        });
        return moves(ofDays, Duration.ofDays(1));
    }

    /** By the hour: close over the close of the hour before, less one. */
    NavigableMap<Instant, Double> hourly(InstrumentRef ref) {
        Instant from = clock.now().minus(HOUR.multipliedBy(HOURS_MAX));
        return moves(closes(ref).tailMap(from, true), HOUR);
    }

    private static NavigableMap<Instant, Double> moves(
            NavigableMap<Instant, Double> closes, Duration step) {
        NavigableMap<Instant, Double> moves = new TreeMap<>();
        closes.forEach(
                (at, close) -> {
                    Double before = closes.get(at.minus(step));
                    if (before != null && before > 0) {
                        moves.put(at, close / before - 1);
                    }
                });
        return moves;
    }

    private NavigableMap<Instant, Double> closes(InstrumentRef ref) {
        Instant hour = hour(clock.now());
        Instant oldest = hour.minus(Duration.ofDays(DAYS_MAX));
        NavigableMap<Instant, Double> known = closes.getOrDefault(ref, new TreeMap<>());
        if (!known.isEmpty() && !known.lastKey().plus(HOUR).isBefore(hour)) {
            return known;
        }
        NavigableMap<Instant, Double> now = new TreeMap<>(known.tailMap(oldest, true));
        Instant from = now.isEmpty() ? oldest : now.lastKey().plus(HOUR);
        try {
            fetch(ref, from, hour, now);
        } catch (Refusal e) {
            LOG.warn("not all candles of {}: {}", ref, e.getMessage());
            return now;
        }
        if (closes.size() >= INSTRUMENTS_MAX) {
            closes.clear();
        }
        closes.put(ref, now);
        return now;
    }

    /** Newest first, so that what fails leaves the moves that matter most. */
    private void fetch(
            InstrumentRef ref, Instant from, Instant to, NavigableMap<Instant, Double> into) {
        Instant end = to;
        while (from.isBefore(end)) {
            Instant start = end.minus(HOUR.multipliedBy(PAGE));
            start = start.isBefore(from) ? from : start;
            List<Candle> page =
                    marketData
                            .candles(
                                    RiskService.SELF,
                                    new CandleRange(
                                            ref.venue(),
                                            ref.symbol(),
                                            Interval.H1,
                                            start,
                                            end,
                                            PAGE))
                            .candles();
            if (page.isEmpty()) {
                return;
            }
            page.forEach(candle -> into.put(candle.openTime(), candle.close().doubleValue()));
            end = start;
        }
    }

    private static Instant hour(Instant at) {
        long seconds = at.getEpochSecond();
        return Instant.ofEpochSecond(seconds - Math.floorMod(seconds, Interval.H1.seconds()));
    }
}
