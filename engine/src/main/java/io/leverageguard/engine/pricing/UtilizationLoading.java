package io.leverageguard.engine.pricing;

/** Prices that rise with the use of a capacity, as two mutuals publish them. */
public final class UtilizationLoading {
    private static final double BUMP = 0.05;
    private static final double DECAY_PER_DAY = 0.02;
    private static final double PER_MONTH = 0.01;

    private UtilizationLoading() {}

    /** The rate after cover for a {@code share} of the capacity was sold (Nexus Mutual). */
    public static double bumped(double rate, double share) {
        return rate + BUMP * share;
    }

    /** The rate after {@code days} without a sale, never below the target (Nexus Mutual). */
    public static double decayed(double rate, double target, double days) {
        return Math.max(target, rate - DECAY_PER_DAY * days);
    }

    /** The rate at a utilisation, between a floor and a ceiling (Neptune Mutual). */
    public static double utilized(double used, double floor, double ceiling, int months) {
        return Math.min(ceiling, Math.max(used, floor) + months * PER_MONTH);
    }

    /** What {@code amount} costs for {@code days} at a yearly rate. */
    public static double forDays(double amount, double rate, double days) {
        return amount * rate * days / 365;
    }
}
