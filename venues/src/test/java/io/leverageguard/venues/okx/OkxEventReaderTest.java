package io.leverageguard.venues.okx;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.venues.BookKeeper;
import io.leverageguard.venues.BookUpdate;
import io.leverageguard.venues.FrameMutations;
import io.leverageguard.venues.SharedFiles;
import io.leverageguard.venues.VenueError;
import io.leverageguard.venues.VenuesConfig;
import io.leverageguard.venues.okx.OkxEvent.Arg;
import io.leverageguard.venues.okx.OkxEvent.Frame;
import io.leverageguard.venues.okx.OkxMarkets.Book;
import io.leverageguard.venues.okx.OkxMarkets.Level;
import io.leverageguard.venues.okx.OkxMarkets.MarkPrice;
import io.leverageguard.venues.okx.OkxMarkets.Trade;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The frequent frames are read as the codec reads them. */
class OkxEventReaderTest {
    private static final String SWAP = "BTC-USDT-SWAP";
    private static final String BOOK =
            """
            {"arg":{"channel":"books","instId":"BTC-USDT-SWAP"},"action":"snapshot","data":[{\
            "asks":[["60000.2","415","0","13"],["60000.50","7.25","0","2"]],\
            "bids":[["60000.1","256","0","12"]],"ts":"1700000000007","checksum":0,\
            "prevSeqId":-1,"seqId":123456}]}""";
    private static final String CHANGE =
            """
            {"arg":{"channel":"books","instId":"BTC-USDT-SWAP"},"action":"update","data":[{\
            "asks":[],"bids":[["60000.1","0","0","0"]],"ts":"1700000000107","checksum":-85519,\
            "prevSeqId":123456,"seqId":123457}]}""";
    private static final String BEST =
            """
            {"arg":{"channel":"bbo-tbt","instId":"BTC-USDT-SWAP"},"data":[{\
            "asks":[["60000.2","415","0","13"]],"bids":[["60000.1","256","0","12"]],\
            "ts":"1700000000007","seqId":9}]}""";
    private static final String TRADES =
            """
            {"arg":{"channel":"trades","instId":"BTC-USDT-SWAP"},"data":[{\
            "instId":"BTC-USDT-SWAP","tradeId":"130639474","px":"60000.1","sz":"12.5",\
            "side":"buy","ts":"1700000000007","count":"3","source":"0","seqId":1},{\
            "instId":"BTC-USDT-SWAP","tradeId":"130639475","px":"60000","sz":"1",\
            "side":"sell","ts":"1700000000008"}]}""";
    private static final String MARK =
            """
            {"arg":{"channel":"mark-price","instId":"BTC-USDT-SWAP"},"data":[{\
            "instType":"SWAP","instId":"BTC-USDT-SWAP","markPx":"60000.12",\
            "ts":"1700000000007"}]}""";
    private static final List<String> FRAMES = List.of(BOOK, CHANGE, BEST, TRADES, MARK);

    private final FakeOkx okx = new FakeOkx();
    private final OkxSymbols symbols =
            new OkxSymbols(new OkxRest("okx", okx, okx.clock, VenuesConfig.defaults()));
    private final OkxEventReader reader = new OkxEventReader();

    @Test
    void everyFrequentFrameIsReadWithoutTheCodec() {
        for (String frame : FRAMES) {
            assertThat(reader.frequent(frame)).as(frame).isEqualTo(OkxMessages.frame(frame));
        }
    }

    @Test
    void whatIsUnusualIsReadByTheCodec() {
        for (String frame :
                List.of(
                        "{\"event\":\"error\",\"code\":\"60012\",\"msg\":\"no\"}",
                        "{\"event\":\"subscribe\",\"arg\":{\"channel\":\"books\","
                                + "\"instId\":\"BTC-USDT-SWAP\"},\"connId\":\"a4d3ae55\"}",
                        MARK.replace("mark-price", "funding-rate"),
                        MARK.replace("60000.12", ""),
                        MARK.replace("\"60000.12\"", "null"),
                        MARK.replace("60000.12", "6.000012E+7"),
                        MARK.replace("60000.12", "0.1234567890123456789012"),
                        MARK.replace("markPx", "\\u006darkPx"),
                        MARK.replace("\"ts\"", "\"markPx\":\"1\",\"ts\""),
                        BOOK.replace("\"asks\":[", "\"asks\":null,\"x\":["),
                        BOOK.replace(",\"13\"]", "]"),
                        BOOK.replace("\"13\"]", "\"13\",\"1\"]"),
                        TRADES.replace("\"130639475\"", "130639475"),
                        TRADES.replace("\"data\":", "\"x\":1,\"data\":"))) {
            assertThat(reader.frequent(frame)).as(frame).isNull();
            assertThat(told(reader::read, List.of(frame)))
                    .as(frame)
                    .isEqualTo(told(OkxMessages::frame, List.of(frame)));
        }
    }

    @Property(tries = 1_000, seed = "20251010")
    void randomFramesAreReadAsTheyWereWritten(@ForAll long seed) {
        Frame<OkxEvent> frame = frame(new SplittableRandom(seed));
        assertThat(reader.frequent(OkxMessages.write(frame))).isEqualTo(frame);
    }

    @Test
    void damagedFrameGivesTheFrameOfTheCodecOrIsLeftToIt() {
        int[] equal = {0};
        FrameMutations.damaged(
                FRAMES,
                40_000,
                frame -> {
                    Frame<OkxEvent> frequent = reader.frequent(frame);
                    if (frequent != null) {
                        assertThat(frequent).as(frame).isEqualTo(OkxMessages.frame(frame));
                        equal[0]++;
                    }
                });
        assertThat(equal[0]).isGreaterThan(3_000);
    }

    @Test
    void recordedFramesTellTheSinkTheSame() {
        List<String> frames = new ArrayList<>();
        for (Path file : SharedFiles.below("payloads/jkorf-okx/Subscriptions", ".txt")) {
            frames.addAll(Dialogues.frames(SharedFiles.text(file)));
        }
        for (Path file : SharedFiles.below("payloads", ".json")) {
            String name = file.getFileName().toString();
            if (file.toString().contains("okx") && name.startsWith("ws")) {
                frames.add(SharedFiles.text(file));
            }
        }
        int frequent = 0;
        for (String frame : frames) {
            Frame<OkxEvent> read = reader.frequent(frame);
            if (read != null) {
                frequent++;
                assertThat(read).as(frame).isEqualTo(OkxMessages.frame(frame));
            }
            String ours = frame.replaceAll("\"BTC-USDT?\"", '"' + SWAP + '"');
            for (String text : List.of(frame, ours)) {
                assertThat(told(reader::read, List.of(text)))
                        .as(text)
                        .isEqualTo(told(OkxMessages::frame, List.of(text)));
            }
        }
        assertThat(frequent).isGreaterThan(6);
    }

    /** The capture is older than the venue's sequence numbers; counting stands in for them. */
    @Test
    void recordedStreamTellsTheSinkTheSameAndAgreesWithEveryChecksum() {
        List<String> frames = new ArrayList<>();
        int number = 0;
        Path file = SharedFiles.below("data/cryptofeed", "OKX.ws.1.0").getFirst();
        for (String line : SharedFiles.text(file).lines().toList()) {
            int begin = line.indexOf("{\"arg\"");
            if (begin >= 0 && !line.contains("<-")) {
                String frame = line.substring(begin);
                assertThat(reader.read(frame)).isEqualTo(OkxMessages.frame(frame));
                frames.add(frame);
            }
        }
        assertThat(frames.stream().filter(frame -> reader.frequent(frame) != null)).hasSize(364);
        List<String> ours = new ArrayList<>();
        frames.removeIf(frame -> !frame.contains("\"BTC-USDT\""));
        for (String frame : frames) {
            number += frame.contains("\"checksum\"") ? 1 : 0;
            ours.add(
                    frame.replace("\"BTC-USDT\"", '"' + SWAP + '"')
                            .replace(
                                    "\"checksum\"",
                                    "\"prevSeqId\":%d,\"seqId\":%d,\"checksum\""
                                            .formatted(number - 1, number)));
        }
        List<Object> told = told(reader::read, ours);
        assertThat(told.equals(told(OkxMessages::frame, ours))).isTrue();
        List<BookUpdate> books =
                told.stream()
                        .filter(BookUpdate.class::isInstance)
                        .map(BookUpdate.class::cast)
                        .toList();
        assertThat(books.stream().map(BookUpdate::whole).filter(whole -> whole))
                .as("never lost")
                .hasSize(1);
        assertThat(books.size()).isEqualTo(98);
    }

    @Property(tries = 300, seed = "20251010")
    void damagedLevelsNeverLeaveAWrongBook(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Truth truth = new Truth();
        Told told = new Told();
        OkxMarketEvents events = new OkxMarketEvents(Set.of("BTCUSDT"), symbols, okx.clock, told);
        Truth heard = new Truth();
        for (int i = 0; i < 40; i++) {
            String frame = truth.next(random, i % 10 == 0, i);
            int from = frame.indexOf("\"asks\"");
            int to = frame.indexOf(",\"ts\"");
            String text =
                    random.nextInt(4) > 0
                            ? frame
                            : frame.substring(0, from)
                                    + FrameMutations.damaged(random, frame.substring(from, to))
                                    + frame.substring(to);
            told.reports.clear();
            hand(reader::read, text, events);
            told.reports.forEach(report -> heard.hear((BookUpdate) report));
            if (!heard.isEmpty()) {
                assertThat(heard).as(text).isEqualTo(truth);
            }
        }
    }

    /** What a sink is told of these frames; a frame that is refused is a gap. */
    private List<Object> told(Function<String, Frame<OkxEvent>> reading, List<String> frames) {
        Told told = new Told();
        OkxMarketEvents events = new OkxMarketEvents(Set.of("BTCUSDT"), symbols, okx.clock, told);
        frames.forEach(frame -> hand(reading, frame, events));
        return Stream.<Object>concat(told.lines.stream(), told.reports.stream()).toList();
    }

    /** As a connection does. */
    private static void hand(
            Function<String, Frame<OkxEvent>> reading, String frame, OkxMarketEvents events) {
        try {
            events.read(reading.apply(frame)).run();
        } catch (IllegalArgumentException | VenueError e) {
            events.gap();
        }
    }

    private static Frame<OkxEvent> frame(SplittableRandom random) {
        List<OkxEvent> rows = new ArrayList<>();
        int kind = random.nextInt(4);
        for (int i = random.nextInt(3); i >= 0; i--) {
            rows.add(
                    switch (kind) {
                        case 0 ->
                                new Trade(
                                        SWAP,
                                        String.valueOf(random.nextLong()),
                                        amount(random),
                                        amount(random),
                                        random.nextBoolean() ? "buy" : "sell",
                                        random.nextBoolean() ? null : "2",
                                        random.nextLong(1L << 60));
                        case 1 -> new MarkPrice("SWAP", SWAP, amount(random), random.nextLong(9));
                        default ->
                                new Book(
                                        levels(random),
                                        levels(random),
                                        random.nextLong(1L << 60),
                                        orNull(random, random.nextInt()),
                                        orNull(random, random.nextLong()),
                                        orNull(random, random.nextLong()));
                    });
        }
        String channel = List.of("trades", "mark-price", "bbo-tbt", "books").get(kind);
        String action = kind < 3 ? null : random.nextBoolean() ? "snapshot" : "update";
        return Frame.push(Arg.of(channel, SWAP), action, List.copyOf(rows));
    }

    private static @Nullable Long orNull(SplittableRandom random, long number) {
        return random.nextInt(4) == 0 || number == Long.MIN_VALUE ? null : Long.valueOf(number);
    }

    private static List<Level> levels(SplittableRandom random) {
        return Stream.generate(() -> new Level(amount(random), amount(random), random.nextLong(99)))
                .limit(random.nextInt(6))
                .toList();
    }

    private static BigDecimal amount(SplittableRandom random) {
        return BigDecimal.valueOf(random.nextLong(1L << random.nextInt(1, 59)), random.nextInt(19));
    }

    /** A book as it is, in contracts, or as it was told. */
    private static final class Truth {
        private final NavigableMap<BigDecimal, BigDecimal> bids =
                new TreeMap<>(Comparator.reverseOrder());
        private final NavigableMap<BigDecimal, BigDecimal> asks = new TreeMap<>();

        /** Changes the book and tells how; few enough levels that the checksum has them all. */
        String next(SplittableRandom random, boolean whole, int number) {
            List<Level> changedBids = change(random, bids, 100);
            List<Level> changedAsks = change(random, asks, 200);
            return OkxMessages.write(
                    Frame.push(
                            Arg.of("books", SWAP),
                            whole ? "snapshot" : "update",
                            List.of(
                                    new Book(
                                            whole ? all(asks) : changedAsks,
                                            whole ? all(bids) : changedBids,
                                            number,
                                            (long) BookKeeper.checksum(bids, asks),
                                            number - 1L,
                                            (long) number))));
        }

        void hear(BookUpdate update) {
            if (update.whole()) {
                bids.clear();
                asks.clear();
            }
            update.bids().forEach(level -> set(bids, level.price(), contracts(level.quantity())));
            update.asks().forEach(level -> set(asks, level.price(), contracts(level.quantity())));
        }

        boolean isEmpty() {
            return bids.isEmpty() && asks.isEmpty();
        }

        private static BigDecimal contracts(BigDecimal base) {
            return base.movePointRight(2).stripTrailingZeros();
        }

        private static List<Level> all(NavigableMap<BigDecimal, BigDecimal> side) {
            return side.entrySet().stream()
                    .map(level -> new Level(level.getKey(), level.getValue(), 1))
                    .toList();
        }

        private static List<Level> change(
                SplittableRandom random, NavigableMap<BigDecimal, BigDecimal> side, int from) {
            List<Level> changed = new ArrayList<>();
            for (int i = random.nextInt(3); i >= 0; i--) {
                BigDecimal price = BigDecimal.valueOf(10L * from + random.nextInt(20), 1);
                BigDecimal size =
                        BigDecimal.valueOf(random.nextInt(3) * random.nextLong(1, 99))
                                .stripTrailingZeros();
                set(side, price, size);
                changed.add(new Level(price, size, 1));
            }
            return changed;
        }

        private static void set(
                NavigableMap<BigDecimal, BigDecimal> side, BigDecimal price, BigDecimal size) {
            side.remove(price);
            if (size.signum() != 0) {
                side.put(price, size);
            }
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Truth truth
                    && truth.bids.equals(bids)
                    && truth.asks.equals(asks);
        }

        @Override
        public int hashCode() {
            return 31 * bids.hashCode() + asks.hashCode();
        }

        @Override
        public String toString() {
            return bids + " / " + asks;
        }
    }
}
