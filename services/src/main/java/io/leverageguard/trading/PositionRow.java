package io.leverageguard.trading;

import io.leverageguard.api.trading.Trading.MarginMode;
import io.leverageguard.kernel.ids.AccountId;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A position as it is stored; quantity zero once it is closed.
 *
 * @param margin isolated wallet balance, zero for cross
 * @param lastMark the mark price when it was last reported
 * @param venueLiquidation what the venue says, for comparison only
 * @param updatedAt the venue's time
 */
record PositionRow(
        AccountId account,
        String symbol,
        BigDecimal quantity,
        BigDecimal entryPrice,
        BigDecimal margin,
        MarginMode marginMode,
        int leverage,
        BigDecimal lastMark,
        @Nullable BigDecimal venueLiquidation,
        Instant openedAt,
        Instant updatedAt) {

    boolean isFlat() {
        return quantity.signum() == 0;
    }

    boolean isLong() {
        return quantity.signum() > 0;
    }

    /** The same at this mark. */
    PositionRow marked(BigDecimal mark) {
        return new PositionRow(
                account,
                symbol,
                quantity,
                entryPrice,
                margin,
                marginMode,
                leverage,
                mark,
                venueLiquidation,
                openedAt,
                updatedAt);
    }

    /** Whether somebody who looks at the position would see a difference. */
    boolean differsFrom(PositionRow other) {
        return quantity.compareTo(other.quantity) != 0
                || entryPrice.compareTo(other.entryPrice) != 0
                || margin.compareTo(other.margin) != 0
                || marginMode != other.marginMode
                || leverage != other.leverage;
    }
}
