package io.leverageguard.trading.execution;

import io.leverageguard.api.trading.Trading.OrderType;
import io.leverageguard.api.trading.Trading.PlaceOrder;
import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.api.trading.Trading.TimeInForce;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.OrderId;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The orders that parts are sent as; nowhere else are they made. */
final class PartOrders {
    private PartOrders() {}

    /** What all parts of a parent have in common. */
    record Common(
            AccountId account, String symbol, boolean reduceOnly, @Nullable String strategy) {}

    /** At a price or better; without a price, at the best there is. */
    static PlaceOrder order(
            OrderId id,
            Common common,
            Side side,
            BigDecimal quantity,
            @Nullable BigDecimal price,
            TimeInForce lifetime) {
        return new PlaceOrder(
                id,
                common.account(),
                common.symbol(),
                side,
                price == null ? OrderType.MARKET : OrderType.LIMIT,
                quantity,
                price,
                price == null ? null : lifetime,
                common.reduceOnly() ? Boolean.TRUE : null,
                common.strategy());
    }
}
