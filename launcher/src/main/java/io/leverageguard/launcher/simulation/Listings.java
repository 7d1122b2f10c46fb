package io.leverageguard.launcher.simulation;

import io.leverageguard.api.marketdata.MarketData.Instrument;
import io.leverageguard.exchange.ExchangeConfig;
import io.leverageguard.exchange.ExchangeServer;
import io.leverageguard.exchange.core.Scenario;
import io.leverageguard.kernel.time.SteppedClock;
import io.leverageguard.venues.Reports;
import io.leverageguard.venues.Venues;
import io.leverageguard.venues.VenuesConfig;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What market data knows of the venues' instruments; the same in every seed. */
final class Listings {
    static final List<String> VENUES = List.of("binance", "okx", "bybit");

    private static final SortedMap<String, Map<String, Instrument>> BY_VENUE = read();

    private Listings() {}

    /** The instrument; empty when the venue does not list it. */
    static Optional<Instrument> find(String venue, String symbol) {
        return Optional.ofNullable(BY_VENUE.getOrDefault(venue, Map.of()).get(symbol));
    }

    private static SortedMap<String, Map<String, Instrument>> read() {
        Instant start = Instant.parse("2025-10-10T00:00:00Z");
        SortedMap<String, Map<String, Instrument>> all = new TreeMap<>();
        try (ExchangeServer server =
                ExchangeServer.inMemory(ExchangeConfig.stepped(0, 0, Scenario.flat(start)))) {
            Venues venues =
                    new Venues(
                            server.wire(),
                            new SteppedClock(start),
                            VenuesConfig.defaults().withEverythingAt("http://simulated"));
            for (String venue : VENUES) {
                Map<String, Instrument> listed = new TreeMap<>();
                for (Reports.Instrument one : venues.venue(venue).instruments()) {
                    listed.put(one.symbol(), instrument(venue, one));
                }
                all.put(venue, listed);
            }
        }
        return all;
    }

    private static Instrument instrument(String venue, Reports.Instrument one) {
        return new Instrument(
                venue,
                one.symbol(),
                one.base(),
                one.quote(),
                one.tickSize(),
                one.lotSize(),
                one.minQuantity(),
                one.maxQuantity(),
                one.minNotional());
    }
}
