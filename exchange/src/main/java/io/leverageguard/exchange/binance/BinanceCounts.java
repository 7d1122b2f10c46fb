package io.leverageguard.exchange.binance;

import io.leverageguard.exchange.core.Account;
import io.leverageguard.venues.binance.BinanceMessages.RateLimit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts weight per address and orders per account, as the venue's headers tell them, and bans
 * addresses that go on after they were refused.
 */
final class BinanceCounts {
    static final int WEIGHT_MAX = 2400;
    static final int ORDERS_MINUTE_MAX = 1200;
    static final int ORDERS_10S_MAX = 300;
    private static final long MINUTE = 60_000;
    private static final long TEN_SECONDS = 10_000;

    /** Refusals in one minute after which an address is banned. */
    private static final int REFUSALS_MAX = 10;

    private static final long BAN_FIRST = 2 * MINUTE;
    private static final long BAN_LONGEST = 3 * 24 * 60 * MINUTE;

    /** An address that asks too much. */
    private static final class Visitor {
        private int used;
        private int refused;
        private int bans;
        private long bannedTill;
    }

    private final boolean enforced;
    private final Map<String, Visitor> visitors = new HashMap<>();
    private final Map<Long, Deque<Long>> orders = new HashMap<>();
    private long minute;

    BinanceCounts(boolean enforced) {
        this.enforced = enforced;
    }

    /** Adds a request; returns the weight used in this minute. */
    int weigh(String remote, int weight, long now) {
        if (now / MINUTE != minute) {
            minute = now / MINUTE;
            visitors.values().removeIf(visitor -> visitor.bans == 0);
            for (Visitor visitor : visitors.values()) {
                visitor.used = 0;
                visitor.refused = 0;
            }
        }
        Visitor visitor = visitors.computeIfAbsent(remote, name -> new Visitor());
        if (!enforced) {
            visitor.used += weight;
            return visitor.used;
        }
        if (visitor.bannedTill > now) {
            throw banned(visitor, now);
        }
        if (visitor.used + weight > WEIGHT_MAX) {
            throw refused(visitor, now);
        }
        visitor.used += weight;
        return visitor.used;
    }

    /** The venue says that there were too many, whatever the count. */
    static BinanceRefusal tooMany(long now) {
        return new BinanceRefusal(
                -1003,
                "Too many requests; current limit is "
                        + WEIGHT_MAX
                        + " requests per minute. Please use the websocket for live updates to"
                        + " avoid polling the API.",
                429,
                MINUTE - Math.floorMod(now, MINUTE));
    }

    private static BinanceRefusal refused(Visitor visitor, long now) {
        visitor.refused++;
        if (visitor.refused <= REFUSALS_MAX) {
            return tooMany(now);
        }
        visitor.bannedTill = now + Math.min(BAN_LONGEST, BAN_FIRST << Math.min(visitor.bans, 20));
        visitor.bans++;
        return banned(visitor, now);
    }

    private static BinanceRefusal banned(Visitor visitor, long now) {
        return new BinanceRefusal(
                -1003,
                "Way too many requests; IP banned until "
                        + visitor.bannedTill
                        + ". Please use the websocket for live updates to avoid bans.",
                418,
                visitor.bannedTill - now);
    }

    /** Adds orders. */
    void order(Account account, int count, long now) {
        Deque<Long> times = orders.computeIfAbsent(account.id(), id -> new ArrayDeque<>());
        while (!times.isEmpty() && times.getFirst() <= now - MINUTE) {
            times.removeFirst();
        }
        check(times.size() + count, ORDERS_MINUTE_MAX, "MINUTE");
        check(within(account, TEN_SECONDS, now) + count, ORDERS_10S_MAX, "10 SECOND");
        for (int i = 0; i < count && times.size() < WEIGHT_MAX; i++) {
            times.addLast(now);
        }
    }

    private void check(int count, int most, String window) {
        if (enforced && count > most) {
            throw new BinanceRefusal(
                    -1015,
                    "Too many new orders; current limit is " + most + " orders per " + window + ".",
                    429,
                    0);
        }
    }

    /** The limits of orders, as the venue announces them. */
    static List<RateLimit> orderLimits() {
        return List.of(
                new RateLimit("ORDERS", "MINUTE", 1, ORDERS_MINUTE_MAX),
                new RateLimit("ORDERS", "SECOND", 10, ORDERS_10S_MAX));
    }

    /** What has been used, as answers on a socket tell it. */
    List<Map<String, Object>> told(String remote, Account account, long now) {
        Visitor visitor = visitors.get(remote);
        return List.of(
                told("REQUEST_WEIGHT", "MINUTE", 1, WEIGHT_MAX, visitor == null ? 0 : visitor.used),
                told("ORDERS", "SECOND", 10, ORDERS_10S_MAX, ordersInTenSeconds(account, now)),
                told("ORDERS", "MINUTE", 1, ORDERS_MINUTE_MAX, ordersInMinute(account, now)));
    }

    private static Map<String, Object> told(
            String type, String interval, int number, int limit, int count) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("rateLimitType", type);
        row.put("interval", interval);
        row.put("intervalNum", number);
        row.put("limit", limit);
        row.put("count", count);
        return row;
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
