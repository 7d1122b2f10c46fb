package io.leverageguard.engine.execution;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * What one venue offers to an order that cannot wait, and what taking it costs.
 *
 * @param levels prices and quantities of the other side, best first, within the order's limit
 * @param takerFee share of the value; negative when the venue pays
 * @param extraPerUnit what each base unit costs besides price and fee: expected funding until the
 *     horizon, and the risk that the price runs away (quote per base; negative when earned)
 * @param lot smallest step of a quantity
 * @param least the smallest quantity that the venue takes, in whole lots
 * @param most the largest, by the venue's rule or by the position that may be reduced
 * @param available what may be used for margin and fee, quote; ignored without leverage
 * @param leverage how far the available margin reaches; 0 when no margin is needed
 */
public record Ladder(
        boolean buy,
        List<Level> levels,
        BigDecimal takerFee,
        BigDecimal extraPerUnit,
        BigDecimal lot,
        BigDecimal least,
        BigDecimal most,
        BigDecimal available,
        int leverage) {
    private static final int SCALE = 18;

    /** All that is offered at one price. */
    public record Level(BigDecimal price, BigDecimal quantity) {}

    /**
     * A quantity and what it costs.
     *
     * @param value quantity times price, over all levels
     * @param worstPrice of the last level that is touched
     * @param fee taker fee
     * @param extra expected funding and risk
     * @param margin what is set aside for the position
     */
    public record Bill(
            BigDecimal quantity,
            BigDecimal value,
            BigDecimal worstPrice,
            BigDecimal fee,
            BigDecimal extra,
            BigDecimal margin) {
        /** What is paid in all; what is received is negative. */
        public BigDecimal total(boolean buy) {
            return (buy ? value : value.negate()).add(fee).add(extra);
        }
    }

    /** Copies the list. */
    public Ladder {
        levels = List.copyOf(levels);
    }

    /** What {@code quantity} costs here; it must not be more than {@link #capacity}. */
    public Bill bill(BigDecimal quantity) {
        BigDecimal left = quantity;
        BigDecimal value = BigDecimal.ZERO;
        BigDecimal worst = BigDecimal.ZERO;
        for (Level level : levels) {
            if (left.signum() == 0) {
                break;
            }
            BigDecimal taken = left.min(level.quantity());
            value = value.add(taken.multiply(level.price()));
            worst = level.price();
            left = left.subtract(taken);
        }
        if (left.signum() > 0) {
            throw new IllegalArgumentException("only part of " + quantity + " is offered");
        }
        return new Bill(
                quantity,
                value,
                worst,
                value.multiply(takerFee),
                quantity.multiply(extraPerUnit),
                margin(value));
    }

    /** The price of one more unit at a level, with everything; the lower the better. */
    BigDecimal marginal(Level level) {
        BigDecimal fee = level.price().multiply(takerFee);
        BigDecimal price = buy ? level.price() : level.price().negate();
        return price.add(fee).add(extraPerUnit);
    }

    /** The most that can be taken: offered, allowed, and covered by the margin; whole lots. */
    public BigDecimal capacity() {
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal budget = available;
        for (Level level : levels) {
            BigDecimal taken = level.quantity();
            if (leverage > 0) {
                BigDecimal perUnit = margin(level.price()).add(feeOf(level.price()));
                taken =
                        taken.min(
                                budget.max(BigDecimal.ZERO)
                                        .divide(perUnit, SCALE, RoundingMode.DOWN));
                budget = budget.subtract(taken.multiply(perUnit));
            }
            sum = sum.add(taken);
        }
        return wholeLots(sum.min(most));
    }

    /** Rounds down to whole lots. */
    public BigDecimal wholeLots(BigDecimal quantity) {
        return quantity.subtract(quantity.remainder(lot));
    }

    private BigDecimal margin(BigDecimal value) {
        return leverage == 0
                ? BigDecimal.ZERO
                : value.divide(BigDecimal.valueOf(leverage), SCALE, RoundingMode.UP);
    }

    private BigDecimal feeOf(BigDecimal value) {
        return value.multiply(takerFee).max(BigDecimal.ZERO);
    }
}
