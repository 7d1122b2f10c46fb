package io.leverageguard.venues.bybit;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.kernel.time.SteppedClock;
import io.leverageguard.venues.BookUpdate;
import io.leverageguard.venues.FrameMutations;
import io.leverageguard.venues.MarketSink;
import io.leverageguard.venues.Reports.LiquidationPrint;
import io.leverageguard.venues.Reports.MarkUpdate;
import io.leverageguard.venues.Reports.QuoteUpdate;
import io.leverageguard.venues.Reports.TradePrint;
import io.leverageguard.venues.SharedFiles;
import io.leverageguard.venues.VenueError;
import io.leverageguard.venues.bybit.BybitEvent.OrderBook;
import io.leverageguard.venues.bybit.BybitEvent.Tickers;
import io.leverageguard.venues.bybit.BybitEvent.Trade;
import io.leverageguard.venues.bybit.BybitEvent.Trades;
import io.leverageguard.venues.bybit.BybitMarketMessages.Book;
import io.leverageguard.venues.bybit.BybitMarketMessages.Level;
import io.leverageguard.venues.bybit.BybitMarketMessages.Ticker;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The frequent frames are read as the codec reads them. */
class BybitEventReaderTest {
    private static final String BOOK =
            """
            {"topic":"orderbook.50.BTCUSDT","type":"snapshot","ts":1700000000009,"data":{\
            "s":"BTCUSDT","b":[["60000.10","1.500"],["59999.90","0.2"]],"a":[["60000.20","1"]],\
            "u":18521288,"seq":7961638724},"cts":1700000000007}""";
    private static final String CHANGE =
            """
            {"topic":"orderbook.50.BTCUSDT","type":"delta","ts":1700000000029,"data":{\
            "s":"BTCUSDT","b":[],"a":[["60000.20","0"]],"u":18521289,"seq":7961638725}}""";
    private static final String TRADES =
            """
            {"topic":"publicTrade.BTCUSDT","type":"snapshot","ts":1700000000009,"data":[{\
            "T":1700000000007,"s":"BTCUSDT","S":"Buy","v":"0.001","p":"60000.10",\
            "L":"PlusTick","i":"20f43950-d8dd-5b31-9112-a178eb6023af","BT":false,"RPI":false,\
            "seq":1},{"T":1700000000008,"s":"BTCUSDT","S":"Sell","v":"2","p":"60000",\
            "i":"2290000000061666327","BT":true}]}""";
    private static final String TICKER =
            """
            {"topic":"tickers.BTCUSDT","type":"snapshot","data":{"symbol":"BTCUSDT",\
            "tickDirection":"PlusTick","price24hPcnt":"0.017103","lastPrice":"60000.10",\
            "markPrice":"60000.33","indexPrice":"60010.36","nextFundingTime":"1700006400000",\
            "fundingRate":"-0.000212","bid1Price":"60000.10","bid1Size":"84.489",\
            "ask1Price":"60000.20","ask1Size":"0.1","deliveryTime":"","basis":"","preQty":""},\
            "cs":24987956059,"ts":1700000000009}""";
    private static final String TICKER_CHANGE =
            """
            {"topic":"tickers.BTCUSDT","type":"delta","data":{"symbol":"BTCUSDT",\
            "markPrice":"60000.4","fundingRate":"","nextFundingTime":""},"cs":24987956060,\
            "ts":1700000000109}""";
    private static final List<String> FRAMES = List.of(BOOK, CHANGE, TRADES, TICKER, TICKER_CHANGE);

    private final BybitEventReader reader = new BybitEventReader();

    @Test
    void everyFrequentFrameIsReadWithoutTheCodec() {
        for (String frame : FRAMES) {
            assertThat(reader.frequent(frame)).as(frame).isEqualTo(BybitEvent.read(frame));
        }
    }

    @Test
    void whatIsUnusualIsReadByTheCodec() {
        for (String frame :
                List.of(
                        "{\"success\":true,\"ret_msg\":\"pong\",\"op\":\"ping\"}",
                        "{\"topic\":\"kline.1.BTCUSDT\",\"data\":[],\"ts\":1,\"type\":\"delta\"}",
                        CHANGE.replace("{\"topic\"", "{\"op\":1,\"topic\""),
                        CHANGE.replace("orderbook", "\\u006frderbook"),
                        CHANGE.replace("\"b\":[]", "\"b\":null"),
                        CHANGE.replace("\"0\"]", "\"0\",\"1\"]"),
                        CHANGE.replace("\"u\"", "\"u\":1,\"u\""),
                        CHANGE.replace("60000.20", "6.000020E+7"),
                        CHANGE.replace("60000.20", ""),
                        TRADES.replace("\"p\":\"60000\",", ""),
                        TRADES.replace("\"2290000000061666327\"", "2290000000061666327"),
                        TICKER.replace("\"data\":{", "\"data\":null,\"x\":{"))) {
            assertThat(reader.frequent(frame)).as(frame).isNull();
            assertThat(told(reader::read, List.of(BOOK, frame)))
                    .as(frame)
                    .isEqualTo(told(BybitEvent::read, List.of(BOOK, frame)));
        }
    }

    @Property(tries = 1_000, seed = "20251010")
    void randomFramesAreReadAsTheyWereWritten(@ForAll long seed) {
        BybitEvent event = event(new SplittableRandom(seed));
        assertThat(reader.frequent(BybitMessages.write(event))).isEqualTo(event);
    }

    @Test
    void damagedFrameGivesTheEventOfTheCodecOrIsLeftToIt() {
        int[] equal = {0};
        FrameMutations.damaged(
                FRAMES,
                40_000,
                frame -> {
                    BybitEvent frequent = reader.frequent(frame);
                    if (frequent != null) {
                        assertThat(frequent).as(frame).isEqualTo(BybitEvent.read(frame));
                        equal[0]++;
                    }
                });
        assertThat(equal[0]).isGreaterThan(3_000);
    }

    @Test
    void recordedFramesTellTheSinkTheSame() {
        List<String> frames = BybitPayloadsTest.frames();
        int frequent = 0;
        for (String frame : frames) {
            BybitEvent read = reader.frequent(frame);
            if (read != null) {
                frequent++;
                assertThat(read).as(frame).isEqualTo(BybitEvent.read(frame));
            }
        }
        assertThat(frequent).isGreaterThan(3);
        assertThat(told(reader::read, frames)).isEqualTo(told(BybitEvent::read, frames));
    }

    @Test
    void recordedBookTellsTheSinkTheSame() throws IOException {
        Path file = SharedFiles.below("data/nautilus", "xrpusdt-ob500.data.zip").getFirst();
        List<String> frames;
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            zip.getNextEntry();
            frames = new String(zip.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
        assertThat(frames).hasSize(50).allMatch(frame -> reader.frequent(frame) != null);
        List<Object> told = told(reader::read, frames);
        assertThat(told.equals(told(BybitEvent::read, frames))).isTrue();
        assertThat(told.stream().filter(BookUpdate.class::isInstance)).hasSize(50);
        assertThat(told).doesNotContain("gap");
    }

    @Property(tries = 300, seed = "20251010")
    void damagedStreamTellsTheSinkWhatTheCodecWould(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> frames = new ArrayList<>(List.of(BOOK, TICKER));
        long update = 18521288;
        for (int i = 0; i < 20; i++) {
            update++;
            Book book = new Book("BTCUSDT", levels(random), levels(random), 0, update, i, 0);
            String frame =
                    BybitMessages.write(new OrderBook("orderbook.50.BTCUSDT", "delta", i, book, i));
            frames.add(random.nextInt(8) > 0 ? frame : FrameMutations.damaged(random, frame));
            frames.add(random.nextInt(8) > 0 ? TICKER_CHANGE : cut(random, TICKER_CHANGE));
        }
        List<Object> told = told(reader::read, frames);
        assertThat(told).isEqualTo(told(BybitEvent::read, frames));
        if (frames.stream().anyMatch(BybitEventReaderTest::isRefused)) {
            assertThat(told).contains("gap");
        }
    }

    private static String cut(SplittableRandom random, String frame) {
        return frame.substring(0, random.nextInt(frame.length()));
    }

    private static boolean isRefused(String frame) {
        try {
            BybitEvent.read(frame);
            return false;
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    /** What a sink is told of these frames; a frame that is refused is a gap. */
    private static List<Object> told(Function<String, BybitEvent> reading, List<String> frames) {
        Heard heard = new Heard();
        BybitMarketEvents events =
                new BybitMarketEvents(
                        heard,
                        new SteppedClock(Instant.EPOCH),
                        Set.of("BTCUSDT", "ETHUSDT", "XRPUSDT"),
                        new HashSet<>());
        for (String frame : frames) {
            try {
                events.read(reading.apply(frame)).run();
            } catch (IllegalArgumentException | VenueError e) {
                events.gap();
            }
        }
        return heard.reports;
    }

    private static BybitEvent event(SplittableRandom random) {
        long time = random.nextLong(1L << 60);
        String type = random.nextBoolean() ? "snapshot" : "delta";
        return switch (random.nextInt(3)) {
            case 0 ->
                    new OrderBook(
                            "orderbook.50.BTCUSDT",
                            type,
                            time,
                            new Book(
                                    "BTCUSDT",
                                    levels(random),
                                    levels(random),
                                    random.nextLong(2),
                                    random.nextLong(),
                                    random.nextLong(),
                                    random.nextLong(2)),
                            random.nextLong(9));
            case 1 ->
                    new Trades(
                            "publicTrade.BTCUSDT",
                            type,
                            time,
                            Stream.generate(() -> trade(random)).limit(random.nextInt(4)).toList());
            default ->
                    new Tickers("tickers.BTCUSDT", type, ticker(random), random.nextLong(), time);
        };
    }

    private static Trade trade(SplittableRandom random) {
        return new Trade(
                random.nextLong(1L << 60),
                "BTCUSDT",
                random.nextBoolean() ? "Buy" : "Sell",
                amount(random),
                amount(random),
                random.nextBoolean() ? "" : "PlusTick",
                new UUID(random.nextLong(), random.nextLong()).toString(),
                random.nextBoolean(),
                random.nextLong(3));
    }

    private static Ticker ticker(SplittableRandom random) {
        return new Ticker(
                "BTCUSDT",
                random.nextBoolean() ? "" : "MinusTick",
                orNull(random),
                orNull(random),
                orNull(random),
                orNull(random),
                orNull(random),
                orNull(random),
                orNull(random),
                orNull(random),
                orNull(random),
                orNull(random),
                orNull(random),
                orNull(random),
                orNull(random),
                random.nextBoolean() ? null : Long.valueOf(random.nextLong(1L << 50)),
                random.nextBoolean() ? "" : "8",
                orNull(random),
                random.nextBoolean() ? "" : "1.5",
                "",
                random.nextBoolean() ? "" : "-2",
                "",
                random.nextBoolean() ? "" : "0",
                orNull(random),
                orNull(random),
                orNull(random),
                orNull(random));
    }

    private static List<Level> levels(SplittableRandom random) {
        return Stream.generate(() -> new Level(amount(random), amount(random)))
                .limit(random.nextInt(6))
                .toList();
    }

    private static @Nullable BigDecimal orNull(SplittableRandom random) {
        return random.nextBoolean() ? null : amount(random);
    }

    private static BigDecimal amount(SplittableRandom random) {
        return BigDecimal.valueOf(random.nextLong(1L << random.nextInt(1, 59)), random.nextInt(19));
    }

    /** Keeps every report as it is. */
    private static final class Heard implements MarketSink {
        private final List<Object> reports = new ArrayList<>();

        @Override
        public void onTrade(TradePrint trade) {
            reports.add(trade);
        }

        @Override
        public void onMark(MarkUpdate mark) {
            reports.add(mark);
        }

        @Override
        public void onQuote(QuoteUpdate quote) {
            reports.add(quote);
        }

        @Override
        public void onLiquidation(LiquidationPrint liquidation) {
            reports.add(liquidation);
        }

        @Override
        public void onBook(BookUpdate update) {
            reports.add(update);
        }

        @Override
        public void onGap() {
            reports.add("gap");
        }
    }
}
