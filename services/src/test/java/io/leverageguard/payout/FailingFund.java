package io.leverageguard.payout;

import io.leverageguard.api.fund.Fund;
import io.leverageguard.api.fund.FundEvent;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.rpc.Route.None;
import org.jspecify.annotations.Nullable;

/** The real fund behind a line that can break before or after a booking got through. */
final class FailingFund implements Fund {
    private final Fund fund;
    private @Nullable RuntimeException before;
    private @Nullable RuntimeException after;
    private TransferKind kind = TransferKind.PENDING;

    FailingFund(Fund fund) {
        this.fund = fund;
    }

    /** Every booking of {@code kind} fails before it reaches the ledger. */
    void failBefore(TransferKind kind, @Nullable RuntimeException failure) {
        this.kind = kind;
        before = failure;
    }

    /** The next booking of {@code kind} fails when it is in the ledger already. */
    void failAfter(TransferKind kind, RuntimeException failure) {
        this.kind = kind;
        after = failure;
    }

    @Override
    public Booked book(Actor actor, Batch batch) {
        boolean hit = batch.legs().getFirst().kind() == kind;
        if (hit && before != null) {
            throw before;
        }
        Booked booked = fund.book(actor, batch);
        RuntimeException failure = after;
        if (hit && failure != null) {
            after = null;
            throw failure;
        }
        return booked;
    }

    @Override
    public Deposit announceDeposit(Actor actor, AnnounceDeposit command) {
        return fund.announceDeposit(actor, command);
    }

    @Override
    public Deposit confirmDeposit(Actor actor, ConfirmDeposit command) {
        return fund.confirmDeposit(actor, command);
    }

    @Override
    public Deposits deposits(Actor actor, None nothing) {
        return fund.deposits(actor, nothing);
    }

    @Override
    public CustomerBalance myBalance(Actor actor, None nothing) {
        return fund.myBalance(actor, nothing);
    }

    @Override
    public CustomerBalance balance(Actor actor, CustomerRef ref) {
        return fund.balance(actor, ref);
    }

    @Override
    public LedgerHead head(Actor actor, None nothing) {
        return fund.head(actor, nothing);
    }

    @Override
    public TrialBalance trialBalance(Actor actor, None nothing) {
        return fund.trialBalance(actor, nothing);
    }

    @Override
    public Transfers transfers(Actor actor, TransferPage page) {
        return fund.transfers(actor, page);
    }

    @Override
    public Pool pool(Actor actor, None nothing) {
        return fund.pool(actor, nothing);
    }

    @Override
    public LedgerVerification verify(Actor actor, None nothing) {
        return fund.verify(actor, nothing);
    }

    @Override
    public EventFeed<FundEvent> events() {
        return fund.events();
    }

    @Override
    public AuditTrail audit() {
        return fund.audit();
    }
}
