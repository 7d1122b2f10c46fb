package io.leverageguard.engine.pricing;

import java.time.Duration;

/**
 * The distance to liquidation in units of an ordinary move over the term: d = |ln(H/S)| / (σ√T).
 * Without drift the barrier is touched with probability 2Φ(−d), so that d alone says whether a
 * position can be covered.
 */
public final class InsurabilityIndex {
    /** Seconds of a year of 365 days, the year in which volatility is stated. */
    public static final double YEAR_SECONDS = 365.0 * 24 * 3600;

    private InsurabilityIndex() {}

    /** The index. */
    public static double of(double spot, double barrier, double volatility, double years) {
        return Math.abs(Math.log(barrier / spot)) / (volatility * Math.sqrt(years));
    }

    /** The touch probability that belongs to an index, without drift: 2Φ(−d). */
    public static double probability(double index) {
        return Math.min(1, 2 * Normal.cdf(-index));
    }

    /** The longest term in years at which the index still reaches {@code limit}. */
    public static double maxYears(double spot, double barrier, double volatility, double limit) {
        double root = Math.abs(Math.log(barrier / spot)) / (limit * volatility);
        return root * root;
    }

    /** The same in whole seconds, rounded down. */
    public static long maxSeconds(double spot, double barrier, double volatility, double limit) {
        return (long) Math.floor(maxYears(spot, barrier, volatility, limit) * YEAR_SECONDS);
    }

    /** A duration as a fraction of the year. */
    public static double years(Duration duration) {
        return (duration.getSeconds() + duration.getNano() / 1e9) / YEAR_SECONDS;
    }
}
