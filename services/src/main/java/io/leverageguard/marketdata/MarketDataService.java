package io.leverageguard.marketdata;

import io.leverageguard.api.marketdata.MarketData;
import io.leverageguard.api.marketdata.MarketDataEvent;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.json.Json;
import io.leverageguard.kit.stream.Hub;
import io.leverageguard.marketdata.CandleBuilder.Built;
import io.leverageguard.venues.Reports;
import io.leverageguard.venues.Reports.MarkUpdate;
import io.leverageguard.venues.Reports.QuoteUpdate;
import io.leverageguard.venues.Reports.TradePrint;
import io.leverageguard.venues.Venue;
import io.leverageguard.venues.VenueError;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Answers for prices: from memory, from the time-series store, and from the venue at last. */
final class MarketDataService implements MarketData {
    private static final int CANDLES_DEFAULT = 500;
    private static final int CANDLES_MAX = 1_500;
    private static final int PAGE_MAX = 1_000;
    private static final int LEVELS_MAX = 50;

    private final Clock clock;
    private final Hub hub;
    private final TimeSeries series;
    private final MarketDataRepository repository;
    private final Function<String, Venue> venues;
    private final Map<InstrumentRef, Instrument> instruments = new ConcurrentHashMap<>();
    private final Map<InstrumentRef, MarkPrice> marks = new ConcurrentHashMap<>();
    private final Tickers tickers;
    private final DaySummary summaries;

    MarketDataService(
            Clock clock,
            Hub hub,
            TimeSeries series,
            MarketDataRepository repository,
            Function<String, Venue> venues) {
        this.clock = clock;
        this.hub = hub;
        this.series = series;
        this.repository = repository;
        this.venues = venues;
        this.tickers = new Tickers(clock, hub);
        this.summaries =
                new DaySummary(
                        clock, range -> candles(Actor.service("marketdata"), range).candles());
        repository.instruments().forEach(this::remember);
    }

    @Override
    public Instruments instruments(Actor actor, None nothing) {
        return new Instruments(repository.instruments());
    }

    @Override
    public Instrument instrument(Actor actor, InstrumentRef ref) {
        Instrument found = instruments.get(ref);
        if (found == null) {
            throw Refusal.notFound("instrument", ref.venue() + " " + ref.symbol());
        }
        return found;
    }

    @Override
    public Candles candles(Actor actor, CandleRange range) {
        InstrumentRef ref = new InstrumentRef(range.venue(), range.symbol());
        instrument(actor, ref);
        Interval interval = range.interval();
        int limit = range.limit() == null ? CANDLES_DEFAULT : range.limit();
        if (limit < 1 || limit > CANDLES_MAX) {
            throw Refusal.invalid("limit", "must be 1 to " + CANDLES_MAX);
        }
        Instant complete = Steps.floor(clock.now(), interval);
        Instant end = range.to() == null ? complete : Steps.ceiling(range.to(), interval);
        end = end.isAfter(complete) ? complete : end;
        Instant start = Steps.plus(end, interval, -limit);
        if (range.from() != null) {
            start = Steps.ceiling(range.from(), interval);
            Instant full = Steps.plus(start, interval, limit);
            end = end.isAfter(full) ? full : end;
        }
        return new Candles(filled(ref, interval, start, end));
    }

    @Override
    public MarkPrice mark(Actor actor, InstrumentRef ref) {
        instrument(actor, ref);
        return lastMark(ref)
                .orElseThrow(
                        () ->
                                new Refusal(
                                        Refusal.Reason.UNAVAILABLE,
                                        "price_not_available",
                                        "no price of " + ref.symbol() + " was seen yet"));
    }

    @Override
    public Extremes extremes(Actor actor, Span span) {
        return series.extremes(checked(actor, span));
    }

    @Override
    public Trades trades(Actor actor, Span span) {
        return new Trades(series.trades(checked(actor, span), PAGE_MAX));
    }

    @Override
    public PublicLiquidations liquidations(Actor actor, Span span) {
        return new PublicLiquidations(series.liquidations(checked(actor, span), PAGE_MAX));
    }

    @Override
    public Book book(Actor actor, Depth depth) {
        InstrumentRef ref = new InstrumentRef(depth.venue(), depth.symbol());
        instrument(actor, ref);
        int levels = depth.levels() == null ? LEVELS_MAX : depth.levels();
        if (levels < 1 || levels > LEVELS_MAX) {
            throw Refusal.invalid("levels", "must be 1 to " + LEVELS_MAX);
        }
        return tickers.find(ref)
                .flatMap(live -> live.book(levels))
                .orElseThrow(
                        () ->
                                new Refusal(
                                        Refusal.Reason.UNAVAILABLE,
                                        "book_not_available",
                                        "the book of " + ref.symbol() + " is not known now"));
    }

    @Override
    public Summary summary(Actor actor, InstrumentRef ref) {
        instrument(actor, ref);
        return summaries.of(ref, tickers.find(ref).flatMap(Live::bar), lastMark(ref));
    }

    @Override
    public EventFeed<MarketDataEvent> events() {
        return repository.events();
    }

    /** What is live of the instruments that are followed. */
    Tickers tickers() {
        return tickers;
    }

    /** Asks the venue for its instruments; stores and announces what is new or has changed. */
    void listInstruments(Venue venue) {
        List<Instrument> changed = new ArrayList<>();
        for (Reports.Instrument report : venue.instruments()) {
            Instrument listed = listed(venue.name(), report);
            InstrumentRef ref = new InstrumentRef(listed.venue(), listed.symbol());
            if (!listed.equals(instruments.get(ref))) {
                changed.add(listed);
            }
        }
        if (!changed.isEmpty()) {
            repository.list(changed);
            changed.forEach(this::remember);
        }
    }

    /** Stores what a venue sent and passes it on to whoever watches. */
    void record(String venue, TimeSeries.Batch batch, List<QuoteUpdate> quotes) {
        series.append(venue, batch);
        for (TradePrint trade : batch.trades()) {
            hub.publish(topic("trades", venue, trade.symbol()), Json.write(shown(trade)));
        }
        for (MarkUpdate update : batch.marks()) {
            MarkPrice mark = shown(venue, update);
            marks.put(new InstrumentRef(venue, update.symbol()), mark);
            hub.conflate(topic("mark", venue, update.symbol()), Json.write(mark));
        }
        for (QuoteUpdate quote : quotes) {
            hub.conflate(topic("quotes", venue, quote.symbol()), Json.write(quote));
        }
    }

    /**
     * Announces a minute that is over, and first those before it that were not announced. What we
     * did not see whole is asked from the venue.
     */
    void minuteEnded(InstrumentRef ref, Built minute) {
        Instant openTime = minute.openTime();
        Optional<Instant> last = repository.lastAnnounced(ref);
        if (last.isPresent() && !openTime.isAfter(last.get())) {
            return;
        }
        Instant earliest = Steps.plus(openTime, Interval.M1, 1 - CANDLES_MAX);
        Instant from = last.map(at -> Steps.plus(at, Interval.M1, 1)).orElse(openTime);
        from = from.isBefore(earliest) ? earliest : from;
        Candle built = minute.candle();
        boolean known = minute.whole() && built != null && from.equals(openTime);
        List<Candle> due =
                known
                        ? List.of(built)
                        : fetched(ref, Interval.M1, from, Steps.plus(openTime, Interval.M1, 1));
        if (due.isEmpty()) {
            return;
        }
        series.append(ref, Interval.M1, due);
        repository.announce(ref, due);
        String topic = topic("candles", ref.venue(), ref.symbol());
        due.forEach(candle -> hub.publish(topic, Json.write(candle)));
        tickers.follow(ref).close(due.getLast());
    }

    /** Stored candles; what is missing between them is asked from the venue and stored. */
    private List<Candle> filled(InstrumentRef ref, Interval interval, Instant start, Instant end) {
        if (!start.isBefore(end)) {
            return List.of();
        }
        Map<Instant, Candle> stored = series.candles(ref, interval, start, end);
        Instant firstMissing = end;
        Instant afterMissing = start;
        for (Instant at = start; at.isBefore(end); at = Steps.plus(at, interval, 1)) {
            if (!stored.containsKey(at)) {
                firstMissing = at.isBefore(firstMissing) ? at : firstMissing;
                afterMissing = Steps.plus(at, interval, 1);
            }
        }
        if (firstMissing.isBefore(afterMissing)) {
            List<Candle> fetched = askVenue(ref, interval, firstMissing, afterMissing);
            fetched.removeIf(candle -> stored.containsKey(candle.openTime()));
            series.append(ref, interval, fetched);
            fetched.forEach(candle -> stored.put(candle.openTime(), candle));
        }
        return List.copyOf(stored.values());
    }

    private List<Candle> askVenue(InstrumentRef ref, Interval interval, Instant from, Instant to) {
        try {
            return fetched(ref, interval, from, to);
        } catch (VenueError e) {
            throw new Refusal(
                    Refusal.Reason.UNAVAILABLE,
                    "venue_unavailable",
                    ref.venue() + " did not give candles of " + ref.symbol());
        }
    }

    private List<Candle> fetched(InstrumentRef ref, Interval interval, Instant from, Instant to) {
        Venue venue = venues.apply(ref.venue());
        Duration length = Duration.ofSeconds(interval.seconds());
        List<Candle> found = new ArrayList<>();
        Instant start = from;
        while (start.isBefore(to)) {
            Instant full = Steps.plus(start, interval, PAGE_MAX);
            Instant end = full.isBefore(to) ? full : to;
            for (Reports.Candle candle :
                    venue.candles(ref.symbol(), length, start, end, PAGE_MAX)) {
                found.add(shown(candle));
            }
            start = end;
        }
        return found;
    }

    private Span checked(Actor actor, Span span) {
        instrument(actor, new InstrumentRef(span.venue(), span.symbol()));
        if (span.to().isBefore(span.from())) {
            throw Refusal.invalid("to", "must not be before from");
        }
        return span;
    }

    private Optional<MarkPrice> lastMark(InstrumentRef ref) {
        return Optional.ofNullable(marks.get(ref)).or(() -> series.lastMark(ref));
    }

    private void remember(Instrument instrument) {
        instruments.put(new InstrumentRef(instrument.venue(), instrument.symbol()), instrument);
    }

    static String topic(String kind, String venue, String symbol) {
        return "marketdata." + kind + "." + venue + "." + symbol;
    }

    private static Instrument listed(String venue, Reports.Instrument report) {
        return new Instrument(
                venue,
                report.symbol(),
                report.base(),
                report.quote(),
                Steps.plain(report.tickSize()),
                Steps.plain(report.lotSize()),
                Steps.plain(report.minQuantity()),
                Steps.plain(report.maxQuantity()),
                Steps.plain(report.minNotional()));
    }

    private static Candle shown(Reports.Candle candle) {
        return new Candle(
                candle.openTime(),
                plain(candle.open()),
                plain(candle.high()),
                plain(candle.low()),
                plain(candle.close()),
                plain(candle.volume()));
    }

    private static Trade shown(TradePrint trade) {
        return new Trade(
                trade.tradeId(), trade.price(), trade.quantity(), trade.buyerMaker(), trade.at());
    }

    private static MarkPrice shown(String venue, MarkUpdate update) {
        return new MarkPrice(
                venue,
                update.symbol(),
                plain(update.mark()),
                plain(update.index()),
                plain(update.fundingRate()),
                update.nextFunding(),
                update.at());
    }

    private static BigDecimal plain(BigDecimal value) {
        return Steps.plain(value);
    }
}
