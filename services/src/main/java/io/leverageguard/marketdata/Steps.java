package io.leverageguard.marketdata;

import io.leverageguard.api.marketdata.MarketData.Interval;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

/** Brings times to whole candles, and decimals to their shortest form. */
final class Steps {
    private Steps() {}

    /** The opening time of the candle that {@code at} falls in. */
    static Instant floor(Instant at, Interval interval) {
        long seconds = at.getEpochSecond();
        return Instant.ofEpochSecond(seconds - Math.floorMod(seconds, interval.seconds()));
    }

    /** The first opening time that is not before {@code at}. */
    static Instant ceiling(Instant at, Interval interval) {
        Instant floor = floor(at, interval);
        return floor.equals(at) ? floor : floor.plusSeconds(interval.seconds());
    }

    /** {@code openTime} moved by a number of candles. */
    static Instant plus(Instant openTime, Interval interval, long candles) {
        return openTime.plusSeconds(candles * interval.seconds());
    }

    /** The same number without trailing zeros and without an exponent. */
    static BigDecimal plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0, RoundingMode.UNNECESSARY) : stripped;
    }
}
