package io.leverageguard.api.risk;

import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.rpc.Caller;
import io.leverageguard.kernel.rpc.Route.None;

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
    public ScopeLimits scopeLimits(Actor actor, ScopeRef ref) {
        return caller.call(RiskRoutes.SCOPE_LIMITS, actor, ref);
    }

    @Override
    public AllScopeLimits allLimits(Actor actor, None nothing) {
        return caller.call(RiskRoutes.ALL_LIMITS, actor, nothing);
    }

    @Override
    public LimitChange proposeLimits(Actor actor, ProposeLimits command) {
        return caller.call(RiskRoutes.PROPOSE_LIMITS, actor, command);
    }

    @Override
    public LimitChange decideLimits(Actor actor, DecideLimits command) {
        return caller.call(RiskRoutes.DECIDE_LIMITS, actor, command);
    }

    @Override
    public LimitChanges limitChanges(Actor actor, ScopeFilter filter) {
        return caller.call(RiskRoutes.LIMIT_CHANGES, actor, filter);
    }

    @Override
    public Trips trips(Actor actor, ScopeFilter filter) {
        return caller.call(RiskRoutes.TRIPS, actor, filter);
    }

    @Override
    public LimitChange liftTrips(Actor actor, LiftTrips command) {
        return caller.call(RiskRoutes.LIFT_TRIPS, actor, command);
    }

    @Override
    public MarginPolicy marginPolicy(Actor actor, AccountLimits ref) {
        return caller.call(RiskRoutes.MARGIN_POLICY, actor, ref);
    }

    @Override
    public MarginPolicy setMarginPolicy(Actor actor, SetMarginPolicy command) {
        return caller.call(RiskRoutes.SET_MARGIN_POLICY, actor, command);
    }

    @Override
    public MarginActions marginActions(Actor actor, AccountLimits ref) {
        return caller.call(RiskRoutes.MARGIN_ACTIONS, actor, ref);
    }

    @Override
    public None knowMargins(Actor actor, AccountMargins margins) {
        return caller.call(RiskRoutes.KNOW_MARGINS, actor, margins);
    }

    @Override
    public RiskReport report(Actor actor, ScopeRef ref) {
        return caller.call(RiskRoutes.REPORT, actor, ref);
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
