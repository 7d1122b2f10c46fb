package io.leverageguard.api.trading;

import static io.leverageguard.kernel.access.Permission.TRADE;
import static io.leverageguard.kernel.rpc.Route.Method.GET;
import static io.leverageguard.kernel.rpc.Route.Method.POST;
import static io.leverageguard.kernel.rpc.Route.RateClass.TRADING;

import io.leverageguard.api.trading.Execution.Algo;
import io.leverageguard.api.trading.Execution.AlgoRef;
import io.leverageguard.api.trading.Execution.Algos;
import io.leverageguard.api.trading.Execution.Parts;
import io.leverageguard.api.trading.Execution.Report;
import io.leverageguard.api.trading.Execution.StartAlgo;
import io.leverageguard.api.trading.Routing.PlaceRoute;
import io.leverageguard.api.trading.Routing.QuoteRoute;
import io.leverageguard.api.trading.Routing.RouteQuote;
import io.leverageguard.api.trading.Routing.RouteRef;
import io.leverageguard.api.trading.Routing.RoutedOrder;
import io.leverageguard.api.trading.Trading.AccountRef;
import io.leverageguard.kernel.rpc.Route;
import java.util.List;

/** The operations of {@link Execution} and {@link Routing}. */
public final class ExecutionRoutes {
    private static final String ROOT = "/api/v1/trading";

    /** {@link Execution#start}. */
    public static final Route<StartAlgo, Algo> START =
            Route.open(
                            POST,
                            ROOT + "/algos",
                            StartAlgo.class,
                            Algo.class,
                            TRADE,
                            "Starts an execution algorithm")
                    .counted(TRADING);

    /** {@link Execution#algo}. */
    public static final Route<AlgoRef, Algo> ALGO =
            Route.open(
                    GET,
                    ROOT + "/algos/{algo}",
                    AlgoRef.class,
                    Algo.class,
                    TRADE,
                    "Shows a parent order and how far it is");

    /** {@link Execution#pause}. */
    public static final Route<AlgoRef, Algo> PAUSE =
            Route.open(
                            POST,
                            ROOT + "/algos/{algo}/pause",
                            AlgoRef.class,
                            Algo.class,
                            TRADE,
                            "Pauses a parent order")
                    .counted(TRADING);

    /** {@link Execution#resume}. */
    public static final Route<AlgoRef, Algo> RESUME =
            Route.open(
                            POST,
                            ROOT + "/algos/{algo}/resume",
                            AlgoRef.class,
                            Algo.class,
                            TRADE,
                            "Goes on with a paused parent order")
                    .counted(TRADING);

    /** {@link Execution#stop}. */
    public static final Route<AlgoRef, Algo> STOP =
            Route.open(
                            POST,
                            ROOT + "/algos/{algo}/cancel",
                            AlgoRef.class,
                            Algo.class,
                            TRADE,
                            "Ends a parent order and cancels its open parts")
                    .counted(TRADING);

    /** {@link Execution#parts}. */
    public static final Route<AlgoRef, Parts> PARTS =
            Route.open(
                    GET,
                    ROOT + "/algos/{algo}/parts",
                    AlgoRef.class,
                    Parts.class,
                    TRADE,
                    "Lists the parts of a parent order");

    /** {@link Execution#report}. */
    public static final Route<AlgoRef, Report> REPORT =
            Route.open(
                    GET,
                    ROOT + "/algos/{algo}/report",
                    AlgoRef.class,
                    Report.class,
                    TRADE,
                    "Says what a parent order cost against its arrival price");

    /** {@link Execution#algos}. */
    public static final Route<AccountRef, Algos> ALGOS =
            Route.open(
                    GET,
                    ROOT + "/accounts/{account}/algos",
                    AccountRef.class,
                    Algos.class,
                    TRADE,
                    "Lists the parent orders of an account, newest first");

    /** {@link Routing#quote}. */
    public static final Route<QuoteRoute, RouteQuote> QUOTE =
            Route.open(
                            POST,
                            ROOT + "/routes/quote",
                            QuoteRoute.class,
                            RouteQuote.class,
                            TRADE,
                            "Says what an order would cost at each venue and divided")
                    .counted(TRADING);

    /** {@link Routing#route}. */
    public static final Route<PlaceRoute, RoutedOrder> ROUTE =
            Route.open(
                            POST,
                            ROOT + "/routes",
                            PlaceRoute.class,
                            RoutedOrder.class,
                            TRADE,
                            "Divides an order among venues and sends it")
                    .counted(TRADING);

    /** {@link Routing#routed}. */
    public static final Route<RouteRef, RoutedOrder> ROUTED =
            Route.open(
                    GET,
                    ROOT + "/routes/{route}",
                    RouteRef.class,
                    RoutedOrder.class,
                    TRADE,
                    "Shows a routed order and its legs");

    /** Every route, for the server's and the gateway's tables. */
    public static final List<Route<?, ?>> ALL =
            List.of(START, ALGO, PAUSE, RESUME, STOP, PARTS, REPORT, ALGOS, QUOTE, ROUTE, ROUTED);

    private ExecutionRoutes() {}
}
