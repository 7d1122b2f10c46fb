package io.leverageguard.trading.execution;

import io.leverageguard.engine.execution.Ladder.Level;
import io.leverageguard.kernel.run.Pump;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.venues.BookUpdate;
import io.leverageguard.venues.MarketSink;
import io.leverageguard.venues.Reports.LiquidationPrint;
import io.leverageguard.venues.Reports.MarkUpdate;
import io.leverageguard.venues.Reports.QuoteUpdate;
import io.leverageguard.venues.Reports.TradePrint;
import io.leverageguard.venues.Venue;
import io.leverageguard.venues.VenueError;
import io.leverageguard.venues.VenueStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One contract's public stream, kept open while somebody wants it, and what it says now. */
final class LiveMarket implements Pump, MarketSink {
    private static final Logger LOG = LoggerFactory.getLogger(LiveMarket.class);
    private static final Duration RETRY = Duration.ofSeconds(5);

    /** Best bid and ask. */
    record Quote(BigDecimal bid, BigDecimal bidQuantity, BigDecimal ask, BigDecimal askQuantity) {
        BigDecimal mid() {
            return bid.add(ask).divide(BigDecimal.TWO);
        }

        BigDecimal halfSpread() {
            return ask.subtract(bid).divide(BigDecimal.TWO);
        }
    }

    /** Mark price and the next funding. */
    record Mark(BigDecimal price, BigDecimal fundingRate, Instant nextFunding) {}

    private final Venue venue;
    private final String symbol;
    private final Clock clock;
    private final ReentrantLock pumping = new ReentrantLock();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition told = lock.newCondition();
    private final NavigableMap<BigDecimal, BigDecimal> bids =
            new TreeMap<>(Comparator.reverseOrder());
    private final NavigableMap<BigDecimal, BigDecimal> asks = new TreeMap<>();
    private final Wobble wobble = new Wobble();
    private BigDecimal traded = BigDecimal.ZERO;
    private @Nullable Quote quote;
    private @Nullable Mark mark;
    private Instant wantedAt;
    private Instant retryAt = Instant.MIN;
    private int leases;
    private volatile boolean closed;
    private volatile @Nullable VenueStream stream;

    LiveMarket(Venue venue, String symbol, Clock clock) {
        this.venue = venue;
        this.symbol = symbol;
        this.clock = clock;
        this.wantedAt = clock.now();
    }

    @Override
    public String name() {
        return "trading.market." + venue.name() + "." + symbol;
    }

    /** One thread at a time: whoever asks for a book may drive the stream, too. */
    @Override
    public int pump() {
        if (!pumping.tryLock()) {
            return 0;
        }
        try {
            return pumpNow();
        } finally {
            pumping.unlock();
        }
    }

    private int pumpNow() {
        VenueStream open = stream;
        if (open != null) {
            return open.pump();
        }
        if (closed || clock.now().isBefore(retryAt)) {
            return 0;
        }
        try {
            stream = venue.market(Set.of(symbol), this);
            return 1;
        } catch (VenueError e) {
            LOG.warn("{} waits {}: {}", name(), RETRY, e.getMessage());
            retryAt = clock.now().plus(RETRY);
            return 0;
        }
    }

    /** Best bid and ask: of the book where it is known, otherwise as the venue says. */
    @Nullable Quote quote() {
        lock.lock();
        try {
            if (bids.isEmpty() || asks.isEmpty()) {
                return quote;
            }
            Map.Entry<BigDecimal, BigDecimal> bid = bids.firstEntry();
            Map.Entry<BigDecimal, BigDecimal> ask = asks.firstEntry();
            return new Quote(bid.getKey(), bid.getValue(), ask.getKey(), ask.getValue());
        } finally {
            lock.unlock();
        }
    }

    @Nullable Mark mark() {
        lock.lock();
        try {
            return mark;
        } finally {
            lock.unlock();
        }
    }

    /** What was traded since we began to listen, base units. */
    BigDecimal traded() {
        lock.lock();
        try {
            return traded;
        } finally {
            lock.unlock();
        }
    }

    /** Standard deviation of the relative move in one second. */
    BigDecimal volatility() {
        lock.lock();
        try {
            return wobble.perRootSecond();
        } finally {
            lock.unlock();
        }
    }

    /** What a buyer or seller finds, best first; empty while the book is not known. */
    List<Level> offers(boolean buy) {
        lock.lock();
        try {
            wantedAt = clock.now();
            List<Level> levels = new ArrayList<>();
            (buy ? asks : bids)
                    .forEach((price, quantity) -> levels.add(new Level(price, quantity)));
            return levels;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the book is known, at most so long; says whether it is. */
    boolean awaitBook(Duration patience) {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (left > 0 && (bids.isEmpty() || asks.isEmpty())) {
                left = told.awaitNanos(left);
            }
            return !bids.isEmpty() && !asks.isEmpty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Somebody needs it until it is released. */
    void lease() {
        inLock(() -> leases++);
    }

    /** Ends a {@link #lease}. */
    void release() {
        inLock(
                () -> {
                    leases--;
                    wantedAt = clock.now();
                });
    }

    /** Whether nobody has wanted it for so long. */
    boolean isIdle(Duration idleMax) {
        lock.lock();
        try {
            return leases == 0 && wantedAt.plus(idleMax).isBefore(clock.now());
        } finally {
            lock.unlock();
        }
    }

    void close() {
        closed = true;
        VenueStream open = stream;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public boolean wantsBooks() {
        return true;
    }

    @Override
    public void onTrade(TradePrint trade) {
        inLock(() -> traded = traded.add(trade.quantity()));
    }

    @Override
    public void onMark(MarkUpdate update) {
        inLock(() -> mark = new Mark(update.mark(), update.fundingRate(), update.nextFunding()));
    }

    @Override
    public void onQuote(QuoteUpdate update) {
        inLock(
                () -> {
                    Quote next =
                            new Quote(
                                    update.bid(),
                                    update.bidQuantity(),
                                    update.ask(),
                                    update.askQuantity());
                    quote = next;
                    wobble.see(next.mid(), update.at());
                });
    }

    @Override
    public void onLiquidation(LiquidationPrint liquidation) {}

    @Override
    public void onBook(BookUpdate update) {
        inLock(
                () -> {
                    if (update.whole()) {
                        bids.clear();
                        asks.clear();
                    }
                    change(bids, update.bids());
                    change(asks, update.asks());
                    if (!bids.isEmpty() && !asks.isEmpty()) {
                        wobble.see(
                                bids.firstKey().add(asks.firstKey()).divide(BigDecimal.TWO),
                                update.at());
                    }
                    told.signalAll();
                });
    }

    @Override
    public void onGap() {
        inLock(() -> quote = null);
    }

    private void inLock(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }

    private static void change(
            NavigableMap<BigDecimal, BigDecimal> side, List<BookUpdate.Level> levels) {
        for (BookUpdate.Level level : levels) {
            side.remove(level.price());
            if (level.quantity().signum() != 0) {
                side.put(level.price(), level.quantity());
            }
        }
    }

    /**
     * How much a price moves: the exponentially weighted mean of squared relative moves per second,
     * sampled at most once a second. Statistics, not an amount. Begins with 50 % a year.
     */
    private static final class Wobble {
        private static final double WEIGHT = 0.05;
        private static final double SECONDS_PER_YEAR = 365.0 * 86_400;
        private double variance = 0.25 / SECONDS_PER_YEAR;
        private double last;
        private Instant lastAt = Instant.MIN;

        void see(BigDecimal mid, Instant at) {
            if (last == 0) {
                last = mid.doubleValue();
                lastAt = at;
                return;
            }
            double seconds = Duration.between(lastAt, at).toMillis() / 1_000.0;
            if (seconds >= 1) {
                double move = Math.log(mid.doubleValue() / last);
                variance += WEIGHT * (move * move / seconds - variance);
                last = mid.doubleValue();
                lastAt = at;
            }
        }

        BigDecimal perRootSecond() {
            return BigDecimal.valueOf(Math.sqrt(variance)).setScale(12, RoundingMode.HALF_EVEN);
        }
    }
}
