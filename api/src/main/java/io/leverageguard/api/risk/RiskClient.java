package io.leverageguard.api.risk;

import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.rpc.Caller;

/** {@link Risk} in another process. */
public final class RiskClient implements Risk {
    private final Caller caller;

    /** Calls through {@code caller}. */
    public RiskClient(Caller caller) {
        this.caller = caller;
    }

    @Override
    public Limits limits(Actor actor, AccountLimits ref) {
        return caller.call(RiskRoutes.LIMITS, actor, ref);
    }

    @Override
    public Limits setLimits(Actor actor, SetLimits command) {
        return caller.call(RiskRoutes.SET_ACCOUNT_LIMITS, actor, command);
    }

    @Override
    public Limits setTradingState(Actor actor, SetTradingState command) {
        return caller.call(RiskRoutes.SET_TRADING_STATE, actor, command);
    }

    @Override
    public Exposure exposure(Actor actor, AccountLimits ref) {
        return caller.call(RiskRoutes.EXPOSURE, actor, ref);
    }

    @Override
    public Warnings warnings(Actor actor, AccountLimits ref) {
        return caller.call(RiskRoutes.WARNINGS, actor, ref);
    }

    @Override
    public EventFeed<RiskEvent> events() {
        return caller.feed("risk", RiskEvent.class);
    }

    @Override
    public AuditTrail audit() {
        return caller.audit("risk");
    }
}
