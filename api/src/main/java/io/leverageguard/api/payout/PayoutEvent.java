package io.leverageguard.api.payout;

/** Everything the payout service announces. */
public sealed interface PayoutEvent {
    /** A payout has a new state; {@code CONFIRMED} means that it is paid. */
    record PayoutChanged(Payouts.Payout payout) implements PayoutEvent {}
}
