package io.leverageguard.risk;

import io.leverageguard.api.risk.Risk.ScopeLimits;
import io.leverageguard.api.risk.RiskReport.Use;
import io.leverageguard.api.risk.Scope;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.risk.RiskRepository.KnownAccount;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How much of its limits a scope and those within it use. A scope that reaches beyond the report is
 * left out: its use would tell about others.
 */
final class LimitUses {
    private final Holdings holdings;
    private final Map<AccountId, KnownAccount> accounts;

    LimitUses(Holdings holdings, Collection<KnownAccount> accounts) {
        this.holdings = holdings;
        this.accounts =
                accounts.stream()
                        .collect(Collectors.toMap(KnownAccount::account, Function.identity()));
    }

    List<Use> of(Scope report, List<ScopeLimits> all) {
        List<Use> uses = new ArrayList<>();
        for (ScopeLimits limits : all) {
            if (isWithin(limits.scope(), report)) {
                uses.addAll(uses(limits, limits.scope().equals(report)));
            }
        }
        return uses;
    }

    private boolean isWithin(Scope scope, Scope report) {
        return scope.equals(report)
                || switch (report.kind()) {
                    case DESK -> true;
                    case USER -> isOwnAccount(scope) || isStrategyOf(scope, report);
                    case VENUE ->
                            isOwnAccount(scope)
                                    || (scope.kind() == Scope.Kind.SYMBOL
                                            && scope.key().startsWith(report.key() + ":"));
                    case ACCOUNT, STRATEGY, SYMBOL -> false;
                };
    }

    private boolean isOwnAccount(Scope scope) {
        return scope.kind() == Scope.Kind.ACCOUNT && accounts.containsKey(scope.toAccount());
    }

    private static boolean isStrategyOf(Scope scope, Scope user) {
        return scope.kind() == Scope.Kind.STRATEGY && scope.key().startsWith(user.key() + ":");
    }

    private List<Use> uses(ScopeLimits limits, boolean whole) {
        List<Use> uses = new ArrayList<>();
        for (LimitName name : LimitName.values()) {
            BigDecimal max = name.of(limits.numbers());
            if (max != null) {
                BigDecimal used = used(name, limits.scope(), whole);
                uses.add(
                        new Use(
                                limits.scope(),
                                name.field(),
                                max,
                                used,
                                used == null ? null : Holdings.ratio(used, max)));
            }
        }
        return uses;
    }

    /** Orders, losses and rates are counted in the engine alone. */
    private @Nullable BigDecimal used(LimitName name, Scope scope, boolean whole) {
        if (scope.kind() == Scope.Kind.STRATEGY) {
            return null;
        }
        Predicate<OpenPosition> within = position -> isWithin(position, scope);
        return switch (name) {
            case POSITION_NOTIONAL_MAX -> largest(within);
            case GROSS_NOTIONAL_MAX -> holdings.gross(within);
            case LEVERAGE_MAX -> whole ? Holdings.ratio(holdings.gross(), holdings.equity()) : null;
            default -> null;
        };
    }

    private BigDecimal largest(Predicate<OpenPosition> within) {
        BigDecimal largest = holdings.largest(within);
        return largest == null ? BigDecimal.ZERO : largest;
    }

    private static boolean isWithin(OpenPosition position, Scope scope) {
        return switch (scope.kind()) {
            case DESK -> true;
            case USER -> scope.equals(Scope.user(position.owner()));
            case VENUE -> scope.key().equals(position.venue());
            case ACCOUNT -> scope.equals(Scope.account(position.account()));
            case SYMBOL -> scope.key().equals(position.venue() + ":" + position.symbol());
            case STRATEGY -> false;
        };
    }
}
