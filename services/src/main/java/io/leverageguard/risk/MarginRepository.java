package io.leverageguard.risk;

import io.leverageguard.api.risk.AccountMargins.Bracket;
import io.leverageguard.api.risk.AccountMargins.SymbolMargins;
import io.leverageguard.api.risk.MarginAction;
import io.leverageguard.api.risk.MarginActionId;
import io.leverageguard.api.risk.MarginPolicy;
import io.leverageguard.api.risk.MarginPolicy.ActionKind;
import io.leverageguard.api.risk.MarginPolicy.Rule;
import io.leverageguard.engine.margin.MarginBracket;
import io.leverageguard.engine.margin.MarginTable;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kit.json.Json;
import io.leverageguard.kit.sql.Rows;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Stores margin policies and their actions, wallets and margin tables. */
final class MarginRepository {
    private static final int ACTIONS_MAX = 200;

    /** How rules are kept. */
    record Rules(List<Rule> rules) {}

    /** How brackets are kept. */
    private record Brackets(List<Bracket> brackets) {}

    /** Names a margin table. */
    record Listing(String venue, String symbol) {}

    /** The policy of an account, with what of its reserve is booked and held. */
    Optional<MarginPolicy> policy(Handle handle, AccountId account) {
        return handle.createQuery(
                        """
                        SELECT policy.*,
                            coalesce(sum(amount) FILTER (WHERE state = 'DONE'), 0) AS booked,
                            coalesce(sum(amount) FILTER
                                (WHERE state IN ('DUE', 'UNKNOWN')), 0) AS held
                        FROM margin_policies AS policy
                            LEFT JOIN margin_actions AS action
                            ON action.account = policy.account
                                AND action.policy_version = policy.version
                        WHERE policy.account = :account
                        GROUP BY policy.account
                        """)
                .bind("account", account)
                .map((row, context) -> policy(row))
                .findOne();
    }

    /** Makes everybody else who uses the policy's reserve wait; false where there is none. */
    boolean lock(Handle handle, AccountId account) {
        return !handle.createQuery(
                        "SELECT 1 FROM margin_policies WHERE account = :account FOR UPDATE")
                .bind("account", account)
                .mapTo(Integer.class)
                .list()
                .isEmpty();
    }

    /** The accounts that have a policy. */
    Set<AccountId> accounts(Handle handle) {
        return Set.copyOf(
                handle.createQuery("SELECT account FROM margin_policies")
                        .map((row, context) -> Rows.id(row, "account", AccountId.class))
                        .list());
    }

    /** Replaces a policy if its version is still the one before; its rules are all armed. */
    boolean put(Handle handle, MarginPolicy policy) {
        int changed =
                handle.createUpdate(
                                """
                                INSERT INTO margin_policies (account, reserve, rules, version)
                                VALUES (:account, :reserve, :rules::jsonb, :version)
                                ON CONFLICT (account) DO UPDATE SET
                                    reserve = excluded.reserve,
                                    rules = excluded.rules,
                                    version = excluded.version
                                WHERE margin_policies.version = excluded.version - 1
                                """)
                        .bind("account", policy.account())
                        .bind("reserve", policy.reserve())
                        .bind("rules", Json.write(new Rules(policy.rules())))
                        .bind("version", policy.version())
                        .execute();
        handle.execute("DELETE FROM used_rules WHERE account = ?", policy.account());
        return changed == 1;
    }

    Set<BigDecimal> used(Handle handle, OpenPosition position) {
        return bands(
                handle,
                position,
                "SELECT band FROM used_rules WHERE account = :account AND symbol = :symbol");
    }

    /** Bands of actions of this position that have no outcome yet. */
    Set<BigDecimal> open(Handle handle, OpenPosition position) {
        return bands(
                handle,
                position,
                """
                SELECT band FROM margin_actions
                WHERE account = :account AND symbol = :symbol AND opened_at = :openedAt
                    AND state IN ('DUE', 'UNKNOWN')
                """);
    }

    void replaceUsed(Handle handle, OpenPosition position, Set<BigDecimal> used) {
        handle.execute(
                "DELETE FROM used_rules WHERE account = ? AND symbol = ?",
                position.account(),
                position.symbol());
        for (BigDecimal band : used) {
            handle.execute(
                    "INSERT INTO used_rules (account, symbol, band) VALUES (?, ?, ?)",
                    position.account(),
                    position.symbol(),
                    band);
        }
    }

    /** Whether the position is still open as it was read; holds it until the transaction ends. */
    boolean isStillOpen(Handle handle, OpenPosition position) {
        return !handle.createQuery(
                        """
                        SELECT 1 FROM positions
                        WHERE account = :account AND symbol = :symbol AND opened_at = :openedAt
                            AND liquidation_price = :liquidationPrice
                        FOR UPDATE
                        """)
                .bind("account", position.account())
                .bind("symbol", position.symbol())
                .bind("openedAt", position.openedAt())
                .bind("liquidationPrice", position.liquidationPrice())
                .mapTo(Integer.class)
                .list()
                .isEmpty();
    }

    void add(Handle handle, MarginAction action, OpenPosition position, long policyVersion) {
        handle.createUpdate(
                        """
                        INSERT INTO margin_actions (id, account, symbol, opened_at, policy_version,
                            kind, amount, share, distance, band, state, at)
                        VALUES (:id, :account, :symbol, :openedAt, :version, :kind, :amount,
                            :share, :distance, :band, :state, :at)
                        """)
                .bind("id", action.id())
                .bind("account", action.account())
                .bind("symbol", action.symbol())
                .bind("openedAt", position.openedAt())
                .bind("version", policyVersion)
                .bind("kind", action.kind())
                .bind("amount", action.amount())
                .bind("share", action.share())
                .bind("distance", action.distance())
                .bind("band", action.band())
                .bind("state", action.state())
                .bind("at", action.at())
                .execute();
    }

    /** Gives an action its outcome; false when it has a final one, or is not known. */
    boolean settle(
            Handle handle,
            MarginActionId id,
            AccountId account,
            MarginAction.State state,
            String words,
            @Nullable Instant settledAt) {
        return handle.createUpdate(
                                """
                                UPDATE margin_actions
                                SET state = :state, words = :words, settled_at = :settledAt
                                WHERE id = :id AND account = :account
                                    AND state IN ('DUE', 'UNKNOWN')
                                """)
                        .bind("state", state)
                        .bind("words", words)
                        .bind("settledAt", settledAt)
                        .bind("id", id)
                        .bind("account", account)
                        .execute()
                == 1;
    }

    List<MarginAction> actions(Handle handle, AccountId account) {
        return handle.createQuery(
                        """
                        SELECT * FROM margin_actions WHERE account = :account
                        ORDER BY seq DESC LIMIT :limit
                        """)
                .bind("account", account)
                .bind("limit", ACTIONS_MAX)
                .map((row, context) -> action(row))
                .list();
    }

    /** Keeps what is newer than what is known. */
    void know(Handle handle, AccountId account, BigDecimal wallet, Instant at) {
        handle.createUpdate(
                        """
                        INSERT INTO wallets (account, wallet, at) VALUES (:account, :wallet, :at)
                        ON CONFLICT (account) DO UPDATE SET
                            wallet = excluded.wallet, at = excluded.at
                        WHERE wallets.at < excluded.at
                        """)
                .bind("account", account)
                .bind("wallet", wallet)
                .bind("at", at)
                .execute();
    }

    /** Keeps what is newer than what is known. */
    void know(Handle handle, SymbolMargins table, Instant at) {
        handle.createUpdate(
                        """
                        INSERT INTO margin_tables (venue, symbol, brackets, at)
                        VALUES (:venue, :symbol, :brackets::jsonb, :at)
                        ON CONFLICT (venue, symbol) DO UPDATE SET
                            brackets = excluded.brackets, at = excluded.at
                        WHERE margin_tables.at < excluded.at
                        """)
                .bind("venue", table.venue())
                .bind("symbol", table.symbol())
                .bind("brackets", Json.write(new Brackets(table.brackets())))
                .bind("at", at)
                .execute();
    }

    Map<AccountId, BigDecimal> wallets(Handle handle) {
        Map<AccountId, BigDecimal> wallets = new HashMap<>();
        handle.createQuery("SELECT account, wallet FROM wallets")
                .map(
                        (row, context) ->
                                Map.entry(
                                        Rows.id(row, "account", AccountId.class),
                                        Rows.decimal(row, "wallet")))
                .forEach(entry -> wallets.put(entry.getKey(), entry.getValue()));
        return wallets;
    }

    Map<Listing, MarginTable> tables(Handle handle) {
        Map<Listing, MarginTable> tables = new HashMap<>();
        handle.createQuery("SELECT venue, symbol, brackets FROM margin_tables")
                .map(
                        (row, context) ->
                                Map.entry(
                                        new Listing(
                                                Rows.text(row, "venue"), Rows.text(row, "symbol")),
                                        table(
                                                Json.read(
                                                                Rows.text(row, "brackets"),
                                                                Brackets.class)
                                                        .brackets())))
                .forEach(entry -> tables.put(entry.getKey(), entry.getValue()));
        return tables;
    }

    /** The engine's table of these brackets; refuses what cannot be one. */
    static MarginTable table(List<Bracket> brackets) {
        return MarginTable.of(
                brackets.stream()
                        .map(
                                bracket ->
                                        new MarginBracket(
                                                bracket.notionalFloor(),
                                                bracket.notionalCap(),
                                                bracket.maxLeverage(),
                                                bracket.maintenanceRate(),
                                                bracket.maintenanceAmount()))
                        .toList());
    }

    private static Set<BigDecimal> bands(Handle handle, OpenPosition position, String sql) {
        return new TreeSet<>(
                handle.createQuery(sql)
                        .bind("account", position.account())
                        .bind("symbol", position.symbol())
                        .bind("openedAt", position.openedAt())
                        .map((row, context) -> Rows.decimal(row, "band"))
                        .list());
    }

    private static MarginPolicy policy(ResultSet row) throws SQLException {
        return new MarginPolicy(
                Rows.id(row, "account", AccountId.class),
                Rows.decimal(row, "reserve"),
                Rows.decimal(row, "booked"),
                Rows.decimal(row, "held"),
                Json.read(Rows.text(row, "rules"), Rules.class).rules(),
                row.getLong("version"));
    }

    private static MarginAction action(ResultSet row) throws SQLException {
        return new MarginAction(
                new MarginActionId(Rows.uuid(row, "id")),
                Rows.id(row, "account", AccountId.class),
                Rows.text(row, "symbol"),
                Rows.constant(row, "kind", ActionKind.class),
                Rows.decimalOrNull(row, "amount"),
                Rows.decimalOrNull(row, "share"),
                Rows.decimal(row, "distance"),
                Rows.decimal(row, "band"),
                Rows.constant(row, "state", MarginAction.State.class),
                Rows.text(row, "words"),
                Rows.instant(row, "at"),
                Rows.instantOrNull(row, "settled_at"));
    }
}
