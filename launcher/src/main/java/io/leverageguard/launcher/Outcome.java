package io.leverageguard.launcher;

import io.leverageguard.kernel.money.Money;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the story ended, as {@code --json} writes it. A function of the seed but for {@code seconds}.
 */
record Outcome(
        List<Trader> traders,
        Ledger ledger,
        Audit audit,
        Reconciliation reconciliation,
        StrategyResult strategy,
        Source source,
        long seed,
        double seconds) {

    /** Where the prices come from. */
    enum Source {
        /** The recorded crash of 10 October 2025. */
        real,
        /** The built-in scenario modelled on that day's published figures. */
        modelled
    }

    /** One trader. Prices and amounts in USDT; {@code balance} is what the desk owes the trader. */
    record Trader(
            String name,
            BigDecimal entryPrice,
            BigDecimal liquidationPrice,
            boolean liquidated,
            QuoteResult quote,
            ClaimResult claim,
            @Nullable Money loss,
            @Nullable Money benefit,
            Money balance) {}

    /** The quote that a trader was given; {@code code} is empty when it could be bound. */
    record QuoteResult(
            double probability, double d, Money premium, BigDecimal barrier, String code) {}

    /** What became of a claim, and why it was not paid; the state is {@code NONE} without one. */
    record ClaimResult(String state, String reason, Map<String, String> checks) {}

    /** The ledger's books. */
    record Ledger(boolean balanced, boolean chainVerified) {}

    /** The audit chains of every service. */
    record Audit(boolean chainVerified) {}

    /** Differences between claims, payouts, ledger and venue. */
    record Reconciliation(int breaks) {}

    /** What the moving-average cross did. */
    record StrategyResult(long fills, BigDecimal netPnl) {}
}
