package io.leverageguard.exchange.binance;

import io.leverageguard.exchange.core.Account;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Counts weight per address and orders per account, as the venue's headers tell them. */
final class BinanceCounts {
    static final int WEIGHT_MAX = 2400;
    static final int ORDERS_MINUTE_MAX = 1200;
    static final int ORDERS_10S_MAX = 300;
    private static final long MINUTE = 60_000;
    private static final long TEN_SECONDS = 10_000;

    private final boolean enforced;
    private final Map<String, Integer> weights = new HashMap<>();
    private final Map<Long, Deque<Long>> orders = new HashMap<>();
    private long minute;

    BinanceCounts(boolean enforced) {
        this.enforced = enforced;
    }

    /** Adds a request; returns the weight used in this minute. */
    int weigh(String remote, int weight, long now) {
        if (now / MINUTE != minute) {
            minute = now / MINUTE;
            weights.clear();
        }
        int used = weights.merge(remote, weight, Integer::sum);
        if (enforced && used > WEIGHT_MAX) {
            throw new BinanceRefusal(
                    -1003,
                    "Too many requests; current limit is "
                            + WEIGHT_MAX
                            + " requests per minute. Please use the websocket for live updates to"
                            + " avoid polling the API.");
        }
        return used;
    }

    /** Adds an order. */
    void order(Account account, long now) {
        Deque<Long> times = orders.computeIfAbsent(account.id(), id -> new ArrayDeque<>());
        while (!times.isEmpty() && times.getFirst() <= now - MINUTE) {
            times.removeFirst();
        }
        boolean tooMany = times.size() >= ORDERS_MINUTE_MAX;
        tooMany |= within(account, TEN_SECONDS, now) >= ORDERS_10S_MAX;
        if (enforced && tooMany) {
            throw new BinanceRefusal(-1015, "Too many new orders; please slow down.");
        }
        if (times.size() < WEIGHT_MAX) {
            times.addLast(now);
        }
    }

    int ordersInMinute(Account account, long now) {
        return within(account, MINUTE, now);
    }

    int ordersInTenSeconds(Account account, long now) {
        return within(account, TEN_SECONDS, now);
    }

    private int within(Account account, long window, long now) {
        Deque<Long> times = orders.getOrDefault(account.id(), new ArrayDeque<>());
        return (int) times.stream().filter(time -> time > now - window).count();
    }
}
