package io.leverageguard.strategy;

import io.leverageguard.sdk.OrderSide;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What a strategy holds and has earned, at average cost: a fill that adds to the position moves the
 * average price, one that reduces it realises the difference to that average.
 *
 * @param position base units, negative for a short
 * @param averagePrice zero when flat
 * @param realizedPnl before fees
 */
record AverageCost(
        long fills,
        BigDecimal position,
        BigDecimal averagePrice,
        BigDecimal realizedPnl,
        BigDecimal fees) {

    private static final int PRICE_SCALE = 18;

    static final AverageCost EMPTY =
            new AverageCost(0, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

    AverageCost after(OrderSide side, BigDecimal quantity, BigDecimal price, BigDecimal fee) {
        BigDecimal change = side == OrderSide.BUY ? quantity : quantity.negate();
        BigDecimal held = position.add(change);
        boolean adds = position.signum() * change.signum() >= 0;
        BigDecimal closed = adds ? BigDecimal.ZERO : quantity.min(position.abs());
        BigDecimal gain = price.subtract(averagePrice).multiply(closed);
        BigDecimal won = position.signum() >= 0 ? gain : gain.negate();
        return new AverageCost(
                fills + 1,
                held,
                averageAfter(held, adds, quantity, price),
                realizedPnl.add(won),
                fees.add(fee));
    }

    BigDecimal netPnl() {
        return realizedPnl.subtract(fees);
    }

    private BigDecimal averageAfter(
            BigDecimal held, boolean adds, BigDecimal quantity, BigDecimal price) {
        if (held.signum() == 0) {
            return BigDecimal.ZERO;
        }
        if (adds) {
            BigDecimal cost = averagePrice.multiply(position.abs()).add(price.multiply(quantity));
            return cost.divide(held.abs(), PRICE_SCALE, RoundingMode.HALF_EVEN);
        }
        boolean turned = held.signum() != position.signum();
        return turned ? price : averagePrice;
    }
}
