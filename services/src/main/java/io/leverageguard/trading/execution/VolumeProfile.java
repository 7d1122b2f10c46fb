package io.leverageguard.trading.execution;

import io.leverageguard.api.marketdata.MarketData;
import io.leverageguard.api.marketdata.MarketData.Candle;
import io.leverageguard.api.marketdata.MarketData.CandleRange;
import io.leverageguard.api.marketdata.MarketData.Interval;
import io.leverageguard.kernel.rpc.Refusal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The usual volume of each part of a window: what was traded at the same time of the day on the
 * days before, by five-minute candles. Where nothing is known, every part weighs the same.
 */
final class VolumeProfile {
    private static final Logger LOG = LoggerFactory.getLogger(VolumeProfile.class);
    private static final int DAYS = 5;
    private static final int CANDLES_MAX = 1_500;
    private static final int SCALE = 3;

    private final MarketData marketdata;

    VolumeProfile(MarketData marketdata) {
        this.marketdata = marketdata;
    }

    /** One weight for each of {@code slices} equal parts of the window. */
    long[] weights(String venue, String symbol, Instant from, Instant until, int slices) {
        long[] weights = new long[slices];
        List<Candle> past = past(venue, symbol, from);
        long span = Duration.between(from, until).toMillis();
        for (int i = 0; i < slices; i++) {
            Instant begin = from.plusMillis(span * i / slices);
            Instant end = from.plusMillis(span * (i + 1) / slices);
            weights[i] = usual(past, begin, end);
        }
        if (Arrays.stream(weights).allMatch(weight -> weight == 0)) {
            Arrays.fill(weights, 1);
        }
        return weights;
    }

    private List<Candle> past(String venue, String symbol, Instant from) {
        CandleRange range =
                new CandleRange(
                        venue,
                        symbol,
                        Interval.M5,
                        from.minus(Duration.ofDays(DAYS)),
                        from,
                        CANDLES_MAX);
        try {
            return marketdata.candles(PartSender.SELF, range).candles();
        } catch (Refusal e) {
            LOG.info("no past volumes of {} {}: {}", venue, symbol, e.getMessage());
            return List.of();
        }
    }

    /** A candle counts by the share of it that lies in the part, moved to each day before. */
    private static long usual(List<Candle> past, Instant begin, Instant end) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Candle candle : past) {
            for (int days = 1; days <= DAYS; days++) {
                Duration back = Duration.ofDays(days);
                long shared = overlap(candle, begin.minus(back), end.minus(back));
                if (shared > 0) {
                    sum =
                            sum.add(
                                    candle.volume()
                                            .multiply(BigDecimal.valueOf(shared))
                                            .divide(
                                                    BigDecimal.valueOf(seconds() * 1_000),
                                                    SCALE + 6,
                                                    RoundingMode.HALF_EVEN));
                }
            }
        }
        return sum.movePointRight(SCALE).setScale(0, RoundingMode.HALF_UP).longValueExact();
    }

    private static long overlap(Candle candle, Instant begin, Instant end) {
        Instant opened = candle.openTime();
        Instant closed = opened.plusSeconds(seconds());
        Instant from = opened.isAfter(begin) ? opened : begin;
        Instant to = closed.isBefore(end) ? closed : end;
        return Math.max(0, Duration.between(from, to).toMillis());
    }

    private static long seconds() {
        return Interval.M5.seconds();
    }
}
