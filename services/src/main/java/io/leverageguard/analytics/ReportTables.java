package io.leverageguard.analytics;

import io.leverageguard.kernel.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Brings the rows of a report into tables. */
final class ReportTables {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private ReportTables() {}

    static List<ReportTable> of(ReportData data) {
        return List.of(
                claims(data),
                payouts(data),
                policies(data),
                refused(data),
                liquidations(data),
                traders(data),
                strategies(data),
                warnings(data),
                breaks(data));
    }

    static String time(Instant at) {
        return TIME.format(at);
    }

    private static ReportTable claims(ReportData data) {
        ReportTable table =
                new ReportTable(
                        "Claims",
                        "Notified (UTC)",
                        "Trader",
                        "Venue order",
                        "Filed",
                        "State",
                        "Loss",
                        "Benefit",
                        "Reason",
                        "Checks");
        for (ReportData.ClaimRow claim : data.claims()) {
            table.row(
                    time(claim.notifiedAt()),
                    claim.login(),
                    claim.venueOrderId(),
                    claim.byHand() ? "by hand" : "by itself",
                    claim.state(),
                    orDash(claim.loss()),
                    orDash(claim.benefit()),
                    claim.reason(),
                    claim.checks());
        }
        return table;
    }

    private static ReportTable payouts(ReportData data) {
        ReportTable table =
                new ReportTable("Payouts", "Time (UTC)", "Trader", "Amount", "State", "Claim");
        for (ReportData.PayoutRow payout : data.payouts()) {
            table.row(
                    time(payout.at()),
                    payout.login(),
                    payout.amount(),
                    payout.state(),
                    payout.claim());
        }
        return table;
    }

    private static ReportTable policies(ReportData data) {
        ReportTable table =
                new ReportTable(
                        "Policies",
                        "Bound (UTC)",
                        "Trader",
                        "Position",
                        "Barrier",
                        "Sum insured",
                        "Premium",
                        "Paid",
                        "State",
                        "Until (UTC)");
        for (ReportData.PolicyRow policy : data.policies()) {
            table.row(
                    time(policy.boundAt()),
                    policy.login(),
                    policy.side() + " " + policy.quantity().toPlainString() + " " + policy.symbol(),
                    policy.barrier(),
                    policy.sumInsured(),
                    policy.premium(),
                    policy.paid(),
                    policy.state(),
                    time(policy.coverUntil()));
        }
        return table;
    }

    private static ReportTable refused(ReportData data) {
        ReportTable table =
                new ReportTable(
                        "Refused quotes", "Time (UTC)", "Trader", "Symbol", "Code", "d", "Reason");
        for (ReportData.RefusedQuote quote : data.refusedQuotes()) {
            table.row(
                    time(quote.at()),
                    quote.login(),
                    quote.symbol(),
                    quote.code(),
                    String.format(Locale.ROOT, "%.2f", quote.index()),
                    quote.reason());
        }
        return table;
    }

    private static ReportTable liquidations(ReportData data) {
        ReportTable table =
                new ReportTable(
                        "Liquidations",
                        "Time (UTC)",
                        "Trader",
                        "Venue",
                        "Symbol",
                        "Position",
                        "Quantity",
                        "Price",
                        "Venue order");
        for (ReportData.LiquidationRow row : data.liquidations()) {
            table.row(
                    time(row.at()),
                    row.login(),
                    row.venue(),
                    row.symbol(),
                    row.side(),
                    row.quantity(),
                    row.price(),
                    row.venueOrderId());
        }
        return table;
    }

    private static ReportTable traders(ReportData data) {
        ReportTable table =
                new ReportTable(
                        "Accounts",
                        "Trader",
                        "Venue",
                        "Fills",
                        "Realised PnL",
                        "Fees",
                        "Liquidations");
        for (ReportData.Trader trader : data.traders()) {
            table.row(
                    trader.login(),
                    trader.venue(),
                    trader.fills(),
                    trader.realizedPnl(),
                    trader.fees(),
                    trader.liquidations());
        }
        return table;
    }

    private static ReportTable strategies(ReportData data) {
        ReportTable table =
                new ReportTable(
                        "Strategies",
                        "Trader",
                        "Kind",
                        "Symbol",
                        "State",
                        "Fills",
                        "Position",
                        "Fees",
                        "Profit after fees");
        for (ReportData.StrategyRow strategy : data.strategies()) {
            table.row(
                    strategy.login(),
                    strategy.kind(),
                    strategy.symbol(),
                    strategy.state(),
                    strategy.fills(),
                    strategy.position(),
                    strategy.fees(),
                    strategy.profit().setScale(6, RoundingMode.HALF_EVEN));
        }
        return table;
    }

    private static ReportTable warnings(ReportData data) {
        ReportTable table =
                new ReportTable(
                        "Margin warnings",
                        "Time (UTC)",
                        "Trader",
                        "Symbol",
                        "Band",
                        "Distance",
                        "Mark");
        for (ReportData.WarningRow warning : data.warnings()) {
            table.row(
                    time(warning.at()),
                    warning.login(),
                    warning.symbol(),
                    percent(warning.band()),
                    percent(warning.distance()),
                    warning.mark());
        }
        return table;
    }

    private static ReportTable breaks(ReportData data) {
        ReportTable table =
                new ReportTable("Reconciliation breaks", "Kind", "Object", "Expected", "Found");
        data.breaks()
                .forEach(
                        found ->
                                table.row(
                                        found.kind(),
                                        found.object(),
                                        found.expected(),
                                        found.found()));
        return table;
    }

    private static String orDash(@Nullable Money money) {
        return money == null ? "–" : money.toString();
    }

    private static String percent(BigDecimal share) {
        return share.movePointRight(2).setScale(2, RoundingMode.DOWN).toPlainString() + " %";
    }
}
