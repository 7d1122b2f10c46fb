package io.leverageguard.trading;

import io.leverageguard.api.risk.Scope;
import io.leverageguard.api.trading.Kill;
import io.leverageguard.api.trading.Kill.AccountReport;
import io.leverageguard.api.trading.Kill.Closed;
import io.leverageguard.api.trading.Kill.DeadMan;
import io.leverageguard.api.trading.Kill.State;
import io.leverageguard.api.trading.Kill.Step;
import io.leverageguard.api.trading.Trading.Account;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A kill and its reports after something has happened, and whom it concerns. */
final class KillWords {
    private KillWords() {}

    /** Whether it stops an account as a whole, or a strategy in it. */
    static boolean covers(Kill.Scope scope, Account account) {
        boolean whose = scope.user() == null || scope.user().equals(account.owner());
        return whose
                && switch (scope.kind()) {
                    case ACCOUNT -> account.account().equals(scope.account());
                    case VENUE -> account.venue().equals(scope.venue());
                    case ALL, STRATEGY -> true;
                };
    }

    /** Whether it stops orders of this account with this label. */
    static boolean covers(Kill.Scope scope, Account account, String strategy) {
        return covers(scope, account)
                && (scope.kind() != Kill.Kind.STRATEGY || strategy.equals(scope.strategy()));
    }

    /** The scopes of limits that it closes. */
    static List<Scope> scopes(Kill.Scope scope, Collection<Account> accounts) {
        return switch (scope.kind()) {
            case STRATEGY ->
                    List.of(
                            Scope.strategy(
                                    Objects.requireNonNull(scope.user()),
                                    Objects.requireNonNull(scope.strategy())));
            case ACCOUNT -> List.of(Scope.account(Objects.requireNonNull(scope.account())));
            case VENUE ->
                    scope.user() == null
                            ? List.of(Scope.venue(Objects.requireNonNull(scope.venue())))
                            : accounts.stream()
                                    .filter(account -> covers(scope, account))
                                    .map(account -> Scope.account(account.account()))
                                    .toList();
            case ALL -> List.of(scope.user() == null ? Scope.desk() : Scope.user(scope.user()));
        };
    }

    /** The report of an account in which nothing has been done yet. */
    static AccountReport first(Account account, Instant now) {
        return new AccountReport(
                account.account(),
                account.venue(),
                Step.CANCEL,
                1,
                List.of(),
                List.of(),
                List.of(),
                DeadMan.NOT_YET,
                "",
                now,
                now,
                null);
    }

    static AccountReport report(Kill kill, Account account) {
        return kill.accounts().stream()
                .filter(one -> one.account().equals(account.account()))
                .findFirst()
                .orElseThrow();
    }

    static Kill with(Kill kill, List<AccountReport> reports) {
        return new Kill(
                kill.kill(),
                kill.scope(),
                kill.state(),
                kill.person(),
                kill.by(),
                kill.why(),
                kill.startedAt(),
                kill.endedAt(),
                kill.liftedBy(),
                kill.liftedWhy(),
                reports);
    }

    /** The same with one report replaced. */
    static Kill with(Kill kill, AccountReport report) {
        return with(
                kill,
                kill.accounts().stream()
                        .map(one -> one.account().equals(report.account()) ? report : one)
                        .toList());
    }

    /** The same in another state. */
    static Kill in(Kill kill, State state, @Nullable Instant endedAt) {
        return lifted(kill, state, endedAt, kill.liftedBy(), kill.liftedWhy());
    }

    static Kill lifted(Kill kill, State state, @Nullable Instant endedAt, String by, String why) {
        return new Kill(
                kill.kill(),
                kill.scope(),
                state,
                kill.person(),
                kill.by(),
                kill.why(),
                kill.startedAt(),
                endedAt,
                by,
                why,
                kill.accounts());
    }

    /** What it has come to once every account is at its end. */
    static State end(Kill kill) {
        boolean all = kill.accounts().stream().allMatch(report -> report.step().isLast());
        if (!all) {
            return State.RUNNING;
        }
        boolean failed = kill.accounts().stream().anyMatch(one -> one.step() == Step.FAILED);
        return failed ? State.FAILED : State.DONE;
    }

    /** The same report with other words. */
    static AccountReport said(AccountReport report, String words, Instant now) {
        return new Draft(report).words(words).at(now);
    }

    /** A report that is being changed. */
    static final class Draft {
        private final AccountReport before;
        private Step step;
        private int attempt;
        private List<String> cancelled;
        private List<Closed> closed;
        private List<String> left;
        private DeadMan deadMan;
        private String words = "";

        Draft(AccountReport before) {
            this.before = before;
            step = before.step();
            attempt = before.attempt();
            cancelled = before.cancelled();
            closed = before.closed();
            left = before.left();
            deadMan = before.deadMan();
        }

        Draft step(Step next) {
            step = next;
            return this;
        }

        Draft again() {
            attempt++;
            return step(Step.CANCEL);
        }

        Draft cancelled(Collection<String> more) {
            Set<String> all = new LinkedHashSet<>(cancelled);
            all.addAll(more);
            cancelled = List.copyOf(all);
            return this;
        }

        /** Of two entries about one order the later counts. */
        Draft closed(List<Closed> more) {
            Stream<Closed> others =
                    closed.stream()
                            .filter(
                                    one ->
                                            more.stream()
                                                    .noneMatch(
                                                            it -> it.order().equals(one.order())));
            closed = Stream.concat(others, more.stream()).toList();
            return this;
        }

        Draft left(List<String> now) {
            left = now;
            return this;
        }

        Draft deadMan(DeadMan became) {
            deadMan = became;
            return this;
        }

        Draft words(String said) {
            words = said;
            return this;
        }

        AccountReport at(Instant now) {
            return new AccountReport(
                    before.account(),
                    before.venue(),
                    step,
                    attempt,
                    cancelled,
                    closed,
                    left,
                    deadMan,
                    words,
                    before.startedAt(),
                    now,
                    step.isLast() ? now : null);
        }
    }
}
