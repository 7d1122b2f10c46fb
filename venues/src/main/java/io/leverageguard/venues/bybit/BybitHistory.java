package io.leverageguard.venues.bybit;

import io.leverageguard.venues.VenueError;
import io.leverageguard.venues.bybit.BybitAccountMessages.Execution;
import io.leverageguard.venues.bybit.BybitAccountMessages.Order;
import io.leverageguard.venues.bybit.BybitAccountMessages.Transaction;
import io.leverageguard.venues.bybit.BybitMessages.Page;
import io.leverageguard.venues.bybit.BybitRest.Answer;
import io.leverageguard.venues.bybit.BybitRest.Ask;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reads an account's past: the venue keeps two years, shows seven days at a time, newest first, and
 * those in pages. Who asks may want to keep the answers.
 */
final class BybitHistory {
    private static final int PAGES_MAX = 500;
    private static final Duration KEPT = Duration.ofDays(729);
    private static final Duration WINDOW = Duration.ofDays(7).minusMillis(1);

    private static final Comparator<Execution> IN_TIME =
            Comparator.comparingLong(BybitHistory::time).thenComparingLong(Execution::seq);

    private final Function<Ask, Answer> asker;

    BybitHistory(Function<Ask, Answer> asker) {
        this.asker = asker;
    }

    /** Executions, oldest first, each once; {@code words} narrow them down. */
    List<Execution> executions(String symbol, Map<String, String> words, Instant from, Instant to) {
        Map<String, String> params = BybitSymbols.linear(symbol);
        params.putAll(words);
        params.put("limit", "100");
        Map<String, Execution> byId = new LinkedHashMap<>();
        windows("/v5/execution/list", params, from, to, Execution.class)
                .forEach(row -> byId.putIfAbsent(row.execId(), row));
        return byId.values().stream().sorted(IN_TIME).toList();
    }

    /** Executions of one order, whenever. */
    List<Execution> executions(String symbol, String orderId) {
        Map<String, String> params = BybitSymbols.linear(symbol);
        params.put("orderId", orderId);
        params.put("limit", "100");
        return pages("/v5/execution/list", params, Execution.class).stream()
                .sorted(IN_TIME)
                .toList();
    }

    /** Orders that have ended, oldest first. */
    List<Order> orders(Instant from, Instant to) {
        Map<String, String> params = BybitSymbols.linear("");
        params.put("limit", "50");
        return windows("/v5/order/history", params, from, to, Order.class).stream()
                .sorted(
                        Comparator.comparing(
                                row -> BybitParser.need(row.createdTime(), "createdTime")))
                .toList();
    }

    /** Ledger lines, oldest first; of the whole account when {@code symbol} is empty. */
    List<Transaction> transactions(String symbol, Instant from, Instant to) {
        Map<String, String> params = new LinkedHashMap<>();
        params.put("accountType", "UNIFIED");
        if (!symbol.isEmpty()) {
            params.put("category", BybitSymbols.CATEGORY);
        }
        params.put("limit", "50");
        Map<String, Transaction> byId = new LinkedHashMap<>();
        windows("/v5/account/transaction-log", params, from, to, Transaction.class).stream()
                .filter(line -> symbol.isEmpty() || line.symbol().equals(symbol))
                .forEach(line -> byId.putIfAbsent(id(line), line));
        return byId.values().stream()
                .sorted(
                        Comparator.comparing(
                                line ->
                                        BybitParser.need(
                                                line.transactionTime(), "transactionTime")))
                .toList();
    }

    /**
     * What trades have earned, by execution: an execution does not say it, the ledger does. Empty
     * when every execution of {@code rows} says it after all, or none closed anything.
     */
    Map<String, BigDecimal> profits(String symbol, List<Execution> rows) {
        List<Long> silent =
                rows.stream()
                        .filter(row -> row.execPnl() == null)
                        .filter(
                                row ->
                                        BybitParser.or(row.closedSize(), BigDecimal.ZERO).signum()
                                                != 0)
                        .map(BybitHistory::time)
                        .toList();
        Map<String, BigDecimal> profits = new HashMap<>();
        if (!silent.isEmpty()) {
            Instant from = Instant.ofEpochMilli(silent.getFirst());
            Instant to = Instant.ofEpochMilli(silent.getLast()).plusSeconds(1);
            for (Transaction line : transactions(symbol, from, to)) {
                profits.put(line.tradeId(), BybitParser.or(line.cashFlow(), BigDecimal.ZERO));
            }
        }
        return profits;
    }

    /** Every page of a list. */
    <T> List<T> pages(String path, Map<String, String> params, Class<T> row) {
        return pages(params, row, words -> Ask.signed(path, words), asker);
    }

    /** Every page of a list that is asked for in another manner. */
    static <T> List<T> pages(
            Map<String, String> params,
            Class<T> row,
            Function<Map<String, String>, Ask> asking,
            Function<Ask, Answer> asker) {
        List<T> rows = new ArrayList<>();
        Map<String, String> words = new LinkedHashMap<>(params);
        for (int pages = 0; pages < PAGES_MAX; pages++) {
            Page<T> page = BybitParser.page(asker.apply(asking.apply(words)), row);
            rows.addAll(page.list());
            String next = BybitParser.or(page.nextPageCursor(), "");
            if (page.list().isEmpty() || next.isEmpty() || next.equals(words.get("cursor"))) {
                return rows;
            }
            words = new LinkedHashMap<>(params);
            words.put("cursor", next);
        }
        throw new VenueError(VenueError.Kind.UNAVAILABLE, "", "bybit has more pages than we read");
    }

    private <T> List<T> windows(
            String path, Map<String, String> params, Instant from, Instant to, Class<T> row) {
        Instant oldest = to.minus(KEPT);
        return Stream.iterate(
                        from.isBefore(oldest) ? oldest : from,
                        start -> !start.isAfter(to),
                        start -> start.plus(WINDOW).plusMillis(1))
                .flatMap(
                        start -> {
                            Instant last = start.plus(WINDOW);
                            Instant end = last.isBefore(to) ? last : to;
                            Map<String, String> words = new LinkedHashMap<>(params);
                            words.put("startTime", String.valueOf(start.toEpochMilli()));
                            words.put("endTime", String.valueOf(end.toEpochMilli()));
                            return pages(path, words, row).stream();
                        })
                .toList();
    }

    private static long time(Execution row) {
        return BybitParser.need(row.execTime(), "execTime");
    }

    /** Lines of one trade share an id in the venue's own examples. */
    private static String id(Transaction line) {
        return line.id() + ":" + line.tradeId() + ":" + line.type();
    }
}
