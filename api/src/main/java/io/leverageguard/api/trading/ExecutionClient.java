package io.leverageguard.api.trading;

import io.leverageguard.api.trading.Trading.AccountRef;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.rpc.Caller;

/** {@link Execution} and {@link Routing} in another process. */
public final class ExecutionClient implements Execution, Routing {
    private final Caller caller;

    /** Calls through {@code caller}. */
    public ExecutionClient(Caller caller) {
        this.caller = caller;
    }

    @Override
    public Algo start(Actor actor, StartAlgo command) {
        return caller.call(ExecutionRoutes.START, actor, command);
    }

    @Override
    public Algo algo(Actor actor, AlgoRef ref) {
        return caller.call(ExecutionRoutes.ALGO, actor, ref);
    }

    @Override
    public Algo pause(Actor actor, AlgoRef ref) {
        return caller.call(ExecutionRoutes.PAUSE, actor, ref);
    }

    @Override
    public Algo resume(Actor actor, AlgoRef ref) {
        return caller.call(ExecutionRoutes.RESUME, actor, ref);
    }

    @Override
    public Algo stop(Actor actor, AlgoRef ref) {
        return caller.call(ExecutionRoutes.STOP, actor, ref);
    }

    @Override
    public Parts parts(Actor actor, AlgoRef ref) {
        return caller.call(ExecutionRoutes.PARTS, actor, ref);
    }

    @Override
    public Report report(Actor actor, AlgoRef ref) {
        return caller.call(ExecutionRoutes.REPORT, actor, ref);
    }

    @Override
    public Algos algos(Actor actor, AccountRef ref) {
        return caller.call(ExecutionRoutes.ALGOS, actor, ref);
    }

    @Override
    public RouteQuote quote(Actor actor, QuoteRoute command) {
        return caller.call(ExecutionRoutes.QUOTE, actor, command);
    }

    @Override
    public RoutedOrder route(Actor actor, PlaceRoute command) {
        return caller.call(ExecutionRoutes.ROUTE, actor, command);
    }

    @Override
    public RoutedOrder routed(Actor actor, RouteRef ref) {
        return caller.call(ExecutionRoutes.ROUTED, actor, ref);
    }
}
