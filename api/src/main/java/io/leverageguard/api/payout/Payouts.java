package io.leverageguard.api.payout;

import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.ids.ClaimId;
import io.leverageguard.kernel.ids.PayoutId;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.money.Money;
import io.leverageguard.kernel.rpc.Route.None;
import java.time.Instant;
import java.util.List;

/** Payout orders: approval, reservation of the money, settlement. */
public interface Payouts {
    /** The actor's payouts; everybody's for the operator. */
    PayoutList payouts(Actor actor, None nothing);

    /** One payout. */
    Payout payout(Actor actor, PayoutRef ref);

    /** Approves a payout above the automatic limit. The approver may not be the beneficiary. */
    Payout approve(Actor actor, ApprovePayout command);

    /** What this service announces. */
    EventFeed<PayoutEvent> events();

    /** Approvals and states. */
    AuditTrail audit();

    /** Where a payout stands. */
    enum State {
        /** Recorded. */
        CREATED,
        /** Waits for approvals. */
        AUTHORIZING,
        /** May be paid. */
        AUTHORIZED,
        /** The money is reserved in the ledger (pending transfer). */
        FUNDS_RESERVED,
        /** The pending transfer is posted: the beneficiary has the money. */
        CONFIRMED,
        /** Tried again later. */
        FAILED_RETRYABLE,
        /** Given up; the reservation was voided. */
        RELEASED
    }

    /** Names a payout. */
    record PayoutRef(PayoutId payout) {}

    /** An approval, and why. */
    record ApprovePayout(PayoutId payout, String why) {}

    /** A payout order. */
    record Payout(
            PayoutId payout,
            ClaimId claim,
            UserId beneficiary,
            Money amount,
            String evidenceRoot,
            State state,
            String reason,
            List<String> approvals,
            Instant createdAt,
            Instant updatedAt) {}

    /** Several payouts. */
    record PayoutList(List<Payout> payouts) {}
}
