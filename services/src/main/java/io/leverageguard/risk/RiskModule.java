package io.leverageguard.risk;

import io.leverageguard.api.config.Config;
import io.leverageguard.api.config.LiveSettings;
import io.leverageguard.api.marketdata.MarketData;
import io.leverageguard.api.risk.Risk;
import io.leverageguard.api.trading.TradingEvent;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.Kit;
import io.leverageguard.kit.feed.FeedReader;
import io.leverageguard.kit.sql.Database;
import java.time.Duration;

/** Wires the risk service. The only public class of this package. */
public final class RiskModule {
    private static final Duration WATCH_INTERVAL = Duration.ofSeconds(1);

    private static final Duration EXPIRE_INTERVAL = Duration.ofSeconds(10);

    private final Kit kit;
    private final Database database;
    private final RiskService service;

    /** Defaults come from {@code config}, prices from {@code marketData}. */
    public RiskModule(Kit kit, Config config, MarketData marketData) {
        this.kit = kit;
        this.database = kit.databases().open("risk");
        LiveSettings settings = new LiveSettings("risk", config);
        RiskRepository repository = new RiskRepository(database);
        this.service =
                new RiskService(
                        kit.clock(),
                        settings,
                        marketData,
                        repository,
                        desks(settings, marketData, repository));
        RiskHttp.serve(kit.server(), service);
        kit.pumps().add(new DefaultLimits(settings, service));
    }

    /** Limits, exposure and warnings. */
    public Risk api() {
        return service;
    }

    /** Follows accounts and positions, and begins to watch their margins. */
    public void listen(EventFeed<TradingEvent> trading) {
        kit.pumps().add(new FeedReader<>(database, "trading", trading, service::react));
        kit.jobs().every("risk.margin-watch", WATCH_INTERVAL, service::watchMargins);
        kit.jobs().every("risk.expire-changes", EXPIRE_INTERVAL, service::expireChanges);
    }

    private RiskService.Desks desks(
            LiveSettings settings, MarketData marketData, RiskRepository repository) {
        Clock clock = kit.clock();
        ScopeRepository scopes = new ScopeRepository();
        ScopeBook book = new ScopeBook(database, scopes);
        FourEyes fourEyes = new FourEyes(database, scopes, clock);
        LimitDesk limits = new LimitDesk(database, scopes, book, fourEyes, settings, clock);
        TripDesk trips = new TripDesk(database, book, limits, fourEyes, settings, clock);
        MarginDesk margins = new MarginDesk(database, kit.ids(), clock);
        Reports reports = new Reports(repository, book, trips, margins, marketData, clock);
        return new RiskService.Desks(book, limits, fourEyes, trips, margins, reports);
    }
}
