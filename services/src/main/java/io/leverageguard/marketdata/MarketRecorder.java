package io.leverageguard.marketdata;

import io.leverageguard.api.marketdata.MarketData.InstrumentRef;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.marketdata.CandleBuilder.Built;
import io.leverageguard.venues.BookUpdate;
import io.leverageguard.venues.MarketSink;
import io.leverageguard.venues.Reports.LiquidationPrint;
import io.leverageguard.venues.Reports.MarkUpdate;
import io.leverageguard.venues.Reports.QuoteUpdate;
import io.leverageguard.venues.Reports.TradePrint;
import io.leverageguard.venues.Venue;
import io.leverageguard.venues.VenueError;
import io.leverageguard.venues.VenueStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records the public streams of one venue.
 *
 * <p>It collects what one pump of the stream brings, stores it in one go, and announces the minutes
 * that ended. What could not be stored or announced is tried again before anything new is taken in.
 */
final class MarketRecorder implements VenueStream, MarketSink {
    private static final Logger LOG = LoggerFactory.getLogger(MarketRecorder.class);
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final Venue venue;
    private final Clock clock;
    private final MarketDataService service;
    private final Map<String, Followed> followed = new LinkedHashMap<>();
    private final List<TradePrint> trades = new ArrayList<>();
    private final List<MarkUpdate> marks = new ArrayList<>();
    private final List<QuoteUpdate> quotes = new ArrayList<>();
    private final List<LiquidationPrint> liquidations = new ArrayList<>();
    private final Queue<Ended> ended = new ArrayDeque<>();
    private Instant retryAt = Instant.MIN;
    private @Nullable VenueStream stream;

    private record Ended(InstrumentRef ref, Built minute) {}

    /** One symbol: its candles, and what is live of it. */
    private record Followed(InstrumentRef ref, CandleBuilder candles, Live live) {}

    MarketRecorder(Venue venue, Set<String> symbols, Clock clock, MarketDataService service) {
        this.venue = venue;
        this.clock = clock;
        this.service = service;
        for (String symbol : symbols) {
            InstrumentRef ref = new InstrumentRef(venue.name(), symbol);
            Live live = service.tickers().follow(ref);
            followed.put(symbol, new Followed(ref, new CandleBuilder(), live));
        }
    }

    @Override
    public String name() {
        return "marketdata<-" + venue.name();
    }

    @Override
    public synchronized int pump() {
        if (clock.now().isBefore(retryAt)) {
            return 0;
        }
        try {
            if (stream == null) {
                stream = connect();
                return 1;
            }
            int left = store();
            int taken = stream.pump();
            return left + taken + store();
        } catch (VenueError e) {
            LOG.warn("{} waits {}: {}", name(), RETRY, e.getMessage());
            retryAt = clock.now().plus(RETRY);
            return 0;
        }
    }

    @Override
    public void onTrade(TradePrint trade) {
        Followed of = heard(trade.symbol());
        if (of != null) {
            trades.add(trade);
            of.candles().trade(trade).ifPresent(minute -> end(of, minute));
            of.candles()
                    .running()
                    .ifPresent(candle -> of.live().open(candle, of.candles().isWhole()));
        }
    }

    @Override
    public void onMark(MarkUpdate mark) {
        Followed of = heard(mark.symbol());
        if (of != null) {
            marks.add(mark);
            of.candles().time(mark.at()).ifPresent(minute -> end(of, minute));
        }
    }

    @Override
    public void onQuote(QuoteUpdate quote) {
        if (heard(quote.symbol()) != null) {
            quotes.add(quote);
        }
    }

    @Override
    public void onLiquidation(LiquidationPrint liquidation) {
        if (heard(liquidation.symbol()) != null) {
            liquidations.add(liquidation);
        }
    }

    @Override
    public boolean wantsBooks() {
        return true;
    }

    @Override
    public void onBook(BookUpdate update) {
        Followed of = followed.get(update.symbol());
        if (of != null) {
            of.live().book(update);
        }
    }

    @Override
    public void onGap() {
        followed.values().forEach(of -> of.candles().gap());
    }

    @Override
    public synchronized void fence() {
        if (stream != null) {
            stream.fence();
        }
    }

    @Override
    public synchronized void close() {
        if (stream != null) {
            stream.close();
        }
    }

    private VenueStream connect() {
        service.listInstruments(venue);
        return venue.market(followed.keySet(), this);
    }

    private @Nullable Followed heard(String symbol) {
        Followed of = followed.get(symbol);
        if (of != null) {
            of.live().heard();
        }
        return of;
    }

    private void end(Followed of, Built minute) {
        ended.add(new Ended(of.ref(), minute));
    }

    /** Stores what was collected and announces the minutes that ended; says how much that was. */
    private int store() {
        int count = trades.size() + marks.size() + liquidations.size() + quotes.size();
        if (count > 0) {
            service.record(
                    venue.name(),
                    new TimeSeries.Batch(
                            List.copyOf(trades), List.copyOf(marks), List.copyOf(liquidations)),
                    List.copyOf(quotes));
            trades.clear();
            marks.clear();
            quotes.clear();
            liquidations.clear();
        }
        while (!ended.isEmpty()) {
            Ended next = ended.element();
            service.minuteEnded(next.ref(), next.minute());
            ended.remove();
            count++;
        }
        return count;
    }
}
