package io.leverageguard.trading;

import io.leverageguard.api.risk.Risk.TradingState;
import io.leverageguard.api.risk.Scope;
import io.leverageguard.api.trading.Kill;
import io.leverageguard.api.trading.Kill.AccountReport;
import io.leverageguard.api.trading.Kill.State;
import io.leverageguard.api.trading.KillId;
import io.leverageguard.api.trading.Trading.Account;
import io.leverageguard.api.trading.TradingEvent.KillSwitched;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.rpc.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The uses of the kill switch that stand, and how far they have come. Touched by the engine's
 * thread only, but for {@link #isAtWork}.
 */
final class KillBook {
    private final Changes changes;
    private final DeskAccounts accounts;
    private final Map<KillId, Kill> standing = new LinkedHashMap<>();
    private Consumer<Collection<Scope>> onChange = scopes -> {};
    private volatile boolean atWork;

    KillBook(Changes changes, DeskAccounts accounts) {
        this.changes = changes;
        this.accounts = accounts;
    }

    /** An account in which something is to be done. */
    record Work(KillId kill, AccountId account) {}

    /** Who is told that other states hold in these scopes. */
    void onChange(Consumer<Collection<Scope>> listener) {
        onChange = listener;
    }

    /** Takes over what is stored. */
    void load(Collection<Kill> stored) {
        standing.clear();
        stored.forEach(kill -> standing.put(kill.kill(), kill));
        look();
    }

    /** Whether a kill is at work somewhere; any thread may ask. */
    boolean isAtWork() {
        return atWork;
    }

    /** What is to be done, in the order in which it was asked for. */
    List<Work> work() {
        List<Work> work = new ArrayList<>();
        for (Kill kill : standing.values()) {
            for (AccountReport report : kill.accounts()) {
                if (!report.step().isLast()) {
                    work.add(new Work(kill.kill(), report.account()));
                }
            }
        }
        return work;
    }

    @Nullable Kill find(KillId kill) {
        return standing.get(kill);
    }

    /** Stops a scope, or returns what became of the same command before. */
    Kill start(Kill wanted) {
        Kill first = standing.get(wanted.kill());
        if (first != null) {
            return repeated(first, wanted);
        }
        List<AccountReport> reports = new ArrayList<>();
        for (DeskAccount account : accounts.all()) {
            if (KillWords.covers(wanted.scope(), account.account())) {
                reports.add(KillWords.first(account.account(), wanted.startedAt()));
            }
        }
        if (reports.isEmpty()) {
            throw Refusal.unprocessable("scope_empty", "there is no account in that scope");
        }
        Kill kill = KillWords.with(wanted, reports);
        put(kill);
        reports.forEach(report -> keep(kill.kill(), report));
        audit(kill, kill.by(), "kill.started", kill.why());
        for (AccountReport report : reports) {
            announce(report.account(), kill, State.RUNNING, kill.why(), wanted.startedAt());
        }
        return kill;
    }

    /** The same command is answered alike; another one with the same id is refused. */
    static Kill repeated(Kill first, Kill wanted) {
        boolean same =
                first.scope().equals(wanted.scope())
                        && first.why().equals(wanted.why())
                        && first.person().equals(wanted.person());
        if (!same) {
            throw Refusal.conflict("id_reused", "this id was used for another kill");
        }
        return first;
    }

    /** Takes the next step of an account; false when it is not where {@code from} says. */
    boolean advance(KillId id, AccountReport from, AccountReport to) {
        Kill kill = standing.get(id);
        if (kill == null || !kill.accounts().contains(from)) {
            return false;
        }
        Kill after = KillWords.with(kill, to);
        keep(id, to);
        if (to.step().isLast() && !from.step().isLast()) {
            State reached = State.valueOf(to.step().name());
            audit(after, "kill-switch", "kill.account_" + to.step().name(), to.account() + "");
            announce(to.account(), after, reached, String.join("; ", to.left()), to.updatedAt());
        }
        State end = KillWords.end(after);
        if (end == kill.state()) {
            standing.put(id, after);
            return true;
        }
        Kill ended = KillWords.in(after, end, to.updatedAt());
        put(ended);
        audit(ended, "kill-switch", "kill.ended", end.name());
        return true;
    }

    /** Lets the scope trade again. */
    Kill lift(KillId id, String by, String why, Instant now) {
        Kill kill = standing.get(id);
        if (kill == null) {
            throw Refusal.notFound("kill", id);
        }
        Instant ended = kill.endedAt() == null ? now : kill.endedAt();
        Kill lifted = KillWords.lifted(kill, State.LIFTED, ended, by, why);
        put(lifted);
        audit(lifted, by, "kill.lifted", why);
        for (AccountReport report : lifted.accounts()) {
            announce(report.account(), lifted, State.LIFTED, why, now);
        }
        return lifted;
    }

    /** What kills make of a scope: less and less is allowed from ACTIVE on. */
    TradingState held(Scope scope) {
        TradingState state = TradingState.ACTIVE;
        for (Kill kill : standing.values()) {
            if (scopes(kill).contains(scope)) {
                TradingState its =
                        kill.state() == State.DONE ? TradingState.HALTED : TradingState.REDUCING;
                state = LimitWords.stricter(state, its);
            }
        }
        return state;
    }

    /** Every scope that a kill has closed. */
    Set<Scope> closed() {
        Set<Scope> scopes = new LinkedHashSet<>();
        standing.values().forEach(kill -> scopes.addAll(scopes(kill)));
        return scopes;
    }

    /**
     * The kill that keeps an order from being placed; null when none does. Where something is left,
     * people may reduce it.
     */
    @Nullable Kill stopping(Account account, String strategy, boolean reduceOnly) {
        for (Kill kill : standing.values()) {
            boolean mayReduce = kill.state() == State.FAILED && reduceOnly;
            if (!mayReduce && KillWords.covers(kill.scope(), account, strategy)) {
                return kill;
            }
        }
        return null;
    }

    /** Whether a kill is closing everything in an account just now. */
    boolean isClosing(Account account) {
        for (Kill kill : standing.values()) {
            if (kill.state() == State.RUNNING
                    && kill.scope().kind() != Kill.Kind.STRATEGY
                    && KillWords.covers(kill.scope(), account)) {
                return true;
            }
        }
        return false;
    }

    /** A new account is in the scopes of kills that stand. */
    void opened(Account account) {
        for (Kill kill : standing.values()) {
            if (KillWords.covers(kill.scope(), account)) {
                onChange.accept(Set.of(Scope.account(account.account())));
            }
        }
    }

    private Collection<Scope> scopes(Kill kill) {
        return KillWords.scopes(
                kill.scope(), accounts.all().stream().map(DeskAccount::account).toList());
    }

    private void put(Kill kill) {
        if (kill.state().stands()) {
            standing.put(kill.kill(), kill);
        } else {
            standing.remove(kill.kill());
        }
        look();
        changes.protection.kills.put(kill.kill(), KillWords.with(kill, List.of()));
        onChange.accept(scopes(kill));
    }

    private void keep(KillId kill, AccountReport report) {
        changes.protection.reports.put(
                new ProtectionChanges.KillKey(kill, report.account()), report);
    }

    private void look() {
        atWork = standing.values().stream().anyMatch(kill -> kill.state() == State.RUNNING);
    }

    private void audit(Kill kill, String actor, String action, String why) {
        changes.audited.add(
                new Changes.Audited(actor, action, kill.kill().toString(), kill.scope(), why));
    }

    private void announce(AccountId account, Kill kill, State state, String words, Instant at) {
        changes.announce(
                new KillSwitched(account, kill.kill().toString(), state.name(), words, at));
    }
}
