package io.leverageguard.analytics;

import io.leverageguard.analytics.Reconciler.Findings;
import io.leverageguard.analytics.ReportData.ClaimRow;
import io.leverageguard.analytics.ReportData.Close;
import io.leverageguard.analytics.ReportData.Level;
import io.leverageguard.analytics.ReportData.LiquidationRow;
import io.leverageguard.analytics.ReportData.Market;
import io.leverageguard.analytics.ReportData.PayoutRow;
import io.leverageguard.analytics.ReportData.PolicyRow;
import io.leverageguard.analytics.ReportData.PoolPoint;
import io.leverageguard.analytics.ReportData.RefusedQuote;
import io.leverageguard.analytics.ReportData.StrategyRow;
import io.leverageguard.analytics.ReportData.Trader;
import io.leverageguard.analytics.ReportData.WarningRow;
import io.leverageguard.api.analytics.Analytics.ReportRequest;
import io.leverageguard.kernel.money.Asset;
import io.leverageguard.kernel.money.Money;
import io.leverageguard.kit.sql.Database;
import io.leverageguard.kit.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** Reads what a report shows from the projections. */
final class ReportReader {
    private static final String ROWS_MAX = " LIMIT 10000";

    private final Database database;

    ReportReader(Database database) {
        this.database = database;
    }

    ReportData read(ReportRequest request, Instant writtenAt, Findings findings) {
        return database.transaction(
                handle ->
                        new ReportData(
                                request.title(),
                                request.from(),
                                request.to(),
                                writtenAt,
                                traders(handle, request),
                                policies(handle, request),
                                refused(handle, request),
                                claims(handle, request),
                                payouts(handle, request),
                                strategies(handle, request),
                                liquidations(handle, request),
                                warnings(handle, request),
                                pool(handle, request),
                                markets(handle, request),
                                findings.compared(),
                                findings.breaks()));
    }

    private static List<Trader> traders(Handle handle, ReportRequest request) {
        String sql =
                """
                SELECT coalesce(login, a.owner::text) AS login, a.venue, a.account,
                    (SELECT count(*) FROM fills f WHERE f.account = a.account
                        AND f.at BETWEEN :from AND :to) AS fills,
                    (SELECT coalesce(sum(realized_pnl), 0) FROM fills f
                        WHERE f.account = a.account AND f.at BETWEEN :from AND :to) AS pnl,
                    (SELECT coalesce(sum(fee), 0) FROM fills f
                        WHERE f.account = a.account AND f.at BETWEEN :from AND :to) AS fees,
                    (SELECT count(*) FROM liquidations l WHERE l.account = a.account
                        AND l.at BETWEEN :from AND :to) AS liquidations
                FROM accounts a LEFT JOIN people p ON p.user_id = a.owner
                ORDER BY login, a.account
                """;
        return rows(
                handle,
                request,
                sql,
                row ->
                        new Trader(
                                Rows.text(row, "login"),
                                Rows.text(row, "venue"),
                                Rows.text(row, "account"),
                                row.getLong("fills"),
                                Rows.decimal(row, "pnl"),
                                Rows.decimal(row, "fees"),
                                row.getLong("liquidations")));
    }

    private static List<PolicyRow> policies(Handle handle, ReportRequest request) {
        String sql =
                """
                SELECT x.*, coalesce(login, x.owner::text) AS login
                FROM policies x LEFT JOIN people p ON p.user_id = x.owner
                WHERE bound_at <= :to AND cover_until >= :from ORDER BY bound_at, policy
                """;
        return rows(
                handle,
                request,
                sql,
                row ->
                        new PolicyRow(
                                Rows.text(row, "policy"),
                                Rows.text(row, "login"),
                                Rows.text(row, "symbol"),
                                Rows.text(row, "side"),
                                Rows.decimal(row, "quantity"),
                                Rows.decimal(row, "barrier"),
                                usdt(row, "sum_insured"),
                                usdt(row, "premium"),
                                usdt(row, "paid"),
                                Rows.text(row, "state"),
                                Rows.instant(row, "bound_at"),
                                Rows.instant(row, "cover_until")));
    }

    private static List<RefusedQuote> refused(Handle handle, ReportRequest request) {
        String sql =
                """
                SELECT x.*, coalesce(login, x.owner::text) AS login
                FROM quotes x LEFT JOIN people p ON p.user_id = x.owner
                WHERE state = 'REJECTED' AND quoted_at BETWEEN :from AND :to
                ORDER BY quoted_at, quote
                """;
        return rows(
                handle,
                request,
                sql,
                row ->
                        new RefusedQuote(
                                Rows.text(row, "login"),
                                Rows.text(row, "symbol"),
                                Rows.text(row, "code"),
                                Rows.text(row, "reason"),
                                row.getDouble("d"),
                                Rows.instant(row, "quoted_at")));
    }

    private static List<ClaimRow> claims(Handle handle, ReportRequest request) {
        String sql =
                """
                SELECT x.*, coalesce(login, x.owner::text) AS login
                FROM claims x LEFT JOIN people p ON p.user_id = x.owner
                WHERE notified_at BETWEEN :from AND :to ORDER BY notified_at, claim
                """;
        return rows(
                handle,
                request,
                sql,
                row ->
                        new ClaimRow(
                                Rows.text(row, "claim"),
                                Rows.text(row, "login"),
                                Rows.text(row, "venue_order_id"),
                                row.getBoolean("by_hand"),
                                Rows.text(row, "state"),
                                Rows.text(row, "reason"),
                                Rows.text(row, "checks"),
                                usdtOrNull(row, "loss"),
                                usdtOrNull(row, "benefit"),
                                Rows.instant(row, "notified_at")));
    }

    private static List<PayoutRow> payouts(Handle handle, ReportRequest request) {
        String sql =
                """
                SELECT x.*, coalesce(login, x.beneficiary::text) AS login
                FROM payouts x LEFT JOIN people p ON p.user_id = x.beneficiary
                WHERE updated_at BETWEEN :from AND :to ORDER BY updated_at, payout
                """;
        return rows(
                handle,
                request,
                sql,
                row ->
                        new PayoutRow(
                                Rows.text(row, "payout"),
                                Rows.text(row, "claim"),
                                Rows.text(row, "login"),
                                usdt(row, "amount"),
                                Rows.text(row, "state"),
                                Rows.instant(row, "updated_at")));
    }

    private static List<StrategyRow> strategies(Handle handle, ReportRequest request) {
        String sql =
                """
                SELECT s.*, coalesce(login, s.owner::text) AS login, count(f.trade_id) AS fills,
                    coalesce(sum(CASE f.side WHEN 'BUY' THEN f.quantity ELSE -f.quantity END), 0)
                        AS position,
                    coalesce(sum(f.fee), 0) AS fees,
                    coalesce(sum(CASE f.side WHEN 'BUY' THEN -1 ELSE 1 END
                        * f.quantity * f.price - f.fee), 0)
                    + coalesce(sum(CASE f.side WHEN 'BUY' THEN f.quantity ELSE -f.quantity END), 0)
                        * coalesce((SELECT close FROM candles c WHERE c.symbol = s.symbol
                            AND c.open_time <= :to ORDER BY open_time DESC LIMIT 1), 0) AS profit
                FROM strategies s
                LEFT JOIN people p ON p.user_id = s.owner
                LEFT JOIN fills f ON f.strategy = s.strategy::text AND f.at BETWEEN :from AND :to
                GROUP BY s.strategy, login ORDER BY s.strategy
                """;
        return rows(
                handle,
                request,
                sql,
                row ->
                        new StrategyRow(
                                Rows.text(row, "strategy"),
                                Rows.text(row, "login"),
                                Rows.text(row, "kind"),
                                Rows.text(row, "symbol"),
                                Rows.text(row, "state"),
                                row.getLong("fills"),
                                Rows.decimal(row, "position"),
                                Rows.decimal(row, "fees"),
                                Rows.decimal(row, "profit")));
    }

    private static List<LiquidationRow> liquidations(Handle handle, ReportRequest request) {
        String sql =
                """
                SELECT x.*, coalesce(login, a.owner::text, x.account::text) AS login
                FROM liquidations x LEFT JOIN accounts a ON a.account = x.account
                LEFT JOIN people p ON p.user_id = a.owner
                WHERE at BETWEEN :from AND :to ORDER BY at, x.account, venue_order_id
                """;
        return rows(
                handle,
                request,
                sql,
                row ->
                        new LiquidationRow(
                                Rows.text(row, "login"),
                                Rows.text(row, "venue"),
                                Rows.text(row, "symbol"),
                                Rows.text(row, "position_side"),
                                Rows.decimal(row, "quantity"),
                                Rows.decimal(row, "price"),
                                Rows.text(row, "venue_order_id"),
                                Rows.instant(row, "at")));
    }

    private static List<WarningRow> warnings(Handle handle, ReportRequest request) {
        String sql =
                """
                SELECT x.*, coalesce(login, a.owner::text, x.account::text) AS login
                FROM warnings x LEFT JOIN accounts a ON a.account = x.account
                LEFT JOIN people p ON p.user_id = a.owner
                WHERE at BETWEEN :from AND :to ORDER BY at, login, band DESC
                """;
        return rows(
                handle,
                request,
                sql,
                row ->
                        new WarningRow(
                                Rows.text(row, "login"),
                                Rows.text(row, "symbol"),
                                Rows.decimal(row, "band"),
                                Rows.decimal(row, "distance"),
                                Rows.decimal(row, "mark"),
                                Rows.instant(row, "at")));
    }

    /** The pool's whole history makes its state; what is shown is the span. */
    private static List<PoolPoint> pool(Handle handle, ReportRequest request) {
        PoolHistory history = new PoolHistory();
        handle.createQuery(
                        """
                        SELECT at, debit, credit, amount FROM transfers
                        WHERE kind IN ('SINGLE', 'POST') AND at <= :to ORDER BY seq
                        """)
                .bind("to", request.to())
                .map(
                        (row, context) ->
                                new PoolHistory.Move(
                                        Rows.instant(row, "at"),
                                        Rows.text(row, "debit"),
                                        Rows.text(row, "credit"),
                                        row.getLong("amount")))
                .forEach(history::add);
        List<PoolPoint> all = history.points();
        return all.stream().filter(point -> !point.at().isBefore(request.from())).toList();
    }

    private static List<Market> markets(Handle handle, ReportRequest request) {
        record Name(String venue, String symbol) {}
        List<Name> names =
                rows(
                        handle,
                        request,
                        """
                        SELECT DISTINCT a.venue, x.symbol
                        FROM positions x JOIN accounts a ON a.account = x.account
                        WHERE opened_at <= :to AND updated_at >= :from ORDER BY venue, symbol
                        """,
                        row -> new Name(Rows.text(row, "venue"), Rows.text(row, "symbol")));
        return names.stream()
                .map(
                        name ->
                                new Market(
                                        name.venue(),
                                        name.symbol(),
                                        closes(handle, request, name.venue(), name.symbol()),
                                        levels(handle, request, name.venue(), name.symbol())))
                .toList();
    }

    private static List<Close> closes(
            Handle handle, ReportRequest request, String venue, String symbol) {
        return handle.createQuery(
                        """
                        SELECT * FROM candles WHERE venue = :venue AND symbol = :symbol
                            AND open_time BETWEEN :from AND :to ORDER BY open_time
                        """
                                + ROWS_MAX)
                .bind("venue", venue)
                .bind("symbol", symbol)
                .bind("from", request.from())
                .bind("to", request.to())
                .map(
                        (row, context) ->
                                new Close(
                                        Rows.instant(row, "open_time"),
                                        Rows.decimal(row, "low"),
                                        Rows.decimal(row, "high"),
                                        Rows.decimal(row, "close")))
                .list();
    }

    private static List<Level> levels(
            Handle handle, ReportRequest request, String venue, String symbol) {
        return handle.createQuery(
                        """
                        SELECT 'liquidation' AS kind, coalesce(login, a.owner::text) AS login,
                            liquidation_price AS price, opened_at AS since,
                            CASE WHEN quantity = 0 THEN updated_at ELSE :to END AS until
                        FROM positions x JOIN accounts a ON a.account = x.account
                        LEFT JOIN people p ON p.user_id = a.owner
                        WHERE a.venue = :venue AND symbol = :symbol AND largest <> 0
                            AND liquidation_price IS NOT NULL AND opened_at <= :to
                        UNION ALL
                        SELECT 'barrier', coalesce(login, x.owner::text), barrier, bound_at,
                            least(cover_until, :to)
                        FROM policies x JOIN accounts a ON a.account = x.account
                        LEFT JOIN people p ON p.user_id = x.owner
                        WHERE a.venue = :venue AND symbol = :symbol AND bound_at <= :to
                        ORDER BY kind, since, login
                        """
                                + ROWS_MAX)
                .bind("venue", venue)
                .bind("symbol", symbol)
                .bind("to", request.to())
                .map(
                        (row, context) ->
                                new Level(
                                        Rows.text(row, "kind"),
                                        Rows.text(row, "login"),
                                        Rows.decimal(row, "price"),
                                        Rows.instant(row, "since"),
                                        Rows.instant(row, "until")))
                .list();
    }

    private interface Reading<T> {
        T read(ResultSet row) throws SQLException;
    }

    private static <T> List<T> rows(
            Handle handle, ReportRequest request, String sql, Reading<T> reading) {
        RowMapper<T> mapper = (row, context) -> reading.read(row);
        return handle.createQuery(sql + ROWS_MAX)
                .bind("from", request.from())
                .bind("to", request.to())
                .map(mapper)
                .list();
    }

    private static Money usdt(ResultSet row, String column) throws SQLException {
        return new Money(row.getLong(column), Asset.USDT);
    }

    private static @Nullable Money usdtOrNull(ResultSet row, String column) throws SQLException {
        long minor = row.getLong(column);
        return row.wasNull() ? null : new Money(minor, Asset.USDT);
    }
}
