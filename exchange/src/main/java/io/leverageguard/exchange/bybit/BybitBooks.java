package io.leverageguard.exchange.bybit;

import io.leverageguard.exchange.core.Contract;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.Market;
import io.leverageguard.venues.bybit.BybitEvent;
import io.leverageguard.venues.bybit.BybitMarketMessages.Book;
import io.leverageguard.venues.bybit.BybitMarketMessages.Level;
import io.leverageguard.venues.bybit.BybitMessages;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The topics {@code orderbook.DEPTH.SYMBOL}: a snapshot, then what changes of it.
 *
 * <p>Each topic counts its own updates; the sequence counts the market's changes and is the same in
 * all topics. The topic of depth 1 sends snapshots only, and again after three seconds when nothing
 * has changed.
 */
final class BybitBooks {
    static final String TOPIC = "orderbook.";

    /** The depths that can be subscribed to. */
    static final List<Integer> DEPTHS = List.of(1, 50, 200, 1000);

    private static final int DEEPEST = 1000;
    private static final long REPEAT_MILLIS = 3_000;

    private final Exchange exchange;
    private final SortedMap<String, Topic> topics = new TreeMap<>();

    /** A topic as it was last told. */
    private static final class Topic {
        private final Market market;
        private final int depth;
        private SortedMap<Long, Long> bids = new TreeMap<>(Comparator.reverseOrder());
        private SortedMap<Long, Long> asks = new TreeMap<>();
        private long updateId = 1;
        private long sequence;
        private long changedAt;
        private long toldAt;

        private Topic(Market market, int depth) {
            this.market = market;
            this.depth = depth;
        }
    }

    BybitBooks(Exchange exchange) {
        this.exchange = exchange;
    }

    /** The book as the topic of this depth has it, and as everybody has been told. */
    String snapshot(Market market, int depth) {
        Topic topic = topic(market, depth);
        update(topic);
        return event(topic, "snapshot", book(topic, depth, 0));
    }

    /** The book as a call answers it: numbered as the deepest topic is. */
    Book book(Market market, int limit) {
        Topic topic = topic(market, DEEPEST);
        update(topic);
        return book(topic, limit, exchange.now());
    }

    /** What has changed in a topic since the last time; empty when nothing is to be told. */
    String changes(Market market, int depth) {
        Topic topic = topic(market, depth);
        SortedMap<Long, Long> bids = topic.bids;
        SortedMap<Long, Long> asks = topic.asks;
        boolean changed = update(topic);
        if (depth == 1) {
            boolean silent = exchange.now() - topic.toldAt >= REPEAT_MILLIS;
            return changed || silent ? event(topic, "snapshot", book(topic, 1, 0)) : "";
        }
        if (!changed) {
            return "";
        }
        Contract contract = market.contract();
        Book delta =
                new Book(
                        contract.symbol(),
                        changes(contract, bids, topic.bids),
                        changes(contract, asks, topic.asks),
                        0,
                        topic.updateId,
                        topic.sequence,
                        0);
        return event(topic, "delta", delta);
    }

    private String event(Topic topic, String type, Book book) {
        topic.toldAt = exchange.now();
        String name = TOPIC + topic.depth + "." + book.symbol();
        return BybitMessages.write(
                new BybitEvent.OrderBook(name, type, exchange.now(), book, topic.changedAt));
    }

    private Topic topic(Market market, int depth) {
        return topics.computeIfAbsent(
                depth + "." + market.contract().symbol(), name -> new Topic(market, depth));
    }

    /** Brings a topic up to now; whether that changed it. */
    private boolean update(Topic topic) {
        if (topic.sequence == topic.market.updateId()) {
            return false;
        }
        SortedMap<Long, Long> bids = side(topic, true);
        SortedMap<Long, Long> asks = side(topic, false);
        topic.sequence = topic.market.updateId();
        if (bids.equals(topic.bids) && asks.equals(topic.asks)) {
            return false;
        }
        topic.bids = bids;
        topic.asks = asks;
        topic.updateId++;
        topic.changedAt = exchange.now();
        return true;
    }

    private static SortedMap<Long, Long> side(Topic topic, boolean bids) {
        SortedMap<Long, Long> side =
                bids ? new TreeMap<>(Comparator.reverseOrder()) : new TreeMap<>();
        topic.market
                .book()
                .levels(bids, topic.depth, (price, lots, orders) -> side.put(price, lots));
        return side;
    }

    private static Book book(Topic topic, int limit, long time) {
        Contract contract = topic.market.contract();
        return new Book(
                contract.symbol(),
                levels(contract, topic.bids, limit),
                levels(contract, topic.asks, limit),
                time,
                topic.updateId,
                topic.sequence,
                time == 0 ? 0 : topic.changedAt);
    }

    private static List<Level> levels(Contract contract, SortedMap<Long, Long> side, int limit) {
        return side.entrySet().stream()
                .limit(limit)
                .map(entry -> level(contract, entry.getKey(), entry.getValue()))
                .toList();
    }

    private static List<Level> changes(
            Contract contract, SortedMap<Long, Long> before, SortedMap<Long, Long> after) {
        List<Level> levels = new ArrayList<>();
        for (Map.Entry<Long, Long> old : before.entrySet()) {
            if (!after.containsKey(old.getKey())) {
                levels.add(level(contract, old.getKey(), 0));
            }
        }
        for (Map.Entry<Long, Long> entry : after.entrySet()) {
            if (!entry.getValue().equals(before.get(entry.getKey()))) {
                levels.add(level(contract, entry.getKey(), entry.getValue()));
            }
        }
        return levels;
    }

    private static Level level(Contract contract, long ticks, long lots) {
        return new Level(contract.price(ticks), contract.quantity(lots));
    }
}
