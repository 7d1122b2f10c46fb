package io.leverageguard.api.strategy;

import static io.leverageguard.kernel.access.Permission.TRADE;
import static io.leverageguard.kernel.rpc.Route.Method.GET;
import static io.leverageguard.kernel.rpc.Route.Method.POST;

import io.leverageguard.api.strategy.Strategies.Kinds;
import io.leverageguard.api.strategy.Strategies.Performance;
import io.leverageguard.api.strategy.Strategies.RegisterStrategy;
import io.leverageguard.api.strategy.Strategies.Strategy;
import io.leverageguard.api.strategy.Strategies.StrategyList;
import io.leverageguard.api.strategy.Strategies.StrategyRef;
import io.leverageguard.kernel.rpc.Route;
import io.leverageguard.kernel.rpc.Route.None;
import java.util.List;

/** The operations of {@link Strategies}. */
public final class StrategyRoutes {
    private static final String ONE = "/api/v1/strategies/{strategy}";

    /** {@link Strategies#kinds}. */
    public static final Route<None, Kinds> KINDS =
            Route.open(
                    GET,
                    "/api/v1/strategy-kinds",
                    None.class,
                    Kinds.class,
                    TRADE,
                    "Lists the kinds of strategies and their parameters");

    /** {@link Strategies#register}. */
    public static final Route<RegisterStrategy, Strategy> REGISTER =
            Route.open(
                    POST,
                    "/api/v1/strategies",
                    RegisterStrategy.class,
                    Strategy.class,
                    TRADE,
                    "Registers a strategy on an account");

    /** {@link Strategies#start}. */
    public static final Route<StrategyRef, Strategy> START =
            Route.open(
                    POST,
                    ONE + "/start",
                    StrategyRef.class,
                    Strategy.class,
                    TRADE,
                    "Starts a strategy");

    /** {@link Strategies#stop}. */
    public static final Route<StrategyRef, Strategy> STOP =
            Route.open(
                    POST,
                    ONE + "/stop",
                    StrategyRef.class,
                    Strategy.class,
                    TRADE,
                    "Stops a strategy and cancels its open orders");

    /** {@link Strategies#strategies}. */
    public static final Route<None, StrategyList> STRATEGIES =
            Route.open(
                    GET,
                    "/api/v1/strategies",
                    None.class,
                    StrategyList.class,
                    TRADE,
                    "Lists the caller's strategies");

    /** {@link Strategies#performance}. */
    public static final Route<StrategyRef, Performance> PERFORMANCE =
            Route.open(
                    GET,
                    ONE + "/performance",
                    StrategyRef.class,
                    Performance.class,
                    TRADE,
                    "Shows the fills and the profit of a strategy");

    /** Every route of this service. */
    public static final List<Route<?, ?>> ALL =
            List.of(KINDS, REGISTER, START, STOP, STRATEGIES, PERFORMANCE);

    private StrategyRoutes() {}
}
