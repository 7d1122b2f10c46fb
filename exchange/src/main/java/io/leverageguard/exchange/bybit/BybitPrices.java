package io.leverageguard.exchange.bybit;

import io.leverageguard.exchange.core.Candle;
import io.leverageguard.exchange.core.Contract;
import io.leverageguard.exchange.core.Market;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Minutes of the mark and the index price, since the exchange began; of the time before, the trades
 * are what is known.
 */
final class BybitPrices {
    /** Which price. */
    enum Kind {
        MARK,
        INDEX
    }

    private static final long MINUTE = 60_000;
    private static final int MINUTES_KEPT = 40 * 24 * 60;

    private final Map<Market, Map<Kind, Deque<Minute>>> kept = new HashMap<>();

    /** Prices of one minute in units. */
    private static final class Minute {
        private final long openTime;
        private final long open;
        private long high;
        private long low;
        private long close;

        private Minute(long openTime, long open, long high, long low, long close) {
            this.openTime = openTime;
            this.open = open;
            this.high = high;
            this.low = low;
            this.close = close;
        }

        private void add(Minute later) {
            high = Math.max(high, later.high);
            low = Math.min(low, later.low);
            close = later.close;
        }
    }

    /** Notes the prices of a second. */
    void note(Market market, long now) {
        note(market, Kind.MARK, market.mark(), now);
        note(market, Kind.INDEX, market.index(), now);
    }

    private void note(Market market, Kind kind, long units, long now) {
        Deque<Minute> minutes = minutes(market, kind);
        long open = now - Math.floorMod(now, MINUTE);
        Minute seen = new Minute(open, units, units, units, units);
        if (minutes.isEmpty() || minutes.getLast().openTime != open) {
            minutes.addLast(seen);
        } else {
            minutes.getLast().add(seen);
        }
        if (minutes.size() > MINUTES_KEPT) {
            minutes.removeFirst();
        }
    }

    /** Rows of start, open, high, low and close of the candles in [from, to), oldest first. */
    List<List<String>> rows(Market market, Kind kind, BybitCandles length, long from, long to) {
        Contract contract = market.contract();
        SortedMap<Long, Minute> candles = new TreeMap<>();
        Deque<Minute> minutes = minutes(market, kind);
        long known = minutes.isEmpty() ? Long.MAX_VALUE : minutes.getFirst().openTime;
        for (Candle candle : length.of(market, from, Math.min(to, known))) {
            Minute old =
                    new Minute(
                            candle.openTime(),
                            contract.units(candle.open()),
                            contract.units(candle.high()),
                            contract.units(candle.low()),
                            contract.units(candle.close()));
            add(candles, old.openTime, old);
        }
        for (Minute minute : minutes) {
            long open = length.openOf(minute.openTime);
            if (open >= from && open < to) {
                add(candles, open, minute);
            }
        }
        List<List<String>> rows = new ArrayList<>();
        candles.forEach((open, candle) -> rows.add(row(contract, open, candle)));
        return rows;
    }

    private static void add(Map<Long, Minute> candles, long open, Minute part) {
        Minute known = candles.get(open);
        if (known == null) {
            candles.put(open, new Minute(open, part.open, part.high, part.low, part.close));
        } else {
            known.add(part);
        }
    }

    private static List<String> row(Contract contract, long open, Minute candle) {
        return List.of(
                Long.toString(open),
                BybitWire.price(contract, candle.open).toPlainString(),
                BybitWire.price(contract, candle.high).toPlainString(),
                BybitWire.price(contract, candle.low).toPlainString(),
                BybitWire.price(contract, candle.close).toPlainString());
    }

    private Deque<Minute> minutes(Market market, Kind kind) {
        return kept.computeIfAbsent(market, m -> new EnumMap<>(Kind.class))
                .computeIfAbsent(kind, k -> new ArrayDeque<>());
    }
}
