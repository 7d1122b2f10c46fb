package io.leverageguard.engine.execution;

/**
 * A part of a parent order that was sent, as far as is known.
 *
 * @param number 1, 2, 3, … in the order of sending
 * @param filled lots
 * @param open whether more of it may still be filled; then its rest counts as if it were
 * @param rejected whether limits or the venue refused it
 * @param limitTicks 0 for a market order
 * @param rests whether it waits in the book
 * @param endedMs when it came to its end; 0 while it is open
 */
public record Part(
        int number,
        long lots,
        long filled,
        boolean open,
        boolean rejected,
        long limitTicks,
        boolean rests,
        long sentMs,
        long endedMs) {
    /** What may still be filled of it. */
    public long rest() {
        return open ? Math.max(0, lots - filled) : 0;
    }
}
