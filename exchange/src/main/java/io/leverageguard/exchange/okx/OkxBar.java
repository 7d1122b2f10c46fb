package io.leverageguard.exchange.okx;

import io.leverageguard.exchange.core.Candle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A length of candle as OKX names it. Bars of six hours and more begin by the clock of Hong Kong
 * (UTC+8) unless their name ends in utc.
 */
record OkxBar(String name, long millis, long shift) {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long HONG_KONG = 8 * HOUR;

    /** All, the shortest first. */
    static final Map<String, OkxBar> ALL = new LinkedHashMap<>();

    static {
        for (int minutes : new int[] {1, 3, 5, 15, 30}) {
            add(minutes + "m", minutes * MINUTE, 0);
        }
        for (int hours : new int[] {1, 2, 4}) {
            add(hours + "H", hours * HOUR, 0);
        }
        for (int hours : new int[] {6, 12, 24}) {
            String name = hours == 24 ? "1D" : hours + "H";
            add(name, hours * HOUR, HONG_KONG);
            add(name + "utc", hours * HOUR, 0);
        }
    }

    private static void add(String name, long millis, long shift) {
        ALL.put(name, new OkxBar(name, millis, shift));
    }

    static OkxBar of(OkxParams params) {
        OkxBar bar = ALL.get(params.text("bar", "1m"));
        if (bar == null) {
            throw OkxRefusal.parameter("bar");
        }
        return bar;
    }

    /** When the bar that holds {@code time} began. */
    long open(long time) {
        return time - Math.floorMod(time + shift, millis);
    }

    /** The length of parts of which every bar of this kind is made whole. */
    long part() {
        return shift == 0 ? millis : 2 * HOUR;
    }

    /** Puts parts, oldest first, together. */
    List<Candle> merge(List<Candle> parts) {
        List<Candle> bars = new ArrayList<>();
        for (Candle part : parts) {
            long open = open(part.openTime());
            if (bars.isEmpty() || bars.getLast().openTime() != open) {
                bars.add(new Candle(open, part.open()));
            }
            bars.getLast().add(part);
        }
        return bars;
    }
}
