package io.leverageguard.engine.book;

import java.util.Arrays;

/** Resting orders as columns of arrays; a slot is reused after its order has left. */
final class OrderSlots {
    static final int NONE = -1;

    long[] ids;
    long[] owners;
    long[] lots;
    int[] next;
    int[] previous;
    int[] levels;
    boolean[] buys;
    private int free = NONE;
    private int used;

    OrderSlots(int capacity) {
        ids = new long[capacity];
        owners = new long[capacity];
        lots = new long[capacity];
        next = new int[capacity];
        previous = new int[capacity];
        levels = new int[capacity];
        buys = new boolean[capacity];
    }

    int take() {
        if (free != NONE) {
            int slot = free;
            free = next[slot];
            return slot;
        }
        if (used == ids.length) {
            grow();
        }
        return used++;
    }

    void give(int slot) {
        next[slot] = free;
        free = slot;
    }

    private void grow() {
        int size = Math.multiplyExact(ids.length, 2);
        ids = Arrays.copyOf(ids, size);
        owners = Arrays.copyOf(owners, size);
        lots = Arrays.copyOf(lots, size);
        next = Arrays.copyOf(next, size);
        previous = Arrays.copyOf(previous, size);
        levels = Arrays.copyOf(levels, size);
        buys = Arrays.copyOf(buys, size);
    }
}
