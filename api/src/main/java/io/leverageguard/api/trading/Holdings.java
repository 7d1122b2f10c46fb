package io.leverageguard.api.trading;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the positions of an account consist of, and what changed its wallet. */
public final class Holdings {
    private Holdings() {}

    /**
     * A strategy's share of a position.
     *
     * @param strategy empty for what belongs to no strategy
     * @param realizedPnl since the share was first held, after fees
     */
    public record SubPosition(
            String symbol,
            String strategy,
            BigDecimal quantity,
            @Nullable BigDecimal entryPrice,
            BigDecimal realizedPnl) {}

    /** Several shares. */
    public record SubPositions(List<SubPosition> shares) {}

    /** What changed a wallet. */
    public enum LedgerKind {
        /** Profit or loss of a position that was reduced. */
        REALIZED_PNL,
        /** A fee for a fill. */
        FEE,
        /** Funding. */
        FUNDING
    }

    /**
     * One change of the wallet.
     *
     * @param amount positive when received
     * @param reference the trade, empty for funding
     */
    public record LedgerLine(
            Instant at, String symbol, LedgerKind kind, BigDecimal amount, String reference) {}

    /** The sum of one kind and symbol over all time. */
    public record LedgerSum(String symbol, LedgerKind kind, BigDecimal amount) {}

    /** Changes of the wallet, and their sums. */
    public record Ledger(List<LedgerLine> lines, List<LedgerSum> sums) {}
}
