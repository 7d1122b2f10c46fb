/**
 * The fund: a double-entry ledger of the pool, its reserves, premiums and customers' balances.
 *
 * <p>Owns the schema {@code fund}: accounts, transfers, entries, batches, deposits. Promises that
 * nothing is ever changed or deleted, that debits equal credits after every batch, that a batch is
 * booked wholly or not at all and once however often it is sent, that a pending transfer is
 * completed once, and that no customer's or provider's account goes below zero, pending amounts
 * included. Every transfer carries the hash of the one before it ({@code LedgerChain}), and every
 * balance can be recomputed from the entries ({@code LedgerAuditor}). Listens to nobody; announces
 * {@code FundEvent}.
 */
@NullMarked
package io.leverageguard.fund;

import org.jspecify.annotations.NullMarked;
