package io.leverageguard.trading;

import io.leverageguard.api.marketdata.MarketData;
import io.leverageguard.api.risk.Risk;
import io.leverageguard.api.risk.RiskEvent;
import io.leverageguard.api.trading.Trading;
import io.leverageguard.api.users.Users;
import io.leverageguard.engine.Limits;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kit.Kit;
import io.leverageguard.kit.feed.FeedReader;
import io.leverageguard.kit.sql.Database;
import io.leverageguard.venues.Venue;
import io.leverageguard.venues.Venues;
import java.util.function.Function;

/** Wires the trading service. The only public class of this package. */
public final class TradingModule implements AutoCloseable {
    private final Kit kit;
    private final Database database;
    private final EngineRoom room;
    private final Links links;
    private final TradingService service;

    /** Replays the journal; then each account connects and reconciles before it takes orders. */
    public TradingModule(Kit kit, Users users, Risk risk, MarketData marketdata, Venues venues) {
        this(kit, users, risk, marketdata, venues::venue);
    }

    TradingModule(
            Kit kit,
            Users users,
            Risk risk,
            MarketData marketdata,
            Function<String, Venue> venues) {
        this.kit = kit;
        this.database = kit.databases().open("trading");
        TradingConfig config = kit.configuration().section("trading", TradingConfig.class);
        TradingRepository repository = new TradingRepository(database);
        Margins margins = new Margins();
        Desk desk = new Desk(margins);
        this.room =
                new EngineRoom(
                        desk,
                        new TradingJournal(database, repository, kit.hub(), kit.clock(), desk),
                        config.ringCapacity());
        Intake.Sources sources =
                new Intake.Sources(
                        repository,
                        new Market(marketdata, venues, kit.clock()),
                        margins,
                        room,
                        kit.clock());
        Inquiry inquiry = new Inquiry(sources, config.arrivalMax());
        this.links =
                new Links(
                        kit.pumps(),
                        users,
                        venues,
                        sources,
                        new Reconciler(sources, inquiry),
                        config);
        OrderFlow flow = new OrderFlow(sources, inquiry, links);
        this.service = new TradingService(users, risk, kit.ids(), sources, links, flow, database);
        repository.accounts().forEach(links::add);
        kit.jobs().every("trading.unknown-orders", config.resolveEvery(), flow::resolveUnknowns);
        kit.jobs().every("trading.brackets", config.bracketsEvery(), links::refreshBrackets);
        TradingHttp.serve(kit.server(), service);
    }

    /** The service. */
    public Trading api() {
        return service;
    }

    /** Follows risk: limits that it decides are in force here at once. */
    public void listen(EventFeed<RiskEvent> risk) {
        kit.pumps()
                .add(
                        new FeedReader<>(
                                database,
                                "risk",
                                risk,
                                stored -> {
                                    react(stored.event());
                                    return FeedReader.nothing();
                                }));
    }

    /** Closes the streams, then lets the engine finish what waits. */
    @Override
    public void close() {
        links.close();
        room.close();
    }

    private void react(RiskEvent event) {
        switch (event) {
            case RiskEvent.LimitsChanged changed -> {
                Limits limits = Words.engine(changed.limits());
                room.tell(desk -> desk.limits(changed.limits().account(), limits));
            }
            case RiskEvent.MarginWarned _ -> {}
        }
    }
}
