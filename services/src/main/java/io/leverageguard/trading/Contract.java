package io.leverageguard.trading;

import io.leverageguard.engine.Limits;
import io.leverageguard.kernel.rpc.Refusal;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An instrument as the engine knows it: a number, and the size of its ticks and lots. These never
 * change, because the journal is written in them.
 */
record Contract(
        int number, String venue, String symbol, String quote, BigDecimal tick, BigDecimal lot) {

    /** What one lot at one tick is worth, in the engine's units of notional. */
    long unitNotional() {
        BigDecimal unit = tick.multiply(lot).movePointRight(Limits.NOTIONAL_SCALE);
        // Rounded up: a limit may bite early, never late.
        return unit.setScale(0, RoundingMode.UP).longValueExact();
    }

    /** A quantity of an order of ours, which must be whole lots. */
    long exactLots(BigDecimal quantity) {
        return exact(quantity, lot, "off_lot", "quantity");
    }

    /** A limit price of an order of ours, which must be whole ticks. */
    long exactTicks(BigDecimal price) {
        return exact(price, tick, "off_tick", "price");
    }

    /** A price for valuations, rounded up. */
    long ticksUp(BigDecimal price) {
        return price.divide(tick, 0, RoundingMode.UP).longValueExact();
    }

    /** A price that the venue reports, to the nearest tick. */
    long ticks(BigDecimal price) {
        return price.divide(tick, 0, RoundingMode.HALF_UP).longValueExact();
    }

    /** A quantity that the venue reports; rounded away from zero, so that nothing is lost. */
    long lots(BigDecimal quantity) {
        return quantity.divide(lot, 0, RoundingMode.UP).longValueExact();
    }

    /** The quantity of so many lots. */
    BigDecimal quantity(long lots) {
        return Words.plain(lot.multiply(BigDecimal.valueOf(lots)));
    }

    /** The price of so many ticks. */
    BigDecimal price(long ticks) {
        return Words.plain(tick.multiply(BigDecimal.valueOf(ticks)));
    }

    private long exact(BigDecimal value, BigDecimal step, String code, String field) {
        BigDecimal[] parts = value.divideAndRemainder(step);
        if (parts[1].signum() != 0 || parts[0].precision() - parts[0].scale() > 18) {
            throw Refusal.unprocessable(
                    code,
                    field + " must be a multiple of " + step.toPlainString() + " for " + symbol);
        }
        return parts[0].longValueExact();
    }
}
