package io.leverageguard.engine.execution;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Prices in ticks, rounded so that a bound is never passed. */
public final class PriceBound {
    private static final BigDecimal BASIS = BigDecimal.valueOf(10_000);

    private PriceBound() {}

    /** The worst price that is within {@code basisPoints} of the arrival price. */
    public static long slippage(
            boolean buy, BigDecimal arrival, BigDecimal basisPoints, BigDecimal tick) {
        BigDecimal share = buy ? BASIS.add(basisPoints) : BASIS.subtract(basisPoints);
        BigDecimal price = arrival.multiply(share).divide(BASIS);
        return inside(buy, price, tick);
    }

    /** The price in ticks; between two of them the better one for this side. */
    public static long inside(boolean buy, BigDecimal price, BigDecimal tick) {
        RoundingMode rounding = buy ? RoundingMode.FLOOR : RoundingMode.CEILING;
        return price.divide(tick, 0, rounding).longValueExact();
    }
}
