package io.leverageguard.venues.okx;

import io.leverageguard.kernel.time.Clock;
import io.leverageguard.venues.VenueError;
import io.leverageguard.venues.okx.OkxAccounts.Bill;
import io.leverageguard.venues.okx.OkxOrders.Fill;
import io.leverageguard.venues.okx.OkxOrders.Order;
import io.leverageguard.venues.okx.OkxRest.Answer;
import io.leverageguard.venues.okx.OkxRest.Ask;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads an account's past page by page, newest first as the venue gives it. What is recent has
 * endpoints of its own; older things are in the archives, which reach three months back.
 */
final class OkxHistory {
    private static final int PAGE = 100;

    private static final int PAGES_MAX = 200;
    private static final Duration FILLS_RECENT = Duration.ofDays(3).minusHours(1);
    private static final Duration RECENT = Duration.ofDays(7).minusHours(1);

    private final Clock clock;
    private final Function<Ask, Answer> asker;

    /** Asks by {@code asker}, which may want to keep the answers. */
    OkxHistory(Clock clock, Function<Ask, Answer> asker) {
        this.clock = clock;
        this.asker = asker;
    }

    /** Fills from {@code from} on, oldest first, each once; of one order when it is named. */
    List<Fill> fills(String instId, String ordId, Instant from) {
        boolean recent = from.isAfter(clock.now().minus(FILLS_RECENT));
        Map<String, String> params = new LinkedHashMap<>();
        params.put("instType", OkxSymbols.SWAP);
        params.put("instId", instId);
        if (!ordId.isEmpty()) {
            params.put("ordId", ordId);
        }
        params.put("begin", String.valueOf(from.toEpochMilli()));
        String path = recent ? "/api/v5/trade/fills" : "/api/v5/trade/fills-history";
        Map<String, Fill> once = new LinkedHashMap<>();
        pages(path, params, Fill.class, Fill::billId)
                .forEach((_, fill) -> once.putIfAbsent(fill.tradeId() + " " + fill.ordId(), fill));
        return once.values().stream()
                .filter(fill -> fill.ts() >= from.toEpochMilli())
                .sorted(Comparator.comparingLong(Fill::ts).thenComparingLong(OkxHistory::number))
                .toList();
    }

    /** Ledger lines in {@code [from, to]}, oldest first, each once; of every kind if "". */
    List<Bill> bills(String instId, String type, Instant from, Instant to) {
        boolean recent = from.isAfter(clock.now().minus(RECENT));
        Map<String, String> params = new LinkedHashMap<>();
        params.put("instType", OkxSymbols.SWAP);
        if (!instId.isEmpty()) {
            params.put("instId", instId);
        }
        if (!type.isEmpty()) {
            params.put("type", type);
        }
        params.put("begin", String.valueOf(from.toEpochMilli()));
        params.put("end", String.valueOf(to.toEpochMilli()));
        String path = recent ? "/api/v5/account/bills" : "/api/v5/account/bills-archive";
        return pages(path, params, Bill.class, Bill::billId).values().stream()
                .filter(bill -> instId.isEmpty() || instId.equals(bill.instId()))
                .filter(bill -> bill.ts() >= from.toEpochMilli() && bill.ts() <= to.toEpochMilli())
                .sorted(Comparator.comparingLong(Bill::ts))
                .toList();
    }

    /** Finished orders of one category in {@code [from, to]}, oldest first; all contracts if "". */
    List<Order> finished(String category, String instId, Instant from, Instant to) {
        boolean recent = from.isAfter(clock.now().minus(RECENT));
        Map<String, String> params = new LinkedHashMap<>();
        params.put("instType", OkxSymbols.SWAP);
        if (!instId.isEmpty()) {
            params.put("instId", instId);
        }
        params.put("category", category);
        params.put("begin", String.valueOf(from.toEpochMilli()));
        params.put("end", String.valueOf(to.toEpochMilli()));
        String path =
                recent ? "/api/v5/trade/orders-history" : "/api/v5/trade/orders-history-archive";
        return pages(path, params, Order.class, Order::ordId).values().stream()
                .filter(order -> category.equals(order.category()))
                .sorted(Comparator.comparingLong(Order::cTime))
                .toList();
    }

    private <T> Map<String, T> pages(
            String path, Map<String, String> filter, Class<T> type, Function<T, String> id) {
        Map<String, T> byId = new LinkedHashMap<>();
        String after = "";
        for (int pages = 0; pages < PAGES_MAX; pages++) {
            Map<String, String> params = new LinkedHashMap<>(filter);
            params.put("limit", String.valueOf(PAGE));
            if (!after.isEmpty()) {
                params.put("after", after);
            }
            List<T> page = asker.apply(Ask.signed(path, params)).rows(type);
            int before = byId.size();
            page.forEach(row -> byId.putIfAbsent(OkxParser.need(id.apply(row), "id"), row));
            if (page.size() < PAGE || byId.size() == before) {
                return byId;
            }
            after = id.apply(page.getLast());
        }
        throw new VenueError(
                VenueError.Kind.UNAVAILABLE, "", "okx has more rows of " + path + " than we read");
    }

    /** Bills count up; where their numbers are none, the order of arrival has to do. */
    private static long number(Fill fill) {
        String id = OkxParser.or(fill.billId(), "");
        return id.matches("\\d{1,18}") ? Long.parseLong(id) : 0;
    }
}
