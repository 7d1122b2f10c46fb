package io.leverageguard.venues;

import io.leverageguard.kernel.time.Clock;
import io.leverageguard.venues.BookUpdate.Level;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A local order book in step with the venue's. Frames that do not follow on each other are noticed,
 * the book is given up (told as a whole book without levels) and asked for again. Nothing is told
 * of a book that is not in step.
 */
public final class BookKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(BookKeeper.class);
    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);
    private static final int WAITING_MAX = 4_096;
    private static final int LEVELS_MAX = 10_000;
    private static final int CHECKSUM_LEVELS = 25;

    private final String symbol;
    private final Rule rule;
    private final Clock clock;
    private final Source source;
    private final Consumer<BookUpdate> sink;
    private final NavigableMap<BigDecimal, BigDecimal> bids =
            new TreeMap<>(Comparator.reverseOrder());
    private final NavigableMap<BigDecimal, BigDecimal> asks = new TreeMap<>();
    private final Deque<BookFrame> waiting = new ArrayDeque<>();
    private @Nullable BookFrame last;
    private Instant askAt = Instant.MIN;
    private long gaps;

    /** Nothing is known of the book yet. */
    public BookKeeper(
            String symbol, Rule rule, Clock clock, Source source, Consumer<BookUpdate> sink) {
        this.symbol = symbol;
        this.rule = rule;
        this.clock = clock;
        this.source = source;
        this.sink = sink;
    }

    /** How frames of a venue follow on each other. */
    public enum Rule {
        /**
         * Changes alone are pushed; the book is asked for. A frame has {@code first}, {@code last}
         * and the {@code last} of the one before; the first one to be used spans the number of the
         * book. Numbers only grow, so that what is older is a repetition. (Binance USD-M: "How to
         * manage a local order book correctly".)
         */
        BINANCE,
        /**
         * The whole book is pushed first. Each frame names the one before; a number may shrink when
         * the venue starts anew, and a frame without changes repeats it. (OKX: "Order book
         * channel".)
         */
        OKX,
        /**
         * The whole book is pushed first, and again whenever the venue likes, also as number 1;
         * otherwise each frame has the next number. (Bybit: "Orderbook".)
         */
        BYBIT
    }

    /** Brings the whole book. */
    public interface Source {
        /**
         * Asks for the whole book: it is returned, or, when it will come as a frame, {@code null}.
         *
         * @throws VenueError when that is not possible now
         */
        @Nullable BookFrame whole(String symbol);
    }

    /** Takes what the venue has pushed. */
    public void accept(BookFrame frame) {
        BookFrame before = last;
        if (frame.whole() || (rule == Rule.BYBIT && frame.last() == 1)) {
            start(frame);
        } else if (before == null) {
            await(frame);
        } else if (follows(before, frame)) {
            apply(frame);
            tell(frame);
        } else if (!repeats(before, frame)) {
            lose("%d after %d does not follow".formatted(frame.last(), before.last()));
            await(frame);
        }
    }

    /** Something may have been missed: the book is not known until it has come anew. */
    public void lose(String why) {
        waiting.clear();
        if (last != null) {
            gaps++;
            LOG.info("book of {} lost: {}", symbol, why);
            giveUp();
            sink.accept(new BookUpdate(symbol, true, List.of(), List.of(), 0, clock.now()));
        }
    }

    /** Whether the book is known. */
    public boolean inStep() {
        return last != null;
    }

    /** How often it was lost. */
    public long gaps() {
        return gaps;
    }

    /** The best {@code depth} levels of either side; empty when the book is not known. */
    public BookUpdate top(int depth) {
        BookFrame known = last;
        long sequence = known == null ? 0 : known.last();
        Instant at = known == null ? clock.now() : known.at();
        return new BookUpdate(symbol, true, best(bids, depth), best(asks, depth), sequence, at);
    }

    private boolean follows(BookFrame before, BookFrame frame) {
        return switch (rule) {
            case BINANCE ->
                    frame.previous() == before.last()
                            || (before.whole()
                                    && frame.first() <= before.last()
                                    && frame.last() >= before.last());
            case OKX -> frame.previous() == before.last();
            case BYBIT -> frame.last() == before.last() + 1;
        };
    }

    private boolean repeats(BookFrame before, BookFrame frame) {
        return switch (rule) {
            case BINANCE -> frame.last() <= before.last();
            case OKX -> frame.previous() == before.previous() && frame.last() == before.last();
            case BYBIT -> frame.last() == before.last();
        };
    }

    /** A frame that came before the book: kept, and the book asked for. */
    private void await(BookFrame frame) {
        if (rule == Rule.BINANCE) {
            if (waiting.size() == WAITING_MAX) {
                waiting.removeFirst();
            }
            waiting.addLast(frame);
        }
        ask();
    }

    private void ask() {
        Instant now = clock.now();
        if (now.isBefore(askAt)) {
            return;
        }
        askAt = now.plus(ASK_AGAIN);
        try {
            BookFrame whole = source.whole(symbol);
            if (whole != null) {
                start(whole);
            }
        } catch (VenueError e) {
            LOG.warn("no book of {}: {}", symbol, e.getMessage());
        }
    }

    /** Begins with a whole book, and applies what has waited for it and is newer. */
    private void start(BookFrame whole) {
        bids.clear();
        asks.clear();
        apply(whole);
        BookFrame at = whole;
        while (!waiting.isEmpty()) {
            BookFrame next = waiting.getFirst();
            if (!repeats(at, next) && !follows(at, next)) {
                giveUp();
                return;
            }
            waiting.removeFirst();
            if (follows(at, next)) {
                apply(next);
                at = next;
            }
        }
        if (isSound(at)) {
            sink.accept(top(LEVELS_MAX));
        }
    }

    /** The book that came is older than what has waited, so that another one is needed. */
    private void giveUp() {
        last = null;
        bids.clear();
        asks.clear();
    }

    private void apply(BookFrame frame) {
        change(bids, frame.bids());
        change(asks, frame.asks());
        last = frame;
    }

    private static void change(NavigableMap<BigDecimal, BigDecimal> side, List<Level> levels) {
        for (Level level : levels) {
            side.remove(level.price());
            if (level.quantity().signum() != 0) {
                side.put(level.price(), level.quantity());
            }
        }
        while (side.size() > LEVELS_MAX) {
            side.pollLastEntry();
        }
    }

    private void tell(BookFrame frame) {
        boolean changed = !frame.bids().isEmpty() || !frame.asks().isEmpty();
        if (isSound(frame) && changed) {
            sink.accept(
                    new BookUpdate(
                            symbol, false, frame.bids(), frame.asks(), frame.last(), frame.at()));
        }
    }

    private boolean isSound(BookFrame frame) {
        if (frame.checksum() == 0 || frame.checksum() == checksum(bids, asks)) {
            return true;
        }
        lose("the checksum differs at " + frame.last());
        ask();
        return false;
    }

    private static List<Level> best(NavigableMap<BigDecimal, BigDecimal> side, int depth) {
        List<Level> levels = new ArrayList<>();
        for (Map.Entry<BigDecimal, BigDecimal> level : side.entrySet()) {
            if (levels.size() == depth) {
                break;
            }
            levels.add(new Level(level.getKey(), level.getValue()));
        }
        return levels;
    }

    /**
     * OKX's checksum of a book: CRC-32, signed, of up to 25 levels {@code bid:size:ask:size} in
     * turn; the longer side goes on alone.
     */
    public static int checksum(Map<BigDecimal, BigDecimal> bids, Map<BigDecimal, BigDecimal> asks) {
        StringBuilder text = new StringBuilder();
        Iterator<Map.Entry<BigDecimal, BigDecimal>> bid = bids.entrySet().iterator();
        Iterator<Map.Entry<BigDecimal, BigDecimal>> ask = asks.entrySet().iterator();
        for (int i = 0; i < CHECKSUM_LEVELS; i++) {
            append(text, bid);
            append(text, ask);
        }
        CRC32 crc = new CRC32();
        crc.update(text.toString().getBytes(StandardCharsets.US_ASCII));
        return (int) crc.getValue();
    }

    private static void append(
            StringBuilder text, Iterator<Map.Entry<BigDecimal, BigDecimal>> side) {
        if (side.hasNext()) {
            Map.Entry<BigDecimal, BigDecimal> level = side.next();
            text.append(text.isEmpty() ? "" : ":")
                    .append(level.getKey().toPlainString())
                    .append(':')
                    .append(level.getValue().toPlainString());
        }
    }
}
