package io.leverageguard.payout;

import io.leverageguard.api.config.LiveSettings;
import io.leverageguard.api.config.SettingKey;
import io.leverageguard.api.cover.CoverEvent;
import io.leverageguard.api.cover.CoverEvent.ClaimPayable;
import io.leverageguard.api.fund.DerivedIds;
import io.leverageguard.api.payout.PayoutEvent;
import io.leverageguard.api.payout.PayoutEvent.PayoutChanged;
import io.leverageguard.api.payout.Payouts;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.access.Permission;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.feed.EventFeed.Stored;
import io.leverageguard.kernel.ids.PayoutId;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.feed.FeedReader;
import io.leverageguard.kit.feed.PostgresAudit;
import io.leverageguard.kit.feed.PostgresFeed;
import io.leverageguard.kit.sql.Database;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Records orders, takes approvals and moves orders on; {@link Settlement} moves the money. */
final class PayoutService implements Payouts {
    static final Actor SELF = Actor.service("payout");
    private static final int WHY_MAX = 200;

    private final Database database;
    private final PayoutRepository repository;
    private final LiveSettings settings;
    private final PostgresFeed<PayoutEvent> feed;
    private final PostgresAudit audit;
    private final Clock clock;

    PayoutService(
            Database database, PayoutRepository repository, LiveSettings settings, Clock clock) {
        this.database = database;
        this.repository = repository;
        this.settings = settings;
        this.feed = database.feed(PayoutEvent.class);
        this.audit = database.audit();
        this.clock = clock;
    }

    /** What an event of the cover service means here. */
    Consumer<Handle> react(Stored<CoverEvent> stored) {
        return switch (stored.event()) {
            case ClaimPayable payable -> handle -> order(handle, payable);
            case CoverEvent.Quoted _,
                    CoverEvent.PolicyBound _,
                    CoverEvent.PolicyChanged _,
                    CoverEvent.ClaimChanged _ ->
                    FeedReader.nothing();
        };
    }

    private void order(Handle handle, ClaimPayable payable) {
        Instant now = now();
        Payout created =
                new Payout(
                        new PayoutId(DerivedIds.of("payout", payable.claim().value())),
                        payable.claim(),
                        payable.beneficiary(),
                        payable.amount(),
                        payable.evidenceRoot(),
                        State.CREATED,
                        "claim is payable",
                        List.of(),
                        now,
                        now);
        if (!repository.insert(handle, created, payable.policy())) {
            refuseSecond(handle, created);
            return;
        }
        audit.record(
                handle,
                SELF.name(),
                "payout.created",
                created.payout(),
                null,
                created,
                created.reason());
        feed.append(handle, new PayoutChanged(created));
        BigDecimal limit = settings.get(SettingKey.PAYOUT_AUTO_MAX);
        if (payable.amount().decimal().compareTo(limit) > 0) {
            String reason = "above the automatic limit of " + limit.toPlainString();
            move(handle, created, State.AUTHORIZING, SELF, reason);
        } else {
            String reason = "within the automatic limit of " + limit.toPlainString();
            move(handle, created, State.AUTHORIZED, SELF, reason);
        }
    }

    /** A claim is paid once. The same event again is nothing new; another amount is on record. */
    private void refuseSecond(Handle handle, Payout second) {
        Payout first = repository.find(handle, second.payout()).orElseThrow();
        boolean same =
                first.amount().equals(second.amount())
                        && first.beneficiary().equals(second.beneficiary());
        if (!same) {
            audit.record(
                    handle,
                    SELF.name(),
                    "payout.second_order_refused",
                    first.payout(),
                    first,
                    second,
                    "there is one payout per claim");
        }
    }

    @Override
    public PayoutList payouts(Actor actor, None nothing) {
        return new PayoutList(
                database.read(
                        handle ->
                                seesAll(actor)
                                        ? repository.all(handle)
                                        : repository.of(handle, actor.user())));
    }

    @Override
    public Payout payout(Actor actor, PayoutRef ref) {
        return database.read(handle -> repository.find(handle, ref.payout()))
                .filter(payout -> seesAll(actor) || actor.owns(payout.beneficiary()))
                .orElseThrow(() -> Refusal.notFound("payout", ref.payout()));
    }

    @Override
    public Payout approve(Actor actor, ApprovePayout command) {
        if (command.why().isBlank() || command.why().length() > WHY_MAX) {
            throw Refusal.invalid("why", "1 to " + WHY_MAX + " characters");
        }
        return database.transaction(handle -> approve(handle, actor, command));
    }

    private Payout approve(Handle handle, Actor actor, ApprovePayout command) {
        Payout payout =
                repository
                        .lock(handle, command.payout())
                        .orElseThrow(() -> Refusal.notFound("payout", command.payout()));
        if (!actor.may(Permission.APPROVE_PAYOUTS)) {
            throw Refusal.forbidden("not_an_approver", "approving payouts needs that permission");
        }
        if (actor.user().equals(payout.beneficiary())) {
            throw Refusal.forbidden(
                    "four_eyes", "a payout is approved by somebody else than its beneficiary");
        }
        if (repository.approvedBy(handle, payout.payout(), actor.user())) {
            return payout;
        }
        if (payout.state() != State.AUTHORIZING) {
            throw Refusal.conflict(
                    "not_awaiting_approval", "the payout is " + payout.state() + " already");
        }
        repository.approve(handle, payout, actor, command.why(), now());
        Payout approved = repository.find(handle, payout.payout()).orElseThrow();
        return move(handle, approved, State.AUTHORIZED, actor, command.why());
    }

    /** Moves an order on and says so, in the caller's transaction. */
    Payout move(Handle handle, Payout from, State to, Actor actor, String reason) {
        return move(handle, from, to, actor, reason, null);
    }

    /** Moves an order on; {@code nextTryAt} goes with a failure. */
    Payout move(
            Handle handle,
            Payout from,
            State to,
            Actor actor,
            String reason,
            @Nullable Instant nextTryAt) {
        PayoutStates.check(from.state(), to);
        Payout after =
                new Payout(
                        from.payout(),
                        from.claim(),
                        from.beneficiary(),
                        from.amount(),
                        from.evidenceRoot(),
                        to,
                        reason,
                        from.approvals(),
                        from.createdAt(),
                        now());
        if (!repository.move(handle, from, after, nextTryAt)) {
            throw new IllegalStateException(
                    "payout " + from.payout() + " is not " + from.state() + " any more");
        }
        audit.record(handle, actor.name(), "payout.moved", from.payout(), from, after, reason);
        feed.append(handle, new PayoutChanged(after));
        return after;
    }

    @Override
    public EventFeed<PayoutEvent> events() {
        return feed;
    }

    @Override
    public AuditTrail audit() {
        return audit;
    }

    private static boolean seesAll(Actor actor) {
        return actor.may(Permission.OPERATE_FUND)
                || actor.may(Permission.APPROVE_PAYOUTS)
                || actor.may(Permission.AUDIT);
    }

    private Instant now() {
        return clock.now().truncatedTo(ChronoUnit.MICROS);
    }
}
