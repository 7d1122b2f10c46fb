package io.leverageguard.engine;

/**
 * Mixes numbers into 64 bits. The hash of a table is the sum of the hashes of its entries, so that
 * it can be kept up to date entry by entry and does not depend on their order.
 */
final class StateHash {
    private StateHash() {}

    /** The finaliser of SplitMix64 (Steele, Lea, Flood 2014) over both values. */
    static long mix(long left, long right) {
        long z = left * 0x9E3779B97F4A7C15L + right + 0x632BE59BD9B4E019L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
