package io.leverageguard.engine;

import io.leverageguard.engine.margin.QuoteUnits;

/** Arithmetic that stops at the ends of the range, so that what is too large stays too large. */
final class Saturated {
    private static final int PARTS = 1_000_000;

    private Saturated() {}

    static long times(long left, long right) {
        long high = Math.multiplyHigh(left, right);
        long low = left * right;
        if (high == low >> 63) {
            return low;
        }
        return high < 0 ? -Long.MAX_VALUE : Long.MAX_VALUE;
    }

    static long plus(long left, long right) {
        long sum = left + right;
        if (((left ^ sum) & (right ^ sum)) >= 0) {
            return sum;
        }
        return left < 0 ? -Long.MAX_VALUE : Long.MAX_VALUE;
    }

    static long minus(long left, long right) {
        return plus(left, right == Long.MIN_VALUE ? Long.MAX_VALUE : -right);
    }

    /** {@code value × part / whole} of numbers that are not negative, rounded down. */
    static long portion(long value, long part, long whole) {
        return QuoteUnits.mulDivFloor(value, part, whole);
    }

    /** So many millionths more than {@code ticks}, rounded up. */
    static long above(long ticks, int millionths) {
        return plus(ticks, QuoteUnits.mulDivCeil(ticks, millionths, PARTS));
    }

    /** So many millionths less than {@code ticks}, rounded down. */
    static long below(long ticks, int millionths) {
        return Math.max(0, ticks - QuoteUnits.mulDivCeil(ticks, millionths, PARTS));
    }
}
