package io.leverageguard.cover;

import io.leverageguard.api.config.Config;
import io.leverageguard.api.config.LiveSettings;
import io.leverageguard.api.cover.Cover;
import io.leverageguard.api.fund.Fund;
import io.leverageguard.api.marketdata.MarketData;
import io.leverageguard.api.payout.PayoutEvent;
import io.leverageguard.api.trading.Trading;
import io.leverageguard.api.trading.TradingEvent;
import io.leverageguard.api.users.Users;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kit.Kit;
import io.leverageguard.kit.feed.FeedReader;
import io.leverageguard.venues.Venues;
import java.time.Duration;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** Wires the cover service. The only public class of this package. */
public final class CoverModule {
    private final Kit kit;
    private final Store store;
    private final PolicyLife life;
    private final ClaimDesk claims;
    private final ClaimPipeline pipeline;
    private final SolvencyLog solvency;
    private final CoverService service;

    /** Opens the schema and serves the routes. */
    public CoverModule(
            Kit kit,
            Config config,
            Users users,
            MarketData marketdata,
            Trading trading,
            Fund fund,
            Venues venues) {
        this(kit, config, new Peers(users, marketdata, trading, fund, venues::venue));
    }

    CoverModule(Kit kit, Config config, Peers peers) {
        this.kit = kit;
        CoverConfig settings = kit.configuration().section("cover", CoverConfig.class);
        LiveSettings live = new LiveSettings("cover", config);
        Underwriter underwriter = new Underwriter(live, settings);
        store = Store.open(kit.databases().open("cover"));
        PolicyDesk policies = new PolicyDesk(store, peers, underwriter, kit.clock());
        claims = new ClaimDesk(store, settings, kit.clock());
        life = new PolicyLife(store, peers, policies, settings, kit.clock());
        pipeline = new ClaimPipeline(store, peers, underwriter, settings, kit.clock(), kit.ids());
        solvency = new SolvencyLog(store, policies, kit.clock());
        service =
                new CoverService(
                        store,
                        peers,
                        new CoverService.Desks(underwriter, policies, claims, solvency),
                        settings,
                        kit.clock(),
                        kit.ids());
        CoverHttp.serve(kit.server(), service);
        kit.pumps().add(live);
    }

    /** What other services hold. */
    public Cover api() {
        return service;
    }

    /** Follows liquidations and positions, and what was paid; then lets time pass. */
    public void listen(EventFeed<TradingEvent> trading, EventFeed<PayoutEvent> payout) {
        kit.pumps()
                .add(
                        new FeedReader<>(
                                store.database(),
                                "trading",
                                trading,
                                stored -> react(stored.event())));
        kit.pumps()
                .add(
                        new FeedReader<>(
                                store.database(),
                                "payout",
                                payout,
                                stored -> react(stored.event())));
        kit.pumps().add(pipeline);
        kit.jobs().every("cover.policies", Duration.ofSeconds(1), life::tick);
        kit.jobs().every("cover.solvency", SolvencyLog.MEASURE_EVERY, solvency::measure);
        kit.jobs().every("cover.earning", Duration.ofMinutes(5), life::earn);
    }

    private Consumer<Handle> react(TradingEvent event) {
        return switch (event) {
            case TradingEvent.PositionLiquidated liquidated -> claims.onLiquidation(liquidated);
            case TradingEvent.PositionChanged changed -> life.onPosition(changed);
            case TradingEvent.AccountOpened _,
                    TradingEvent.OrderChanged _,
                    TradingEvent.OrderFilled _,
                    TradingEvent.FundingSettled _,
                    TradingEvent.AccountReconciled _,
                    TradingEvent.LimitTripped _,
                    TradingEvent.MarginActionTaken _ ->
                    FeedReader.nothing();
            case TradingEvent.OrderUnknown _,
                    TradingEvent.PositionDeleveraged _,
                    TradingEvent.PositionSettled _,
                    TradingEvent.KillSwitched _,
                    TradingEvent.PositionProtected _ ->
                    FeedReader.nothing();
        };
    }

    private Consumer<Handle> react(PayoutEvent event) {
        return switch (event) {
            case PayoutEvent.PayoutChanged changed -> claims.onPayout(changed.payout());
        };
    }
}
