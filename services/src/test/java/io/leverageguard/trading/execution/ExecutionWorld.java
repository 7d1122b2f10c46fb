package io.leverageguard.trading.execution;

import io.leverageguard.api.trading.Execution;
import io.leverageguard.api.trading.Execution.Algo;
import io.leverageguard.api.trading.Execution.AlgoRef;
import io.leverageguard.api.trading.Execution.Algorithm;
import io.leverageguard.api.trading.Execution.AtEnd;
import io.leverageguard.api.trading.Execution.OnSlippage;
import io.leverageguard.api.trading.Execution.PegReference;
import io.leverageguard.api.trading.Execution.Report;
import io.leverageguard.api.trading.Execution.StartAlgo;
import io.leverageguard.api.trading.Execution.Tactic;
import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.access.Role;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.OrderId;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.time.SteppedClock;
import io.leverageguard.kit.run.Jobs;
import io.leverageguard.kit.run.Pumps;
import io.leverageguard.kit.stream.Hub;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Execution over simulated venues, on one thread and a clock that stands still until moved. */
final class ExecutionWorld {
    static final Instant START = Instant.parse("2025-10-10T20:00:00Z");

    final SteppedClock clock = new SteppedClock(START);
    final UserId owner = new UserId(new UUID(1, 1));
    final Actor trader = new Actor(owner, "ten-x", Set.of(Role.TRADER));
    final Actor stranger = new Actor(new UserId(new UUID(1, 2)), "other", Set.of(Role.TRADER));
    final SimulatedMarketData marketdata = new SimulatedMarketData();
    final SimulatedTrading trading = new SimulatedTrading(clock, owner);
    final SimulatedVenue venue = add("binance");
    final AccountId account = trading.add(venue);
    final ExecutionModule.Memory memory = new ExecutionModule.Memory();
    final Hub hub = new Hub();
    int leverage = 10;
    Pumps pumps = new Pumps();
    Jobs jobs = Jobs.stepped(clock);
    private ExecutionModule module;
    private int ids;

    ExecutionWorld() {
        venue.touch("99.9", "1000", "100.1", "1000");
        module = open();
        settle();
    }

    ExecutionModule module() {
        return module;
    }

    Execution api() {
        return module.api();
    }

    SimulatedVenue add(String name) {
        SimulatedVenue added = new SimulatedVenue(name, clock);
        marketdata.venues.put(name, added);
        return added;
    }

    /** The process dies and another one takes up what is left. */
    void restart() {
        pumps = new Pumps();
        jobs = Jobs.stepped(clock);
        module = open();
        settle();
    }

    void settle() {
        pumps.settle();
    }

    void advance(Duration by) {
        clock.advance(by);
        jobs.runDue();
        settle();
    }

    /** Moves the clock a second at a time. */
    void run(int seconds) {
        for (int i = 0; i < seconds; i++) {
            advance(Duration.ofSeconds(1));
        }
    }

    OrderId newId() {
        return new OrderId(new UUID(9, ++ids));
    }

    Algo start(StartAlgo order) {
        api().start(trader, order);
        settle();
        return algo(order.algo());
    }

    Algo algo(OrderId id) {
        return api().algo(trader, new AlgoRef(id));
    }

    Report report(OrderId id) {
        return api().report(trader, new AlgoRef(id));
    }

    Wish wish(Algorithm algorithm, Side side, String quantity) {
        return new Wish(newId(), account, algorithm, side, quantity);
    }

    private ExecutionModule open() {
        return ExecutionModule.simulated(
                new ExecutionModule.Simulated(clock, pumps, jobs, hub, memory),
                new ExecutionModule.Neighbours(
                        trading,
                        marketdata,
                        name -> Objects.requireNonNull(marketdata.venues.get(name)),
                        (_, _) -> leverage));
    }

    /** Collects what a parent order is to be like. */
    static final class Wish {
        private final OrderId id;
        private final AccountId account;
        private final Algorithm algorithm;
        private final Side side;
        private final BigDecimal quantity;
        @Nullable Integer slices;
        @Nullable Integer sizeJitter;
        @Nullable Integer timeJitter;
        @Nullable Long seed;
        @Nullable BigDecimal participation;
        @Nullable BigDecimal partMax;
        @Nullable BigDecimal display;
        @Nullable BigDecimal sizeMin;
        @Nullable PegReference reference;
        @Nullable BigDecimal offset;
        @Nullable BigDecimal tolerance;
        @Nullable Boolean postOnly;
        @Nullable BigDecimal limit;
        @Nullable BigDecimal slippage;
        @Nullable OnSlippage onSlippage;
        @Nullable Instant from;
        @Nullable Instant until;
        @Nullable AtEnd atEnd;
        @Nullable Boolean reduceOnly;

        Wish(OrderId id, AccountId account, Algorithm algorithm, Side side, String quantity) {
            this.id = id;
            this.account = account;
            this.algorithm = algorithm;
            this.side = side;
            this.quantity = new BigDecimal(quantity);
        }

        Wish slices(int count, Duration window) {
            slices = count;
            until = START.plus(window);
            return this;
        }

        Wish limit(String price) {
            limit = new BigDecimal(price);
            return this;
        }

        Wish slippage(String basisPoints, OnSlippage then) {
            slippage = new BigDecimal(basisPoints);
            onSlippage = then;
            return this;
        }

        Wish display(String shown) {
            display = new BigDecimal(shown);
            return this;
        }

        Wish sweep() {
            atEnd = AtEnd.SWEEP;
            return this;
        }

        StartAlgo order() {
            return new StartAlgo(
                    id,
                    account,
                    SimulatedVenue.SYMBOL,
                    side,
                    quantity,
                    new Tactic(
                            algorithm,
                            slices,
                            sizeJitter,
                            timeJitter,
                            seed,
                            participation,
                            partMax,
                            display,
                            sizeMin,
                            reference,
                            offset,
                            tolerance,
                            postOnly),
                    limit,
                    slippage,
                    onSlippage,
                    from,
                    until,
                    atEnd,
                    reduceOnly,
                    null);
        }
    }
}
