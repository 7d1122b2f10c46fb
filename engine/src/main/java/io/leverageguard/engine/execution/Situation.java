package io.leverageguard.engine.execution;

/**
 * Everything that an algorithm decides by.
 *
 * @param worstTicks the worst price that a part may have, by limit and slippage; 0 when any is good
 * @param marketLots how much was traded in the market since the order began
 * @param minLots the smallest part that the venue takes
 * @param maxLots the largest part that the venue takes
 */
public record Situation(
        ParentOrder order,
        Progress progress,
        Touch touch,
        long worstTicks,
        long marketLots,
        long minLots,
        long maxLots,
        long nowMs) {
    /** What may be sent. */
    public long free() {
        return progress.free(order);
    }

    /** Whether the price at which one could trade now is within the worst price. */
    public boolean isWithinReach() {
        return worstTicks == 0 || !order.isWorse(touch.farTicks(order.buy()), worstTicks);
    }

    /**
     * Whether one could take now: nothing is open, the last part is so long ago, the price good.
     */
    boolean mayTake(long gapMs) {
        return !progress.isWithin(gapMs, nowMs) && progress.open().isEmpty() && isWithinReach();
    }

    /**
     * As much of {@code wanted} as can be sent: not more than is free or than the venue takes, not
     * so little that the venue refuses it, and leaving nothing that would be too little later. 0
     * when nothing can be sent.
     */
    public long fitting(long wanted) {
        long free = free();
        long lots = Math.min(Math.min(wanted, free), maxLots);
        if (lots <= 0 || order.reduceOnly()) {
            return Math.max(0, lots);
        }
        lots = Math.max(lots, Math.min(minLots, free));
        if (free - lots > 0 && free - lots < minLots && free <= maxLots) {
            lots = free;
        }
        return lots < minLots ? 0 : lots;
    }
}
