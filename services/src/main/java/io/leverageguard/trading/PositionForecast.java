package io.leverageguard.trading;

import io.leverageguard.api.trading.Trading.MarginMode;
import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.engine.margin.IsolatedMargin;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * What a position becomes when an order is filled whole: first it closes, at the position's own
 * share of margin and profit, then it opens, and takes initial margin for that.
 *
 * @param after the position
 * @param opened base units that are opened
 * @param initialMargin what is tied up for them
 * @param realized profit of what is closed, before the fee
 * @param released margin of what is closed; nothing for cross, where none is set aside
 */
record PositionForecast(
        PositionRow after,
        BigDecimal opened,
        BigDecimal initialMargin,
        BigDecimal realized,
        BigDecimal released) {
    private static final int MARGIN_SCALE = 8;

    /**
     * The forecast of a fill.
     *
     * @param before flat where there was none, with margin mode and leverage
     * @param quantity positive; of a reduce-only order no more than there is to reduce
     */
    static PositionForecast of(
            PositionRow before, Side side, BigDecimal quantity, BigDecimal price) {
        BigDecimal signed = side == Side.BUY ? quantity : quantity.negate();
        BigDecimal held = before.quantity().abs();
        boolean closes = before.quantity().signum() * signed.signum() < 0;
        BigDecimal closed = closes ? held.min(quantity) : BigDecimal.ZERO;
        BigDecimal kept = held.subtract(closed);
        BigDecimal opened = quantity.subtract(closed);
        BigDecimal stays =
                kept.signum() == 0
                        ? BigDecimal.ZERO
                        : before.margin()
                                .multiply(kept)
                                .divide(held, MARGIN_SCALE, RoundingMode.FLOOR);
        BigDecimal initial =
                opened.signum() == 0
                        ? BigDecimal.ZERO
                        : IsolatedMargin.initialMargin(opened, price, before.leverage());
        boolean isolated = before.marginMode() == MarginMode.ISOLATED;
        PositionRow after =
                new PositionRow(
                        before.account(),
                        before.symbol(),
                        before.quantity().add(signed),
                        entry(before.entryPrice(), kept, price, opened),
                        isolated ? stays.add(initial) : BigDecimal.ZERO,
                        before.marginMode(),
                        before.leverage(),
                        before.lastMark(),
                        null,
                        before.openedAt(),
                        before.updatedAt());
        return new PositionForecast(
                after,
                opened,
                initial,
                closed.signum() == 0
                        ? BigDecimal.ZERO
                        : IsolatedMargin.unrealizedPnl(
                                before.isLong(), closed, before.entryPrice(), price),
                isolated ? before.margin().subtract(stays) : BigDecimal.ZERO);
    }

    /** What is available after it, of what was before. */
    BigDecimal available(PositionRow before, BigDecimal available, BigDecimal fee) {
        BigDecimal left = available.subtract(fee).add(realized);
        if (after.marginMode() == MarginMode.ISOLATED) {
            return left.add(released).subtract(initialMargin);
        }
        // Of a shared wallet, what is won and lost counts, and the margin is that of the mark.
        return left.add(profit(after))
                .subtract(profit(before))
                .subtract(margin(after))
                .add(margin(before));
    }

    private static BigDecimal profit(PositionRow row) {
        return row.isFlat()
                ? BigDecimal.ZERO
                : IsolatedMargin.unrealizedPnl(
                        row.isLong(), row.quantity().abs(), row.entryPrice(), row.lastMark());
    }

    private static BigDecimal margin(PositionRow row) {
        return row.isFlat()
                ? BigDecimal.ZERO
                : IsolatedMargin.initialMargin(
                        row.quantity().abs(), row.lastMark(), row.leverage());
    }

    private static BigDecimal entry(
            BigDecimal before, BigDecimal kept, BigDecimal price, BigDecimal opened) {
        if (opened.signum() == 0) {
            return kept.signum() == 0 ? BigDecimal.ZERO : before;
        }
        return before.multiply(kept)
                .add(price.multiply(opened))
                .divide(kept.add(opened), MathContext.DECIMAL128);
    }
}
