package io.leverageguard.risk;

import io.leverageguard.api.marketdata.MarketData.InstrumentRef;
import io.leverageguard.engine.margin.CrossMargin.CrossPosition;
import io.leverageguard.engine.margin.MarginTable;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A position at its mark.
 *
 * @param base the base asset, by which scenarios name their moves
 * @param table its maintenance brackets; null while they are not known
 */
record PricedPosition(
        OpenPosition open, BigDecimal mark, String base, @Nullable MarginTable table) {
    InstrumentRef instrument() {
        return new InstrumentRef(open.venue(), open.symbol());
    }

    BigDecimal notional() {
        return open.notional(mark);
    }

    BigDecimal signedNotional() {
        return open.isLong() ? notional() : notional().negate();
    }

    BigDecimal unrealizedPnl() {
        return open.unrealizedPnl(mark);
    }

    /** The same position after its price has moved. */
    PricedPosition moved(BigDecimal share) {
        BigDecimal moved = mark.multiply(BigDecimal.ONE.add(share));
        return new PricedPosition(open, moved, base, table);
    }

    /** Whether the price stands at the announced liquidation price or beyond. */
    boolean isPastLiquidation() {
        BigDecimal distance = open.distance(mark);
        return distance != null && distance.signum() == 0;
    }

    /** As the one margin implementation takes it; the brackets must be known. */
    CrossPosition forMargin(MarginTable known) {
        return new CrossPosition(
                open.isLong(), open.quantity().abs(), open.entryPrice(), mark, known);
    }
}
