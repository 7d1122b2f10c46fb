package io.leverageguard.engine.margin;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * Margin of one isolated position in a linear contract.
 *
 * <p>With s = +1 for a long and −1 for a short, quantity Q, entry price EP, isolated wallet WB and
 * the bracket's rate MMR and amount cum, a position is liquidated at the mark price
 *
 * <pre>LP = (WB + cum − s·Q·EP) / (Q·MMR − s·Q)</pre>
 *
 * which is WB + s·Q·(LP − EP) = Q·LP·MMR − cum solved for LP: the formula that Binance publishes as
 * "How to calculate the liquidation price of USDⓈ-M futures contracts", for one position.
 */
public final class IsolatedMargin {
    /** Decimal places of the prices returned here. */
    public static final int PRICE_SCALE = 8;

    private static final MathContext EXACT_ENOUGH = MathContext.DECIMAL128;

    private IsolatedMargin() {}

    /**
     * The mark price at which the position is liquidated, rounded half up to eight places; empty
     * when no positive price does it. The bracket used is the one of the notional at that price.
     */
    public static Optional<BigDecimal> liquidationPrice(
            boolean isLong,
            BigDecimal quantity,
            BigDecimal entry,
            BigDecimal wallet,
            MarginTable table) {
        requirePositive(quantity);
        BigDecimal side = isLong ? BigDecimal.ONE : BigDecimal.ONE.negate();
        BigDecimal entryNotional = side.multiply(quantity).multiply(entry);
        BigDecimal price = BigDecimal.ZERO;
        MarginBracket bracket = table.at(quantity.multiply(entry));
        // Margin falls along one straight line per bracket; the line that meets zero inside its own
        // bracket is the answer. Each step moves to the bracket of the last meeting point. Where a
        // table jumps (no amounts), a short may meet zero nowhere: it dies at the jump.
        int steps = table.brackets().size();
        for (int step = 0; step <= steps; step++) {
            BigDecimal over = wallet.add(bracket.amount()).subtract(entryNotional);
            BigDecimal under = quantity.multiply(bracket.rate().subtract(side));
            price = over.divide(under, EXACT_ENOUGH);
            MarginBracket there = table.at(price.multiply(quantity));
            if (there.equals(bracket)) {
                break;
            }
            if (step == steps) {
                price =
                        bracket.notionalFloor()
                                .max(there.notionalFloor())
                                .divide(quantity, EXACT_ENOUGH);
            }
            bracket = there;
        }
        if (price.signum() <= 0) {
            return Optional.empty();
        }
        return Optional.of(price.setScale(PRICE_SCALE, RoundingMode.HALF_UP));
    }

    /** The price at which the initial margin is lost, fees ignored: EP·(1 − s/L). */
    public static BigDecimal bankruptcyPrice(boolean isLong, BigDecimal entry, int leverage) {
        BigDecimal margin =
                entry.divide(BigDecimal.valueOf(leverage), PRICE_SCALE, RoundingMode.HALF_UP);
        return isLong ? entry.subtract(margin) : entry.add(margin);
    }

    /** The price at which this wallet is lost, fees ignored: EP − s·WB/Q. */
    public static BigDecimal bankruptcyPrice(
            boolean isLong, BigDecimal quantity, BigDecimal entry, BigDecimal wallet) {
        requirePositive(quantity);
        BigDecimal margin = wallet.divide(quantity, PRICE_SCALE, RoundingMode.HALF_UP);
        return isLong ? entry.subtract(margin) : entry.add(margin);
    }

    /** What the position has won (positive) or lost at {@code mark}, exact. */
    public static BigDecimal unrealizedPnl(
            boolean isLong, BigDecimal quantity, BigDecimal entry, BigDecimal mark) {
        BigDecimal move = isLong ? mark.subtract(entry) : entry.subtract(mark);
        return move.multiply(quantity);
    }

    /** What opening takes: Q·P/L, rounded up to a {@link QuoteUnits unit}. */
    public static BigDecimal initialMargin(BigDecimal quantity, BigDecimal price, int leverage) {
        return quantity.multiply(price)
                .divide(BigDecimal.valueOf(leverage), QuoteUnits.SCALE, RoundingMode.UP);
    }

    /**
     * How far the mark price is from liquidation, as a share of the mark price; rounded down, so
     * that a position never looks safer than it is.
     */
    public static BigDecimal distance(BigDecimal mark, BigDecimal liquidationPrice) {
        return mark.subtract(liquidationPrice).abs().divide(mark, PRICE_SCALE, RoundingMode.DOWN);
    }

    private static void requirePositive(BigDecimal quantity) {
        if (quantity.signum() <= 0) {
            throw new IllegalArgumentException("quantity must be positive: " + quantity);
        }
    }
}
