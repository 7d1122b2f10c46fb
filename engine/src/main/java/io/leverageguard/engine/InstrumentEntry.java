package io.leverageguard.engine;

/** One instrument; {@code unitNotional} is one lot at one tick, in 10⁻⁸ of the quote asset. */
record InstrumentEntry(int number, long unitNotional) {
    long hash() {
        return StateHash.mix(number, unitNotional);
    }

    /** The value of {@code lots} at {@code ticks}; the largest long where it does not fit one. */
    long notional(long lots, long ticks) {
        return saturated(saturated(Math.abs(lots), ticks), unitNotional);
    }

    private static long saturated(long left, long right) {
        return Math.multiplyHigh(left, right) == 0 && left * right >= 0
                ? left * right
                : Long.MAX_VALUE;
    }
}
