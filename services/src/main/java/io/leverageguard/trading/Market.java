package io.leverageguard.trading;

import io.leverageguard.api.marketdata.MarketData;
import io.leverageguard.api.marketdata.MarketData.Book;
import io.leverageguard.api.marketdata.MarketData.Depth;
import io.leverageguard.api.marketdata.MarketData.Instrument;
import io.leverageguard.api.marketdata.MarketData.InstrumentRef;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.trading.Margins.Listing;
import io.leverageguard.venues.Reports;
import io.leverageguard.venues.Venue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Instruments and mark prices, from market data and, where that is silent, from the venue. */
final class Market {
    private static final Duration FRESH_MAX = Duration.ofMinutes(10);

    /** A mark that is to value an order may not be older, when it comes from memory. */
    private static final Duration RECENT_MAX = Duration.ofSeconds(1);

    private record Known(Instrument instrument, Instant at) {}

    private record Seen(BigDecimal mark, Instant at) {}

    /** An instrument that can be traded, and its mark price. */
    record Quote(Instrument instrument, BigDecimal mark) {}

    private final Actor self = Actor.service("trading");
    private final MarketData marketdata;
    private final Function<String, Venue> venues;
    private final Clock clock;
    private final Map<Listing, Known> instruments = new ConcurrentHashMap<>();
    private final Map<Listing, Seen> marks = new ConcurrentHashMap<>();

    Market(MarketData marketdata, Function<String, Venue> venues, Clock clock) {
        this.marketdata = marketdata;
        this.venues = venues;
        this.clock = clock;
    }

    /** An instrument that can be traded; refuses with {@code instrument_not_found}. */
    Instrument instrument(String venue, String symbol) {
        Listing listing = new Listing(venue, symbol);
        Known known = instruments.get(listing);
        if (known != null && known.at().plus(FRESH_MAX).isAfter(clock.now())) {
            return known.instrument();
        }
        Instrument instrument = marketdata.instrument(self, new InstrumentRef(venue, symbol));
        instruments.put(listing, new Known(instrument, clock.now()));
        return instrument;
    }

    /** An instrument that the venue itself spoke of, so that it must be known somewhere. */
    Instrument reported(String venue, String symbol) {
        Known known = instruments.get(new Listing(venue, symbol));
        if (known != null) {
            return known.instrument();
        }
        try {
            return instrument(venue, symbol);
        } catch (Refusal refusal) {
            Instrument instrument = askVenue(venue, symbol, refusal);
            instruments.put(new Listing(venue, symbol), new Known(instrument, clock.now()));
            return instrument;
        }
    }

    /** The latest mark price; empty when there is none. */
    Optional<BigDecimal> mark(String venue, String symbol) {
        try {
            BigDecimal mark = marketdata.mark(self, new InstrumentRef(venue, symbol)).mark();
            marks.put(new Listing(venue, symbol), new Seen(mark, clock.now()));
            return Optional.of(mark);
        } catch (Refusal refusal) {
            return Optional.empty();
        }
    }

    /** The order book; empty when none is known. */
    Optional<Book> book(String venue, String symbol) {
        try {
            return Optional.of(marketdata.book(self, new Depth(venue, symbol, null)));
        } catch (Refusal refusal) {
            return Optional.empty();
        }
    }

    /** What was asked for a moment ago, without asking anybody; empty when nothing was. */
    Optional<Quote> recent(String venue, String symbol) {
        Listing listing = new Listing(venue, symbol);
        Instant now = clock.now();
        Known known = instruments.get(listing);
        Seen seen = marks.get(listing);
        if (known == null || seen == null) {
            return Optional.empty();
        }
        boolean fresh =
                known.at().plus(FRESH_MAX).isAfter(now) && seen.at().plus(RECENT_MAX).isAfter(now);
        return fresh ? Optional.of(new Quote(known.instrument(), seen.mark())) : Optional.empty();
    }

    private Instrument askVenue(String venue, String symbol, Refusal otherwise) {
        for (Reports.Instrument listed : venues.apply(venue).instruments()) {
            if (listed.symbol().equals(symbol)) {
                return new Instrument(
                        venue,
                        symbol,
                        listed.base(),
                        listed.quote(),
                        listed.tickSize(),
                        listed.lotSize(),
                        listed.minQuantity(),
                        listed.maxQuantity(),
                        listed.minNotional());
            }
        }
        throw otherwise;
    }
}
