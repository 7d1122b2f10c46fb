package io.leverageguard.risk;

import io.leverageguard.api.risk.LimitChange;
import io.leverageguard.api.risk.LimitChange.Decision;
import io.leverageguard.api.risk.LimitChange.Status;
import io.leverageguard.api.risk.LimitChangeId;
import io.leverageguard.api.risk.Risk.DecideLimits;
import io.leverageguard.api.risk.Risk.ScopeFilter;
import io.leverageguard.api.risk.Scope;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.feed.PostgresAudit;
import io.leverageguard.kit.json.Json;
import io.leverageguard.kit.sql.Database;
import io.leverageguard.risk.ScopeRepository.StoredChange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Keeps what was asked for, and lets a second person decide what waits for one. */
final class FourEyes {
    private final Database database;
    private final ScopeRepository scopes;
    private final Clock clock;
    private final PostgresAudit audit;

    FourEyes(Database database, ScopeRepository scopes, Clock clock) {
        this.database = database;
        this.scopes = scopes;
        this.clock = clock;
        this.audit = database.audit();
    }

    /** Does what a second person agreed to, in the transaction of the decision. */
    @FunctionalInterface
    interface Agreed {
        void apply(Handle handle, LimitChange change, Actor by, String why);
    }

    List<LimitChange> changes(ScopeFilter filter) {
        return database.read(handle -> scopes.changes(handle, filter));
    }

    /** The answer to the same command when it was given before; refuses another with its id. */
    Optional<LimitChange> repeated(Handle handle, Actor actor, LimitChangeId id, Object command) {
        Optional<StoredChange> first = scopes.change(handle, id);
        if (first.isEmpty()) {
            return Optional.empty();
        }
        boolean same =
                first.get().request().equals(Json.write(command))
                        && first.get().change().proposer().equals(actor.user());
        if (!same) {
            throw idReused();
        }
        return first.map(StoredChange::change);
    }

    /** Keeps a change, and says so in the audit trail where it waits. */
    LimitChange add(Handle handle, LimitChange change, Object command) {
        if (!scopes.add(handle, change, Json.write(command))) {
            throw idReused();
        }
        if (change.status() == Status.PENDING) {
            audit.record(
                    handle,
                    change.proposedBy(),
                    "limits.proposed",
                    ScopeBook.object(change.scope()),
                    change.before(),
                    change,
                    change.why());
        }
        return change;
    }

    /** Decides a change that waits. */
    LimitChange decide(Actor actor, DecideLimits command, Agreed agreed) {
        String why = Asked.reason(command.why());
        Scope scope =
                database.read(handle -> scopes.change(handle, command.change()))
                        .map(stored -> stored.change().scope())
                        .orElseThrow(() -> Refusal.notFound("change", command.change()));
        return database.transaction(
                handle -> {
                    LimitChange change = locked(handle, scope, command.change());
                    return isRepeated(actor, command, change)
                            ? change
                            : decide(
                                    handle,
                                    actor,
                                    new DecideLimits(command.change(), command.approve(), why),
                                    change,
                                    agreed);
                });
    }

    /** Lets changes fall that nobody decided in time. */
    void expire() {
        Instant now = clock.now();
        for (LimitChange late : database.read(handle -> scopes.expired(handle, now))) {
            database.write(
                    handle -> {
                        LimitChange change = locked(handle, late.scope(), late.id());
                        if (change.status() == Status.PENDING) {
                            end(
                                    handle,
                                    change,
                                    change.ended(Status.EXPIRED, null),
                                    new ScopeBook.Cause(
                                            RiskService.SELF.name(),
                                            "limits.change_expired",
                                            "nobody decided in time"));
                        }
                    });
        }
    }

    /** Whoever decides holds the scope: it is the scope's row that decisions wait for. */
    private LimitChange locked(Handle handle, Scope scope, LimitChangeId id) {
        scopes.lock(handle, scope);
        return scopes.change(handle, id).orElseThrow().change();
    }

    private LimitChange decide(
            Handle handle, Actor actor, DecideLimits command, LimitChange change, Agreed agreed) {
        mayDecide(actor, command, change);
        Decision decision = new Decision(actor.user(), actor.name(), command.why(), clock.now());
        boolean approve = command.approve();
        LimitChange decided = change.ended(approve ? Status.APPROVED : Status.REJECTED, decision);
        end(
                handle,
                change,
                decided,
                new ScopeBook.Cause(
                        actor.name(),
                        approve ? "limits.change_approved" : "limits.change_rejected",
                        command.why()));
        if (approve) {
            agreed.apply(handle, decided, actor, command.why());
        }
        return decided;
    }

    private void end(Handle handle, LimitChange change, LimitChange ended, ScopeBook.Cause cause) {
        scopes.update(handle, ended);
        audit.record(
                handle,
                cause.actor(),
                cause.action(),
                ScopeBook.object(change.scope()),
                change,
                ended,
                cause.why());
    }

    private static boolean isRepeated(Actor actor, DecideLimits command, LimitChange change) {
        Decision decision = change.decision();
        Status wanted = command.approve() ? Status.APPROVED : Status.REJECTED;
        return decision != null
                && change.status() == wanted
                && decision.person().equals(actor.user());
    }

    private void mayDecide(Actor actor, DecideLimits command, LimitChange change) {
        boolean late = !change.expiresAt().isAfter(clock.now());
        if (change.status() == Status.EXPIRED || (change.status() == Status.PENDING && late)) {
            throw Refusal.conflict("change_expired", "it expired at " + change.expiresAt());
        }
        if (change.status() != Status.PENDING) {
            throw Refusal.conflict("change_not_pending", "it is " + change.status() + " already");
        }
        boolean own = actor.user().equals(change.proposer());
        if (command.approve() && (own || actor.isService())) {
            throw Refusal.forbidden("four_eyes", "another person than the proposer must agree");
        }
    }

    private static Refusal idReused() {
        return Refusal.conflict("id_reused", "another command has this id");
    }
}
