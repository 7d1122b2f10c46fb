package io.leverageguard.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Held orders that wait for a price to rise to their trigger, or to fall to it; sorted, so that
 * only the next one has to be looked at.
 */
final class PriceSide {
    private final boolean rising;
    private @Nullable OrderEntry[] orders = new @Nullable OrderEntry[8];

    /** The triggers, ascending: negated where prices rise, so that the next one is the last. */
    private long[] keys = new long[8];

    private int size;

    PriceSide(boolean rising) {
        this.rising = rising;
    }

    /** The next order that this price sets off. */
    @Nullable OrderEntry due(long ticks) {
        if (size == 0) {
            return null;
        }
        long next = keys[size - 1];
        return (rising ? -next <= ticks : next >= ticks) ? orders[size - 1] : null;
    }

    void add(OrderEntry order) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, size * 2);
            orders = Arrays.copyOf(orders, size * 2);
        }
        int at = find(order);
        System.arraycopy(keys, at, keys, at + 1, size - at);
        System.arraycopy(orders, at, orders, at + 1, size - at);
        keys[at] = key(order);
        orders[at] = order;
        size++;
    }

    void remove(OrderEntry order) {
        int at = find(order);
        if (at == size || orders[at] != order) {
            return;
        }
        size--;
        System.arraycopy(keys, at + 1, keys, at, size - at);
        System.arraycopy(orders, at + 1, orders, at, size - at);
        orders[size] = null;
    }

    private long key(OrderEntry order) {
        return rising ? -order.triggerTicks : order.triggerTicks;
    }

    /** Where it is or belongs; of equal triggers the older order is nearer to the end. */
    private int find(OrderEntry order) {
        long key = key(order);
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (isBefore(middle, key, order.number)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private boolean isBefore(int at, long key, long number) {
        OrderEntry other = orders[at];
        return keys[at] < key || (keys[at] == key && other != null && other.number > number);
    }
}
