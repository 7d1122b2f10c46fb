/**
 * Payouts: from an approved claim to money on the beneficiary's balance.
 *
 * <p>Owns the schema {@code payout}: orders and approvals. Promises one order per claim and one
 * transfer per order, whatever fails in between: every identity in the ledger is derived from the
 * claim, so a step that is repeated after a crash finds what it did before. Every transition is in
 * {@code PayoutStates} and leaves an audit record with actor and reason. Listens to {@code
 * CoverEvent} for claims that are payable; announces {@code PayoutEvent}.
 */
@NullMarked
package io.leverageguard.payout;

import org.jspecify.annotations.NullMarked;
