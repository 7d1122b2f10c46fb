package io.leverageguard.engine;

import java.util.Arrays;

/** The newest price of every instrument that a command named, side by side to be summed fast. */
final class ValuePrices {
    private long[] ticks = new long[16];
    private int size;

    /** Place for one more instrument. */
    int add() {
        if (size == ticks.length) {
            ticks = Arrays.copyOf(ticks, size * 2);
        }
        ticks[size] = 0;
        return size++;
    }

    long get(int place) {
        return ticks[place];
    }

    void set(int place, long price) {
        ticks[place] = price;
    }

    void clear() {
        size = 0;
    }
}
