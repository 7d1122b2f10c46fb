package io.leverageguard.engine.pricing;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.function.UnaryOperator;

/** Functions that {@code BigDecimal} does not bring along. */
final class HighPrecision {
    private static final BigDecimal SMALL = new BigDecimal("0.001");
    private static final int HALVINGS = 16;
    private static final int STEPS_MAX = 1_000;

    private HighPrecision() {}

    /** The exponential: the argument is halved until it is small, the series squared back. */
    static BigDecimal exp(BigDecimal x, MathContext digits) {
        MathContext more = new MathContext(digits.getPrecision() + 12, digits.getRoundingMode());
        int halvings = 0;
        BigDecimal small = x;
        while (small.abs().compareTo(SMALL) > 0) {
            small = small.divide(BigDecimal.TWO, more);
            halvings++;
        }
        BigDecimal stop = BigDecimal.ONE.movePointLeft(more.getPrecision());
        BigDecimal term = BigDecimal.ONE;
        BigDecimal sum = BigDecimal.ONE;
        for (int i = 1; term.abs().compareTo(stop) > 0; i++) {
            term = term.multiply(small, more).divide(BigDecimal.valueOf(i), more);
            sum = sum.add(term, more);
        }
        for (int i = 0; i < halvings; i++) {
            sum = sum.multiply(sum, more);
        }
        return sum.round(digits);
    }

    /**
     * The root between a point where the function is negative and one where it is positive: some
     * halvings, then the Illinois method (Dowell and Jarratt, 1971), which keeps the bracket and
     * still converges faster than linearly.
     */
    static BigDecimal root(
            UnaryOperator<BigDecimal> function,
            BigDecimal negativeAt,
            BigDecimal positiveAt,
            MathContext digits) {
        BigDecimal low = negativeAt;
        BigDecimal high = positiveAt;
        for (int i = 0; i < HALVINGS; i++) {
            BigDecimal middle = low.add(high).divide(BigDecimal.TWO, digits);
            if (function.apply(middle).signum() < 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return illinois(function, low, high, digits);
    }

    private static BigDecimal illinois(
            UnaryOperator<BigDecimal> function,
            BigDecimal negativeAt,
            BigDecimal positiveAt,
            MathContext digits) {
        BigDecimal tolerance = positiveAt.abs().movePointLeft(digits.getPrecision() - 14);
        BigDecimal low = negativeAt;
        BigDecimal high = positiveAt;
        BigDecimal valueLow = function.apply(low).round(digits);
        BigDecimal valueHigh = function.apply(high).round(digits);
        BigDecimal previous = low;
        int lastSide = 0;
        for (int i = 0; i < STEPS_MAX; i++) {
            BigDecimal share = valueLow.negate().divide(valueHigh.subtract(valueLow), digits);
            BigDecimal at = low.add(high.subtract(low).multiply(share, digits), digits);
            BigDecimal value = function.apply(at).round(digits);
            if (value.signum() == 0 || at.subtract(previous).abs().compareTo(tolerance) <= 0) {
                return at;
            }
            previous = at;
            if (value.signum() < 0) {
                low = at;
                valueLow = value;
                valueHigh = lastSide < 0 ? valueHigh.divide(BigDecimal.TWO, digits) : valueHigh;
            } else {
                high = at;
                valueHigh = value;
                valueLow = lastSide > 0 ? valueLow.divide(BigDecimal.TWO, digits) : valueLow;
            }
            lastSide = value.signum();
        }
        throw new ArithmeticException("root not found in " + STEPS_MAX + " steps");
    }
}
