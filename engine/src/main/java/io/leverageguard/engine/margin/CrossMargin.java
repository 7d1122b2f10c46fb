package io.leverageguard.engine.margin;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
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

    /**
     * The same for a long and a short of one contract (hedge mode), which move together: the sums
     * over both legs take the place of quantity, entry notional, rate and amount.
     */
    public static Optional<BigDecimal> hedgedLiquidationPrice(
            List<CrossPosition> legs, List<CrossPosition> others, BigDecimal wallet) {
        BigDecimal left = wallet;
        for (CrossPosition other : others) {
            left = left.add(other.unrealizedPnl()).subtract(other.maintenance());
        }
        BigDecimal guess = legs.getFirst().mark();
        for (int step = 0; step <= legs.getFirst().table().brackets().size(); step++) {
            BigDecimal over = left;
            BigDecimal under = BigDecimal.ZERO;
            for (CrossPosition leg : legs) {
                MarginBracket bracket = leg.table().at(leg.quantity().multiply(guess));
                BigDecimal side = leg.isLong() ? BigDecimal.ONE : BigDecimal.ONE.negate();
                BigDecimal held = side.multiply(leg.quantity());
                over = over.add(bracket.amount()).subtract(held.multiply(leg.entry()));
                under = under.add(leg.quantity().multiply(bracket.rate())).subtract(held);
            }
            if (under.signum() == 0) {
                return Optional.empty();
            }
            BigDecimal price = over.divide(under, MathContext.DECIMAL128);
            if (price.signum() <= 0) {
                return Optional.empty();
            }
            if (price.compareTo(guess) == 0) {
                break;
            }
            guess = price;
        }
        return Optional.of(guess.setScale(IsolatedMargin.PRICE_SCALE, RoundingMode.HALF_UP));
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
