package io.leverageguard.api.fund;

import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.ids.TransferId;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.money.Money;
import io.leverageguard.kernel.rpc.Route.None;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The double-entry ledger: the pool, its reserves, premiums and what customers have with us.
 *
 * <p>Accounts are named by {@link LedgerAccounts}. Nothing is ever changed or deleted; transfers
 * are chained by hash.
 */
public interface Fund {
    /** Announces money that a person will send; nothing is booked yet. */
    Deposit announceDeposit(Actor actor, AnnounceDeposit command);

    /** Books a deposit after the operator has seen it arrive. Confirming twice changes nothing. */
    Deposit confirmDeposit(Actor actor, ConfirmDeposit command);

    /** The actor's deposits; everybody's for the operator. */
    Deposits deposits(Actor actor, None nothing);

    /** What the actor has with us and can spend. */
    CustomerBalance myBalance(Actor actor, None nothing);

    /** What a person has with us, for services and the operator. */
    CustomerBalance balance(Actor actor, CustomerRef ref);

    /**
     * Books several transfers, all or none. The same batch id again returns the first answer; with
     * another content it is refused with {@code id_reused}. Refuses with {@code insufficient_funds}
     * where an account may not go below zero.
     */
    Booked book(Actor actor, Batch batch);

    /** The last transfer and its hash, which seals everything before it. */
    LedgerHead head(Actor actor, None nothing);

    /** Every account with its balances. */
    TrialBalance trialBalance(Actor actor, None nothing);

    /** Transfers after a place in the ledger, oldest first, at most 1,000. */
    Transfers transfers(Actor actor, TransferPage page);

    /** The pool's means: what there is to pay claims with. */
    Pool pool(Actor actor, None nothing);

    /** Recomputes the chain of hashes and every balance. */
    LedgerVerification verify(Actor actor, None nothing);

    /** What this service announces. */
    EventFeed<FundEvent> events();

    /** Confirmations of deposits. */
    AuditTrail audit();

    /** What a deposit is for. */
    enum Purpose {
        /** Capital of the pool. */
        CAPITAL,
        /** A customer's own balance, to buy cover from. */
        PREPAID
    }

    /** Where a deposit stands. */
    enum DepositState {
        /** Announced. */
        EXPECTED,
        /** Arrived and booked. */
        CONFIRMED
    }

    /** What a transfer does. */
    enum TransferKind {
        /** Moves money at once. */
        SINGLE,
        /** Reserves money; it can be posted or voided later. */
        PENDING,
        /** Completes a pending transfer. */
        POST,
        /** Gives a pending transfer up. */
        VOID
    }

    /** An announcement; {@code id} is chosen by the caller. */
    record AnnounceDeposit(UUID id, Purpose purpose, Money amount, String reference) {}

    /** A confirmation. */
    record ConfirmDeposit(UUID deposit, String why) {}

    /** A deposit. */
    record Deposit(
            UUID id,
            UserId owner,
            Purpose purpose,
            Money amount,
            String reference,
            DepositState state,
            Instant at) {}

    /** Several deposits. */
    record Deposits(List<Deposit> deposits) {}

    /** Names a customer. */
    record CustomerRef(UserId user) {}

    /** A customer's balance; {@code available} leaves out what is reserved. */
    record CustomerBalance(UserId user, Money posted, Money available) {}

    /**
     * One transfer of a batch.
     *
     * @param pending the pending transfer that a POST or VOID completes, else absent
     * @param debit account name; for POST and VOID that of the pending transfer
     * @param code what it is for, for example {@code premium}
     */
    record Leg(
            TransferId id,
            TransferKind kind,
            @Nullable TransferId pending,
            String debit,
            String credit,
            Money amount,
            String code) {}

    /**
     * Transfers that are booked together.
     *
     * @param reference what caused them, for example a policy or claim id
     */
    record Batch(UUID id, String reference, List<Leg> legs) {}

    /** A booked batch, and the head of the chain after it. */
    record Booked(UUID batch, long firstSeq, long lastSeq, String head) {}

    /** The end of the chain: the last transfer's place, 0 for an empty ledger, and its hash. */
    record LedgerHead(long seq, String hash) {}

    /** One account. Amounts are signed by the account's normal side: positive is usual. */
    record AccountBalance(
            String account, String kind, Money posted, Money pendingIn, Money pendingOut) {}

    /** Every account, and the two sums that must be equal. */
    record TrialBalance(
            List<AccountBalance> accounts, Money debits, Money credits, boolean balanced) {}

    /** Which transfers. */
    record TransferPage(long after, int limit) {}

    /** A booked transfer. */
    record Transfer(
            long seq,
            TransferId id,
            UUID batch,
            TransferKind kind,
            @Nullable TransferId pending,
            String debit,
            String credit,
            Money amount,
            String code,
            String reference,
            Instant at,
            String hash) {}

    /** Several transfers. */
    record Transfers(List<Transfer> transfers) {}

    /**
     * What the pool has.
     *
     * @param cash all cash held
     * @param customers what belongs to customers
     * @param capital paid-in capital and retained earnings
     * @param unearned premiums not yet earned
     * @param reserves case reserves
     * @param payable approved and not yet paid
     * @param ownFunds cash less everything owed
     */
    record Pool(
            Money cash,
            Money customers,
            Money capital,
            Money unearned,
            Money reserves,
            Money payable,
            Money ownFunds) {}

    /** What a verification of the ledger found. */
    record LedgerVerification(
            boolean balanced,
            boolean chainVerified,
            long transfers,
            long firstBroken,
            String head) {}
}
