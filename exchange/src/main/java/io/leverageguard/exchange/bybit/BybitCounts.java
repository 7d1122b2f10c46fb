package io.leverageguard.exchange.bybit;

import io.leverageguard.exchange.core.Account;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Counts requests per address and per account, as the venue's headers tell them. */
final class BybitCounts {
    static final int REQUESTS_MAX = 600;
    static final long REQUESTS_MILLIS = 5_000;
    private static final long BAN_MILLIS = 600_000;
    private static final long SECOND = 1_000;
    private static final int KEPT_MAX = 10_000;

    /**
     * What an account has left of one kind of request.
     *
     * @param resetAt when the next window begins
     */
    record Allowance(int limit, int left, long resetAt) {}

    private static final class Window {
        private long second;
        private int used;
    }

    private final boolean enforced;
    private final Map<String, Deque<Long>> addresses = new HashMap<>();
    private final Map<String, Long> banned = new HashMap<>();
    private final Map<String, Window> windows = new HashMap<>();

    BybitCounts(boolean enforced) {
        this.enforced = enforced;
    }

    boolean isEnforced() {
        return enforced;
    }

    /** Adds a request of an address; too many and it is locked out for ten minutes. */
    void visit(String address, long now) {
        if (!enforced) {
            return;
        }
        Deque<Long> times = addresses.computeIfAbsent(address, a -> new ArrayDeque<>());
        while (!times.isEmpty() && times.getFirst() <= now - REQUESTS_MILLIS) {
            times.removeFirst();
        }
        if (times.size() >= REQUESTS_MAX) {
            banned.put(address, now + BAN_MILLIS);
        }
        if (banned.getOrDefault(address, 0L) > now) {
            throw new BybitRefusal(
                    10018, "access too frequent, please try again later", 403, Map.of());
        }
        times.addLast(now);
    }

    /** Adds {@code count} requests of a kind of which an account has {@code limit} per second. */
    Allowance charge(Account account, String kind, int limit, int count, long now) {
        if (windows.size() > KEPT_MAX) {
            windows.clear();
        }
        Window window = windows.computeIfAbsent(account.id() + kind, name -> new Window());
        if (window.second != now / SECOND) {
            window.second = now / SECOND;
            window.used = 0;
        }
        boolean over = window.used + count > limit;
        if (!over) {
            window.used += count;
        }
        if (enforced && over) {
            throw new BybitRefusal(10006, "Too many visits. Exceeded the API Rate Limit.");
        }
        return new Allowance(limit, Math.max(0, limit - window.used), (window.second + 1) * SECOND);
    }
}
