package io.leverageguard.trading;

import io.leverageguard.kernel.time.Clock;
import io.leverageguard.venues.Capabilities;
import io.leverageguard.venues.Capabilities.DeadMan;
import io.leverageguard.venues.Capabilities.Watch;
import io.leverageguard.venues.MarketSink;
import io.leverageguard.venues.Reports.Bracket;
import io.leverageguard.venues.Reports.Candle;
import io.leverageguard.venues.Reports.FundingRate;
import io.leverageguard.venues.Reports.Instrument;
import io.leverageguard.venues.Triggers.PriceSource;
import io.leverageguard.venues.Triggers.TriggerKind;
import io.leverageguard.venues.Venue;
import io.leverageguard.venues.VenueAccount;
import io.leverageguard.venues.VenueCredentials;
import io.leverageguard.venues.VenueStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A small exchange in memory: market orders fill at once at one price, limit orders rest. */
final class FakeVenue implements Venue {
    static final String SYMBOL = "BTCUSDT";

    final Clock clock;
    private final Map<String, FakeAccount> accounts = new TreeMap<>();
    private final List<FakePrices> streams = new ArrayList<>();
    BigDecimal price = new BigDecimal("100000");
    BigDecimal quantityMax = new BigDecimal("1000");
    DeadMan deadMan =
            new DeadMan(
                    Watch.PER_ACCOUNT, Duration.ofSeconds(10), Duration.ofSeconds(300), true, true);

    FakeVenue(Clock clock) {
        this.clock = clock;
    }

    /** The account behind a key. */
    FakeAccount account(String key) {
        return accounts.computeIfAbsent(key, _ -> new FakeAccount(this));
    }

    @Override
    public String name() {
        return "binance";
    }

    /** The price moves: whoever listens hears of it, and conditional orders are set off. */
    void move(String to) {
        price = new BigDecimal(to);
        for (FakePrices stream : streams) {
            stream.mark(price, clock.now());
            stream.trade(price, clock.now());
        }
        accounts.values().forEach(FakeAccount::priceMoved);
    }

    @Override
    public Capabilities capabilities() {
        Capabilities plain = Capabilities.plain();
        return new Capabilities(
                plain.orderKinds(),
                plain.lifetimes(),
                Set.of(TriggerKind.STOP, TriggerKind.TAKE_PROFIT),
                Set.of(PriceSource.MARK),
                10,
                false,
                false,
                false,
                true,
                1,
                Capabilities.Amend.LOSES_PRIORITY,
                true,
                plain.tape(),
                plain.clientIdPattern(),
                deadMan);
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
                        quantityMax,
                        new BigDecimal("100"),
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
        FakePrices stream = new FakePrices(sink);
        streams.add(stream);
        return stream;
    }

    @Override
    public VenueAccount account(VenueCredentials credentials) {
        return account(credentials.key());
    }

    @Override
    public List<Bracket> brackets(VenueAccount account, String symbol) {
        return List.of(
                new Bracket(
                        BigDecimal.ZERO,
                        new BigDecimal("50000"),
                        125,
                        new BigDecimal("0.004"),
                        BigDecimal.ZERO),
                new Bracket(
                        new BigDecimal("50000"),
                        new BigDecimal("1000000000"),
                        100,
                        new BigDecimal("0.005"),
                        new BigDecimal("50")));
    }
}
