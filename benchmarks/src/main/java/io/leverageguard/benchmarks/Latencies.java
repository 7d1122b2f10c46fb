package io.leverageguard.benchmarks;

import java.util.Arrays;

/** How long answers took, each counted from the moment at which it should have been asked for. */
final class Latencies {
    private long[] nanos = new long[1 << 16];
    private int count;

    void add(long taken) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = taken;
    }

    int count() {
        return count;
    }

    /** Milliseconds that {@code share} of the answers did not exceed. */
    double ms(double share) {
        if (count == 0) {
            return Double.NaN;
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(share * count) - 1)] / 1e6;
    }
}
