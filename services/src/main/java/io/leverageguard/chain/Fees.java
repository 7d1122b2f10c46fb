package io.leverageguard.chain;

import java.math.BigInteger;

/**
 * What we are willing to pay per unit of gas, in wei (EIP-1559).
 *
 * @param max at most, base fee and tip together
 * @param maxPriority at most, as a tip to who includes it
 */
record Fees(BigInteger max, BigInteger maxPriority) {
    private static final BigInteger TEN = BigInteger.TEN;
    private static final BigInteger ELEVEN = BigInteger.valueOf(11);

    /** Twice the base fee lets it rise for six full blocks before we are priced out. */
    static Fees over(BigInteger baseFee, BigInteger tip) {
        return new Fees(baseFee.shiftLeft(1).add(tip), tip);
    }

    /** A tenth more than these, rounded up: nodes refuse a replacement that pays less than that. */
    Fees bumped() {
        return new Fees(tenthMore(max), tenthMore(maxPriority));
    }

    /** The higher of each. */
    Fees atLeast(Fees other) {
        return new Fees(max.max(other.max), maxPriority.max(other.maxPriority));
    }

    private static BigInteger tenthMore(BigInteger value) {
        BigInteger[] parts = value.multiply(ELEVEN).divideAndRemainder(TEN);
        return parts[1].signum() == 0 ? parts[0] : parts[0].add(BigInteger.ONE);
    }
}
