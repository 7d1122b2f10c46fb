package io.leverageguard.engine;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Held orders that trail the price on one side. Prices between the best that every order has seen
 * and the first trigger cost nothing; a new best moves each order that it is new to.
 */
final class TrailingSide {
    private final boolean buy;
    private @Nullable OrderEntry[] orders = new @Nullable OrderEntry[4];
    private int size;

    /** A price that is no better than this is new to no order. */
    private long nextBest;

    /** A price before this sets nothing off. */
    private long nextFire;

    TrailingSide(boolean buy) {
        this.buy = buy;
        loosen();
    }

    void add(OrderEntry order) {
        if (size == orders.length) {
            orders = Arrays.copyOf(orders, size * 2);
        }
        orders[size++] = order;
        if (order.isBetter(order.bestTicks, order.seenBestTicks) && order.bestTicks != 0) {
            order.seenBestTicks = order.bestTicks;
        }
        include(order);
    }

    void remove(OrderEntry order) {
        for (int i = 0; i < size; i++) {
            if (orders[i] == order) {
                size--;
                System.arraycopy(orders, i + 1, orders, i, size - i);
                orders[size] = null;
                return;
            }
        }
    }

    /** Lets every order see a price. */
    void see(long ticks, Watch watch) {
        boolean isNew = buy ? ticks < nextBest : ticks > nextBest;
        if (size == 0 || !isNew) {
            return;
        }
        loosen();
        for (int i = 0; i < size; i++) {
            OrderEntry order = at(i);
            if (order.isBetter(ticks, order.seenBestTicks)) {
                order.seenBestTicks = ticks;
                watch.seen(order);
            }
            include(order);
        }
    }

    /** The first order that this price sets off. */
    @Nullable OrderEntry due(long ticks) {
        if (size == 0 || (buy ? ticks < nextFire : ticks > nextFire)) {
            return null;
        }
        for (int i = 0; i < size; i++) {
            long fire = fireTicks(at(i));
            if (buy ? ticks >= fire : ticks <= fire) {
                return at(i);
            }
        }
        loosen();
        for (int i = 0; i < size; i++) {
            include(at(i));
        }
        return null;
    }

    /** Lets the journal know how far each order has come. */
    void flush(Watch watch) {
        for (int i = 0; i < size; i++) {
            OrderEntry order = at(i);
            if (order.seenBestTicks != order.bestTicks) {
                watch.ratchet(order);
            }
        }
    }

    private void loosen() {
        nextBest = buy ? Long.MIN_VALUE : Long.MAX_VALUE;
        nextFire = buy ? Long.MAX_VALUE : Long.MIN_VALUE;
    }

    private void include(OrderEntry order) {
        long best = order.seenBestTicks;
        long fire = fireTicks(order);
        if (buy) {
            nextBest = Math.max(nextBest, best == 0 ? Long.MAX_VALUE : best);
            nextFire = Math.min(nextFire, fire);
        } else {
            nextBest = Math.min(nextBest, best);
            nextFire = Math.max(nextFire, fire);
        }
    }

    private long fireTicks(OrderEntry order) {
        long best = order.seenBestTicks;
        int callback = Objects.requireNonNull(order.trigger).callback();
        if (best == 0) {
            return buy ? Long.MAX_VALUE : Long.MIN_VALUE;
        }
        return buy ? Saturated.above(best, callback) : Saturated.below(best, callback);
    }

    private OrderEntry at(int index) {
        return Objects.requireNonNull(orders[index]);
    }
}
