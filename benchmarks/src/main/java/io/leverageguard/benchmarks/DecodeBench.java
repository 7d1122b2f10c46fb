package io.leverageguard.benchmarks;

import io.leverageguard.venues.BookTick;
import io.leverageguard.venues.SymbolTable;
import io.leverageguard.venues.TickSink;
import io.leverageguard.venues.binance.BinanceDecoder;
import io.leverageguard.venues.binance.BinanceEvent.BookTicker;
import io.leverageguard.venues.binance.BinanceEvent.DepthUpdate;
import io.leverageguard.venues.binance.BinanceEvent.Trade;
import io.leverageguard.venues.binance.BinanceEventReader;
import io.leverageguard.venues.binance.BinanceMessages;
import io.leverageguard.venues.binance.BinanceMessages.Level;
import io.leverageguard.venues.bybit.BybitEvent;
import io.leverageguard.venues.bybit.BybitEventReader;
import io.leverageguard.venues.okx.OkxEventReader;
import io.leverageguard.venues.okx.OkxMessages;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How many frames of recorded streams one core decodes in a second, beside Jackson's databind. */
@Command(
        name = "decode",
        description = "Venue frames decoded per second on a recorded stream, beside Jackson's.",
        mixinStandardHelpOptions = true)
final class DecodeBench implements Callable<Integer> {
    private static final double FRAMES_BUDGET = 1_000_000;
    private static final String CAPTURE =
            "../shared/data/hftbacktest/binance-um-btcusdt_20240808.raw.gz";
    private static final int PRICE_SCALE = 2;
    private static final int QUANTITY_SCALE = 3;

    @Option(
            names = "--capture",
            paramLabel = "FILE",
            description = "Gzipped lines: a local time, a blank, a frame of a combined stream.")
    private Path capture = shared(CAPTURE);

    @Option(names = "--okx", paramLabel = "FILE", description = "Lines that end with a frame.")
    private Path okx = shared("../shared/data/cryptofeed/OKX.ws.1.0");

    @Option(names = "--bybit", paramLabel = "FILE", description = "The same, zipped or not.")
    private Path bybit = shared("../shared/data/nautilus/xrpusdt-ob500.data.zip");

    @Option(names = "--rounds", defaultValue = "15", description = "Measured rounds of each.")
    private int rounds = 15;

    @Option(names = "--warm-up", defaultValue = "5", description = "Rounds before them.")
    private int warmUp = 5;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the measures.")
    private @Nullable Path json;

    @Override
    public Integer call() throws IOException {
        if (!Files.exists(capture)) {
            System.err.println("no capture at " + capture + "; --capture names another");
            return 2;
        }
        List<String> texts = texts();
        List<byte[]> frames =
                texts.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
        long size = frames.stream().mapToLong(frame -> frame.length).sum();
        Digest ours = new Digest();
        Digest theirs = new Digest();
        decode(frames, new BinanceDecoder(symbols(), ours));
        texts.forEach(text -> jackson(text, theirs));
        System.out.printf(
                Locale.ROOT,
                "%d frames of %.1f MB; ours: %s; Jackson: %s%n",
                frames.size(),
                size / 1e6,
                ours,
                theirs);
        if (!ours.toString().equals(theirs.toString())) {
            System.err.println("the two do not read the same");
            return 1;
        }
        List<Measure> measures = new ArrayList<>(measures(texts, frames));
        OkxEventReader okxReader = new OkxEventReader();
        measures.addAll(
                new RecordedVenue(
                                "decode.okx", okx, "{\"arg\"", okxReader::read, OkxMessages::frame)
                        .measures(warmUp, rounds));
        BybitEventReader bybitReader = new BybitEventReader();
        measures.addAll(
                new RecordedVenue(
                                "decode.bybit",
                                bybit,
                                "{\"topic\"",
                                bybitReader::read,
                                BybitEvent::read)
                        .measures(warmUp, rounds));
        Measure.report(measures, json);
        return 0;
    }

    private static Path shared(String file) {
        return Path.of(System.getProperty("lg.root", ".")).resolve(file);
    }

    private List<Measure> measures(List<String> texts, List<byte[]> frames) {
        BinanceDecoder decoder = new BinanceDecoder(symbols(), new Digest());
        Timed bytes = new Timed(frames.size(), () -> decode(frames, decoder));
        BinanceEventReader reader = new BinanceEventReader();
        Timed events = new Timed(frames.size(), () -> texts.forEach(reader::read));
        Timed databind = new Timed(frames.size(), () -> texts.forEach(BinanceMessages::frame));
        for (int round = -warmUp; round < rounds; round++) {
            bytes.round(round >= 0);
            events.round(round >= 0);
            databind.round(round >= 0);
        }
        String peer = "Jackson";
        return List.of(
                Measure.of("decode.speed", bytes.speed(), FRAMES_BUDGET, "msg/s"),
                Measure.beside("decode.bytes", peer, bytes.speed(), databind.speed(), "msg/s"),
                Measure.beside("decode.events", peer, events.speed(), databind.speed(), "msg/s"),
                Measure.beside("decode.allocated", peer, bytes.bytes(), databind.bytes(), "B/msg"));
    }

    private List<String> texts() throws IOException {
        List<String> texts = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(capture)),
                                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String text = line.substring(line.indexOf(' ') + 1);
                if (text.startsWith("{\"stream\"")) {
                    texts.add(text);
                }
            }
        }
        return texts;
    }

    private static void decode(List<byte[]> frames, BinanceDecoder decoder) {
        for (byte[] frame : frames) {
            decoder.decode(frame, 0, frame.length);
        }
    }

    private static SymbolTable symbols() {
        SymbolTable symbols = new SymbolTable();
        symbols.add("BTCUSDT", PRICE_SCALE, QUANTITY_SCALE);
        return symbols;
    }

    private static void jackson(String text, Digest digest) {
        switch (BinanceMessages.frame(text).data()) {
            case Trade trade ->
                    digest.onTrade(
                            0,
                            trade.tradeId(),
                            price(trade.price()),
                            quantity(trade.quantity()),
                            trade.buyerMaker(),
                            trade.time());
            case BookTicker quote ->
                    digest.onQuote(
                            0,
                            price(quote.bid()),
                            quantity(quote.bidQuantity()),
                            price(quote.ask()),
                            quantity(quote.askQuantity()),
                            quote.time());
            case DepthUpdate depth -> {
                digest.book(depth.finalUpdateId(), depth.previousUpdateId(), depth.time());
                for (Level level : depth.bids()) {
                    digest.level(price(level.price()), quantity(level.quantity()));
                }
                for (Level level : depth.asks()) {
                    digest.level(price(level.price()), quantity(level.quantity()));
                }
            }
            case null, default -> throw new IllegalStateException("not expected here: " + text);
        }
    }

    private static long price(BigDecimal value) {
        return value.movePointRight(PRICE_SCALE).longValueExact();
    }

    private static long quantity(BigDecimal value) {
        return value.movePointRight(QUANTITY_SCALE).longValueExact();
    }

    /** Takes every value that is handed over into one number. */
    private static final class Digest implements TickSink {
        private long trades;
        private long quotes;
        private long levels;
        private long checksum;

        @Override
        public void onTrade(
                int symbol,
                long tradeId,
                long price,
                long quantity,
                boolean buyerMaker,
                long timeMs) {
            trades++;
            add(tradeId, price, quantity, buyerMaker ? timeMs : -timeMs);
        }

        @Override
        public void onQuote(
                int symbol, long bid, long bidQuantity, long ask, long askQuantity, long timeMs) {
            quotes++;
            add(bid, bidQuantity, ask, askQuantity);
            checksum += timeMs;
        }

        @Override
        public void onMark(
                int symbol,
                long mark,
                long index,
                long fundingRate,
                long nextFundingMs,
                long timeMs) {
            add(mark, index, fundingRate, nextFundingMs);
        }

        @Override
        public void onBook(int symbol, BookTick tick) {
            book(tick.finalUpdateId(), tick.previousUpdateId(), tick.timeMs());
            side(tick.bids());
            side(tick.asks());
        }

        private void side(BookTick.Side side) {
            for (int i = 0; i < side.size(); i++) {
                level(side.price(i), side.quantity(i));
            }
        }

        private void book(long finalUpdateId, long previousUpdateId, long timeMs) {
            add(finalUpdateId, previousUpdateId, timeMs, 0);
        }

        private void level(long price, long quantity) {
            levels++;
            add(price, quantity, 0, 0);
        }

        private void add(long first, long second, long third, long fourth) {
            checksum = 31 * checksum + (first ^ second << 16 ^ third << 32 ^ fourth << 48);
        }

        @Override
        public String toString() {
            return "%d trades, %d quotes, %d levels, checksum %x"
                    .formatted(trades, quotes, levels, checksum);
        }
    }
}
