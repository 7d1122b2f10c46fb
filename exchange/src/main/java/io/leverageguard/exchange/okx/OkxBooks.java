package io.leverageguard.exchange.okx;

import io.leverageguard.exchange.core.Contract;
import io.leverageguard.exchange.core.Market;
import io.leverageguard.venues.okx.OkxMarkets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The channel {@code books}: what its listeners have been told of the best 400 levels of each side,
 * and what they must be told to have the book of now. Each message names the one before.
 */
final class OkxBooks {
    static final int DEPTH = 400;
    private static final long QUIET_MAX = 60_000;
    private static final long NONE = -1;

    /** Lots and orders at a price. */
    private record Depth(long lots, long orders) {
        static final Depth EMPTY = new Depth(0, 0);
    }

    /** A book as it was told last. */
    private static final class Told {
        private SortedMap<Long, Depth> asks = new TreeMap<>();
        private SortedMap<Long, Depth> bids = new TreeMap<>();
        private long seqId;
        private long at;
    }

    private final Map<Market, Told> books = new HashMap<>();

    /** The whole book as its listeners have it; call {@link #update} before. */
    OkxMarkets.Book snapshot(Market market, long now) {
        Told told = books.computeIfAbsent(market, m -> fresh(m, now));
        return new OkxMarkets.Book(
                levels(market.contract(), told.asks, false),
                levels(market.contract(), told.bids, true),
                now,
                0L,
                NONE,
                told.seqId);
    }

    /** What has changed since; after a minute without a change an empty message says so. */
    Optional<OkxMarkets.Book> update(Market market, long now) {
        Told told = books.get(market);
        if (told == null) {
            return Optional.empty();
        }
        boolean quiet = now - told.at >= QUIET_MAX;
        if (told.seqId == market.updateId() && !quiet) {
            return Optional.empty();
        }
        Told current = fresh(market, now);
        Contract contract = market.contract();
        List<OkxMarkets.Level> asks = changes(contract, told.asks, current.asks, false);
        List<OkxMarkets.Level> bids = changes(contract, told.bids, current.bids, true);
        boolean same = asks.isEmpty() && bids.isEmpty();
        if (same && !quiet) {
            return Optional.empty();
        }
        long previous = told.seqId;
        current.seqId = same ? previous : current.seqId;
        books.put(market, current);
        return Optional.of(new OkxMarkets.Book(asks, bids, now, 0L, previous, current.seqId));
    }

    /** Nobody listens any more. */
    void forget(Market market) {
        books.remove(market);
    }

    private static Told fresh(Market market, long now) {
        Told told = new Told();
        told.asks = side(market, false);
        told.bids = side(market, true);
        told.seqId = market.updateId();
        told.at = now;
        return told;
    }

    private static SortedMap<Long, Depth> side(Market market, boolean bids) {
        SortedMap<Long, Depth> levels = new TreeMap<>();
        market.book()
                .levels(
                        bids,
                        DEPTH,
                        (price, lots, orders) -> levels.put(price, new Depth(lots, orders)));
        return levels;
    }

    private static List<OkxMarkets.Level> changes(
            Contract contract,
            SortedMap<Long, Depth> before,
            SortedMap<Long, Depth> after,
            boolean bids) {
        SortedMap<Long, Depth> changed = new TreeMap<>();
        after.forEach(
                (price, depth) -> {
                    if (!depth.equals(before.get(price))) {
                        changed.put(price, depth);
                    }
                });
        for (Long price : before.keySet()) {
            if (!after.containsKey(price)) {
                changed.put(price, Depth.EMPTY);
            }
        }
        return levels(contract, changed, bids);
    }

    private static List<OkxMarkets.Level> levels(
            Contract contract, SortedMap<Long, Depth> depths, boolean bids) {
        List<OkxMarkets.Level> levels = new ArrayList<>();
        depths.forEach(
                (price, depth) ->
                        levels.add(
                                new OkxMarkets.Level(
                                        OkxInstruments.price(contract, price),
                                        OkxInstruments.size(contract, depth.lots()),
                                        depth.orders())));
        return bids ? levels.reversed() : levels;
    }
}
