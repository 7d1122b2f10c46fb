package io.leverageguard.marketdata;

import io.leverageguard.api.marketdata.MarketData;
import io.leverageguard.api.marketdata.MarketData.InstrumentRef;
import io.leverageguard.kit.Kit;
import io.leverageguard.venues.Venues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Wires the market data service. The only public class of this package. */
public final class MarketDataModule implements AutoCloseable {
    private final TimeSeries series;
    private final MarketDataService service;
    private final List<MarketRecorder> recorders = new ArrayList<>();

    /** Records the streams that the section {@code marketdata} names. */
    public MarketDataModule(Kit kit, Venues venues) {
        MarketDataConfig config = kit.configuration().section("marketdata", MarketDataConfig.class);
        MarketDataRepository repository =
                new MarketDataRepository(kit.databases().open("marketdata"));
        series = new TimeSeries(kit.data().resolve("questdb"));
        service = new MarketDataService(kit.clock(), kit.hub(), series, repository, venues::venue);
        MarketDataHttp.serve(kit.server(), service);
        byVenue(config)
                .forEach(
                        (venue, symbols) ->
                                recorders.add(
                                        new MarketRecorder(
                                                venues.venue(venue),
                                                symbols,
                                                kit.clock(),
                                                service)));
        recorders.forEach(kit.pumps()::add);
        kit.pumps().add(service.tickers());
    }

    /** Prices, past and present. */
    public MarketData api() {
        return service;
    }

    @Override
    public void close() {
        recorders.forEach(MarketRecorder::close);
        series.close();
    }

    private static Map<String, Set<String>> byVenue(MarketDataConfig config) {
        Map<String, Set<String>> symbols = new LinkedHashMap<>();
        for (InstrumentRef ref : config.instruments()) {
            symbols.computeIfAbsent(ref.venue(), venue -> new LinkedHashSet<>()).add(ref.symbol());
        }
        return symbols;
    }
}
