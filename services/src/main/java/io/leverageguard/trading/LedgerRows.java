package io.leverageguard.trading;

import io.leverageguard.api.trading.Holdings.Ledger;
import io.leverageguard.api.trading.Holdings.LedgerKind;
import io.leverageguard.api.trading.Holdings.LedgerLine;
import io.leverageguard.api.trading.Holdings.LedgerSum;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kit.sql.Rows;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** What an account earned and paid, out of its fills and fundings. */
final class LedgerRows {
    private static final String LINES =
            """
            SELECT at, symbol, 'REALIZED_PNL' AS kind, realized_pnl AS amount, trade_id AS reference
            FROM fills WHERE account = :account AND realized_pnl <> 0
            UNION ALL
            SELECT at, symbol, 'FEE', -fee, trade_id
            FROM fills WHERE account = :account AND fee <> 0
            UNION ALL
            SELECT at, symbol, 'FUNDING', amount, ''
            FROM funding WHERE account = :account AND amount <> 0
            """;

    private LedgerRows() {}

    static Ledger read(Handle handle, AccountId account, int limit) {
        List<LedgerLine> lines =
                handle.createQuery(LINES + " ORDER BY at DESC, reference DESC, kind LIMIT :limit")
                        .bind("account", account)
                        .bind("limit", limit)
                        .map(
                                (row, _) ->
                                        new LedgerLine(
                                                Rows.instant(row, "at"),
                                                Rows.text(row, "symbol"),
                                                Rows.constant(row, "kind", LedgerKind.class),
                                                Rows.decimal(row, "amount"),
                                                Rows.text(row, "reference")))
                        .list();
        List<LedgerSum> sums =
                handle.createQuery(
                                "SELECT symbol, kind, sum(amount) AS amount FROM ("
                                        + LINES
                                        + ") line GROUP BY symbol, kind ORDER BY symbol, kind")
                        .bind("account", account)
                        .map(
                                (row, _) ->
                                        new LedgerSum(
                                                Rows.text(row, "symbol"),
                                                Rows.constant(row, "kind", LedgerKind.class),
                                                Rows.decimal(row, "amount")))
                        .list();
        return new Ledger(lines, sums);
    }
}
