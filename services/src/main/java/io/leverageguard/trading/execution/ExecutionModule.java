package io.leverageguard.trading.execution;

import io.leverageguard.api.marketdata.MarketData;
import io.leverageguard.api.trading.Execution;
import io.leverageguard.api.trading.Routing;
import io.leverageguard.api.trading.Trading;
import io.leverageguard.api.trading.Trading.Account;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.Kit;
import io.leverageguard.kit.run.Jobs;
import io.leverageguard.kit.run.Pumps;
import io.leverageguard.kit.sql.Database;
import io.leverageguard.kit.stream.Hub;
import io.leverageguard.trading.execution.PartSender.SideBySide;
import io.leverageguard.venues.Venue;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Wires execution algorithms and routing. The only public class of this package. */
public final class ExecutionModule implements AutoCloseable {
    private static final Duration CHECK = Duration.ofMinutes(1);
    private static final Duration BOOK_WAIT = Duration.ofSeconds(3);
    private static final int ANSWERS = 200;

    private final LiveMarkets markets;
    private final ExecutionService execution;
    private final RoutingService routing;
    private final FeeRates fees;

    /** Whom it speaks to. Orders go out through {@code trading}, as those of people do. */
    public record Neighbours(
            Trading trading,
            MarketData marketdata,
            Function<String, Venue> venues,
            LeverageBook leverage) {}

    /** What leverage is set for a contract. */
    @FunctionalInterface
    public interface LeverageBook {
        /** The leverage; 1 where none is known, so that margin is never underestimated. */
        int of(AccountId account, String symbol);
    }

    /** What outlives a simulated process, as a database would. */
    public static final class Memory {
        private final ExecutionMemory store = new ExecutionMemory();

        /** Calls {@code watcher} before and after every commit; it may throw to end the process. */
        public void watch(Runnable watcher) {
            store.watch(watcher);
        }
    }

    /** What a simulated process is built with. */
    public record Simulated(Clock clock, Pumps pumps, Jobs jobs, Hub hub, Memory memory) {}

    /** Takes up what an earlier process left. The database is the trading service's own. */
    public ExecutionModule(Kit kit, Database database, Neighbours neighbours) {
        this(
                new Surroundings(
                        kit.clock(),
                        kit.pumps(),
                        kit.jobs(),
                        kit.hub(),
                        new ExecutionRepository(database),
                        BOOK_WAIT,
                        SideBySide.THREADS),
                neighbours);
        ExecutionHttp.serve(kit.server(), execution);
        ExecutionHttp.serve(kit.server(), routing);
    }

    /** The same over a memory that outlives it, driven by the caller's thread alone. */
    public static ExecutionModule simulated(Simulated on, Neighbours neighbours) {
        return new ExecutionModule(
                new Surroundings(
                        on.clock(),
                        on.pumps(),
                        on.jobs(),
                        on.hub(),
                        on.memory().store,
                        Duration.ZERO,
                        SideBySide.IN_TURN),
                neighbours);
    }

    private ExecutionModule(Surroundings on, Neighbours neighbours) {
        this.markets = new LiveMarkets(neighbours.venues(), on.clock(), on.pumps(), on.patience());
        VenueQuality quality = new VenueQuality();
        PartSender sender =
                new PartSender(neighbours.trading(), quality, on.clock(), on.sideBySide());
        ExecutionDesk desk =
                new ExecutionDesk(
                        new ExecutionDesk.Tools(
                                on.store(),
                                sender,
                                markets,
                                neighbours.marketdata(),
                                on.pumps(),
                                on.hub()),
                        neighbours.trading().events());
        this.execution =
                new ExecutionService(
                        neighbours.trading(),
                        on.store(),
                        desk,
                        sender,
                        new VolumeProfile(neighbours.marketdata()));
        this.fees = new FeeRates(neighbours.trading(), on.clock());
        RoutePlanner planner =
                new RoutePlanner(
                        new RoutePlanner.Sources(
                                neighbours.trading(),
                                desk,
                                markets,
                                fees,
                                new FundingRates(neighbours.venues(), on.clock()),
                                quality,
                                neighbours.leverage(),
                                sender));
        this.routing = new RoutingService(neighbours.trading(), on.store(), desk, sender, planner);
        remember(quality, on.store(), neighbours.trading());
        takeUp(desk);
        on.pumps().add(desk);
        on.jobs().every("trading.execution-markets", CHECK, markets::closeIdle);
        on.jobs().every("trading.execution-left", CHECK, () -> takeUp(desk));
    }

    /** Execution algorithms. */
    public Execution api() {
        return execution;
    }

    /** Smart order routing. */
    public Routing routing() {
        return routing;
    }

    /** The fee of an account as a share of the value, as maker or as taker. */
    public BigDecimal feeRate(Account account, boolean maker) {
        return maker ? fees.maker(account) : fees.taker(account);
    }

    /** Closes the public streams. */
    @Override
    public void close() {
        markets.close();
    }

    private void takeUp(ExecutionDesk desk) {
        desk.takeUpAlgos();
        routing.takeUp();
    }

    /** What earlier processes had measured, oldest first. */
    private static void remember(VenueQuality quality, ExecutionStore store, Trading trading) {
        Map<AccountId, String> venues = new HashMap<>();
        for (Account account : trading.accounts(PartSender.SELF, None.NONE).accounts()) {
            venues.put(account.account(), account.venue());
        }
        for (ExecutionStore.Answer answer : store.answers(ANSWERS).reversed()) {
            String venue = venues.get(answer.account());
            if (venue != null) {
                quality.answered(venue, answer.latencyMs(), answer.refused());
            }
        }
    }

    private record Surroundings(
            Clock clock,
            Pumps pumps,
            Jobs jobs,
            Hub hub,
            ExecutionStore store,
            Duration patience,
            SideBySide sideBySide) {}
}
