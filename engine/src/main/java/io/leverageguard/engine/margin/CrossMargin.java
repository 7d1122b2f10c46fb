package io.leverageguard.engine.margin;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Margin of positions that share one wallet.
 *
 * <p>The others' unrealized profit and maintenance margin, both at their mark prices, are part of
 * the wallet of the position that is asked for; what remains is the isolated formula. Source:
 * Binance's published cross-margin formula, TMM1 and UPNL1 being the others.
 */
public final class CrossMargin {
    private CrossMargin() {}

    /** A position in a shared wallet. */
    public record CrossPosition(
            boolean isLong,
            BigDecimal quantity,
            BigDecimal entry,
            BigDecimal mark,
            MarginTable table) {
        /** Its maintenance margin at its mark price. */
        public BigDecimal maintenance() {
            return table.maintenance(quantity.multiply(mark));
        }

        /** Its profit at its mark price. */
        public BigDecimal unrealizedPnl() {
            return IsolatedMargin.unrealizedPnl(isLong, quantity, entry, mark);
        }
    }

    /** The mark price of {@code position} at which the account is liquidated, the others still. */
    public static Optional<BigDecimal> liquidationPrice(
            CrossPosition position, List<CrossPosition> others, BigDecimal wallet) {
        BigDecimal left = wallet;
        for (CrossPosition other : others) {
            left = left.add(other.unrealizedPnl()).subtract(other.maintenance());
        }
        return IsolatedMargin.liquidationPrice(
                position.isLong(), position.quantity(), position.entry(), left, position.table());
    }

    /** Wallet and unrealized profit of all positions. */
    public static BigDecimal balance(List<CrossPosition> positions, BigDecimal wallet) {
        BigDecimal balance = wallet;
        for (CrossPosition position : positions) {
            balance = balance.add(position.unrealizedPnl());
        }
        return balance;
    }

    /** The maintenance margin of all positions. */
    public static BigDecimal maintenance(List<CrossPosition> positions) {
        BigDecimal sum = BigDecimal.ZERO;
        for (CrossPosition position : positions) {
            sum = sum.add(position.maintenance());
        }
        return sum;
    }
}
