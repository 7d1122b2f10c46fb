package io.leverageguard.analytics;

import io.leverageguard.api.analytics.Analytics.Break;
import io.leverageguard.api.fund.LedgerAccounts;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.money.Asset;
import io.leverageguard.kernel.money.Money;
import io.leverageguard.kit.sql.Database;
import io.leverageguard.kit.sql.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Compares what the services say of the same money: approved claims, payouts, the ledger, and the
 * accounts at the venues.
 */
final class Reconciler {
    /** What a claim was promised, against what payouts and ledger show. */
    private static final String PAYABLES =
            """
            SELECT p.claim, p.beneficiary, p.amount,
                (SELECT count(*) FROM payouts o WHERE o.claim = p.claim) AS payouts,
                (SELECT coalesce(sum(amount), 0) FROM payouts o
                    WHERE o.claim = p.claim AND o.state = 'CONFIRMED') AS paid,
                (SELECT coalesce(sum(amount), 0) FROM transfers t
                    WHERE t.kind IN ('SINGLE', 'POST') AND t.credit = :payable || p.claim)
                    AS came_in,
                (SELECT coalesce(sum(amount), 0) FROM transfers t
                    WHERE t.kind IN ('SINGLE', 'POST') AND t.debit = :payable || p.claim)
                    AS went_out,
                (SELECT coalesce(sum(amount), 0) FROM transfers t
                    WHERE t.kind IN ('SINGLE', 'POST') AND t.debit = :payable || p.claim
                        AND t.credit = :prepaid || p.beneficiary) AS credited
            FROM payables p ORDER BY p.claim
            """;

    /** Claims that were approved, or that are said to be paid, without a promise. */
    private static final String UNPROMISED =
            """
            SELECT claim, state FROM claims c
            WHERE state IN ('AUTO_APPROVED', 'APPROVED', 'PAYABLE', 'PAID')
                AND NOT EXISTS (SELECT 1 FROM payables p WHERE p.claim = c.claim)
            ORDER BY claim
            """;

    /** Payouts that nothing was promised for. */
    private static final String UNFOUNDED =
            """
            SELECT payout, state FROM payouts o
            WHERE NOT EXISTS (SELECT 1 FROM payables p WHERE p.claim = o.claim)
            ORDER BY payout
            """;

    /** Reserves and payables of single claims that do not belong to a claim under way. */
    private static final String LEFT_OVER =
            """
            SELECT account, sum(amount) AS balance FROM (
                SELECT credit AS account, amount FROM transfers WHERE kind IN ('SINGLE', 'POST')
                UNION ALL
                SELECT debit, -amount FROM transfers WHERE kind IN ('SINGLE', 'POST')) moves
            WHERE account LIKE :payable || '%' OR account LIKE :reserve || '%'
            GROUP BY account HAVING sum(amount) <> 0 ORDER BY account
            """;

    private static final String DECIDED =
            "SELECT claim FROM claims WHERE state IN ('DECLINED', 'PAID', 'CLOSED', 'WITHDRAWN')";

    private final Database database;

    Reconciler(Database database) {
        this.database = database;
    }

    /** What was compared and what differs. */
    record Findings(long compared, List<Break> breaks) {}

    Findings compare() {
        return database.transaction(
                handle -> {
                    List<Break> breaks = new ArrayList<>();
                    long compared = payables(handle, breaks);
                    unpromised(handle, breaks);
                    unfounded(handle, breaks);
                    leftOver(handle, breaks);
                    compared += venueAccounts(handle, breaks);
                    return new Findings(compared, List.copyOf(breaks));
                });
    }

    private record Payable(
            UUID claim,
            UserId beneficiary,
            long amount,
            long payouts,
            long paid,
            long cameIn,
            long wentOut,
            long credited) {}

    private static long payables(Handle handle, List<Break> breaks) {
        List<Payable> payables =
                handle.createQuery(PAYABLES)
                        .bind("payable", LedgerAccounts.CLAIMS_PAYABLE + ":")
                        .bind("prepaid", "CUSTOMER_PREPAID:")
                        .map(
                                (row, context) ->
                                        new Payable(
                                                Rows.uuid(row, "claim"),
                                                Rows.id(row, "beneficiary", UserId.class),
                                                row.getLong("amount"),
                                                row.getLong("payouts"),
                                                row.getLong("paid"),
                                                row.getLong("came_in"),
                                                row.getLong("went_out"),
                                                row.getLong("credited")))
                        .list();
        for (Payable payable : payables) {
            String claim = payable.claim().toString();
            if (payable.payouts() != 1) {
                breaks.add(
                        new Break("payouts_of_claim", claim, "1", payable.payouts() + " payouts"));
            }
            money(breaks, "paid_by_payout", claim, payable.amount(), payable.paid());
            money(breaks, "payable_in_ledger", claim, payable.amount(), payable.cameIn());
            money(breaks, "paid_in_ledger", claim, payable.amount(), payable.wentOut());
            money(breaks, "credited_to_customer", claim, payable.amount(), payable.credited());
        }
        return payables.size();
    }

    private static void unpromised(Handle handle, List<Break> breaks) {
        handle.createQuery(UNPROMISED)
                .map(
                        (row, context) ->
                                new Break(
                                        "approved_claim",
                                        Rows.text(row, "claim"),
                                        "payable",
                                        Rows.text(row, "state")))
                .forEach(breaks::add);
    }

    private static void unfounded(Handle handle, List<Break> breaks) {
        handle.createQuery(UNFOUNDED)
                .map(
                        (row, context) ->
                                new Break(
                                        "payout_without_claim",
                                        Rows.text(row, "payout"),
                                        "no payout",
                                        Rows.text(row, "state")))
                .forEach(breaks::add);
    }

    private static void leftOver(Handle handle, List<Break> breaks) {
        List<String> decided =
                handle.createQuery(DECIDED)
                        .map((row, context) -> Rows.uuid(row, "claim").toString())
                        .list();
        handle
                .createQuery(LEFT_OVER)
                .bind("payable", LedgerAccounts.CLAIMS_PAYABLE + ":")
                .bind("reserve", LedgerAccounts.CASE_RESERVE + ":")
                .map(
                        (row, context) ->
                                new Break(
                                        "left_in_ledger",
                                        Rows.text(row, "account"),
                                        usdt(0),
                                        usdt(row.getLong("balance"))))
                .stream()
                .filter(found -> decided.contains(subject(found.object())))
                .forEach(breaks::add);
    }

    private static long venueAccounts(Handle handle, List<Break> breaks) {
        List<List<Break>> accounts =
                handle.createQuery("SELECT account, breaks FROM reconciliations ORDER BY account")
                        .map(
                                (row, context) -> {
                                    String account = Rows.text(row, "account");
                                    String[] found = (String[]) row.getArray("breaks").getArray();
                                    return java.util.Arrays.stream(found)
                                            .map(
                                                    text ->
                                                            new Break(
                                                                    "venue_account",
                                                                    account,
                                                                    "as at the venue",
                                                                    text))
                                            .toList();
                                })
                        .list();
        accounts.forEach(breaks::addAll);
        return accounts.size();
    }

    /** The claim that an account such as {@code CLAIMS_PAYABLE:<claim>} is named after. */
    private static String subject(String account) {
        return account.substring(account.lastIndexOf(':') + 1);
    }

    private static void money(
            List<Break> breaks, String kind, String object, long expected, long found) {
        if (expected != found) {
            breaks.add(new Break(kind, object, usdt(expected), usdt(found)));
        }
    }

    private static String usdt(long minor) {
        return new Money(minor, Asset.USDT).toString();
    }
}
