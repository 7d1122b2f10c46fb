package io.leverageguard.exchange.okx;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts requests in windows of two seconds: per endpoint and, for orders, per contract and account
 * together over HTTP and WebSocket. OKX tells nobody how much is left.
 */
final class OkxLimits {
    private static final long WINDOW_MILLIS = 2000;
    private static final int ORDERS_MAX = 1000;
    private static final int KEYS_MAX = 10_000;

    private final boolean enforced;
    private final Map<String, Deque<Long>> times = new HashMap<>();

    OkxLimits(boolean enforced) {
        this.enforced = enforced;
    }

    boolean enforced() {
        return enforced;
    }

    /** Counts one request of {@code who} at {@code endpoint}. */
    void count(String endpoint, String who, int most, long now) {
        if (!taken(endpoint + " " + who, most, now)) {
            throw OkxRefusal.tooMany();
        }
    }

    /** Counts one order of an account. */
    void order(long account, long now) {
        if (!taken("orders " + account, ORDERS_MAX, now)) {
            throw new OkxRefusal(
                    50061, "Sub-account rate limit exceeded. Please throttle order requests.");
        }
    }

    private boolean taken(String key, int most, long now) {
        if (!enforced) {
            return true;
        }
        if (times.size() >= KEYS_MAX) {
            times.values().removeIf(old -> old.getLast() <= now - WINDOW_MILLIS);
        }
        Deque<Long> window = times.computeIfAbsent(key, k -> new ArrayDeque<>());
        while (!window.isEmpty() && window.getFirst() <= now - WINDOW_MILLIS) {
            window.removeFirst();
        }
        if (window.size() >= most) {
            return false;
        }
        window.addLast(now);
        return true;
    }
}
