package io.leverageguard.risk;

import io.leverageguard.api.risk.LimitChange;
import io.leverageguard.api.risk.LimitChangeId;
import io.leverageguard.api.risk.LimitNumbers;
import io.leverageguard.api.risk.Risk.ScopeFilter;
import io.leverageguard.api.risk.Risk.ScopeLimits;
import io.leverageguard.api.risk.Risk.TradingState;
import io.leverageguard.api.risk.Scope;
import io.leverageguard.kit.json.Json;
import io.leverageguard.kit.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Stores the limits of scopes and the changes that were asked for. */
final class ScopeRepository {
    private static final int CHANGES_MAX = 200;

    /**
     * What is in force in a scope.
     *
     * @param baseline the numbers that two people stand for, or tighter ones
     * @param own whether somebody set the numbers; false where they follow the defaults
     */
    record StoredScope(ScopeLimits limits, LimitNumbers baseline, boolean own) {}

    /** A change, and the command that asked for it. */
    record StoredChange(LimitChange change, String request) {}

    Optional<StoredScope> find(Handle handle, Scope scope) {
        return handle.createQuery(
                        """
                        SELECT * FROM scope_limits
                        WHERE kind = :kind AND key = :key AND version > 0
                        """)
                .bind("kind", scope.kind())
                .bind("key", scope.key())
                .map((row, context) -> scope(row))
                .findOne();
    }

    /**
     * Makes everybody else who changes the scope wait until this transaction ends, and says what is
     * in force: version 0 where nothing is.
     */
    StoredScope lock(Handle handle, Scope scope) {
        handle.createUpdate(
                        """
                        INSERT INTO scope_limits (kind, key, numbers, baseline, own, state, version)
                        VALUES (:kind, :key, '{}', '{}', true, 'ACTIVE', 0)
                        ON CONFLICT DO NOTHING
                        """)
                .bind("kind", scope.kind())
                .bind("key", scope.key())
                .execute();
        return handle.createQuery(
                        """
                        SELECT * FROM scope_limits WHERE kind = :kind AND key = :key FOR UPDATE
                        """)
                .bind("kind", scope.kind())
                .bind("key", scope.key())
                .map((row, context) -> scope(row))
                .one();
    }

    /** Replaces what is in force; the scope must be locked. */
    void put(Handle handle, StoredScope stored) {
        ScopeLimits limits = stored.limits();
        handle.createUpdate(
                        """
                        UPDATE scope_limits SET numbers = :numbers::jsonb,
                            baseline = :baseline::jsonb, own = :own, state = :state,
                            version = :version
                        WHERE kind = :kind AND key = :key
                        """)
                .bind("numbers", Json.write(limits.numbers()))
                .bind("baseline", Json.write(stored.baseline()))
                .bind("own", stored.own())
                .bind("state", limits.state())
                .bind("version", limits.version())
                .bind("kind", limits.scope().kind())
                .bind("key", limits.scope().key())
                .execute();
    }

    /** Every scope in which something is in force. */
    List<StoredScope> all(Handle handle) {
        return handle.createQuery("SELECT * FROM scope_limits WHERE version > 0 ORDER BY kind, key")
                .map((row, context) -> scope(row))
                .list();
    }

    /** Accounts without limits of their own. */
    List<StoredScope> accountsByDefault(Handle handle) {
        return handle.createQuery(
                        """
                        SELECT * FROM scope_limits
                        WHERE kind = 'ACCOUNT' AND version > 0 AND NOT own ORDER BY key
                        """)
                .map((row, context) -> scope(row))
                .list();
    }

    Optional<StoredChange> change(Handle handle, LimitChangeId id) {
        return handle.createQuery("SELECT request, body FROM limit_changes WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> new StoredChange(change(row), Rows.text(row, "request")))
                .findOne();
    }

    /** Adds a change; false when its id is used already. */
    boolean add(Handle handle, LimitChange change, String request) {
        return handle.createUpdate(
                                """
                                INSERT INTO limit_changes (id, scope_kind, scope_key, status,
                                    expires_at, request, body)
                                VALUES (:id, :kind, :key, :status, :expiresAt, :request,
                                    :body::jsonb)
                                ON CONFLICT DO NOTHING
                                """)
                        .bind("id", change.id())
                        .bind("kind", change.scope().kind())
                        .bind("key", change.scope().key())
                        .bind("status", change.status())
                        .bind("expiresAt", change.expiresAt())
                        .bind("request", request)
                        .bind("body", Json.write(change))
                        .execute()
                == 1;
    }

    void update(Handle handle, LimitChange change) {
        handle.createUpdate(
                        """
                        UPDATE limit_changes SET status = :status, body = :body::jsonb
                        WHERE id = :id
                        """)
                .bind("status", change.status())
                .bind("body", Json.write(change))
                .bind("id", change.id())
                .execute();
    }

    List<LimitChange> changes(Handle handle, ScopeFilter filter) {
        return handle.createQuery(
                        """
                        SELECT body FROM limit_changes
                        WHERE (:kind::text IS NULL OR scope_kind = :kind::text)
                            AND (:key::text IS NULL OR scope_key = :key::text)
                        ORDER BY seq DESC LIMIT :limit
                        """)
                .bind("kind", filter.kind() == null ? null : filter.kind().name())
                .bind("key", filter.key())
                .bind("limit", CHANGES_MAX)
                .map((row, context) -> change(row))
                .list();
    }

    /** Changes that wait although their time is over. */
    List<LimitChange> expired(Handle handle, Instant now) {
        return handle.createQuery(
                        """
                        SELECT body FROM limit_changes
                        WHERE status = 'PENDING' AND expires_at <= :now ORDER BY seq
                        """)
                .bind("now", now)
                .map((row, context) -> change(row))
                .list();
    }

    private static StoredScope scope(ResultSet row) throws SQLException {
        return new StoredScope(
                new ScopeLimits(
                        new Scope(
                                Rows.constant(row, "kind", Scope.Kind.class),
                                Rows.text(row, "key")),
                        Json.read(Rows.text(row, "numbers"), LimitNumbers.class),
                        Rows.constant(row, "state", TradingState.class),
                        row.getLong("version")),
                Json.read(Rows.text(row, "baseline"), LimitNumbers.class),
                row.getBoolean("own"));
    }

    private static LimitChange change(ResultSet row) throws SQLException {
        return Json.read(Rows.text(row, "body"), LimitChange.class);
    }
}
