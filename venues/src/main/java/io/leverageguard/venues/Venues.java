package io.leverageguard.venues;

import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.http.Wire;
import io.leverageguard.venues.binance.BinanceVenue;
import io.leverageguard.venues.bybit.BybitVenue;
import io.leverageguard.venues.okx.OkxVenue;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The venues we can trade on, by name. {@code simulated} is a simulated exchange, where one is
 * configured: it is reached through Binance's protocol.
 */
public final class Venues {
    private final Map<String, Venue> byName = new TreeMap<>();

    /** Makes every venue; none is called yet. */
    public Venues(Wire web, Clock clock, VenuesConfig config) {
        add(new BinanceVenue("binance", web, clock, config));
        add(new OkxVenue(web, clock, config));
        add(new BybitVenue("bybit", web, clock, config));
        if (!config.simulated().isEmpty()) {
            VenuesConfig there = config.withBinanceAt(config.simulated());
            add(new BinanceVenue("simulated", web, clock, there));
        }
    }

    private Venues(Collection<Venue> venues) {
        venues.forEach(this::add);
    }

    /** These and no others. */
    public static Venues of(Collection<Venue> venues) {
        return new Venues(venues);
    }

    private void add(Venue venue) {
        byName.put(venue.name(), venue);
    }

    /** The names. */
    public Set<String> names() {
        return Set.copyOf(byName.keySet());
    }

    /**
     * The venue of this name.
     *
     * @throws Refusal when there is none
     */
    public Venue venue(String name) {
        Venue venue = byName.get(name);
        if (venue == null) {
            throw new Refusal(
                    Refusal.Reason.INVALID,
                    "unknown_venue",
                    "there is no venue \"" + name + "\"; there are: " + byName.keySet(),
                    Map.of("field", "venue"));
        }
        return venue;
    }
}
