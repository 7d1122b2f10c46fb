package io.leverageguard.trading;

import io.leverageguard.api.risk.Risk.ScopeLimits;
import io.leverageguard.api.trading.Kill;
import io.leverageguard.api.trading.Kill.AccountReport;
import io.leverageguard.api.trading.KillId;
import io.leverageguard.api.trading.MarginChangeId;
import io.leverageguard.api.trading.Protection.MarginChange;
import io.leverageguard.api.trading.Protection.ProtectedPosition;
import io.leverageguard.api.trading.Protection.StopPolicy;
import io.leverageguard.kit.json.Json;
import io.leverageguard.kit.sql.Database;
import io.leverageguard.kit.sql.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The {@link ProtectionStore} in PostgreSQL. */
final class ProtectionRepository implements ProtectionStore {
    private final Database database;

    ProtectionRepository(Database database) {
        this.database = database;
    }

    /** Writes what a batch has changed, in its transaction. */
    static void write(Handle handle, ProtectionChanges changes) {
        changes.limits.values().forEach(limits -> write(handle, limits));
        changes.kills.values().forEach(kill -> write(handle, kill));
        changes.reports.forEach((key, report) -> write(handle, key.kill(), report));
        changes.policies.forEach((key, policy) -> write(handle, key, policy));
        changes.positions.forEach((key, position) -> writePosition(handle, key, position));
        changes.margins.values().forEach(change -> write(handle, change));
    }

    @Override
    public Stored stored() {
        return database.read(
                handle ->
                        new Stored(
                                all(handle, "SELECT body FROM scope_limits", ScopeLimits.class),
                                whole(
                                        handle,
                                        all(
                                                handle,
                                                """
                                                SELECT body FROM kills WHERE state <> 'LIFTED'
                                                ORDER BY started_at, kill
                                                """,
                                                Kill.class)),
                                all(
                                        handle,
                                        "SELECT body FROM stop_policies ORDER BY account, symbol",
                                        StopPolicy.class),
                                all(
                                        handle,
                                        """
                                        SELECT body FROM protected_positions
                                        ORDER BY account, symbol
                                        """,
                                        ProtectedPosition.class),
                                all(
                                        handle,
                                        """
                                        SELECT body FROM margin_changes
                                        WHERE state NOT IN ('DONE', 'REJECTED') ORDER BY at, change
                                        """,
                                        MarginChange.class)));
    }

    @Override
    public Optional<Kill> kill(KillId kill) {
        return database.read(
                handle ->
                        handle.createQuery("SELECT body FROM kills WHERE kill = :kill")
                                .bind("kill", kill)
                                .map((row, _) -> Json.read(Rows.text(row, "body"), Kill.class))
                                .findOne()
                                .map(found -> whole(handle, found)));
    }

    @Override
    public List<Kill> kills() {
        return database.read(
                handle ->
                        whole(
                                handle,
                                all(
                                        handle,
                                        "SELECT body FROM kills ORDER BY started_at DESC, kill"
                                                + " LIMIT "
                                                + KILLS_MAX,
                                        Kill.class)));
    }

    @Override
    public Optional<MarginChange> marginChange(MarginChangeId change) {
        return database.read(
                handle ->
                        handle.createQuery("SELECT body FROM margin_changes WHERE change = :change")
                                .bind("change", change)
                                .map(
                                        (row, _) ->
                                                Json.read(
                                                        Rows.text(row, "body"), MarginChange.class))
                                .findOne());
    }

    private static <T> List<T> all(Handle handle, String query, Class<T> type) {
        return handle.createQuery(query)
                .map((row, _) -> Json.read(Rows.text(row, "body"), type))
                .list();
    }

    private static List<Kill> whole(Handle handle, List<Kill> kills) {
        List<Kill> whole = new ArrayList<>();
        kills.forEach(kill -> whole.add(whole(handle, kill)));
        return whole;
    }

    private static Kill whole(Handle handle, Kill kill) {
        return KillWords.with(
                kill,
                handle.createQuery(
                                """
                                SELECT body FROM kill_reports WHERE kill = :kill ORDER BY place
                                """)
                        .bind("kill", kill.kill())
                        .map((row, _) -> Json.read(Rows.text(row, "body"), AccountReport.class))
                        .list());
    }

    private static void write(Handle handle, ScopeLimits limits) {
        handle.createUpdate(
                        """
                        INSERT INTO scope_limits (kind, key, body)
                        VALUES (:kind, :key, :body::jsonb)
                        ON CONFLICT (kind, key) DO UPDATE SET body = excluded.body
                        """)
                .bind("kind", limits.scope().kind())
                .bind("key", limits.scope().key())
                .bind("body", Json.write(limits))
                .execute();
    }

    private static void write(Handle handle, Kill kill) {
        handle.createUpdate(
                        """
                        INSERT INTO kills (kill, state, started_at, body)
                        VALUES (:kill, :state, :at, :body::jsonb)
                        ON CONFLICT (kill) DO UPDATE SET
                            state = excluded.state, body = excluded.body
                        """)
                .bind("kill", kill.kill())
                .bind("state", kill.state())
                .bind("at", kill.startedAt())
                .bind("body", Json.write(kill))
                .execute();
    }

    private static void write(Handle handle, KillId kill, AccountReport report) {
        handle.createUpdate(
                        """
                        INSERT INTO kill_reports (kill, account, step, body)
                        VALUES (:kill, :account, :step, :body::jsonb)
                        ON CONFLICT (kill, account) DO UPDATE SET
                            step = excluded.step, body = excluded.body
                        """)
                .bind("kill", kill)
                .bind("account", report.account())
                .bind("step", report.step())
                .bind("body", Json.write(report))
                .execute();
    }

    private static void write(Handle handle, Changes.Key key, Optional<StopPolicy> policy) {
        if (policy.isEmpty()) {
            remove(handle, "DELETE FROM stop_policies", key);
            return;
        }
        handle.createUpdate(
                        """
                        INSERT INTO stop_policies (account, symbol, body)
                        VALUES (:account, :symbol, :body::jsonb)
                        ON CONFLICT (account, symbol) DO UPDATE SET body = excluded.body
                        """)
                .bind("account", key.account())
                .bind("symbol", key.name())
                .bind("body", Json.write(policy.get()))
                .execute();
    }

    private static void writePosition(
            Handle handle, Changes.Key key, Optional<ProtectedPosition> position) {
        if (position.isEmpty()) {
            remove(handle, "DELETE FROM protected_positions", key);
            return;
        }
        handle.createUpdate(
                        """
                        INSERT INTO protected_positions (account, symbol, state, body)
                        VALUES (:account, :symbol, :state, :body::jsonb)
                        ON CONFLICT (account, symbol) DO UPDATE SET
                            state = excluded.state, body = excluded.body
                        """)
                .bind("account", key.account())
                .bind("symbol", key.name())
                .bind("state", position.get().state())
                .bind("body", Json.write(position.get()))
                .execute();
    }

    private static void remove(Handle handle, String statement, Changes.Key key) {
        handle.createUpdate(statement + " WHERE account = :account AND symbol = :symbol")
                .bindMap(Map.of("account", key.account().value(), "symbol", key.name()))
                .execute();
    }

    private static void write(Handle handle, MarginChange change) {
        handle.createUpdate(
                        """
                        INSERT INTO margin_changes (change, account, symbol, state, at, body)
                        VALUES (:change, :account, :symbol, :state, :at, :body::jsonb)
                        ON CONFLICT (change) DO UPDATE SET
                            state = excluded.state, body = excluded.body
                        """)
                .bind("change", change.change())
                .bind("account", change.account())
                .bind("symbol", change.symbol())
                .bind("state", change.state())
                .bind("at", change.at())
                .bind("body", Json.write(change))
                .execute();
    }
}
