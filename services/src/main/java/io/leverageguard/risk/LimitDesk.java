package io.leverageguard.risk;

import io.leverageguard.api.config.LiveSettings;
import io.leverageguard.api.config.SettingKey;
import io.leverageguard.api.risk.LimitChange;
import io.leverageguard.api.risk.LimitChange.Status;
import io.leverageguard.api.risk.LimitNumbers;
import io.leverageguard.api.risk.Risk.Limits;
import io.leverageguard.api.risk.Risk.ProposeLimits;
import io.leverageguard.api.risk.Risk.ScopeLimits;
import io.leverageguard.api.risk.Risk.TradingState;
import io.leverageguard.api.risk.Scope;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.sql.Database;
import io.leverageguard.risk.ScopeBook.Cause;
import io.leverageguard.risk.ScopeBook.Target;
import io.leverageguard.risk.ScopeRepository.StoredScope;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Changes limits: at once where one person may, after a second has agreed where not. */
final class LimitDesk {
    /** What waits when HALTED is to be lifted. */
    private static final String STATE = "state";

    private static final String CHANGED = "limits.changed";

    private final Database database;
    private final ScopeRepository scopes;
    private final ScopeBook book;
    private final FourEyes fourEyes;
    private final LiveSettings settings;
    private final Clock clock;

    LimitDesk(
            Database database,
            ScopeRepository scopes,
            ScopeBook book,
            FourEyes fourEyes,
            LiveSettings settings,
            Clock clock) {
        this.database = database;
        this.scopes = scopes;
        this.book = book;
        this.fourEyes = fourEyes;
        this.settings = settings;
        this.clock = clock;
    }

    LimitChange propose(Actor actor, ProposeLimits command) {
        Scope scope = Asked.scope(command.kind(), command.key());
        String why = Asked.reason(command.why());
        LimitNumbers numbers = command.numbers();
        if (numbers == null && command.state() == null) {
            throw Refusal.invalid("numbers", "numbers or a trading state are needed");
        }
        if (numbers != null) {
            LimitName.check(numbers);
        }
        return database.transaction(
                handle -> {
                    StoredScope before = book.lock(handle, scope);
                    Optional<LimitChange> first =
                            fourEyes.repeated(handle, actor, command.id(), command);
                    if (first.isPresent()) {
                        return first.get();
                    }
                    Wanted wanted = wanted(before, numbers, command.state());
                    applyNow(handle, new Cause(actor.name(), CHANGED, why), before, wanted);
                    return fourEyes.add(
                            handle, change(actor, command, why, before, wanted), command);
                });
    }

    /** Changes an account as the older routes do: at once, or refused where a second is needed. */
    Limits changeAlone(
            Cause cause, Scope account, @Nullable LimitNumbers four, @Nullable TradingState state) {
        return database.transaction(
                handle -> {
                    StoredScope before = book.lock(handle, account);
                    LimitNumbers numbers =
                            four == null ? null : four(before.limits().numbers(), four);
                    if (numbers != null) {
                        LimitName.check(numbers);
                    }
                    Wanted wanted = wanted(before, numbers, state);
                    if (!wanted.waiting().isEmpty()) {
                        throw fourEyesNeeded(account, wanted.waiting());
                    }
                    return AccountView.of(
                            book.change(handle, cause, before, wanted.now(before.limits())));
                });
    }

    /** Gives the present defaults to every account that has no limits of its own. */
    int applyDefaults(Cause cause, LimitNumbers defaults) {
        return database.transaction(
                handle -> {
                    int changed = 0;
                    for (StoredScope found : scopes.accountsByDefault(handle)) {
                        StoredScope before = book.lock(handle, found.limits().scope());
                        LimitNumbers numbers = before.limits().numbers();
                        LimitNumbers now = four(numbers, defaults);
                        if (!before.own() && !Looseness.isSame(numbers, now, LimitName.FIELDS)) {
                            Target target =
                                    new Target(
                                            now, before.limits().state(), LimitName.FIELDS, false);
                            book.change(handle, cause, before, target);
                            changed++;
                        }
                    }
                    return changed;
                });
    }

    /** Puts in force what a second person agreed to, if nobody changed it meanwhile. */
    void agreed(Handle handle, LimitChange change, Actor by, String why) {
        StoredScope before = book.lock(handle, change.scope());
        ScopeLimits present = before.limits();
        boolean withState = change.waiting().contains(STATE);
        boolean same =
                Looseness.isSame(present.numbers(), change.before().numbers(), change.waiting())
                        && (!withState || present.state() == change.before().state());
        if (!same) {
            throw Refusal.conflict(
                    "limits_changed_meanwhile",
                    "what waits was changed since it was proposed; propose it anew");
        }
        LimitNumbers numbers = Objects.requireNonNullElse(change.numbers(), present.numbers());
        TradingState state = Objects.requireNonNullElse(change.state(), present.state());
        String words = why + " (proposed by " + change.proposedBy() + ": " + change.why() + ")";
        book.change(
                handle,
                new Cause(by.name(), CHANGED, words),
                before,
                new Target(
                        Looseness.taking(present.numbers(), numbers, change.waiting()),
                        withState ? state : present.state(),
                        change.waiting(),
                        before.own() || change.numbers() != null));
    }

    /** When a change falls that is proposed now. */
    Instant expiry() {
        long hours = settings.get(SettingKey.RISK_CHANGE_HOURS).longValue();
        return clock.now().plus(Duration.ofHours(hours));
    }

    /** What is wanted, and what of it waits for a second person. */
    private record Wanted(
            LimitNumbers numbers, TradingState state, List<String> waiting, boolean own) {
        /** What may be in force at once. */
        Target now(ScopeLimits present) {
            return new Target(
                    Looseness.leaving(present.numbers(), numbers, waiting),
                    waiting.contains(STATE) ? present.state() : state,
                    List.of(),
                    own);
        }
    }

    private Wanted wanted(
            StoredScope before, @Nullable LimitNumbers numbers, @Nullable TradingState state) {
        ScopeLimits present = before.limits();
        LimitNumbers asked = Objects.requireNonNullElse(numbers, present.numbers());
        TradingState askedState = Objects.requireNonNullElse(state, present.state());
        BigDecimal factor = settings.get(SettingKey.RISK_FOUR_EYES_FACTOR);
        List<String> waiting = new ArrayList<>();
        for (String name : Looseness.beyond(before.baseline(), asked, factor)) {
            if (!Looseness.isSame(present.numbers(), asked, List.of(name))) {
                waiting.add(name);
            }
        }
        if (present.state() == TradingState.HALTED && askedState != TradingState.HALTED) {
            waiting.add(STATE);
        }
        return new Wanted(asked, askedState, waiting, before.own() || numbers != null);
    }

    private void applyNow(Handle handle, Cause cause, StoredScope before, Wanted wanted) {
        ScopeLimits present = before.limits();
        Target now = wanted.now(present);
        boolean changes =
                !Looseness.isSame(now.numbers(), present.numbers(), LimitName.FIELDS)
                        || now.state() != present.state();
        if (changes || wanted.waiting().isEmpty()) {
            book.change(handle, cause, before, now);
        }
    }

    private LimitChange change(
            Actor actor, ProposeLimits command, String why, StoredScope before, Wanted wanted) {
        return new LimitChange(
                command.id(),
                LimitChange.Kind.LIMITS,
                before.limits().scope(),
                before.limits(),
                command.numbers(),
                command.state(),
                List.of(),
                wanted.waiting(),
                wanted.waiting().isEmpty() ? Status.APPLIED : Status.PENDING,
                actor.user(),
                actor.name(),
                why,
                clock.now(),
                expiry(),
                null);
    }

    private static LimitNumbers four(LimitNumbers numbers, LimitNumbers four) {
        return numbers.with(
                four.orderNotionalMax(),
                four.positionNotionalMax(),
                four.leverageMax(),
                four.openOrdersMax());
    }

    private static Refusal fourEyesNeeded(Scope scope, List<String> waiting) {
        return Refusal.unprocessable(
                "four_eyes_needed",
                String.join(", ", waiting)
                        + " would loosen too much for one person: propose it at /api/v1/limits/"
                        + scope.kind()
                        + "/"
                        + scope.key()
                        + "/changes");
    }
}
