package io.leverageguard.venues;

import io.leverageguard.venues.Reports.Bracket;
import io.leverageguard.venues.Reports.Candle;
import io.leverageguard.venues.Reports.FundingRate;
import io.leverageguard.venues.Reports.Instrument;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * One exchange: its public side, and the door to accounts. Calls block; errors are {@link
 * VenueError}.
 */
public interface Venue {
    /** The name we book under, for example {@code binance}. */
    String name();

    /** What the venue and this adapter can do. */
    default Capabilities capabilities() {
        return Capabilities.plain();
    }

    /** The venue's clock, asked now. */
    Instant serverTime();

    /** The perpetuals that can be traded. */
    List<Instrument> instruments();

    /** Candles of traded prices, oldest first; {@code to} is excluded. */
    List<Candle> candles(String symbol, Duration interval, Instant from, Instant to, int limit);

    /** The rates of past fundings, oldest first. */
    List<FundingRate> fundingRates(String symbol, Instant from, Instant to);

    /** Opens the public streams of these symbols. */
    VenueStream market(Set<String> symbols, MarketSink sink);

    /** The private side of one account. Does not call the venue yet. */
    VenueAccount account(VenueCredentials credentials);

    /**
     * Maintenance-margin brackets, lowest first. Some venues show them only to a logged-in account.
     */
    List<Bracket> brackets(VenueAccount account, String symbol);
}
