package io.leverageguard.trading;

import io.leverageguard.api.trading.Kill;
import io.leverageguard.api.trading.Kill.State;
import io.leverageguard.api.trading.Protection.KillRef;
import io.leverageguard.api.trading.Protection.Kills;
import io.leverageguard.api.trading.Protection.LiftKill;
import io.leverageguard.api.trading.Protection.StartKill;
import io.leverageguard.api.trading.Trading.Account;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.access.Permission;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.venues.Reports.CommandOutcome;
import io.leverageguard.venues.VenueAccount;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who may use the kill switch, see what it did, and lift it. */
final class KillService {
    private static final Logger LOG = LoggerFactory.getLogger(KillService.class);
    private static final int WHY_LENGTH_MAX = 500;

    private final Intake.Sources sources;
    private final Links links;

    KillService(Intake.Sources sources, Links links) {
        this.sources = sources;
        this.links = links;
    }

    Kill start(Actor actor, StartKill command) {
        String why = reason(command.why());
        Kill.Scope scope = scope(actor, command);
        Kill wanted =
                new Kill(
                        command.kill(),
                        scope,
                        State.RUNNING,
                        actor.user(),
                        actor.name(),
                        why,
                        sources.now(),
                        null,
                        "",
                        "",
                        List.of());
        return sources.store()
                .protection()
                .kill(command.kill())
                .map(first -> KillBook.repeated(first, wanted))
                .orElseGet(() -> sources.room().ask(desk -> desk.kills().start(wanted)));
    }

    Kill find(Actor actor, KillRef ref) {
        return sources.store()
                .protection()
                .kill(ref.kill())
                .filter(kill -> maySee(actor, kill))
                .orElseThrow(() -> Refusal.notFound("kill", ref.kill()));
    }

    Kills all(Actor actor) {
        requireTrader(actor);
        return new Kills(
                sources.store().protection().kills().stream()
                        .filter(kill -> maySee(actor, kill))
                        .toList());
    }

    Kill lift(Actor actor, LiftKill command) {
        String why = reason(command.why());
        Kill kill = find(actor, new KillRef(command.kill()));
        if (!mayLift(actor, kill)) {
            throw notAnOperator("only an operator lifts what an operator has stopped");
        }
        if (kill.state() == State.LIFTED) {
            return kill;
        }
        if (kill.state() == State.RUNNING && !Boolean.TRUE.equals(command.unfinished())) {
            throw Refusal.conflict(
                    "kill_running",
                    "an account is not at its end; to lift it nevertheless say unfinished");
        }
        Instant now = sources.now();
        Kill lifted =
                sources.room().ask(desk -> desk.kills().lift(kill.kill(), actor.name(), why, now));
        lifted.accounts().stream()
                .filter(report -> report.deadMan() == Kill.DeadMan.ARMED)
                .forEach(report -> disarm(report.account()));
        return lifted;
    }

    /** Where it can be: a switch that is not told again fires once, and then it is over. */
    private void disarm(AccountId account) {
        AccountLink link = links.of(account);
        VenueAccount door = link.door();
        if (door != null && link.venue().capabilities().deadMan().disarms()) {
            CommandOutcome outcome =
                    door.disarmDeadMan(Set.copyOf(sources.store().symbols(account)));
            LOG.info("dead-man switch of {} disarmed: {}", account, outcome);
        }
    }

    private Kill.Scope scope(Actor actor, StartKill command) {
        requireTrader(actor);
        boolean everybody = Boolean.TRUE.equals(command.everybody());
        if (everybody
                && (command.user() != null
                        || command.kind() == Kill.Kind.ACCOUNT
                        || command.kind() == Kill.Kind.STRATEGY)) {
            throw Refusal.invalid("everybody", "only for a venue or for all, and without a user");
        }
        requireParts(command);
        return switch (command.kind()) {
            case ACCOUNT -> ofAccount(actor, Objects.requireNonNull(command.account()));
            case VENUE, ALL, STRATEGY ->
                    new Kill.Scope(
                            command.kind(),
                            everybody ? everybody(actor) : person(actor, command.user()),
                            null,
                            command.venue(),
                            command.strategy());
        };
    }

    private static void requireParts(StartKill command) {
        requirePart("account", command.account() != null, command.kind() == Kill.Kind.ACCOUNT);
        requirePart("venue", command.venue() != null, command.kind() == Kill.Kind.VENUE);
        requirePart("strategy", command.strategy() != null, command.kind() == Kill.Kind.STRATEGY);
        String strategy = command.strategy();
        if (strategy != null && (strategy.isBlank() || !strategy.equals(strategy.strip()))) {
            throw Refusal.invalid("strategy", "a label without spaces around it");
        }
    }

    private static void requirePart(String field, boolean present, boolean needed) {
        if (present != needed) {
            throw Refusal.invalid(
                    field, needed ? "needed for this kind" : "not for this kind of scope");
        }
    }

    private Kill.Scope ofAccount(Actor actor, AccountId id) {
        Account account = links.of(id).account();
        if (!actor.owns(account.owner()) && !actor.may(Permission.SET_LIMITS)) {
            throw Refusal.notFound("account", id);
        }
        return new Kill.Scope(Kill.Kind.ACCOUNT, account.owner(), id, null, null);
    }

    private static @Nullable UserId everybody(Actor actor) {
        if (!actor.may(Permission.SET_LIMITS)) {
            throw notAnOperator("everybody is stopped by an operator");
        }
        return null;
    }

    private static UserId person(Actor actor, @Nullable UserId user) {
        UserId person = user == null ? actor.user() : user;
        if (person.equals(Actor.NOBODY)) {
            throw Refusal.invalid("user", "whose, or everybody");
        }
        if (!person.equals(actor.user()) && !actor.may(Permission.SET_LIMITS)) {
            throw notAnOperator("somebody else is stopped by an operator");
        }
        return person;
    }

    private static boolean maySee(Actor actor, Kill kill) {
        return actor.may(Permission.SET_LIMITS)
                || actor.may(Permission.AUDIT)
                || (kill.scope().user() != null && actor.owns(kill.scope().user()));
    }

    /** One's own, unless somebody else has stopped it. */
    private static boolean mayLift(Actor actor, Kill kill) {
        boolean own =
                kill.person().equals(actor.user())
                        && actor.user().equals(kill.scope().user())
                        && actor.may(Permission.TRADE);
        return own || actor.may(Permission.SET_LIMITS);
    }

    private static void requireTrader(Actor actor) {
        if (!actor.may(Permission.TRADE) && !actor.may(Permission.SET_LIMITS)) {
            throw Refusal.forbidden("forbidden", "for traders and operators");
        }
    }

    private static String reason(String why) {
        if (why.isBlank() || why.length() > WHY_LENGTH_MAX) {
            throw Refusal.invalid("why", "a reason of at most " + WHY_LENGTH_MAX + " characters");
        }
        return why.strip();
    }

    private static Refusal notAnOperator(String message) {
        return Refusal.forbidden("not_an_operator", message);
    }
}
