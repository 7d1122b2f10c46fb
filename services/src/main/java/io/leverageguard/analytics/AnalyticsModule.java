package io.leverageguard.analytics;

import io.leverageguard.api.analytics.Analytics;
import io.leverageguard.api.cover.CoverEvent;
import io.leverageguard.api.fund.FundEvent;
import io.leverageguard.api.marketdata.MarketDataEvent;
import io.leverageguard.api.payout.PayoutEvent;
import io.leverageguard.api.risk.RiskEvent;
import io.leverageguard.api.strategy.StrategyEvent;
import io.leverageguard.api.trading.TradingEvent;
import io.leverageguard.api.users.UsersEvent;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kit.Kit;
import io.leverageguard.kit.feed.FeedReader;
import io.leverageguard.kit.feed.FeedReader.Reaction;
import io.leverageguard.kit.sql.Database;

/** Wires the analytics service. The only public class of this package. */
public final class AnalyticsModule {
    private final Kit kit;
    private final Database database;
    private final Readers readers = new Readers();
    private final Projections projections;
    private final AnalyticsService service;

    /** The feeds that the projections are made from. */
    public record Feeds(
            EventFeed<UsersEvent> users,
            EventFeed<MarketDataEvent> marketData,
            EventFeed<TradingEvent> trading,
            EventFeed<RiskEvent> risk,
            EventFeed<CoverEvent> cover,
            EventFeed<PayoutEvent> payout,
            EventFeed<FundEvent> fund,
            EventFeed<StrategyEvent> strategy) {}

    /** Reports are written under the kit's data folder. */
    public AnalyticsModule(Kit kit) {
        this.kit = kit;
        this.database = kit.databases().open("analytics");
        AnalyticsRepository repository = new AnalyticsRepository();
        this.projections = new Projections(repository);
        this.service = new AnalyticsService(kit.clock(), kit.data(), database, repository, readers);
        AnalyticsHttp.serve(kit.server(), service);
    }

    /** Reports and reconciliation. */
    public Analytics api() {
        return service;
    }

    /** Follows everything. */
    public void listen(Feeds feeds) {
        follow("users", feeds.users(), stored -> projections.of(stored.event()));
        follow("marketdata", feeds.marketData(), stored -> projections.of(stored.event()));
        follow("trading", feeds.trading(), stored -> projections.of(stored.event()));
        follow("risk", feeds.risk(), stored -> projections.of(stored.event()));
        follow("cover", feeds.cover(), stored -> projections.of(stored.event()));
        follow("payout", feeds.payout(), stored -> projections.of(stored.event()));
        follow("fund", feeds.fund(), stored -> projections.of(stored.event()));
        follow("strategy", feeds.strategy(), stored -> projections.of(stored.event()));
    }

    private <E> void follow(String name, EventFeed<E> feed, Reaction<E> reaction) {
        kit.pumps().add(readers.add(new FeedReader<>(database, name, feed, reaction)));
    }
}
