package io.leverageguard.api.cover;

import io.leverageguard.kernel.ids.ClaimId;
import io.leverageguard.kernel.ids.PolicyId;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.money.Money;

/** Everything the cover service announces. */
public sealed interface CoverEvent {
    /** A quote was given or refused. */
    record Quoted(Cover.Quote quote) implements CoverEvent {}

    /** A policy was bound. */
    record PolicyBound(Cover.Policy policy) implements CoverEvent {}

    /** A policy has a new state. */
    record PolicyChanged(Cover.Policy policy) implements CoverEvent {}

    /** A claim has a new state. */
    record ClaimChanged(Cover.Claim claim) implements CoverEvent {}

    /** A claim is to be paid. The amount stands in the ledger as claims payable. */
    record ClaimPayable(
            ClaimId claim, PolicyId policy, UserId beneficiary, Money amount, String evidenceRoot)
            implements CoverEvent {}
}
