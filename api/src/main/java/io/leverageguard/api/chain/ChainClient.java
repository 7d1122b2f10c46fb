package io.leverageguard.api.chain;

import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.rpc.Caller;
import io.leverageguard.kernel.rpc.Route.None;

/** {@link Chain} in another process. */
public final class ChainClient implements Chain {
    private final Caller caller;

    /** Calls through {@code caller}. */
    public ChainClient(Caller caller) {
        this.caller = caller;
    }

    @Override
    public Networks networks(Actor actor, None nothing) {
        return caller.call(ChainRoutes.NETWORKS, actor, nothing);
    }

    @Override
    public ChainTxs anchor(Actor actor, None nothing) {
        return caller.call(ChainRoutes.ANCHOR, actor, nothing);
    }

    @Override
    public ChainTxs transactions(Actor actor, None nothing) {
        return caller.call(ChainRoutes.TRANSACTIONS, actor, nothing);
    }

    @Override
    public EventFeed<ChainEvent> events() {
        return caller.feed("chain", ChainEvent.class);
    }

    @Override
    public AuditTrail audit() {
        return caller.audit("chain");
    }
}
