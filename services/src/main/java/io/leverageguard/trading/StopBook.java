package io.leverageguard.trading;

import io.leverageguard.api.trading.Protection.ProtectedPosition;
import io.leverageguard.api.trading.Protection.Protections;
import io.leverageguard.api.trading.Protection.StopPolicy;
import io.leverageguard.api.trading.Protection.StopState;
import io.leverageguard.api.trading.Trading.Account;
import io.leverageguard.api.trading.Trading.OrderState;
import io.leverageguard.api.trading.TradingEvent.PositionProtected;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.OrderId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How positions are to be protected, and how they are. Touched by the engine's thread only, but for
 * {@link #isIdle}.
 */
final class StopBook {
    private final Changes changes;
    private final PositionBook positions;
    private final OrderDesk orders;
    private final DeskAccounts accounts;
    private final KillBook kills;
    private final Map<Changes.Key, StopPolicy> policies = new LinkedHashMap<>();
    private final Map<Changes.Key, ProtectedPosition> rows = new LinkedHashMap<>();
    private final Set<Changes.Key> unseen = new HashSet<>();
    private volatile boolean idle = true;

    StopBook(
            Changes changes,
            PositionBook positions,
            OrderDesk orders,
            DeskAccounts accounts,
            KillBook kills) {
        this.changes = changes;
        this.positions = positions;
        this.orders = orders;
        this.accounts = accounts;
        this.kills = kills;
    }

    /**
     * A position that needs attention.
     *
     * @param policy absent when there is none any more
     * @param row how it stands; absent when nothing was done yet
     * @param quantity as it is known here, of which the venue may know better
     * @param changed whether it is not the one any more that was protected
     * @param inherited whether an earlier process was to protect it, or a stop is to be looked for
     */
    record Due(
            Account account,
            String symbol,
            @Nullable StopPolicy policy,
            @Nullable ProtectedPosition row,
            BigDecimal quantity,
            BigDecimal entryPrice,
            boolean changed,
            boolean inherited) {}

    /** Takes over what is stored. */
    void load(Collection<StopPolicy> storedPolicies, Collection<ProtectedPosition> storedRows) {
        policies.clear();
        rows.clear();
        storedPolicies.forEach(policy -> policies.put(key(policy), policy));
        storedRows.forEach(row -> rows.put(key(row), row));
        unseen.clear();
        unseen.addAll(rows.keySet());
        look();
    }

    /** Whether nothing is to be protected; any thread may ask. */
    boolean isIdle() {
        return idle;
    }

    /** The policy is in force from now on. */
    void put(StopPolicy policy, String by) {
        policies.put(key(policy), policy);
        changes.protection.policies.put(key(policy), Optional.of(policy));
        lookAgain();
        audit(by, "stop_policy.set", policy.account(), policy);
        look();
    }

    /** Every stop is looked for at its venue once more. */
    void lookAgain() {
        rows.forEach(
                (key, row) -> {
                    if (row.state() == StopState.PROTECTED) {
                        unseen.add(key);
                    }
                });
    }

    /** The stop was where it waits. */
    void seen(AccountId account, String symbol) {
        unseen.remove(new Changes.Key(account, symbol));
    }

    /** Ends a policy; false when there is none. */
    boolean remove(AccountId account, String symbol, String by) {
        Changes.Key key = new Changes.Key(account, symbol);
        StopPolicy before = policies.remove(key);
        if (before == null) {
            return false;
        }
        changes.protection.policies.put(key, Optional.empty());
        audit(by, "stop_policy.removed", account, before);
        lookAgain();
        look();
        return true;
    }

    /** The policy of a symbol: its own, or that of all. */
    @Nullable StopPolicy policy(AccountId account, String symbol) {
        StopPolicy own = policies.get(new Changes.Key(account, symbol));
        return own == null ? policies.get(new Changes.Key(account, "")) : own;
    }

    /** Everything of an account. */
    Protections of(AccountId account) {
        return new Protections(
                policies.values().stream().filter(it -> it.account().equals(account)).toList(),
                rows.values().stream().filter(it -> it.account().equals(account)).toList());
    }

    /** How a position stands from now on. */
    void put(ProtectedPosition row) {
        ProtectedPosition before = rows.put(key(row), row);
        unseen.remove(key(row));
        changes.protection.positions.put(key(row), Optional.of(row));
        look();
        if (before == null || before.state() != row.state()) {
            changes.announce(
                    new PositionProtected(
                            row.account(),
                            row.symbol(),
                            row.state().name(),
                            row.quantity(),
                            row.words(),
                            row.since()));
            if (row.state() == StopState.UNPROTECTED || row.state() == StopState.FLATTENED) {
                audit("protective-stop", "position." + row.state(), row.account(), row);
            }
        }
    }

    /** The position is closed, and needs no stop. */
    void forget(AccountId account, String symbol) {
        Changes.Key key = new Changes.Key(account, symbol);
        unseen.remove(key);
        if (rows.remove(key) != null) {
            changes.protection.positions.put(key, Optional.empty());
            look();
        }
    }

    /** Every position that needs attention now. */
    List<Due> due() {
        List<Due> due = new ArrayList<>();
        if (idle) {
            return due;
        }
        Map<Changes.Key, PositionRow> open = new LinkedHashMap<>();
        for (PositionRow row : positions.all()) {
            if (!row.isFlat() && policy(row.account(), row.symbol()) != null) {
                open.put(new Changes.Key(row.account(), row.symbol()), row);
            }
        }
        open.forEach((key, row) -> add(due, key, row));
        for (Changes.Key key : List.copyOf(rows.keySet())) {
            if (!open.containsKey(key)) {
                add(due, key, positions.find(key));
            }
        }
        return due;
    }

    private void add(List<Due> due, Changes.Key key, @Nullable PositionRow position) {
        Account account = accounts.require(key.account()).account();
        if (kills.isClosing(account)) {
            return;
        }
        ProtectedPosition row = rows.get(key);
        BigDecimal quantity = position == null ? BigDecimal.ZERO : position.quantity();
        BigDecimal entry = position == null ? BigDecimal.ZERO : position.entryPrice();
        StopPolicy policy = policy(key.account(), key.name());
        boolean changed =
                row == null
                        || row.quantity().compareTo(quantity) != 0
                        || isMoved(account, row, entry);
        if (row != null && !needs(row, policy, quantity, changed)) {
            return;
        }
        boolean inherited = unseen.contains(key);
        due.add(new Due(account, key.name(), policy, row, quantity, entry, changed, inherited));
    }

    private boolean needs(
            ProtectedPosition row,
            @Nullable StopPolicy policy,
            BigDecimal quantity,
            boolean changed) {
        boolean flat = quantity.signum() == 0;
        return switch (row.state()) {
            case PENDING, UNPROTECTED -> true;
            case PROTECTED ->
                    policy == null
                            || changed
                            || unseen.contains(key(row))
                            || !works(row.stop(), row.account());
            case FLATTENED -> !flat && policy != null;
        };
    }

    private boolean isMoved(Account account, ProtectedPosition row, BigDecimal entry) {
        if (row.quantity().signum() == 0) {
            return false;
        }
        BigDecimal tick = orders.contracts().known(account.venue(), row.symbol()).tick();
        return row.entryPrice().subtract(entry).abs().compareTo(tick) > 0;
    }

    private boolean works(@Nullable OrderId stop, AccountId account) {
        if (stop == null) {
            return false;
        }
        OrderRow row = orders.find(account, OrderRow.clientOrderId(stop));
        return row != null
                && (row.order().state() == OrderState.ACCEPTED
                        || row.order().state() == OrderState.EMULATED
                        || row.order().state() == OrderState.TRIGGERED
                        || row.order().state() == OrderState.PARTIALLY_FILLED);
    }

    private void look() {
        idle = policies.isEmpty() && rows.isEmpty();
    }

    private void audit(String by, String action, AccountId account, Object what) {
        changes.audited.add(new Changes.Audited(by, action, account.toString(), what, ""));
    }

    private static Changes.Key key(StopPolicy policy) {
        return new Changes.Key(policy.account(), Objects.requireNonNullElse(policy.symbol(), ""));
    }

    private static Changes.Key key(ProtectedPosition row) {
        return new Changes.Key(row.account(), row.symbol());
    }
}
