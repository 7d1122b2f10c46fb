package io.leverageguard.exchange.bybit;

import io.leverageguard.exchange.core.Candle;
import io.leverageguard.exchange.core.Contract;
import io.leverageguard.exchange.core.Market;
import io.leverageguard.venues.bybit.BybitEvent;
import io.leverageguard.venues.bybit.BybitMarketMessages;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A length of candle: a number of minutes, or D, W and M for day, week and month. */
final class BybitCandles {
    private static final long MINUTE = 60_000;
    private static final long DAY = 24 * 60 * MINUTE;
    private static final Map<String, BybitCandles> ALL =
            Map.ofEntries(
                    minutes(1),
                    minutes(3),
                    minutes(5),
                    minutes(15),
                    minutes(30),
                    minutes(60),
                    minutes(120),
                    minutes(240),
                    minutes(360),
                    minutes(720),
                    Map.entry("D", new BybitCandles("D", DAY)),
                    Map.entry("W", new BybitCandles("W", DAY)),
                    Map.entry("M", new BybitCandles("M", DAY)));

    private final String name;

    /** The length; of a week and a month that of the days they are made of. */
    private final long millis;

    private BybitCandles(String name, long millis) {
        this.name = name;
        this.millis = millis;
    }

    /** The length with this name; null when the venue has none. */
    static @Nullable BybitCandles find(String name) {
        return ALL.get(name);
    }

    String name() {
        return name;
    }

    /** When the candle that holds {@code time} opens. */
    long openOf(long time) {
        return switch (name) {
            case "W" -> epoch(date(time).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
            case "M" -> epoch(date(time).withDayOfMonth(1));
            default -> time - Math.floorMod(time, millis);
        };
    }

    /** When the candle that opens then is over. */
    long endOf(long open) {
        return switch (name) {
            case "W" -> epoch(date(open).plusWeeks(1));
            case "M" -> epoch(date(open).plusMonths(1));
            default -> open + millis;
        };
    }

    /** Where {@code count} candles begin of which the last holds {@code time}. */
    long startOf(long time, int count) {
        return switch (name) {
            case "W" -> epoch(date(openOf(time)).minusWeeks(count - 1L));
            case "M" -> epoch(date(openOf(time)).minusMonths(count - 1L));
            default -> openOf(time) - (count - 1) * millis;
        };
    }

    /** The candles that open in [from, to), oldest first. */
    List<Candle> of(Market market, long from, long to) {
        List<Candle> candles = market.tape().candles(millis, openOf(from), to);
        if (millis < DAY || name.equals("D")) {
            return candles.stream().filter(candle -> candle.openTime() >= from).toList();
        }
        List<Candle> merged = new ArrayList<>();
        for (Candle day : candles) {
            long open = openOf(day.openTime());
            if (merged.isEmpty() || merged.getLast().openTime() != open) {
                merged.add(new Candle(open, day.open()));
            }
            merged.getLast().add(day);
        }
        return merged.stream().filter(candle -> candle.openTime() >= from).toList();
    }

    static BybitMarketMessages.Kline row(Contract contract, Candle candle) {
        return new BybitMarketMessages.Kline(
                candle.openTime(),
                contract.price(candle.open()),
                contract.price(candle.high()),
                contract.price(candle.low()),
                contract.price(candle.close()),
                contract.quantity(candle.lots()),
                BybitWire.money(candle.cost()));
    }

    BybitEvent.Bar bar(Contract contract, Candle candle, long now) {
        long end = endOf(candle.openTime());
        return new BybitEvent.Bar(
                candle.openTime(),
                end - 1,
                name,
                contract.price(candle.open()),
                contract.price(candle.close()),
                contract.price(candle.high()),
                contract.price(candle.low()),
                contract.quantity(candle.lots()),
                BybitWire.money(candle.cost()),
                end <= now,
                now);
    }

    private static Map.Entry<String, BybitCandles> minutes(int count) {
        String name = Integer.toString(count);
        return Map.entry(name, new BybitCandles(name, count * MINUTE));
    }

    private static LocalDate date(long millis) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
    }

    private static long epoch(LocalDate date) {
        return date.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }
}
