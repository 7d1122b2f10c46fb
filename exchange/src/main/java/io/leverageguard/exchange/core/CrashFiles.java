package io.leverageguard.exchange.core;

import io.leverageguard.kit.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * The crash of 10 October 2025 as it was traded, read from a folder beside the project: five-minute
 * bars as JSON arrays, the hour of the cascade in one-minute bars as CSV, funding rates. Only BTC
 * was kept; ETH follows it as in {@link ModelledCrash}.
 */
public final class CrashFiles {
    static final String BARS = "BTC_USDT_USDT-5m-futures.json";
    static final String MINUTES = "BTCUSDT-1m-2025-10-10_2050-2159.csv";
    static final String FUNDING = "BTC_USDT_USDT-8h-funding_rate.json";
    private static final Instant START = Instant.parse("2025-10-10T20:00:00Z");
    private static final int FIVE_MINUTES = 300;
    private static final int MINUTE = 60;
    private static final double AT_CRASH = 1_168_303;
    private static final double ETH_AT_CRASH = 402_000;
    private static final double ETH_BETA = 1.3;

    private CrashFiles() {}

    static Scenario read(Path folder) {
        try {
            List<Bar> minutes = minutes(folder.resolve(MINUTES));
            List<Bar> btc = new ArrayList<>();
            for (Bar bar : bars(folder.resolve(BARS))) {
                boolean replaced =
                        bar.openSecond() >= minutes.getFirst().openSecond()
                                && bar.openSecond() < minutes.getLast().endSecond();
                if (!replaced) {
                    btc.add(bar);
                } else if (bar.openSecond() == minutes.getFirst().openSecond()) {
                    btc.addAll(minutes);
                }
            }
            SortedMap<String, List<Bar>> bars = new TreeMap<>();
            bars.put("BTCUSDT", btc);
            bars.put("ETHUSDT", ModelledCrash.following(btc, AT_CRASH, ETH_AT_CRASH, ETH_BETA));
            SortedMap<String, SortedMap<Long, BigDecimal>> funding = new TreeMap<>();
            funding.put("BTCUSDT", funding(folder.resolve(FUNDING)));
            return new Scenario("crash", bars, funding, START);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the scenario in " + folder, e);
        }
    }

    private static List<Bar> bars(Path file) throws IOException {
        List<Bar> bars = new ArrayList<>();
        for (JsonNode row : Json.tree(Files.readAllBytes(file))) {
            List<BigDecimal> cells = new ArrayList<>();
            for (JsonNode cell : row) {
                cells.add(cell.decimalValue());
            }
            bars.add(bar(cells, FIVE_MINUTES));
        }
        return bars;
    }

    private static List<Bar> minutes(Path file) throws IOException {
        List<Bar> bars = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (!line.isBlank() && Character.isDigit(line.charAt(0))) {
                List<BigDecimal> cells = new ArrayList<>();
                for (String cell : line.split(",")) {
                    cells.add(new BigDecimal(cell));
                }
                bars.add(bar(cells, MINUTE));
            }
        }
        return bars;
    }

    /** Rates by the second of their funding; the files are off by a few milliseconds. */
    private static SortedMap<Long, BigDecimal> funding(Path file) throws IOException {
        SortedMap<Long, BigDecimal> rates = new TreeMap<>();
        for (JsonNode row : Json.tree(Files.readAllBytes(file))) {
            long second = row.get(0).asLong() / 1000;
            BigDecimal rate = row.get(1).decimalValue();
            rates.put(second - second % 60, rate.setScale(8, RoundingMode.HALF_EVEN));
        }
        return rates;
    }

    /** Cells: time in milliseconds, open, high, low, close, volume. */
    private static Bar bar(List<BigDecimal> cells, int seconds) {
        return new Bar(
                cells.getFirst().longValueExact() / 1000,
                seconds,
                ticks(cells.get(1)),
                ticks(cells.get(2)),
                ticks(cells.get(3)),
                ticks(cells.get(4)),
                cells.get(5).movePointRight(3).longValueExact());
    }

    private static long ticks(BigDecimal price) {
        return Contracts.BTCUSDT.ticksNear(price);
    }
}
