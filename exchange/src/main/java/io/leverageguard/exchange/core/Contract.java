package io.leverageguard.exchange.core;

import io.leverageguard.engine.margin.MarginTable;
import io.leverageguard.engine.margin.QuoteUnits;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A linear perpetual and its trading rules.
 *
 * <p>Three forms of a price meet here. On the wire it is a decimal; in the book it is whole ticks;
 * in money it is <em>units</em>: what one lot costs at that price, in quote units of 1e-8. Units
 * times lots is an exact notional.
 *
 * @param unitsPerTick what one tick costs on one lot
 */
public record Contract(
        String symbol,
        String base,
        BigDecimal tick,
        BigDecimal lot,
        BigDecimal priceMin,
        BigDecimal priceMax,
        long lotsMax,
        long marketLotsMax,
        BigDecimal notionalMin,
        BigDecimal liquidationFee,
        long onboardDate,
        MarginTable margins,
        long unitsPerTick) {
    /** What all contracts are quoted and settled in. */
    public static final String QUOTE = "USDT";

    /** Resting orders of one account in one contract. */
    public static final int ORDERS_MAX = 200;

    /** Share of the mark price by which a limit may lie beyond it (PERCENT_PRICE). */
    public static final BigDecimal PRICE_BAND = new BigDecimal("0.05");

    /** Reckons out what one tick costs. */
    public Contract(
            String symbol,
            String base,
            BigDecimal tick,
            BigDecimal lot,
            BigDecimal priceMin,
            BigDecimal priceMax,
            long lotsMax,
            long marketLotsMax,
            BigDecimal notionalMin,
            BigDecimal liquidationFee,
            long onboardDate,
            MarginTable margins) {
        this(
                symbol,
                base,
                tick,
                lot,
                priceMin,
                priceMax,
                lotsMax,
                marketLotsMax,
                notionalMin,
                liquidationFee,
                onboardDate,
                margins,
                QuoteUnits.of(tick.multiply(lot), RoundingMode.UNNECESSARY));
    }

    public long units(long ticks) {
        return ticks * unitsPerTick;
    }

    public long nearestTicks(long units) {
        long perTick = unitsPerTick;
        return Math.floorDiv(units + perTick / 2, perTick);
    }

    public BigDecimal price(long ticks) {
        return tick.multiply(BigDecimal.valueOf(ticks));
    }

    public BigDecimal quantity(long lots) {
        return lot.multiply(BigDecimal.valueOf(lots));
    }

    /** A price in units as a decimal with eight places. */
    public BigDecimal priceOfUnits(long units) {
        return QuoteUnits.toDecimal(units).divide(lot, QuoteUnits.SCALE, RoundingMode.UNNECESSARY);
    }

    /** The mean price of {@code lots} that cost {@code cost}; zero when there are none. */
    public BigDecimal meanPrice(long cost, long lots) {
        if (lots == 0) {
            return BigDecimal.ZERO;
        }
        return QuoteUnits.toDecimal(cost)
                .divide(quantity(lots), QuoteUnits.SCALE, RoundingMode.HALF_UP);
    }

    /** Whole ticks nearest to a decimal price. */
    long ticksNear(BigDecimal price) {
        return price.divide(tick, 0, RoundingMode.HALF_UP).longValueExact();
    }

    boolean onTick(BigDecimal price) {
        return price.remainder(tick).signum() == 0;
    }

    boolean onLot(BigDecimal quantity) {
        return quantity.remainder(lot).signum() == 0;
    }
}
