package io.leverageguard.engine;

import java.util.Arrays;

/** Orders by the time at which they end, the earliest first. Ended orders may still be in it. */
final class ExpiryQueue {
    private long[] times = new long[16];
    private long[] orders = new long[16];
    private int size;

    boolean isDue(long now) {
        return size > 0 && times[0] <= now;
    }

    int size() {
        return size;
    }

    void add(long at, long order) {
        if (size == times.length) {
            times = Arrays.copyOf(times, size * 2);
            orders = Arrays.copyOf(orders, size * 2);
        }
        times[size] = at;
        orders[size] = order;
        up(size++);
    }

    /** Takes the first one out. */
    long next() {
        long order = orders[0];
        size--;
        times[0] = times[size];
        orders[0] = orders[size];
        down();
        return order;
    }

    void clear() {
        size = 0;
    }

    private void up(int from) {
        int at = from;
        while (at > 0 && times[at] < times[(at - 1) / 2]) {
            swap(at, (at - 1) / 2);
            at = (at - 1) / 2;
        }
    }

    private void down() {
        int at = 0;
        while (2 * at + 1 < size) {
            int least = 2 * at + 1;
            if (least + 1 < size && times[least + 1] < times[least]) {
                least++;
            }
            if (times[least] >= times[at]) {
                return;
            }
            swap(at, least);
            at = least;
        }
    }

    private void swap(int left, int right) {
        long time = times[left];
        long order = orders[left];
        times[left] = times[right];
        orders[left] = orders[right];
        times[right] = time;
        orders[right] = order;
    }
}
