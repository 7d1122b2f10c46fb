package io.leverageguard.engine.margin;

/**
 * Margin in whole lots, ticks and {@link QuoteUnits}: the exact form of {@link IsolatedMargin} for
 * engines. A position is its signed lots and what they cost, negative for a short.
 */
public final class LotMargin {
    private LotMargin() {}

    /** Profit at a price, given as the cost of one lot. */
    public static long profit(long signedLots, long cost, long unitsPerLot) {
        return Math.subtractExact(Math.multiplyExact(signedLots, unitsPerLot), cost);
    }

    /** Whether margin and profit no longer exceed the maintenance margin. */
    public static boolean isLiquidated(long wallet, long profit, long maintenance) {
        return wallet + profit <= maintenance;
    }

    /**
     * The bankruptcy price in ticks: where the wallet is lost, rounded so that no more than it is;
     * at least one tick.
     */
    public static long bankruptcyTicks(long signedLots, long cost, long wallet, long unitsPerTick) {
        long perTick = Math.multiplyExact(signedLots, unitsPerTick);
        long ticks = Math.ceilDiv(cost - wallet, perTick);
        if (signedLots < 0) {
            ticks = Math.floorDiv(cost - wallet, perTick);
        }
        return Math.max(1, ticks);
    }

    /** Initial margin of a notional, rounded up. */
    public static long initialMargin(long notional, int leverage) {
        return Math.ceilDiv(notional, leverage);
    }
}
