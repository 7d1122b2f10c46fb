package io.leverageguard.risk;

import io.leverageguard.api.trading.Trading.MarginMode;
import io.leverageguard.engine.margin.IsolatedMargin;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.UserId;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A position as the trading service last announced it, with its owner and venue. */
record OpenPosition(
        AccountId account,
        UserId owner,
        String venue,
        String symbol,
        BigDecimal quantity,
        BigDecimal entryPrice,
        BigDecimal margin,
        MarginMode mode,
        @Nullable BigDecimal liquidationPrice,
        Instant openedAt) {

    boolean isLong() {
        return quantity.signum() > 0;
    }

    BigDecimal notional(BigDecimal mark) {
        return quantity.abs().multiply(mark);
    }

    BigDecimal unrealizedPnl(BigDecimal mark) {
        return IsolatedMargin.unrealizedPnl(isLong(), quantity.abs(), entryPrice, mark);
    }

    /** How far {@code mark} is from liquidation; zero when it is past it. */
    @Nullable BigDecimal distance(BigDecimal mark) {
        if (liquidationPrice == null) {
            return null;
        }
        int side = mark.compareTo(liquidationPrice);
        boolean past = isLong() ? side <= 0 : side >= 0;
        return past ? BigDecimal.ZERO : IsolatedMargin.distance(mark, liquidationPrice);
    }
}
