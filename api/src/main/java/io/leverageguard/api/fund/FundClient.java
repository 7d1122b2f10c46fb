package io.leverageguard.api.fund;

import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.rpc.Caller;
import io.leverageguard.kernel.rpc.Route.None;

/** {@link Fund} in another process. */
public final class FundClient implements Fund {
    private final Caller caller;

    /** Calls through {@code caller}. */
    public FundClient(Caller caller) {
        this.caller = caller;
    }

    @Override
    public Deposit announceDeposit(Actor actor, AnnounceDeposit command) {
        return caller.call(FundRoutes.ANNOUNCE_DEPOSIT, actor, command);
    }

    @Override
    public Deposit confirmDeposit(Actor actor, ConfirmDeposit command) {
        return caller.call(FundRoutes.CONFIRM_DEPOSIT, actor, command);
    }

    @Override
    public Deposits deposits(Actor actor, None nothing) {
        return caller.call(FundRoutes.DEPOSITS, actor, nothing);
    }

    @Override
    public CustomerBalance myBalance(Actor actor, None nothing) {
        return caller.call(FundRoutes.MY_BALANCE, actor, nothing);
    }

    @Override
    public CustomerBalance balance(Actor actor, CustomerRef ref) {
        return caller.call(FundRoutes.BALANCE, actor, ref);
    }

    @Override
    public Booked book(Actor actor, Batch batch) {
        return caller.call(FundRoutes.BOOK, actor, batch);
    }

    @Override
    public LedgerHead head(Actor actor, None nothing) {
        return caller.call(FundRoutes.HEAD, actor, nothing);
    }

    @Override
    public TrialBalance trialBalance(Actor actor, None nothing) {
        return caller.call(FundRoutes.TRIAL_BALANCE, actor, nothing);
    }

    @Override
    public Transfers transfers(Actor actor, TransferPage page) {
        return caller.call(FundRoutes.TRANSFERS, actor, page);
    }

    @Override
    public Pool pool(Actor actor, None nothing) {
        return caller.call(FundRoutes.POOL, actor, nothing);
    }

    @Override
    public LedgerVerification verify(Actor actor, None nothing) {
        return caller.call(FundRoutes.VERIFY, actor, nothing);
    }

    @Override
    public EventFeed<FundEvent> events() {
        return caller.feed("fund", FundEvent.class);
    }

    @Override
    public AuditTrail audit() {
        return caller.audit("fund");
    }
}
