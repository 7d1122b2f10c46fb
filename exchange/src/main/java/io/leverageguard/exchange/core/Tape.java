package io.leverageguard.exchange.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What was traded in one contract: the last trades, and candles of all time. */
public final class Tape {
    static final int TRADES_KEPT = 10_000;
    private static final long MINUTE = 60_000;

    private final Contract contract;
    private final PricePath path;
    private final long startMillis;
    private final Deque<PublicTrade> trades = new ArrayDeque<>();
    private final Deque<AggregateTrade> aggregates = new ArrayDeque<>();
    private final List<Candle> minutes = new ArrayList<>();

    Tape(Contract contract, PricePath path, long startMillis) {
        this.contract = contract;
        this.path = path;
        this.startMillis = startMillis;
    }

    void add(PublicTrade trade) {
        keep(trades, trade);
        long minute = trade.time() - Math.floorMod(trade.time(), MINUTE);
        if (minutes.isEmpty() || minutes.getLast().openTime != minute) {
            minutes.add(new Candle(minute, trade.priceTicks()));
        }
        minutes.getLast().add(trade, contract.units(trade.priceTicks()));
    }

    void add(AggregateTrade trade) {
        keep(aggregates, trade);
    }

    /** The newest trades, oldest first. */
    public List<PublicTrade> trades(int limit) {
        return newest(trades, limit);
    }

    List<AggregateTrade> aggregates(int limit) {
        return newest(aggregates, limit);
    }

    /** All aggregates that are kept, oldest first. */
    public Iterable<AggregateTrade> aggregates() {
        return aggregates;
    }

    /** The candle of the minute that holds {@code time}, if anything traded in it. */
    List<Candle> minutesFrom(long time) {
        int from = minutes.size();
        while (from > 0 && minutes.get(from - 1).openTime >= time) {
            from--;
        }
        return minutes.subList(from, minutes.size());
    }

    /** Candles of {@code interval} milliseconds that open in [from, to), oldest first. */
    public List<Candle> candles(long interval, long from, long to) {
        List<Candle> candles = new ArrayList<>();
        for (Bar bar : path.bars()) {
            boolean history = bar.openSecond() * 1000 < startMillis;
            if (history && bar.endSecond() * 1000 > from && bar.openSecond() * 1000 < to) {
                addHistory(bar, interval, candles);
            }
        }
        for (Candle minute : minutesFrom(from - MINUTE)) {
            if (minute.openTime < to + interval) {
                merge(minute, interval, candles);
            }
        }
        return candles.stream().filter(c -> c.openTime >= from && c.openTime < to).toList();
    }

    private void addHistory(Bar bar, long interval, List<Candle> candles) {
        long millis = bar.seconds() * 1000L;
        long open = bar.openSecond() * 1000;
        boolean whole = open + millis <= startMillis;
        if (whole && interval >= millis && interval % millis == 0) {
            Candle candle = new Candle(open, bar.open());
            candle.addHistory(bar.open(), 0, 0);
            candle.high = bar.high();
            candle.low = bar.low();
            candle.close = bar.close();
            candle.lots = bar.lots();
            candle.cost = bar.lots() * contract.units((bar.open() + bar.close()) / 2);
            candle.takerBuyLots = bar.lots() / 2;
            candle.takerBuyCost = candle.cost / 2;
            candle.trades = Math.min(bar.lots(), bar.seconds());
            merge(candle, interval, candles);
            return;
        }
        Bridge bridge = path.expand(bar);
        for (int i = 0; i < bridge.seconds(); i++) {
            long time = open + i * 1000L;
            if (time < startMillis) {
                long bucket = time - Math.floorMod(time, interval);
                if (candles.isEmpty() || candles.getLast().openTime != bucket) {
                    candles.add(new Candle(bucket, bridge.ticks(i)));
                }
                long price = bridge.ticks(i);
                candles.getLast().addHistory(price, bridge.lots(i), contract.units(price));
            }
        }
    }

    private static void merge(Candle part, long interval, List<Candle> candles) {
        long bucket = part.openTime - Math.floorMod(part.openTime, interval);
        if (candles.isEmpty() || candles.getLast().openTime != bucket) {
            Candle candle = new Candle(bucket, part.open);
            candles.add(candle);
        }
        candles.getLast().add(part);
    }

    private static <T> void keep(Deque<T> kept, T item) {
        kept.addLast(item);
        if (kept.size() > TRADES_KEPT) {
            kept.removeFirst();
        }
    }

    private static <T> List<T> newest(Deque<T> kept, int limit) {
        int skip = Math.max(0, kept.size() - limit);
        return kept.stream().skip(skip).toList();
    }
}
