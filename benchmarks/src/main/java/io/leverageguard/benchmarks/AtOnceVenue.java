package io.leverageguard.benchmarks;

import io.leverageguard.kernel.time.Clock;
import io.leverageguard.venues.MarketSink;
import io.leverageguard.venues.Reports.Bracket;
import io.leverageguard.venues.Reports.Candle;
import io.leverageguard.venues.Reports.FundingRate;
import io.leverageguard.venues.Reports.Instrument;
import io.leverageguard.venues.Reports.MarkUpdate;
import io.leverageguard.venues.Venue;
import io.leverageguard.venues.VenueAccount;
import io.leverageguard.venues.VenueCredentials;
import io.leverageguard.venues.VenueStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A venue in the desk's own memory that answers everything at once, so that a benchmark measures
 * the desk: its price stands still, and orders end as immediate-or-cancel orders do that find
 * nobody.
 */
final class AtOnceVenue implements Venue {
    static final String NAME = "simulated";
    static final String SYMBOL = "BTCUSDT";

    private static final BigDecimal PRICE = new BigDecimal("100000");
    private static final BigDecimal FUNDING_RATE = new BigDecimal("0.0001");
    private static final Duration MARK_EVERY = Duration.ofSeconds(1);

    private final Clock clock;

    AtOnceVenue(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Instant serverTime() {
        return clock.now();
    }

    @Override
    public List<Instrument> instruments() {
        return List.of(
                new Instrument(
                        SYMBOL,
                        "BTC",
                        "USDT",
                        new BigDecimal("0.1"),
                        new BigDecimal("0.001"),
                        new BigDecimal("0.001"),
                        new BigDecimal("1000"),
                        new BigDecimal("5"),
                        new BigDecimal("0.0125")));
    }

    @Override
    public List<Candle> candles(
            String symbol, Duration interval, Instant from, Instant to, int limit) {
        return List.of();
    }

    @Override
    public List<FundingRate> fundingRates(String symbol, Instant from, Instant to) {
        return List.of();
    }

    @Override
    public VenueStream market(Set<String> symbols, MarketSink sink) {
        return new Marks(sink);
    }

    @Override
    public VenueAccount account(VenueCredentials credentials) {
        return new AtOnceAccount(credentials.key(), clock);
    }

    @Override
    public List<Bracket> brackets(VenueAccount account, String symbol) {
        return List.of(
                new Bracket(
                        BigDecimal.ZERO,
                        new BigDecimal("1000000000"),
                        125,
                        new BigDecimal("0.004"),
                        BigDecimal.ZERO));
    }

    /** Says every second that the price is what it was. */
    private final class Marks implements VenueStream {
        private final MarketSink sink;
        private Instant next = Instant.EPOCH;

        Marks(MarketSink sink) {
            this.sink = sink;
        }

        @Override
        public String name() {
            return NAME + ".marks";
        }

        @Override
        public int pump() {
            Instant now = clock.now();
            if (now.isBefore(next)) {
                return 0;
            }
            next = now.plus(MARK_EVERY);
            sink.onMark(
                    new MarkUpdate(
                            SYMBOL,
                            PRICE,
                            PRICE,
                            FUNDING_RATE,
                            now.plus(Duration.ofHours(8)),
                            now));
            return 1;
        }

        @Override
        public void fence() {}

        @Override
        public void close() {}
    }
}
