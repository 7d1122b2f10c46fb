package io.leverageguard.engine;

import io.leverageguard.engine.Command.OpenAccount;
import io.leverageguard.engine.Command.SetLimits;

/** Accounts, the scopes they are in, and the limits of these. */
final class Scopes {
    private final EngineState state;
    private final Watch watch;

    Scopes(EngineState state, Watch watch) {
        this.state = state;
        this.watch = watch;
    }

    Verdict open(OpenAccount command) {
        if (state.accounts.containsKey(command.account())) {
            return Verdict.USED_NUMBER;
        }
        AccountEntry account = add(command.account(), command.user(), command.venue());
        state.touched(account);
        limit(account.own, command.limits());
        return Verdict.OK;
    }

    Verdict limit(SetLimits command) {
        Scope scope = command.scope();
        if (scope.kind() == Scope.Kind.ACCOUNT && !state.accounts.containsKey(scope.first())) {
            return Verdict.UNKNOWN_ACCOUNT;
        }
        ScopeEntry entry = state.scope(scope);
        if (command.limits().version() < entry.limits.version()) {
            return Verdict.OUTDATED;
        }
        limit(entry, command.limits());
        return Verdict.OK;
    }

    /** A new account; those of user or venue zero share nothing but the desk. */
    AccountEntry add(int number, int user, int venue) {
        AccountEntry account =
                new AccountEntry(
                        number,
                        state.scope(Scope.account(number)),
                        user == 0 ? null : state.scope(Scope.user(user)),
                        venue == 0 ? null : state.scope(Scope.venue(venue)));
        state.accounts.put(number, account);
        return account;
    }

    void limit(ScopeEntry entry, Limits limits) {
        entry.limits = limits;
        entry.limitsHash = limits.hash();
        state.touched(entry);
        watch.limited(entry);
    }
}
