package io.leverageguard.exchange.core;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the world does: prices and volumes of each contract, and funding rates.
 *
 * @param bars by symbol, oldest first; those before the exchange's start are its history
 * @param funding rates by symbol and second; where there is none, the usual 0.01 % is paid
 */
public record Scenario(
        String name,
        SortedMap<String, List<Bar>> bars,
        SortedMap<String, SortedMap<Long, BigDecimal>> funding,
        Instant start) {
    private static final int DAY_SECONDS = 86_400;
    private static final int HOUR_SECONDS = 3_600;

    /** Refuses bars that overlap or go back. */
    public Scenario {
        for (Map.Entry<String, List<Bar>> entry : bars.entrySet()) {
            long end = Long.MIN_VALUE;
            for (Bar bar : entry.getValue()) {
                if (bar.openSecond() < end) {
                    throw new IllegalArgumentException(
                            entry.getKey() + ": bar overlaps at " + bar.openSecond());
                }
                end = bar.endSecond();
            }
        }
    }

    /** When the last bar of any contract ends. */
    public Instant end() {
        long end = 0;
        for (List<Bar> path : bars.values()) {
            end = Math.max(end, path.getLast().endSecond());
        }
        return Instant.ofEpochSecond(end);
    }

    /** Prices stand still at BTC 100,000 and ETH 4,000 for a year, until they are set. */
    public static Scenario flat(Instant start) {
        SortedMap<String, List<Bar>> bars = new TreeMap<>();
        bars.put("BTCUSDT", still(start, 1_000_000));
        bars.put("ETHUSDT", still(start, 400_000));
        return new Scenario("flat", bars, new TreeMap<>(), start);
    }

    /** The crash of 10 October 2025 as we model it: no data of others is needed. */
    public static Scenario modelledCrash() {
        return ModelledCrash.scenario();
    }

    /** The same crash as it was traded, from the files in {@code folder}. */
    public static Scenario crash(Path folder) {
        return CrashFiles.read(folder);
    }

    /**
     * A scenario by its name: {@code flat}, {@code modelled-crash}, or {@code crash}, which is the
     * traded one where its files are in {@code data} and the modelled one where they are not; or
     * the path of a file of bars.
     */
    public static Scenario named(String name, Path data) {
        Path folder = data.resolve("binance-um-crash-2025-10-10");
        return switch (name) {
            case "flat" -> flat(Instant.parse("2025-10-10T20:00:00Z"));
            case "modelled-crash" -> modelledCrash();
            case "crash" -> Files.isDirectory(folder) ? crash(folder) : modelledCrash();
            default -> file(name);
        };
    }

    private static Scenario file(String name) {
        Path file = Path.of(name);
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    "no scenario " + name + ": flat, crash, modelled-crash, or a file of bars");
        }
        return ScenarioFile.read(file);
    }

    private static List<Bar> still(Instant start, long ticks) {
        List<Bar> bars = new ArrayList<>();
        long day = Math.floorDiv(start.getEpochSecond(), DAY_SECONDS) * DAY_SECONDS;
        for (int i = -24; i < 365 * 24; i++) {
            long open = day + (long) i * HOUR_SECONDS;
            bars.add(new Bar(open, HOUR_SECONDS, ticks, ticks, ticks, ticks, HOUR_SECONDS * 10L));
        }
        return bars;
    }
}
