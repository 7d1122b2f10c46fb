package io.leverageguard.marketdata;

import io.leverageguard.api.marketdata.MarketData.Level;
import io.leverageguard.venues.BookUpdate;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The order book of one instrument, as the venue's adapter keeps it in step. Touched in a lock. */
final class LiveBook {
    /** As many as the adapter keeps. */
    private static final int LEVELS_MAX = 10_000;

    private final NavigableMap<BigDecimal, BigDecimal> bids =
            new TreeMap<>(Comparator.reverseOrder());
    private final NavigableMap<BigDecimal, BigDecimal> asks = new TreeMap<>();
    private Instant at = Instant.EPOCH;

    void apply(BookUpdate update) {
        if (update.whole()) {
            bids.clear();
            asks.clear();
        }
        change(bids, update.bids());
        change(asks, update.asks());
        at = update.at();
    }

    /** Whether it is not known: the adapter tells of a lost book as one without levels. */
    boolean isLost() {
        return bids.isEmpty() && asks.isEmpty();
    }

    List<Level> bids(int levels) {
        return best(bids, levels);
    }

    List<Level> asks(int levels) {
        return best(asks, levels);
    }

    /** When it last changed, by the venue's clock. */
    Instant at() {
        return at;
    }

    private static void change(
            NavigableMap<BigDecimal, BigDecimal> side, List<BookUpdate.Level> levels) {
        for (BookUpdate.Level level : levels) {
            if (level.quantity().signum() == 0) {
                side.remove(level.price());
            } else {
                side.put(level.price(), level.quantity());
            }
        }
        while (side.size() > LEVELS_MAX) {
            side.pollLastEntry();
        }
    }

    private static List<Level> best(NavigableMap<BigDecimal, BigDecimal> side, int levels) {
        List<Level> best = new ArrayList<>(Math.min(levels, side.size()));
        for (Map.Entry<BigDecimal, BigDecimal> level : side.entrySet()) {
            if (best.size() == levels) {
                break;
            }
            best.add(new Level(Steps.plain(level.getKey()), Steps.plain(level.getValue())));
        }
        return best;
    }
}
