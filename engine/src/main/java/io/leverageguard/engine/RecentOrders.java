package io.leverageguard.engine;

import io.leverageguard.engine.Command.PlaceOrder;
import io.leverageguard.engine.Command.Trigger;
import org.agrona.collections.Long2LongHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The orders that were placed a moment ago, each by a number that stands for its content. The
 * oldest are forgotten when there are too many.
 */
final class RecentOrders {
    private static final int KEPT_MAX = 1 << 16;
    private static final long NEVER = Long.MIN_VALUE;

    private final Long2LongHashMap newest = new Long2LongHashMap(NEVER);
    private long[] contents = new long[64];
    private long[] times = new long[64];
    private int head;
    private int size;
    private long sum;

    /** Stands for the content of an order: equal for two orders that ask for the same. */
    static long contentOf(PlaceOrder order) {
        long content = StateHash.mix(order.account(), order.instrument());
        content = StateHash.mix(content, order.buy() ? order.lots() : -order.lots());
        content = StateHash.mix(content, order.limitTicks());
        content = StateHash.mix(content, order.terms().strategy());
        content = StateHash.mix(content, order.reduceOnly() ? 1 : 0);
        @Nullable Trigger trigger = order.terms().trigger();
        if (trigger == null) {
            return content;
        }
        content = StateHash.mix(content, trigger.ticks());
        content = StateHash.mix(content, trigger.callback());
        return StateHash.mix(content, trigger.kind().code() << 8 | trigger.source().code());
    }

    /** Whether an order with this content was placed after {@code after}. */
    boolean hasSince(long content, long after) {
        return newest.get(content) > after;
    }

    /** Adds one, and forgets those that are not newer than {@code after}. */
    void add(long content, long at, long after) {
        while (size > 0 && (size == KEPT_MAX || times[head] <= after)) {
            forgetOldest();
        }
        if (size == times.length) {
            grow();
        }
        int slot = head + size & times.length - 1;
        contents[slot] = content;
        times[slot] = at;
        size++;
        sum += StateHash.mix(content, at);
        if (at > newest.get(content)) {
            newest.put(content, at);
        }
    }

    int size() {
        return size;
    }

    long content(int index) {
        return contents[head + index & times.length - 1];
    }

    long time(int index) {
        return times[head + index & times.length - 1];
    }

    void clear() {
        newest.clear();
        head = 0;
        size = 0;
        sum = 0;
    }

    long hash() {
        return sum;
    }

    private void forgetOldest() {
        long content = contents[head];
        sum -= StateHash.mix(content, times[head]);
        if (newest.get(content) == times[head]) {
            newest.remove(content);
        }
        head = head + 1 & times.length - 1;
        size--;
    }

    private void grow() {
        long[] moreContents = new long[times.length * 2];
        long[] moreTimes = new long[times.length * 2];
        for (int i = 0; i < size; i++) {
            moreContents[i] = content(i);
            moreTimes[i] = time(i);
        }
        contents = moreContents;
        times = moreTimes;
        head = 0;
    }
}
