package io.leverageguard.venues;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.kernel.time.SteppedClock;
import io.leverageguard.kit.json.Json;
import io.leverageguard.venues.BookKeeper.Rule;
import io.leverageguard.venues.BookUpdate.Level;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Recorded streams of real venues become books without a gap. */
class BookReplayTest {
    private final SteppedClock clock = new SteppedClock(Instant.EPOCH);
    private final Map<String, BookKeeper> keepers = new HashMap<>();
    private final List<BookUpdate> told = new ArrayList<>();
    private @Nullable BookFrame asked;

    @Test
    void binanceCaptureIsInStepFromItsBookToItsEnd() throws IOException {
        Path file = shared("data/hftbacktest", "binance-um-btcusdt_20240808.raw.gz");
        int depths = 0;
        try (BufferedReader lines = lines(new GZIPInputStream(Files.newInputStream(file)))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains("\"lastUpdateId\"")) {
                    asked = binanceBook(json(line));
                } else if (line.contains("\"depthUpdate\"")) {
                    depths++;
                    clock.advance(Duration.ofSeconds(1));
                    keeper(Rule.BINANCE, "BTCUSDT").accept(binance(json(line).get("data")));
                }
            }
        }
        BookKeeper keeper = keeper(Rule.BINANCE, "BTCUSDT");
        assertThat(depths).isEqualTo(6_551);
        assertThat(keeper.inStep()).isTrue();
        assertThat(keeper.gaps()).isZero();
        assertThat(told.size()).isGreaterThan(6_000);
        notCrossed(keeper);
    }

    @Test
    void okxCaptureAgreesWithEveryChecksum() throws IOException {
        Path file = shared("data/cryptofeed", "OKX.ws.1.0");
        int frames = 0;
        Map<String, Long> numbers = new HashMap<>();
        for (String line : Files.readAllLines(file)) {
            if (!line.contains("\"checksum\"")) {
                continue;
            }
            frames++;
            JsonNode frame = Json.tree(line.substring(line.indexOf('{')));
            String symbol = frame.get("arg").get("instId").asString();
            boolean whole = frame.get("action").asString().equals("snapshot");
            long number = numbers.merge(symbol, 1L, Long::sum);
            keeper(Rule.OKX, symbol).accept(okx(frame.get("data").get(0), whole, number));
        }
        assertThat(frames).isEqualTo(290);
        assertThat(keepers).hasSize(3);
        for (BookKeeper keeper : keepers.values()) {
            assertThat(keeper.gaps()).isZero();
            assertThat(keeper.inStep()).isTrue();
        }
    }

    @Test
    void bybitCaptureIsInStep() throws IOException {
        Path file = shared("data/nautilus", "xrpusdt-ob500.data.zip");
        int frames = 0;
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            zip.getNextEntry();
            BufferedReader lines = lines(zip);
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                frames++;
                JsonNode frame = Json.tree(line);
                JsonNode data = frame.get("data");
                boolean whole = frame.get("type").asString().equals("snapshot");
                keeper(Rule.BYBIT, "XRPUSDT")
                        .accept(frame(data, whole, 0, data.get("u").asLong(), 0, "b", "a"));
            }
        }
        BookKeeper keeper = keeper(Rule.BYBIT, "XRPUSDT");
        assertThat(frames).isEqualTo(50);
        assertThat(told).hasSize(50);
        assertThat(keeper.gaps()).isZero();
        notCrossed(keeper);
    }

    private static void notCrossed(BookKeeper keeper) {
        BookUpdate top = keeper.top(1);
        assertThat(top.bids().getFirst().price()).isLessThan(top.asks().getFirst().price());
    }

    private BookKeeper keeper(Rule rule, String symbol) {
        return keepers.computeIfAbsent(
                symbol, _ -> new BookKeeper(symbol, rule, clock, _ -> asked, told::add));
    }

    private static BookFrame binanceBook(JsonNode book) {
        long last = book.get("lastUpdateId").asLong();
        return frame(book, true, last, last, 0, "bids", "asks");
    }

    private static BookFrame binance(JsonNode data) {
        long first = data.get("U").asLong();
        long last = data.get("u").asLong();
        return frame(data, false, first, last, data.get("pu").asLong(), "b", "a");
    }

    /** The capture is older than the venue's sequence numbers; counting stands in for them. */
    private static BookFrame okx(JsonNode data, boolean whole, long number) {
        int checksum = data.get("checksum").asInt();
        long previous = whole ? -1 : number - 1;
        return new BookFrame(
                "S",
                whole,
                0,
                number,
                previous,
                checksum,
                levels(data.get("bids")),
                levels(data.get("asks")),
                Instant.EPOCH);
    }

    private static BookFrame frame(
            JsonNode data,
            boolean whole,
            long first,
            long last,
            long previous,
            String bids,
            String asks) {
        return new BookFrame(
                "S",
                whole,
                first,
                last,
                previous,
                0,
                levels(data.get(bids)),
                levels(data.get(asks)),
                Instant.EPOCH);
    }

    private static List<Level> levels(JsonNode rows) {
        List<Level> levels = new ArrayList<>();
        for (JsonNode row : rows) {
            levels.add(BookFrame.level(row.get(0).asString(), row.get(1).asString()));
        }
        return levels;
    }

    private static JsonNode json(String line) {
        return Json.tree(line.substring(line.indexOf('{')));
    }

    private static BufferedReader lines(InputStream in) {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    private static Path shared(String folder, String name) {
        return SharedFiles.below(folder, name).getFirst();
    }
}
