package io.leverageguard.analytics;

import io.leverageguard.api.analytics.Analytics.Break;
import io.leverageguard.kernel.money.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that a report shows; its JSON form is this record. */
record ReportData(
        String title,
        Instant from,
        Instant to,
        Instant writtenAt,
        List<Trader> traders,
        List<PolicyRow> policies,
        List<RefusedQuote> refusedQuotes,
        List<ClaimRow> claims,
        List<PayoutRow> payouts,
        List<StrategyRow> strategies,
        List<LiquidationRow> liquidations,
        List<WarningRow> warnings,
        List<PoolPoint> pool,
        List<Market> markets,
        long compared,
        List<Break> breaks) {

    /** What one account did. */
    record Trader(
            String login,
            String venue,
            String account,
            long fills,
            BigDecimal realizedPnl,
            BigDecimal fees,
            long liquidations) {}

    record PolicyRow(
            String policy,
            String login,
            String symbol,
            String side,
            BigDecimal quantity,
            BigDecimal barrier,
            Money sumInsured,
            Money premium,
            Money paid,
            String state,
            Instant boundAt,
            Instant coverUntil) {}

    record RefusedQuote(
            String login, String symbol, String code, String reason, double index, Instant at) {}

    record ClaimRow(
            String claim,
            String login,
            String venueOrderId,
            boolean byHand,
            String state,
            String reason,
            String checks,
            @Nullable Money loss,
            @Nullable Money benefit,
            Instant notifiedAt) {}

    record PayoutRow(
            String payout, String claim, String login, Money amount, String state, Instant at) {}

    /** {@code profit} values what is still held at the last close. */
    record StrategyRow(
            String strategy,
            String login,
            String kind,
            String symbol,
            String state,
            long fills,
            BigDecimal position,
            BigDecimal fees,
            BigDecimal profit) {}

    record LiquidationRow(
            String login,
            String venue,
            String symbol,
            String side,
            BigDecimal quantity,
            BigDecimal price,
            String venueOrderId,
            Instant at) {}

    record WarningRow(
            String login,
            String symbol,
            BigDecimal band,
            BigDecimal distance,
            BigDecimal mark,
            Instant at) {}

    /**
     * The pool after a transfer.
     *
     * @param premiums written so far, less what was given back
     * @param claims incurred so far
     */
    record PoolPoint(
            Instant at,
            Money cash,
            Money customers,
            Money unearned,
            Money reserves,
            Money payable,
            Money ownFunds,
            Money premiums,
            Money claims) {}

    /** Prices of one instrument, with the levels that mattered. */
    record Market(String venue, String symbol, List<Close> closes, List<Level> levels) {}

    record Close(Instant openTime, BigDecimal low, BigDecimal high, BigDecimal close) {}

    /** A price at which something would happen, and from when to when. */
    record Level(String kind, String login, BigDecimal price, Instant from, Instant to) {}
}
