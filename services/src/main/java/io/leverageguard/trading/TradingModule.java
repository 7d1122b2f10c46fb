package io.leverageguard.trading;

import io.leverageguard.api.marketdata.MarketData;
import io.leverageguard.api.risk.Risk;
import io.leverageguard.api.risk.RiskEvent;
import io.leverageguard.api.trading.Outlook;
import io.leverageguard.api.trading.Protection;
import io.leverageguard.api.trading.Trading;
import io.leverageguard.api.trading.Trading.Account;
import io.leverageguard.api.users.Users;
import io.leverageguard.engine.Journal;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.ids.IdGenerator;
import io.leverageguard.kernel.ids.OrderId;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.Kit;
import io.leverageguard.kit.feed.FeedReader;
import io.leverageguard.kit.run.Jobs;
import io.leverageguard.kit.run.Pumps;
import io.leverageguard.kit.sql.Database;
import io.leverageguard.kit.stream.Hub;
import io.leverageguard.trading.execution.ExecutionModule;
import io.leverageguard.venues.Venue;
import io.leverageguard.venues.Venues;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Wires the trading service. The only public class of this package. */
public final class TradingModule implements AutoCloseable {
    private final Surroundings on;
    private final EngineRoom room;
    private final Links links;
    private final Dispatch dispatch;
    private final MarketTicks ticks;
    private final TradingService service;
    private final Guard guard;
    private final ExecutionModule execution;
    private final Exposures exposures;
    private final OutlookService outlook;

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
        this(Surroundings.of(kit), users, risk, marketdata, venues);
        TradingHttp.serve(kit.server(), service);
        ProtectionHttp.serve(kit.server(), guard.api());
        OutlookHttp.serve(kit.server(), outlook);
    }

    /**
     * The same service over a memory that outlives it, driven by the caller's thread alone: for
     * simulations. It is not closed when the process "dies": it is let go.
     */
    public static TradingModule simulated(
            Simulated on,
            Users users,
            Risk risk,
            MarketData marketdata,
            Function<String, Venue> venues) {
        return new TradingModule(Surroundings.of(on), users, risk, marketdata, venues);
    }

    private TradingModule(
            Surroundings on,
            Users users,
            Risk risk,
            MarketData marketdata,
            Function<String, Venue> venues) {
        this.on = on;
        TradingConfig config = on.config();
        Margins margins = new Margins();
        Desk desk = new Desk(margins, () -> on.clock().now().truncatedTo(ChronoUnit.MICROS));
        TradingJournal journal = new TradingJournal(on.store(), on.hub(), desk);
        this.room = on.room().apply(desk, journal);
        Intake.Sources sources =
                new Intake.Sources(
                        on.store(),
                        new Market(marketdata, venues, on.clock()),
                        margins,
                        room,
                        on.clock());
        Inquiry inquiry = new Inquiry(sources, config.arrivalMax(), this::isUnderWay);
        this.links =
                new Links(
                        on.pumps(),
                        users,
                        venues,
                        sources,
                        new Reconciler(sources, inquiry, this::isUnderWay),
                        config,
                        link -> onReady(link.account()));
        VenueErrands errands = new VenueErrands(sources, inquiry, links);
        this.dispatch = on.live() ? Dispatch.live(errands) : Dispatch.stepped(errands);
        journal.dispatch(dispatch::accept);
        room.afterwards(dispatch::drain);
        this.ticks = new MarketTicks(venues, room, on.clock());
        OrderFlow flow = new OrderFlow(sources, inquiry, links, dispatch, ticks);
        this.service = new TradingService(users, risk, on.ids(), sources, links, flow);
        this.guard =
                new Guard(
                        new Guard.Surroundings(sources, links, flow, risk, on.live()),
                        desk,
                        config,
                        on.pumps(),
                        on.jobs());
        room.tell(owner -> owner.pricesBy(ticks::watch));
        on.store().accounts().forEach(links::add);
        on.pumps().add(ticks);
        on.jobs().every("trading.unknown-orders", config.resolveEvery(), flow::resolveUnknowns);
        on.jobs().every("trading.brackets", config.bracketsEvery(), links::refreshBrackets);
        this.execution =
                on.execution()
                        .apply(
                                new ExecutionModule.Neighbours(
                                        service, marketdata, venues, leverage(on.store())));
        guard.use(execution.api());
        this.exposures = new Exposures(sources, links, on.hub());
        on.pumps().add(exposures);
        this.outlook =
                new OutlookService(
                        on.store(),
                        links,
                        new Previews(sources, flow, execution::feeRate),
                        exposures);
    }

    /**
     * What a simulated process is built with.
     *
     * @param memory what outlives the process
     */
    public record Simulated(Clock clock, IdGenerator ids, Pumps pumps, Jobs jobs, Memory memory) {}

    /** What a simulated process leaves behind when it dies, as a database would. */
    public static final class Memory {
        private final MemoryStore store;
        private final ExecutionModule.Memory execution = new ExecutionModule.Memory();

        /** Nothing yet. */
        public Memory(Clock clock) {
            this.store = new MemoryStore(clock);
        }

        /**
         * Tells of every commit, before (false) and after (true) it is kept; whoever is told may
         * throw an {@link Error} to end the process there.
         */
        public void watch(Consumer<Boolean> watcher) {
            store.watch(step -> watcher.accept(step == MemoryStore.Step.AFTER_COMMIT));
        }

        /** How many batches the journal holds. */
        public int batches() {
            return store.batches();
        }
    }

    /** The service. */
    public Trading api() {
        return service;
    }

    /** Kill switch, protective stops and margin. */
    public Protection protection() {
        return guard.api();
    }

    /** What orders would lead to, and what is open. */
    public Outlook outlook() {
        return outlook;
    }

    /** Execution algorithms and routing over these accounts. */
    public ExecutionModule execution() {
        return execution;
    }

    /** The hash of the engine's state. */
    public long stateHash() {
        return room.ask(desk -> desk.engine().stateHash());
    }

    /** Follows risk: limits that it decides are in force here at once. */
    public void listen(EventFeed<RiskEvent> risk) {
        Database database = Objects.requireNonNull(on.database(), "a simulation has no cursors");
        on.pumps()
                .add(
                        new FeedReader<>(
                                database,
                                "risk",
                                risk,
                                stored -> {
                                    hear(stored.event());
                                    return FeedReader.nothing();
                                }));
    }

    /** Takes in what risk has decided. */
    public void hear(RiskEvent event) {
        guard.hear(event);
    }

    /** Closes the streams, then lets the engine finish what waits. */
    @Override
    public void close() {
        execution.close();
        on.pumps().remove(exposures);
        on.pumps().remove(ticks);
        ticks.close();
        guard.close();
        links.close();
        room.close();
    }

    private boolean isUnderWay(OrderId order) {
        return dispatch.isUnderWay(order);
    }

    private void onReady(Account account) {
        guard.reconciled(account);
        dispatch.resume(account.account());
        dispatch.drain();
    }

    /** Flat positions keep their leverage too. */
    private static ExecutionModule.LeverageBook leverage(Store store) {
        return (account, symbol) ->
                store.positions(account).stream()
                        .filter(position -> position.symbol().equals(symbol))
                        .mapToInt(PositionRow::leverage)
                        .filter(leverage -> leverage > 0)
                        .findFirst()
                        .orElse(1);
    }

    /** What the service needs of a process, live or simulated. */
    private record Surroundings(
            Clock clock,
            IdGenerator ids,
            Pumps pumps,
            Jobs jobs,
            Hub hub,
            TradingConfig config,
            @Nullable Database database,
            Store store,
            boolean live,
            BiFunction<Desk, Journal, EngineRoom> room,
            Function<ExecutionModule.Neighbours, ExecutionModule> execution) {
        static Surroundings of(Kit kit) {
            TradingConfig config = kit.configuration().section("trading", TradingConfig.class);
            Database database = kit.databases().open("trading");
            return new Surroundings(
                    kit.clock(),
                    kit.ids(),
                    kit.pumps(),
                    kit.jobs(),
                    kit.hub(),
                    config,
                    database,
                    new TradingRepository(database, kit.clock()),
                    true,
                    (desk, journal) -> EngineRoom.live(desk, journal, config),
                    neighbours -> new ExecutionModule(kit, database, neighbours));
        }

        static Surroundings of(Simulated on) {
            TradingConfig config = TradingConfig.defaults();
            Hub hub = new Hub();
            return new Surroundings(
                    on.clock(),
                    on.ids(),
                    on.pumps(),
                    on.jobs(),
                    hub,
                    config,
                    null,
                    on.memory().store,
                    false,
                    (desk, journal) -> EngineRoom.stepped(desk, journal, config),
                    neighbours ->
                            ExecutionModule.simulated(
                                    new ExecutionModule.Simulated(
                                            on.clock(),
                                            on.pumps(),
                                            on.jobs(),
                                            hub,
                                            on.memory().execution),
                                    neighbours));
        }
    }
}
