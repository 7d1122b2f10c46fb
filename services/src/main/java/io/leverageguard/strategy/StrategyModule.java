package io.leverageguard.strategy;

import io.leverageguard.api.marketdata.MarketData;
import io.leverageguard.api.marketdata.MarketDataEvent;
import io.leverageguard.api.strategy.Strategies;
import io.leverageguard.api.trading.Trading;
import io.leverageguard.api.trading.TradingEvent;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kit.Kit;
import io.leverageguard.kit.feed.FeedReader;
import io.leverageguard.kit.sql.Database;

/** Wires the strategy service. The only public class of this package. */
public final class StrategyModule {
    private final Kit kit;
    private final Database database;
    private final StrategyRunner runner;
    private final StrategyService service;

    /** Past bars come from {@code marketData}, orders go to {@code trading}. */
    public StrategyModule(Kit kit, MarketData marketData, Trading trading) {
        this(kit, marketData, trading, StrategyKinds.builtIn());
    }

    StrategyModule(Kit kit, MarketData marketData, Trading trading, StrategyKinds kinds) {
        this.kit = kit;
        this.database = kit.databases().open("strategy");
        StrategyRepository repository = new StrategyRepository(database);
        this.runner = new StrategyRunner(kinds, marketData, trading, repository);
        this.service =
                new StrategyService(
                        kit.clock(), kit.ids(), kinds, marketData, trading, repository, runner);
        StrategyHttp.serve(kit.server(), service);
    }

    /** Strategies and what they earned. */
    public Strategies api() {
        return service;
    }

    /** Follows bars and fills. */
    public void listen(EventFeed<MarketDataEvent> marketData, EventFeed<TradingEvent> trading) {
        kit.pumps()
                .add(
                        new FeedReader<>(
                                database, "marketdata", marketData, runner::reactToMarketData));
        kit.pumps().add(new FeedReader<>(database, "trading", trading, runner::reactToTrading));
    }
}
