package io.leverageguard.engine;

/** When orders were placed, as far back as a limit on their rate looks. */
final class RateWindow {
    private long[] times = new long[8];
    private int head;
    private int size;
    private long sum;

    /** Whether {@code max} orders were placed after {@code after}. */
    boolean isFull(long after, int max) {
        return max <= 0 || (size >= max && time(size - max) > after);
    }

    /** Adds one, and forgets what is no longer looked at. */
    void add(long at, long after, int max) {
        while (size > 0 && (size >= max || time(0) <= after)) {
            sum -= StateHash.mix(time(0), 3);
            head = head + 1 & times.length - 1;
            size--;
        }
        if (size == times.length) {
            grow();
        }
        times[head + size & times.length - 1] = at;
        size++;
        sum += StateHash.mix(at, 3);
    }

    int size() {
        return size;
    }

    /** The {@code index}th of those that are kept, the oldest first. */
    long time(int index) {
        return times[head + index & times.length - 1];
    }

    /** Takes one over from a snapshot. */
    void restore(long at) {
        add(at, Long.MIN_VALUE, Integer.MAX_VALUE);
    }

    long hash() {
        return sum;
    }

    private void grow() {
        long[] larger = new long[times.length * 2];
        for (int i = 0; i < size; i++) {
            larger[i] = time(i);
        }
        times = larger;
        head = 0;
    }
}
