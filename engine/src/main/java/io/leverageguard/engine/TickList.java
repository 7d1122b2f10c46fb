package io.leverageguard.engine;

import java.util.Arrays;

/** Prices in ascending order, each as often as it was added. */
final class TickList {
    private long[] ticks = new long[8];
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    long lowest() {
        return ticks[0];
    }

    long highest() {
        return ticks[size - 1];
    }

    void add(long price) {
        if (size == ticks.length) {
            ticks = Arrays.copyOf(ticks, size * 2);
        }
        int at = find(price);
        System.arraycopy(ticks, at, ticks, at + 1, size - at);
        ticks[at] = price;
        size++;
    }

    void remove(long price) {
        int at = find(price);
        System.arraycopy(ticks, at + 1, ticks, at, size - at - 1);
        size--;
    }

    private int find(long price) {
        int at = Arrays.binarySearch(ticks, 0, size, price);
        return at < 0 ? -at - 1 : at;
    }
}
