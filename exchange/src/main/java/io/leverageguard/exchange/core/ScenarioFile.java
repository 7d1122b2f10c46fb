package io.leverageguard.exchange.core;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A scenario as somebody wrote it: one line of CSV per bar, oldest first, in the columns {@code
 * symbol,open_time,seconds,open,high,low,close,volume}, prices in quote, volume in base units.
 *
 * <p>A line {@code symbol,funding_time,funding,rate} records a funding rate; {@code #} begins a
 * comment; a header may stand first. Trading begins with the first bar.
 */
final class ScenarioFile {
    private static final long BYTES_MAX = 64L * 1024 * 1024;
    private static final int BAR_CELLS = 8;
    private static final int FUNDING_CELLS = 4;

    private final SortedMap<String, List<Bar>> bars = new TreeMap<>();
    private final SortedMap<String, SortedMap<Long, BigDecimal>> funding = new TreeMap<>();

    private ScenarioFile() {}

    static Scenario read(Path file) {
        try {
            if (Files.size(file) > BYTES_MAX) {
                throw new IllegalArgumentException(file + " has more than " + BYTES_MAX + " bytes");
            }
            ScenarioFile scenario = new ScenarioFile();
            int number = 0;
            for (String line : Files.readAllLines(file)) {
                number++;
                scenario.take(line.strip(), file.getFileName() + " line " + number);
            }
            return scenario.finish(String.valueOf(file.getFileName()));
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private void take(String line, String where) {
        if (line.isEmpty() || line.startsWith("#") || line.startsWith("symbol,")) {
            return;
        }
        try {
            String[] cells = line.split(",", -1);
            if (cells.length == FUNDING_CELLS && cells[2].equals("funding")) {
                rate(cells);
            } else if (cells.length == BAR_CELLS) {
                bar(cells);
            } else {
                throw new IllegalArgumentException(BAR_CELLS + " cells are needed");
            }
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
        }
    }

    private void bar(String[] cells) {
        Contract contract = Contracts.of(cells[0]);
        Bar bar =
                new Bar(
                        Instant.parse(cells[1]).getEpochSecond(),
                        Integer.parseInt(cells[2]),
                        contract.ticksNear(new BigDecimal(cells[3])),
                        contract.ticksNear(new BigDecimal(cells[4])),
                        contract.ticksNear(new BigDecimal(cells[5])),
                        contract.ticksNear(new BigDecimal(cells[6])),
                        new BigDecimal(cells[7])
                                .divide(contract.lot(), 0, RoundingMode.HALF_UP)
                                .longValueExact());
        bars.computeIfAbsent(cells[0], symbol -> new ArrayList<>()).add(bar);
    }

    private void rate(String[] cells) {
        Contract contract = Contracts.of(cells[0]);
        funding.computeIfAbsent(contract.symbol(), symbol -> new TreeMap<>())
                .put(Instant.parse(cells[1]).getEpochSecond(), new BigDecimal(cells[3]));
    }

    private Scenario finish(String name) {
        long start =
                bars.values().stream()
                        .mapToLong(path -> path.getFirst().openSecond())
                        .max()
                        .orElseThrow(() -> new IllegalArgumentException(name + " has no bars"));
        return new Scenario(name, bars, funding, Instant.ofEpochSecond(start));
    }
}
