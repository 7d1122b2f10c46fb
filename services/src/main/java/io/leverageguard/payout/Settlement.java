package io.leverageguard.payout;

import io.leverageguard.api.fund.DerivedIds;
import io.leverageguard.api.fund.Fund;
import io.leverageguard.api.fund.Fund.Batch;
import io.leverageguard.api.fund.Fund.Leg;
import io.leverageguard.api.fund.Fund.TransferKind;
import io.leverageguard.api.fund.LedgerAccounts;
import io.leverageguard.api.payout.Payouts.Payout;
import io.leverageguard.api.payout.Payouts.State;
import io.leverageguard.kernel.ids.TransferId;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.run.Pump;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.sql.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Pays authorised orders through the ledger: reserve, write down that it is reserved, post, write
 * down that it is posted. Ledger and orders are two databases, so a crash can fall between any two
 * of these. Nothing is lost or doubled by that, because every batch and transfer has an identity
 * that follows from the claim: the step is done again and finds itself done.
 */
final class Settlement implements Pump {
    static final int FAILURES_MAX = 20;
    private static final int PAGE_SIZE = 50;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final Database database;
    private final PayoutRepository repository;
    private final PayoutService service;
    private final Fund fund;
    private final Clock clock;

    Settlement(
            Database database,
            PayoutRepository repository,
            PayoutService service,
            Fund fund,
            Clock clock) {
        this.database = database;
        this.repository = repository;
        this.service = service;
        this.fund = fund;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "payout.settlement";
    }

    @Override
    public int pump() {
        List<Payout> due = database.read(handle -> repository.toSettle(handle, PAGE_SIZE));
        due.forEach(this::step);
        return due.size();
    }

    /** Gives failed orders another try, or gives them up after the last. */
    void retry() {
        List<Payout> due =
                database.read(handle -> repository.toRetry(handle, clock.now(), PAGE_SIZE));
        for (Payout payout : due) {
            int failures = database.read(handle -> repository.failures(handle, payout.payout()));
            if (failures < FAILURES_MAX) {
                move(payout, State.AUTHORIZED, "try " + (failures + 1));
            } else {
                release(payout);
            }
        }
    }

    private void step(Payout payout) {
        try {
            if (payout.state() == State.AUTHORIZED) {
                fund.book(PayoutService.SELF, batch(payout, TransferKind.PENDING));
                move(payout, State.FUNDS_RESERVED, "the money is reserved");
            } else {
                fund.book(PayoutService.SELF, batch(payout, TransferKind.POST));
                move(payout, State.CONFIRMED, "the beneficiary has the money");
            }
        } catch (Refusal refusal) {
            fail(payout, refusal);
        }
    }

    private void fail(Payout payout, Refusal refusal) {
        String reason = refusal.code() + ": " + refusal.getMessage();
        database.write(
                handle -> {
                    int failures = repository.failures(handle, payout.payout());
                    Instant next = clock.now().plus(pause(failures));
                    service.move(
                            handle,
                            payout,
                            State.FAILED_RETRYABLE,
                            PayoutService.SELF,
                            reason,
                            next);
                });
    }

    /** A void that comes too late means that the money was posted after all: settle once more. */
    private void release(Payout payout) {
        try {
            fund.book(PayoutService.SELF, batch(payout, TransferKind.VOID));
        } catch (Refusal refusal) {
            switch (refusal.code()) {
                case "pending_not_found" -> {}
                case "already_completed" -> {
                    move(payout, State.AUTHORIZED, "it was posted already");
                    return;
                }
                default -> {
                    if (refusal.reason() == Refusal.Reason.UNAVAILABLE) {
                        return; // Still due, so the next run tries again.
                    }
                    throw refusal;
                }
            }
        }
        move(payout, State.RELEASED, "given up after " + FAILURES_MAX + " failures");
    }

    private void move(Payout payout, State to, String reason) {
        database.write(handle -> service.move(handle, payout, to, PayoutService.SELF, reason));
    }

    private static Duration pause(int failures) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, 10));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    private static Batch batch(Payout payout, TransferKind kind) {
        UUID claim = payout.claim().value();
        String step = "payout." + kind;
        boolean first = kind == TransferKind.PENDING;
        Leg leg =
                new Leg(
                        new TransferId(DerivedIds.of(step, claim)),
                        kind,
                        first ? null : new TransferId(reservation(claim)),
                        LedgerAccounts.claimsPayable(claim),
                        LedgerAccounts.prepaid(payout.beneficiary()),
                        payout.amount(),
                        "payout");
        return new Batch(DerivedIds.of(step + ".batch", claim), claim.toString(), List.of(leg));
    }

    private static UUID reservation(UUID claim) {
        return DerivedIds.of("payout." + TransferKind.PENDING, claim);
    }
}
