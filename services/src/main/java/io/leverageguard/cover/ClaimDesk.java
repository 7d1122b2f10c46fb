package io.leverageguard.cover;

import io.leverageguard.api.cover.Cover.Claim;
import io.leverageguard.api.cover.Cover.ClaimState;
import io.leverageguard.api.cover.Cover.DecideClaim;
import io.leverageguard.api.cover.Cover.FileClaim;
import io.leverageguard.api.cover.Cover.Policy;
import io.leverageguard.api.cover.Cover.PolicyState;
import io.leverageguard.api.payout.Payouts;
import io.leverageguard.api.trading.TradingEvent.PositionLiquidated;
import io.leverageguard.cover.ClaimRepository.Notice;
import io.leverageguard.cover.ClaimRepository.Step;
import io.leverageguard.cover.PolicyRow.Payment;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.access.Permission;
import io.leverageguard.kernel.ids.ClaimId;
import io.leverageguard.kernel.money.Money;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/** Where claims begin and where people decide them; what happens in between is ClaimPipeline's. */
final class ClaimDesk {
    private static final Pattern ORDER_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final int STATEMENT_LENGTH_MAX = 2_000;
    private static final int REASON_LENGTH_MAX = 1_000;

    private final Store store;
    private final CoverConfig config;
    private final Clock clock;

    ClaimDesk(Store store, CoverConfig config, Clock clock) {
        this.store = store;
        this.config = config;
        this.clock = clock;
    }

    /** A claim by hand. */
    Claim file(Actor actor, FileClaim command) {
        if (!ORDER_ID.matcher(command.venueOrderId()).matches()) {
            throw Refusal.invalid("venueOrderId", "must be 1 to 64 letters and digits");
        }
        if (command.statement().length() > STATEMENT_LENGTH_MAX) {
            throw Refusal.invalid("statement", "must be at most 2000 characters");
        }
        return store.database().transaction(handle -> file(handle, actor, command));
    }

    private Claim file(Handle handle, Actor actor, FileClaim command) {
        Optional<ClaimRow> same = store.claims().claim(handle, command.claim());
        if (same.isPresent()) {
            return repeated(actor, command, same.get().claim());
        }
        PolicyRow row =
                store.policies()
                        .lockPolicy(handle, command.policy())
                        .filter(found -> actor.owns(found.policy().owner()))
                        .filter(found -> found.payment() == Payment.TAKEN)
                        .orElseThrow(() -> Refusal.notFound("policy", command.policy()));
        requireClaimable(row);
        return open(
                handle,
                row,
                new Notice(
                        command.claim(),
                        row.policy(),
                        command.venueOrderId(),
                        true,
                        command.statement()),
                actor.name());
    }

    /** The venue's own word, through the private stream: the claim opens by itself. */
    Consumer<Handle> onLiquidation(PositionLiquidated event) {
        return handle ->
                store
                        .policies()
                        .covering(
                                handle,
                                event.account(),
                                event.symbol(),
                                event.positionSide(),
                                event.at())
                        .stream()
                        .findFirst()
                        .ifPresent(row -> open(handle, row, event));
    }

    private void open(Handle handle, PolicyRow row, PositionLiquidated event) {
        PolicyRow locked = store.policies().lockPolicy(handle, row.policy().policy()).orElseThrow();
        ClaimId claim =
                new ClaimId(
                        Postings.derived(row.policy().policy(), "claim:" + event.venueOrderId()));
        Notice notice =
                new Notice(
                        claim,
                        row.policy(),
                        event.venueOrderId(),
                        false,
                        "the venue liquidated %s %s at %s"
                                .formatted(
                                        event.quantity().toPlainString(),
                                        event.symbol(),
                                        event.price().toPlainString()));
        open(handle, locked, notice, "cover");
    }

    /** One claim per venue order: the second notice returns the first claim. */
    private Claim open(Handle handle, PolicyRow row, Notice notice, String actor) {
        Optional<ClaimRow> first = store.claims().onOrder(handle, row.policy(), notice.orderId());
        if (first.isPresent()) {
            return first.get().claim();
        }
        Money reserve = row.left().max(Money.zero(row.benefitMax().asset()));
        Instant now = clock.now();
        if (!store.claims().insert(handle, notice, reserve, now)) {
            return store.claims()
                    .onOrder(handle, row.policy(), notice.orderId())
                    .orElseThrow(() -> Refusal.conflict("id_reused", "the claim id is in use"))
                    .claim();
        }
        Step step = new Step(ClaimState.NOTIFIED, actor, notice.statement(), now, now);
        store.claims().addStep(handle, notice.claim(), step);
        return store.announce(handle, notice.claim(), null, step);
    }

    private static Claim repeated(Actor actor, FileClaim command, Claim claim) {
        if (!actor.owns(claim.owner())
                || !claim.policy().equals(command.policy())
                || !claim.venueOrderId().equals(command.venueOrderId())) {
            throw Refusal.conflict("id_reused", "the claim id is in use for another claim");
        }
        return claim;
    }

    private void requireClaimable(PolicyRow row) {
        PolicyState state = row.policy().state();
        if (state == PolicyState.VOIDED_PRE_TRIGGER) {
            throw Refusal.unprocessable(
                    "policy_voided", "the policy was voided and the premium paid back");
        }
        if (state == PolicyState.EXHAUSTED) {
            throw Refusal.unprocessable("policy_exhausted", "the limit of the policy is used up");
        }
        Instant ended = row.endedAt();
        boolean late = ended != null && clock.now().isAfter(ended.plus(config.noticePeriod()));
        if (late || state == PolicyState.CLOSED) {
            throw Refusal.unprocessable(
                    "notice_period_over", "claims must be made within 7 days of the end of cover");
        }
    }

    /** A reviewer's decision: four eyes, so never on a claim of one's own. */
    Claim decide(Actor actor, DecideClaim command) {
        if (!actor.may(Permission.REVIEW_CLAIMS)) {
            throw Refusal.forbidden("permission_missing", "only a reviewer may decide claims");
        }
        if (command.reason().isBlank() || command.reason().length() > REASON_LENGTH_MAX) {
            throw Refusal.invalid("reason", "must be 1 to 1000 characters");
        }
        return store.database().transaction(handle -> decide(handle, actor, command));
    }

    private Claim decide(Handle handle, Actor actor, DecideClaim command) {
        ClaimRow row =
                store.claims()
                        .lockClaim(handle, command.claim())
                        .orElseThrow(() -> Refusal.notFound("claim", command.claim()));
        Claim claim = row.claim();
        if (claim.owner().equals(actor.user())) {
            throw Refusal.forbidden("own_claim", "nobody decides a claim of their own");
        }
        ClaimState to = command.approve() ? ClaimState.APPROVED : ClaimState.DECLINED;
        if (decidedSo(claim, actor, to)) {
            return claim;
        }
        if (claim.state() != ClaimState.REFERRED && claim.state() != ClaimState.IN_REVIEW) {
            throw Refusal.conflict(
                    "claim_not_in_review", "the claim is " + claim.state() + ", not in review");
        }
        if (command.approve()) {
            requirePayable(handle, row);
        }
        Instant now = clock.now();
        if (claim.state() == ClaimState.REFERRED) {
            Step taken = new Step(ClaimState.IN_REVIEW, actor.name(), "taken up", now, now);
            store.move(handle, row, taken);
        }
        ClaimRow inReview = store.claims().claim(handle, command.claim()).orElseThrow();
        store.move(handle, inReview, new Step(to, actor.name(), command.reason(), now, now));
        return store.claims().claim(handle, command.claim()).orElseThrow().claim();
    }

    private void requirePayable(Handle handle, ClaimRow row) {
        Money benefit = row.claim().benefit();
        if (benefit == null || !benefit.isPositive()) {
            throw Refusal.unprocessable(
                    "no_benefit", "there is no loss that the policy pays for: it can be declined");
        }
        Policy policy =
                store.policies().policy(handle, row.claim().policy()).orElseThrow().policy();
        String order = row.claim().venueOrderId();
        if (store.claims().paidBefore(handle, policy, order, row.claim().claim())) {
            throw Refusal.unprocessable("V13", "order " + order + " was paid already");
        }
    }

    private static boolean decidedSo(Claim claim, Actor actor, ClaimState to) {
        return claim.history().stream()
                .anyMatch(step -> step.state() == to && step.actor().equals(actor.name()));
    }

    /** What the payout service says of a claim. */
    Consumer<Handle> onPayout(Payouts.Payout payout) {
        return handle -> {
            if (payout.state() == Payouts.State.CONFIRMED) {
                store.claims()
                        .lockClaim(handle, payout.claim())
                        .filter(row -> row.claim().state() == ClaimState.PAYABLE)
                        .ifPresent(row -> paid(handle, row, payout));
            }
        };
    }

    private void paid(Handle handle, ClaimRow row, Payouts.Payout payout) {
        Instant now = clock.now();
        PolicyRow policy = store.policies().lockPolicy(handle, row.claim().policy()).orElseThrow();
        store.policies().addPaid(handle, policy.policy().policy(), payout.amount());
        Step step =
                new Step(
                        ClaimState.PAID,
                        "payout",
                        "payout " + payout.payout() + " is confirmed",
                        now,
                        now.plus(config.appealPeriod()));
        store.move(handle, row, step);
        exhaust(handle, policy, row, payout.amount());
    }

    /** A policy is used up when its limit is, or when nothing of the position is left. */
    private void exhaust(Handle handle, PolicyRow policy, ClaimRow row, Money amount) {
        Facts facts = row.facts();
        boolean partly =
                facts != null
                        && facts.closure() != null
                        && facts.closure().kind()
                                == io.leverageguard.venues.LiquidationFile.Kind.PARTIAL;
        Money paid = policy.policy().paid().plus(amount);
        boolean used = paid.compareTo(policy.benefitMax()) >= 0;
        if ((used || !partly)
                && Lifecycle.allows(policy.policy().state(), PolicyState.EXHAUSTED)
                && store.policies()
                        .move(handle, policy.policy(), PolicyState.EXHAUSTED, clock.now())) {
            store.announce(handle, policy, "cover", "paid " + paid);
        }
    }
}
