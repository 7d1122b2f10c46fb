package io.leverageguard.exchange.okx;

import io.leverageguard.exchange.core.Candle;
import io.leverageguard.exchange.core.Market;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The minutes of mark and index prices since the exchange began, in units. */
final class OkxPrices {
    private static final long MINUTE = 60_000;
    private static final int MINUTES_MAX = 100_000;

    private final Map<Market, List<Candle>> marks = new HashMap<>();
    private final Map<Market, List<Candle>> indexes = new HashMap<>();

    /** Notes the prices of this second. */
    void note(Market market, long now) {
        note(marks, market, market.mark(), now);
        note(indexes, market, market.index(), now);
    }

    /**
     * Candles that open in [from, to), oldest first, prices in units; before the exchange began
     * mark and index were the price of the tape.
     */
    List<Candle> candles(Market market, boolean mark, OkxBar bar, long from, long to) {
        List<Candle> known = (mark ? marks : indexes).getOrDefault(market, List.of());
        long begin = known.isEmpty() ? to : known.getFirst().openTime();
        List<Candle> parts = new ArrayList<>();
        long step = Math.min(bar.part(), 60 * MINUTE);
        for (Candle traded : market.tape().candles(step, from, Math.min(to, begin))) {
            Candle part = new Candle(traded.openTime(), market.contract().units(traded.open()));
            part.add(new Candle(traded.openTime(), market.contract().units(traded.high())));
            part.add(new Candle(traded.openTime(), market.contract().units(traded.low())));
            part.add(new Candle(traded.openTime(), market.contract().units(traded.close())));
            parts.add(part);
        }
        for (Candle minute : known) {
            if (minute.openTime() >= from && bar.open(minute.openTime()) < to) {
                parts.add(minute);
            }
        }
        return bar.merge(parts);
    }

    private static void note(Map<Market, List<Candle>> kept, Market market, long price, long now) {
        List<Candle> minutes = kept.computeIfAbsent(market, m -> new ArrayList<>());
        long minute = now - Math.floorMod(now, MINUTE);
        Candle candle = new Candle(minute, price);
        if (!minutes.isEmpty() && minutes.getLast().openTime() == minute) {
            minutes.getLast().add(candle);
            return;
        }
        minutes.add(candle);
        if (minutes.size() > MINUTES_MAX) {
            minutes.subList(0, MINUTES_MAX / 10).clear();
        }
    }
}
