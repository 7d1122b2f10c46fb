package io.leverageguard.api.fund;

/** Everything the fund service announces. */
public sealed interface FundEvent {
    /** A deposit was confirmed and booked. */
    record DepositConfirmed(Fund.Deposit deposit) implements FundEvent {}

    /** A transfer was booked. */
    record TransferBooked(Fund.Transfer transfer) implements FundEvent {}
}
