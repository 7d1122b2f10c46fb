package io.leverageguard.trading;

import io.leverageguard.api.risk.LimitNumbers;
import io.leverageguard.api.risk.Risk.ScopeLimits;
import io.leverageguard.api.risk.Risk.TradingState;
import io.leverageguard.api.risk.Scope;
import io.leverageguard.api.trading.Kill;
import io.leverageguard.api.trading.Trading.Account;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.engine.Command;
import io.leverageguard.engine.Verdict;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.rpc.Refusal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What risk has decided of each scope, and what the kill switch makes of it. The engine enforces
 * the stricter of both. While a kill is at work nothing is HALTED in the engine but REDUCING, so
 * that the kill's own orders pass; all others are refused here, before the engine is asked. Touched
 * by the engine's thread only.
 */
final class LimitBook implements OrderGate {
    private final Changes changes;
    private final OrderDesk orders;
    private final DeskAccounts accounts;
    private final Names names;
    private final KillBook kills;
    private final Map<Scope, ScopeLimits> decided = new LinkedHashMap<>();
    private boolean limitsLosses;

    LimitBook(
            Changes changes, OrderDesk orders, DeskAccounts accounts, Names names, KillBook kills) {
        this.changes = changes;
        this.orders = orders;
        this.accounts = accounts;
        this.names = names;
        this.kills = kills;
    }

    /** Takes over what is stored. */
    void load(Collection<ScopeLimits> stored) {
        decided.clear();
        limitsLosses = false;
        stored.forEach(this::put);
    }

    /** Puts limits in force; false when they are no newer than what is. */
    boolean decide(ScopeLimits limits) {
        ScopeLimits known = decided.get(limits.scope());
        if (known != null && known.version() >= limits.version()) {
            return false;
        }
        put(limits);
        changes.protection.limits.put(limits.scope(), limits);
        apply(limits.scope());
        return true;
    }

    /** Whether losses were limited anywhere that count what is open. */
    boolean limitsLosses() {
        return limitsLosses;
    }

    /** Tells the engine what holds in a scope now. */
    void apply(Scope scope) {
        io.leverageguard.engine.Scope numbered = numbered(scope);
        if (numbered == null) {
            return; // An account that is not open yet: told when it is.
        }
        ScopeLimits limits = limits(scope);
        TradingState state = LimitWords.stricter(limits.state(), kills.held(scope));
        if (state == TradingState.HALTED && kills.isAtWork()) {
            state = TradingState.REDUCING;
        }
        Verdict verdict =
                orders.engine()
                        .apply(new Command.SetLimits(numbered, LimitWords.engine(limits, state)));
        if (verdict != Verdict.OK && verdict != Verdict.OUTDATED) {
            throw new IllegalStateException("the engine says " + verdict + " to " + scope);
        }
    }

    /** Tells the engine what holds in these scopes and in all that are halted. */
    void applyAll(Collection<Scope> scopes) {
        scopes.forEach(this::apply);
        for (ScopeLimits limits : List.copyOf(decided.values())) {
            if (limits.state() == TradingState.HALTED && !scopes.contains(limits.scope())) {
                apply(limits.scope());
            }
        }
        for (Scope scope : kills.closed()) {
            if (!scopes.contains(scope)) {
                apply(scope);
            }
        }
    }

    /** The engine's name of a scope; null when it is of an account that is not open. */
    io.leverageguard.engine.@Nullable Scope numbered(Scope scope) {
        String key = scope.key();
        int colon = key.indexOf(':');
        return switch (scope.kind()) {
            case DESK -> io.leverageguard.engine.Scope.DESK;
            case USER -> io.leverageguard.engine.Scope.user(names.number(Names.Kind.USER, key));
            case VENUE -> io.leverageguard.engine.Scope.venue(names.number(Names.Kind.VENUE, key));
            case ACCOUNT -> {
                DeskAccount account = accounts.find(scope.toAccount());
                yield account == null
                        ? null
                        : io.leverageguard.engine.Scope.account(account.number());
            }
            case STRATEGY ->
                    io.leverageguard.engine.Scope.strategy(
                            names.number(Names.Kind.USER, key.substring(0, colon)),
                            names.number(Names.Kind.STRATEGY, key.substring(colon + 1)));
            case SYMBOL ->
                    io.leverageguard.engine.Scope.instrument(
                            orders.contracts()
                                    .known(key.substring(0, colon), key.substring(colon + 1))
                                    .number());
        };
    }

    /** The scope in words, and an account in it. */
    @Nullable Named named(io.leverageguard.engine.Scope scope) {
        int first = scope.first();
        Scope words =
                switch (scope.kind()) {
                    case DESK -> Scope.desk();
                    case USER -> Scope.user(user(first));
                    case VENUE -> Scope.venue(names.name(Names.Kind.VENUE, first));
                    case ACCOUNT -> Scope.account(accounts.of(first).account());
                    case STRATEGY ->
                            Scope.strategy(
                                    user(first), names.name(Names.Kind.STRATEGY, scope.second()));
                    case INSTRUMENT -> {
                        Contract contract = orders.contracts().known(first);
                        yield Scope.symbol(contract.venue(), contract.symbol());
                    }
                };
        for (DeskAccount account : accounts.all()) {
            if (isIn(account.account(), words)) {
                return new Named(words, account.account());
            }
        }
        return null;
    }

    /** A scope, and an account in it. */
    record Named(Scope scope, Account account) {}

    @Override
    public void require(NewOrder placed) {
        Account account = accounts.require(placed.command().account()).account();
        String label = placed.command().strategy();
        String strategy = label == null ? "" : label;
        if (!placed.urgent()) {
            requireNoKill(account, strategy, Boolean.TRUE.equals(placed.command().reduceOnly()));
        }
        for (Scope scope : scopes(account, strategy, placed.command().symbol())) {
            ScopeLimits limits = limits(scope);
            if (isSoftened(limits) && !placed.ofKill()) {
                throw Refusal.unprocessable("halted", "trading is halted in " + scope);
            }
            BigDecimal most = limits.numbers().orderQuantityMax();
            boolean reduces = Boolean.TRUE.equals(placed.command().reduceOnly());
            if (most != null && !reduces && placed.command().quantity().compareTo(most) > 0) {
                throw Refusal.unprocessable(
                        "order_quantity_limit",
                        "the order is larger than %s allows: %s".formatted(scope, most));
            }
        }
    }

    @Override
    public void requireChange(Order order) {
        requireNoKill(
                accounts.require(order.account()).account(), order.strategy(), order.reduceOnly());
    }

    /** Whether the engine would let orders pass that are halted, for the sake of a kill. */
    private boolean isSoftened(ScopeLimits limits) {
        return kills.isAtWork() && limits.state() == TradingState.HALTED;
    }

    private void requireNoKill(Account account, String strategy, boolean reduceOnly) {
        Kill kill = kills.stopping(account, strategy, reduceOnly);
        if (kill != null) {
            throw Refusal.unprocessable(
                    "killed",
                    "the kill switch was used here: %s; %s".formatted(kill.why(), kill.kill()));
        }
    }

    private void put(ScopeLimits limits) {
        LimitNumbers numbers = limits.numbers();
        decided.put(limits.scope(), limits);
        limitsLosses |= numbers.dailyLossMax() != null || numbers.drawdownMax() != null;
    }

    private ScopeLimits limits(Scope scope) {
        ScopeLimits known = decided.get(scope);
        return known == null
                ? new ScopeLimits(scope, LimitNumbers.NONE, TradingState.ACTIVE, 0)
                : known;
    }

    private List<Scope> scopes(Account account, String strategy, String symbol) {
        List<Scope> scopes = new ArrayList<>();
        scopes.add(Scope.account(account.account()));
        scopes.add(Scope.user(account.owner()));
        scopes.add(Scope.venue(account.venue()));
        scopes.add(Scope.symbol(account.venue(), symbol));
        if (!strategy.isBlank() && strategy.equals(strategy.strip())) {
            scopes.add(Scope.strategy(account.owner(), strategy));
        }
        scopes.add(Scope.desk());
        return scopes;
    }

    private static boolean isIn(Account account, Scope scope) {
        return switch (scope.kind()) {
            case DESK -> true;
            case USER, STRATEGY -> scope.isOf(account.owner());
            case VENUE -> scope.key().equals(account.venue());
            case ACCOUNT -> scope.toAccount().equals(account.account());
            case SYMBOL -> scope.key().startsWith(account.venue() + ":");
        };
    }

    private UserId user(int number) {
        return new UserId(UUID.fromString(names.name(Names.Kind.USER, number)));
    }
}
