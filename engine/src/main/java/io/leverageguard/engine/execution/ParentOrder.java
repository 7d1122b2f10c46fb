package io.leverageguard.engine.execution;

/**
 * The order that is worked in parts.
 *
 * @param lots the whole
 * @param limitTicks no part may be filled at a worse price; 0 when there is no limit
 * @param reduceOnly whether it may only shrink a position; such parts may be of any size
 * @param startMs nothing is sent before
 * @param endMs nothing is sent after, but the final sweep; {@link Long#MAX_VALUE} when it has time
 */
public record ParentOrder(
        boolean buy, long lots, long limitTicks, boolean reduceOnly, long startMs, long endMs) {
    /** Checks the numbers. */
    public ParentOrder {
        if (lots <= 0 || limitTicks < 0 || endMs < startMs) {
            throw new IllegalArgumentException("not an order: " + lots + " at " + limitTicks);
        }
    }

    /** Whether {@code ticks} is a worse price than {@code than} for this side. */
    public boolean isWorse(long ticks, long than) {
        return buy ? ticks > than : ticks < than;
    }

    /** The stricter of two worst prices, of which 0 means none. */
    public long stricter(long one, long other) {
        if (one == 0 || other == 0) {
            return Math.max(one, other);
        }
        return buy ? Math.min(one, other) : Math.max(one, other);
    }
}
