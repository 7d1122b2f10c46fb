package io.leverageguard.risk;

import io.leverageguard.api.risk.Risk.ScopeFilter;
import io.leverageguard.api.risk.Risk.TradingState;
import io.leverageguard.api.risk.Scope;
import io.leverageguard.api.risk.Trip;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kit.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Stores loss limits that were reached. */
final class TripRepository {
    private static final int TRIPS_MAX = 200;

    /** Records that a limit was reached; one that still holds is prolonged instead. */
    void record(Handle handle, Trip trip) {
        int prolonged =
                handle.createUpdate(
                                """
                                UPDATE trips SET until = :until, state = :state, words = :words
                                WHERE scope_kind = :kind AND scope_key = :key
                                    AND component = :component AND lifted_at IS NULL
                                    AND (until IS NULL OR until > :at)
                                """)
                        .bind("until", trip.until())
                        .bind("state", trip.state())
                        .bind("words", trip.words())
                        .bind("kind", trip.scope().kind())
                        .bind("key", trip.scope().key())
                        .bind("component", trip.component())
                        .bind("at", trip.at())
                        .execute();
        if (prolonged == 0) {
            insert(handle, trip);
        }
    }

    /** The trips of a scope that hold at {@code now}. */
    List<Trip> inForce(Handle handle, Scope scope, Instant now) {
        return handle.createQuery(
                        """
                        SELECT * FROM trips
                        WHERE scope_kind = :kind AND scope_key = :key AND lifted_at IS NULL
                            AND (until IS NULL OR until > :now)
                        ORDER BY seq
                        """)
                .bind("kind", scope.kind())
                .bind("key", scope.key())
                .bind("now", now)
                .map((row, context) -> trip(row))
                .list();
    }

    /** Every trip that holds at {@code now}. */
    List<Trip> inForce(Handle handle, Instant now) {
        return handle.createQuery(
                        """
                        SELECT * FROM trips
                        WHERE lifted_at IS NULL AND (until IS NULL OR until > :now)
                        ORDER BY seq
                        """)
                .bind("now", now)
                .map((row, context) -> trip(row))
                .list();
    }

    void lift(Handle handle, Trip trip, String by, String why, Instant at) {
        handle.createUpdate(
                        """
                        UPDATE trips SET lifted_at = :at, lifted_by = :by, lifted_why = :why
                        WHERE seq = :seq AND lifted_at IS NULL
                        """)
                .bind("at", at)
                .bind("by", by)
                .bind("why", why)
                .bind("seq", trip.seq())
                .execute();
    }

    /** Trips, newest first; those of one person's accounts where {@code owner} is given. */
    List<Trip> list(Handle handle, ScopeFilter filter, @Nullable UserId owner) {
        return handle.createQuery(
                        """
                        SELECT trips.* FROM trips
                        WHERE (:kind::text IS NULL OR scope_kind = :kind::text)
                            AND (:key::text IS NULL OR scope_key = :key::text)
                            AND (:owner::uuid IS NULL OR EXISTS (SELECT 1 FROM accounts
                                WHERE accounts.account = trips.account
                                    AND accounts.owner = :owner::uuid))
                        ORDER BY seq DESC LIMIT :limit
                        """)
                .bind("kind", filter.kind() == null ? null : filter.kind().name())
                .bind("key", filter.key())
                .bind("owner", owner == null ? null : owner.value())
                .bind("limit", TRIPS_MAX)
                .map((row, context) -> trip(row))
                .list();
    }

    private static void insert(Handle handle, Trip trip) {
        handle.createUpdate(
                        """
                        INSERT INTO trips (account, scope_kind, scope_key, component, state, until,
                            words, at)
                        VALUES (:account, :kind, :key, :component, :state, :until, :words, :at)
                        """)
                .bind("account", trip.account())
                .bind("kind", trip.scope().kind())
                .bind("key", trip.scope().key())
                .bind("component", trip.component())
                .bind("state", trip.state())
                .bind("until", trip.until())
                .bind("words", trip.words())
                .bind("at", trip.at())
                .execute();
    }

    private static Trip trip(ResultSet row) throws SQLException {
        return new Trip(
                row.getLong("seq"),
                Rows.id(row, "account", AccountId.class),
                new Scope(
                        Rows.constant(row, "scope_kind", Scope.Kind.class),
                        Rows.text(row, "scope_key")),
                Rows.text(row, "component"),
                Rows.constant(row, "state", TradingState.class),
                Rows.instantOrNull(row, "until"),
                Rows.text(row, "words"),
                Rows.instant(row, "at"),
                Rows.instantOrNull(row, "lifted_at"),
                Rows.text(row, "lifted_by"),
                Rows.text(row, "lifted_why"));
    }
}
