package io.leverageguard.venues.binance;

import io.leverageguard.kernel.time.Clock;
import io.leverageguard.venues.VenueError;
import io.leverageguard.venues.binance.BinanceMessages.Income;
import io.leverageguard.venues.binance.BinanceMessages.Order;
import io.leverageguard.venues.binance.BinanceMessages.UserTrade;
import io.leverageguard.venues.binance.BinanceRest.Answer;
import io.leverageguard.venues.binance.BinanceRest.Ask;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads an account's past page by page; the venue gives 1000 rows and seven days at a time. */
final class BinanceHistory {
    private static final int PAGE = 1_000;
    private static final int PAGES_MAX = 200;

    /** The venue keeps six months. */
    private static final Duration FILLS_KEPT = Duration.ofDays(180);

    /** The venue keeps three months and gives a hundred at a time. */
    private static final Duration FORCED_KEPT = Duration.ofDays(90);

    private static final int FORCED_PAGE = 100;

    private static final Duration WINDOW = Duration.ofDays(7).minusMillis(1);

    private final BinanceRest rest;
    private final BinanceSigner signer;
    private final Clock clock;

    BinanceHistory(BinanceRest rest, BinanceSigner signer, Clock clock) {
        this.rest = rest;
        this.signer = signer;
        this.clock = clock;
    }

    /** Fills from {@code from} on, oldest first, each once. */
    List<UserTrade> fills(String symbol, Instant from) {
        NavigableMap<Long, UserTrade> byId = new TreeMap<>();
        Instant oldest = clock.now().minus(FILLS_KEPT);
        Instant start = from.isBefore(oldest) ? oldest : from;
        for (int pages = 0; pages < PAGES_MAX; pages++) {
            Map<String, String> params = window(symbol, start, start.plus(WINDOW));
            List<UserTrade> page = trades(params);
            page.forEach(trade -> byId.put(trade.id(), trade));
            if (page.size() >= PAGE) {
                followIds(symbol, byId);
                return List.copyOf(byId.values());
            }
            start = start.plus(WINDOW).plusMillis(1);
            if (start.isAfter(clock.now())) {
                return List.copyOf(byId.values());
            }
        }
        throw tooLong("fills");
    }

    /** Ledger lines in {@code [from, to]}, oldest first, each once. */
    List<Income> income(String symbol, Instant from, Instant to) {
        return income(symbol, from, to, ask -> rest.ask(ask, signer));
    }

    /** The same, asked by {@code asker}, which may want to keep the answers. */
    static List<Income> income(
            String symbol, Instant from, Instant to, Function<Ask, Answer> asker) {
        Map<String, Income> byId = new LinkedHashMap<>();
        Instant start = from;
        for (int pages = 0; pages < PAGES_MAX; pages++) {
            Ask ask = Ask.signed("/fapi/v1/income", window(symbol, start, to), 30);
            List<Income> page = BinanceParser.readList(asker.apply(ask), Income.class);
            int before = byId.size();
            page.forEach(line -> byId.putIfAbsent(id(line), line));
            if (page.size() < PAGE) {
                return byId.values().stream()
                        .sorted(Comparator.comparingLong(Income::time))
                        .toList();
            }
            if (byId.size() == before) {
                throw tooLong("income of one millisecond");
            }
            start = Instant.ofEpochMilli(page.getLast().time());
        }
        throw tooLong("income");
    }

    /** Orders by which the venue closed positions, from {@code from} on, oldest first. */
    List<Order> forced(Instant from) {
        NavigableMap<Long, Order> byId = new TreeMap<>();
        Instant now = clock.now();
        Instant oldest = now.minus(FORCED_KEPT);
        Instant start = from.isBefore(oldest) ? oldest : from;
        for (int pages = 0; pages < PAGES_MAX; pages++) {
            Map<String, String> params = window("", start, start.plus(WINDOW));
            params.put("limit", String.valueOf(FORCED_PAGE));
            Ask ask = Ask.signed("/fapi/v1/forceOrders", params, 50);
            List<Order> page = BinanceParser.readList(rest.ask(ask, signer), Order.class);
            page.forEach(order -> byId.put(order.orderId(), order));
            if (page.size() < FORCED_PAGE) {
                start = start.plus(WINDOW).plusMillis(1);
            } else {
                start = BinanceParser.order(byId.lastEntry().getValue()).createdAt();
            }
            if (start.isAfter(now)) {
                return byId.values().stream()
                        .sorted(
                                Comparator.comparing(
                                        order -> BinanceParser.order(order).createdAt()))
                        .toList();
            }
        }
        throw tooLong("forced orders");
    }

    /** A symbol, a span of time and a full page. */
    static Map<String, String> window(String symbol, Instant from, Instant to) {
        Map<String, String> params = new LinkedHashMap<>();
        if (!symbol.isEmpty()) {
            params.put("symbol", symbol);
        }
        params.put("startTime", String.valueOf(from.toEpochMilli()));
        params.put("endTime", String.valueOf(to.toEpochMilli()));
        params.put("limit", String.valueOf(PAGE));
        return params;
    }

    /** After a full page the venue's ids lead on; they cannot be combined with times. */
    private void followIds(String symbol, NavigableMap<Long, UserTrade> byId) {
        for (UserTrade trade : fillsAfter(symbol, byId.lastKey(), ask -> rest.ask(ask, signer))) {
            byId.put(trade.id(), trade);
        }
    }

    /** Fills with an id above {@code last}. */
    static List<UserTrade> fillsAfter(String symbol, long last, Function<Ask, Answer> asker) {
        NavigableMap<Long, UserTrade> byId = new TreeMap<>();
        long newest = last;
        for (int pages = 0; pages < PAGES_MAX; pages++) {
            Map<String, String> params = new LinkedHashMap<>();
            params.put("symbol", symbol);
            params.put("fromId", String.valueOf(newest + 1));
            params.put("limit", String.valueOf(PAGE));
            Ask ask = Ask.signed("/fapi/v1/userTrades", params, 5);
            List<UserTrade> page = BinanceParser.readList(asker.apply(ask), UserTrade.class);
            page.stream()
                    .filter(trade -> trade.id() > last)
                    .forEach(trade -> byId.put(trade.id(), trade));
            if (page.size() < PAGE) {
                return List.copyOf(byId.values());
            }
            newest = byId.lastKey();
        }
        throw tooLong("fills");
    }

    private List<UserTrade> trades(Map<String, String> params) {
        Answer answer = rest.ask(Ask.signed("/fapi/v1/userTrades", params, 5), signer);
        return BinanceParser.readList(answer, UserTrade.class);
    }

    /** The venue's number of a line is unique per kind. */
    private static String id(Income line) {
        return line.incomeType() + ":" + line.tranId();
    }

    private static VenueError tooLong(String what) {
        return new VenueError(
                VenueError.Kind.UNAVAILABLE, "", "binance has more " + what + " than we read");
    }
}
