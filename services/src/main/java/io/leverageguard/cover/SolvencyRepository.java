package io.leverageguard.cover;

import io.leverageguard.api.TimeRange;
import io.leverageguard.api.cover.Cover.SolvencyPoint;
import io.leverageguard.kernel.money.Asset;
import io.leverageguard.kernel.money.Money;
import io.leverageguard.kit.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** How solvency was, in PostgreSQL. */
final class SolvencyRepository {
    Optional<SolvencyPoint> last(Handle handle) {
        return handle.createQuery("SELECT * FROM solvency_points ORDER BY at DESC LIMIT 1")
                .map((row, _) -> point(row))
                .findOne();
    }

    void add(Handle handle, SolvencyPoint point) {
        handle.createUpdate(
                        """
                        INSERT INTO solvency_points (at, in_force, required, own_funds, ratio)
                        VALUES (:at, :inForce, :required, :ownFunds, :ratio)
                        ON CONFLICT (at) DO NOTHING
                        """)
                .bind("at", point.at())
                .bind("inForce", point.inForce().minor())
                .bind("required", point.required().minor())
                .bind("ownFunds", point.ownFunds().minor())
                .bind("ratio", point.ratio())
                .execute();
    }

    /** Forgets what is older. */
    void forget(Handle handle, Instant before) {
        handle.createUpdate("DELETE FROM solvency_points WHERE at < :before")
                .bind("before", before)
                .execute();
    }

    /** The last point of each step, and the last one before them, oldest first. */
    List<SolvencyPoint> points(Handle handle, TimeRange.Exact range) {
        return handle.createQuery(
                        """
                        WITH before AS (
                            SELECT at, in_force, required, own_funds, ratio
                              FROM solvency_points WHERE at < :from
                             ORDER BY at DESC LIMIT 1),
                        during AS (
                            SELECT DISTINCT ON (bucket) at, in_force, required, own_funds, ratio
                              FROM (SELECT *, date_trunc(:step, at) AS bucket
                                      FROM solvency_points WHERE at >= :from AND at <= :to) each
                             ORDER BY bucket, at DESC)
                        SELECT * FROM before UNION ALL SELECT * FROM during ORDER BY at
                        """)
                .bind("from", range.from())
                .bind("to", range.to())
                .bind("step", range.step().name().toLowerCase(Locale.ROOT))
                .map((row, _) -> point(row))
                .list();
    }

    private static SolvencyPoint point(ResultSet row) throws SQLException {
        return new SolvencyPoint(
                Rows.instant(row, "at"),
                usdt(row.getLong("in_force")),
                usdt(row.getLong("required")),
                usdt(row.getLong("own_funds")),
                Rows.decimalOrNull(row, "ratio"));
    }

    private static Money usdt(long minor) {
        return new Money(minor, Asset.USDT);
    }
}
