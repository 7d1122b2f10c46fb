package io.leverageguard.risk;

import io.leverageguard.api.risk.LimitNumbers;
import io.leverageguard.api.risk.Risk.ScopeLimits;
import io.leverageguard.api.risk.Risk.TradingState;
import io.leverageguard.api.risk.RiskEvent;
import io.leverageguard.api.risk.RiskEvent.LimitsChanged;
import io.leverageguard.api.risk.RiskEvent.ScopeLimitsChanged;
import io.leverageguard.api.risk.Scope;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kit.feed.PostgresAudit;
import io.leverageguard.kit.feed.PostgresFeed;
import io.leverageguard.kit.sql.Database;
import io.leverageguard.risk.ScopeRepository.StoredScope;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * What is in force, scope by scope: each change is one version, one audit record and its events, in
 * one transaction.
 *
 * <p>Whoever changes a scope holds its row until the end of the transaction, so that there is one
 * order of versions, and what a second person agrees to is what they saw.
 */
final class ScopeBook {
    private final Database database;
    private final ScopeRepository scopes;
    private final PostgresFeed<RiskEvent> feed;
    private final PostgresAudit audit;

    ScopeBook(Database database, ScopeRepository scopes) {
        this.database = database;
        this.scopes = scopes;
        this.feed = database.feed(RiskEvent.class);
        this.audit = database.audit();
    }

    /** Who changes something, what it is called, and why. */
    record Cause(String actor, String action, String why) {}

    /**
     * What is to be in force.
     *
     * @param agreed the names of the numbers that two people stand for
     * @param own whether somebody set the numbers; false where they follow the defaults
     */
    record Target(LimitNumbers numbers, TradingState state, List<String> agreed, boolean own) {}

    Optional<StoredScope> find(Scope scope) {
        return database.read(handle -> scopes.find(handle, scope));
    }

    /** What is in force in a scope; version 0 where nothing is. */
    ScopeLimits limits(Scope scope) {
        return find(scope)
                .map(StoredScope::limits)
                .orElse(new ScopeLimits(scope, LimitNumbers.NONE, TradingState.ACTIVE, 0));
    }

    List<ScopeLimits> all() {
        return database.read(scopes::all).stream().map(StoredScope::limits).toList();
    }

    /** Holds a scope until the transaction ends; an account must be known. */
    StoredScope lock(Handle handle, Scope scope) {
        StoredScope found = scopes.lock(handle, scope);
        if (scope.kind() == Scope.Kind.ACCOUNT && found.limits().version() == 0) {
            throw Refusal.notFound("account", scope.key());
        }
        return found;
    }

    /** The limits of a new account; nothing where it has some. */
    void open(Handle handle, AccountId account, LimitNumbers numbers) {
        StoredScope before = scopes.lock(handle, Scope.account(account));
        if (before.limits().version() == 0) {
            Target first = new Target(numbers, TradingState.ACTIVE, List.of(), false);
            keep(handle, before, first, numbers);
        }
    }

    /** Changes a scope that is locked. */
    ScopeLimits change(Handle handle, Cause cause, StoredScope before, Target target) {
        LimitNumbers baseline =
                Looseness.baseline(before.baseline(), target.numbers(), target.agreed());
        ScopeLimits after = keep(handle, before, target, baseline);
        audit.record(
                handle,
                cause.actor(),
                cause.action(),
                object(after.scope()),
                before.limits(),
                after,
                cause.why());
        return after;
    }

    /**
     * What audit records are about: an account by its bare id, as ever; another by its kind too.
     */
    static String object(Scope scope) {
        return scope.kind() == Scope.Kind.ACCOUNT ? scope.key() : scope.toString();
    }

    private ScopeLimits keep(
            Handle handle, StoredScope before, Target target, LimitNumbers baseline) {
        Scope scope = before.limits().scope();
        ScopeLimits after =
                new ScopeLimits(
                        scope, target.numbers(), target.state(), before.limits().version() + 1);
        scopes.put(handle, new StoredScope(after, baseline, target.own()));
        feed.append(handle, new ScopeLimitsChanged(after));
        if (scope.kind() == Scope.Kind.ACCOUNT) {
            feed.append(handle, new LimitsChanged(AccountView.of(after)));
        }
        return after;
    }
}
