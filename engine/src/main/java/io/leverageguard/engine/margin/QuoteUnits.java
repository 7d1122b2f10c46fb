package io.leverageguard.engine.margin;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Amounts of the quote asset as whole units of 1e-8, the form in which engines count money. */
public final class QuoteUnits {
    /** Decimal places of a unit. */
    public static final int SCALE = 8;

    /** Units in one quote asset. */
    public static final long ONE = 100_000_000L;

    private QuoteUnits() {}

    /** Converts an amount; throws when it does not fit. */
    public static long of(BigDecimal amount, RoundingMode rounding) {
        return amount.setScale(SCALE, rounding).unscaledValue().longValueExact();
    }

    /** Converts back, always with eight places. */
    public static BigDecimal toDecimal(long units) {
        return BigDecimal.valueOf(units, SCALE);
    }

    /** {@code value × numerator / denominator}, rounded towards negative infinity. */
    public static long mulDivFloor(long value, long numerator, long denominator) {
        long high = Math.multiplyHigh(value, numerator);
        long low = value * numerator;
        if (high == low >> 63) {
            return Math.floorDiv(low, denominator);
        }
        return exact(value, numerator, denominator, RoundingMode.FLOOR);
    }

    /** {@code value × numerator / denominator}, rounded towards positive infinity. */
    public static long mulDivCeil(long value, long numerator, long denominator) {
        long high = Math.multiplyHigh(value, numerator);
        long low = value * numerator;
        if (high == low >> 63) {
            return Math.ceilDiv(low, denominator);
        }
        return exact(value, numerator, denominator, RoundingMode.CEILING);
    }

    private static long exact(long value, long numerator, long denominator, RoundingMode mode) {
        BigInteger product = BigInteger.valueOf(value).multiply(BigInteger.valueOf(numerator));
        return new BigDecimal(product)
                .divide(BigDecimal.valueOf(denominator), 0, mode)
                .longValueExact();
    }
}
