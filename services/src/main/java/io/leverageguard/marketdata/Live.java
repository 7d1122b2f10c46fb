package io.leverageguard.marketdata;

import io.leverageguard.api.marketdata.MarketData.Bar;
import io.leverageguard.api.marketdata.MarketData.Book;
import io.leverageguard.api.marketdata.MarketData.Candle;
import io.leverageguard.api.marketdata.MarketData.InstrumentRef;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.venues.BookUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is live of one instrument: its order book, and the minute that is open. */
final class Live {
    /** A book of an instrument of which nothing was heard for longer is called stale. */
    static final Duration STALE_AFTER = Duration.ofSeconds(10);

    private final InstrumentRef ref;
    private final Clock clock;
    private final LiveBook book = new LiveBook();
    private @Nullable Bar bar;
    private Instant heardAt = Instant.EPOCH;
    private long bookChanges;
    private long barChanges;

    Live(InstrumentRef ref, Clock clock) {
        this.ref = ref;
        this.clock = clock;
    }

    /** Something was heard of the instrument. */
    synchronized void heard() {
        heardAt = clock.now();
    }

    synchronized void book(BookUpdate update) {
        heardAt = clock.now();
        book.apply(update);
        bookChanges++;
    }

    /** The minute that is open now. */
    synchronized void open(Candle candle, boolean whole) {
        bar = bar(candle, false, whole);
        barChanges++;
    }

    /** A minute is over and this is its candle, unless a later one is open already. */
    synchronized void close(Candle candle) {
        Bar shown = bar;
        if (shown == null || !shown.openTime().isAfter(candle.openTime())) {
            bar = bar(candle, true, true);
            barChanges++;
        }
    }

    /** The best levels; empty while the book is not known. */
    synchronized Optional<Book> book(int levels) {
        return book.isLost() ? Optional.empty() : Optional.of(shown(levels));
    }

    /** The best levels, none while the book is not known. */
    synchronized Book shown(int levels) {
        boolean stale = book.isLost() || heardAt.plus(STALE_AFTER).isBefore(clock.now());
        return new Book(
                ref.venue(),
                ref.symbol(),
                book.bids(levels),
                book.asks(levels),
                book.at(),
                heardAt,
                stale);
    }

    synchronized Optional<Bar> bar() {
        return Optional.ofNullable(bar);
    }

    /** Greater whenever the book has changed. */
    synchronized long bookChanges() {
        return bookChanges;
    }

    /** Greater whenever the open minute has changed. */
    synchronized long barChanges() {
        return barChanges;
    }

    private Bar bar(Candle candle, boolean closed, boolean whole) {
        return new Bar(
                ref.venue(),
                ref.symbol(),
                candle.openTime(),
                Steps.plain(candle.open()),
                Steps.plain(candle.high()),
                Steps.plain(candle.low()),
                Steps.plain(candle.close()),
                Steps.plain(candle.volume()),
                closed,
                whole);
    }
}
