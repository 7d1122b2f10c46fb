package io.leverageguard.api.strategy;

import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.rpc.Caller;
import io.leverageguard.kernel.rpc.Route.None;

/** {@link Strategies} in another process. */
public final class StrategyClient implements Strategies {
    private final Caller caller;

    /** Calls through {@code caller}. */
    public StrategyClient(Caller caller) {
        this.caller = caller;
    }

    @Override
    public Kinds kinds(Actor actor, None nothing) {
        return caller.call(StrategyRoutes.KINDS, actor, nothing);
    }

    @Override
    public Strategy register(Actor actor, RegisterStrategy command) {
        return caller.call(StrategyRoutes.REGISTER, actor, command);
    }

    @Override
    public Strategy start(Actor actor, StrategyRef ref) {
        return caller.call(StrategyRoutes.START, actor, ref);
    }

    @Override
    public Strategy stop(Actor actor, StrategyRef ref) {
        return caller.call(StrategyRoutes.STOP, actor, ref);
    }

    @Override
    public StrategyList strategies(Actor actor, None nothing) {
        return caller.call(StrategyRoutes.STRATEGIES, actor, nothing);
    }

    @Override
    public Performance performance(Actor actor, StrategyRef ref) {
        return caller.call(StrategyRoutes.PERFORMANCE, actor, ref);
    }

    @Override
    public EventFeed<StrategyEvent> events() {
        return caller.feed("strategy", StrategyEvent.class);
    }

    @Override
    public AuditTrail audit() {
        return caller.audit("strategy");
    }
}
