package io.leverageguard.api.payout;

import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.rpc.Caller;
import io.leverageguard.kernel.rpc.Route.None;

/** {@link Payouts} in another process. */
public final class PayoutClient implements Payouts {
    private final Caller caller;

    /** Calls through {@code caller}. */
    public PayoutClient(Caller caller) {
        this.caller = caller;
    }

    @Override
    public PayoutList payouts(Actor actor, None nothing) {
        return caller.call(PayoutRoutes.PAYOUTS, actor, nothing);
    }

    @Override
    public Payout payout(Actor actor, PayoutRef ref) {
        return caller.call(PayoutRoutes.PAYOUT, actor, ref);
    }

    @Override
    public Payout approve(Actor actor, ApprovePayout command) {
        return caller.call(PayoutRoutes.APPROVE, actor, command);
    }

    @Override
    public EventFeed<PayoutEvent> events() {
        return caller.feed("payout", PayoutEvent.class);
    }

    @Override
    public AuditTrail audit() {
        return caller.audit("payout");
    }
}
