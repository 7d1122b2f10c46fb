package io.leverageguard.trading;

import io.leverageguard.api.risk.Risk;
import io.leverageguard.api.trading.Trading.MarginMode;
import io.leverageguard.api.trading.Trading.OrderState;
import io.leverageguard.api.trading.Trading.OrderType;
import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.api.trading.Trading.TimeInForce;
import io.leverageguard.engine.Limits;
import io.leverageguard.engine.TradingState;
import io.leverageguard.venues.Reports.Lifetime;
import io.leverageguard.venues.Reports.OrderKind;
import io.leverageguard.venues.Reports.OrderSide;
import io.leverageguard.venues.Reports.OrderStatus;
import io.leverageguard.venues.Triggers.TriggerKind;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** The same words in our API, in the engine and at the venues. */
final class Words {
    private static final BigDecimal LONG_MAX = BigDecimal.valueOf(Long.MAX_VALUE);

    private Words() {}

    static io.leverageguard.engine.OrderState engine(OrderState state) {
        return io.leverageguard.engine.OrderState.valueOf(state.name());
    }

    static OrderState api(io.leverageguard.engine.OrderState state) {
        return OrderState.valueOf(state.name());
    }

    /** What a venue's status means; {@code otherwise} where we do not know the status. */
    static OrderState api(OrderStatus status, OrderState otherwise) {
        return switch (status) {
            case NEW -> OrderState.ACCEPTED;
            case PARTIALLY_FILLED -> OrderState.PARTIALLY_FILLED;
            case FILLED -> OrderState.FILLED;
            case CANCELED -> OrderState.CANCELED;
            case EXPIRED -> OrderState.EXPIRED;
            case REJECTED -> OrderState.REJECTED;
            case UNKNOWN -> otherwise;
        };
    }

    static Side api(OrderSide side) {
        return side == OrderSide.BUY ? Side.BUY : Side.SELL;
    }

    static OrderSide venue(Side side) {
        return side == Side.BUY ? OrderSide.BUY : OrderSide.SELL;
    }

    static OrderType api(OrderKind kind) {
        return kind == OrderKind.MARKET ? OrderType.MARKET : OrderType.LIMIT;
    }

    static OrderKind venue(OrderType type) {
        return type == OrderType.MARKET ? OrderKind.MARKET : OrderKind.LIMIT;
    }

    static Lifetime venue(TimeInForce timeInForce) {
        return Lifetime.valueOf(timeInForce.name());
    }

    static TriggerKind venue(io.leverageguard.api.trading.Trading.TriggerKind kind) {
        return switch (kind) {
            case STOP -> TriggerKind.STOP;
            case IF_TOUCHED -> TriggerKind.TAKE_PROFIT;
            case TRAILING -> TriggerKind.TRAILING;
        };
    }

    static MarginMode marginMode(boolean isolated) {
        return isolated ? MarginMode.ISOLATED : MarginMode.CROSS;
    }

    static Limits engine(Risk.Limits limits) {
        return new Limits(
                notional(limits.orderNotionalMax()),
                notional(limits.positionNotionalMax()),
                limits.leverageMax(),
                limits.openOrdersMax(),
                TradingState.valueOf(limits.state().name()),
                limits.version());
    }

    /** An amount in the engine's units, to the nearest; what does not fit is cut. */
    static long amount(BigDecimal amount) {
        return amount.movePointRight(Limits.NOTIONAL_SCALE)
                .setScale(0, RoundingMode.HALF_EVEN)
                .min(LONG_MAX)
                .max(LONG_MAX.negate())
                .longValueExact();
    }

    /** An amount of the engine's as a decimal. */
    static BigDecimal decimal(long amount) {
        return plain(BigDecimal.valueOf(amount, Limits.NOTIONAL_SCALE));
    }

    /** Without the zeros at the end, so that an order looks the same before and after storage. */
    static BigDecimal plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** Rounded down, and cut where it does not fit: a limit is never wider than was decided. */
    private static long notional(BigDecimal value) {
        return value.movePointRight(Limits.NOTIONAL_SCALE)
                .setScale(0, RoundingMode.DOWN)
                .min(LONG_MAX)
                .longValueExact();
    }
}
