package io.leverageguard.api.trading;

import io.leverageguard.api.trading.Trading.AccountRef;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.rpc.Caller;
import io.leverageguard.kernel.rpc.Route.None;

/** Calls {@link Protection} wherever it runs. */
public final class ProtectionClient implements Protection {
    private final Caller caller;

    /** A client of the service that {@code caller} reaches. */
    public ProtectionClient(Caller caller) {
        this.caller = caller;
    }

    @Override
    public Kill kill(Actor actor, StartKill command) {
        return caller.call(ProtectionRoutes.KILL, actor, command);
    }

    @Override
    public Kill killed(Actor actor, KillRef ref) {
        return caller.call(ProtectionRoutes.KILLED, actor, ref);
    }

    @Override
    public Kills kills(Actor actor, None nothing) {
        return caller.call(ProtectionRoutes.KILLS, actor, nothing);
    }

    @Override
    public Kill lift(Actor actor, LiftKill command) {
        return caller.call(ProtectionRoutes.LIFT, actor, command);
    }

    @Override
    public StopPolicy setStopPolicy(Actor actor, StopPolicy policy) {
        return caller.call(ProtectionRoutes.SET_STOP_POLICY, actor, policy);
    }

    @Override
    public None removeStopPolicy(Actor actor, StopPolicyRef ref) {
        return caller.call(ProtectionRoutes.REMOVE_STOP_POLICY, actor, ref);
    }

    @Override
    public Protections protections(Actor actor, AccountRef ref) {
        return caller.call(ProtectionRoutes.PROTECTIONS, actor, ref);
    }

    @Override
    public MarginChange adjustMargin(Actor actor, AdjustMargin command) {
        return caller.call(ProtectionRoutes.ADJUST_MARGIN, actor, command);
    }

    @Override
    public MarginChange marginChange(Actor actor, MarginChangeRef ref) {
        return caller.call(ProtectionRoutes.MARGIN_CHANGE, actor, ref);
    }
}
