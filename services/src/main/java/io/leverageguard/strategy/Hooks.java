package io.leverageguard.strategy;

import io.leverageguard.api.trading.Trading;
import io.leverageguard.api.trading.TradingEvent;
import io.leverageguard.sdk.FundingSettled;
import io.leverageguard.sdk.OrderFilled;
import io.leverageguard.sdk.OrderSide;
import io.leverageguard.sdk.OrderUnknown;
import io.leverageguard.sdk.PositionDeleveraged;
import io.leverageguard.sdk.PositionLiquidated;
import io.leverageguard.sdk.PositionSettled;
import io.leverageguard.sdk.PositionSide;
import io.leverageguard.sdk.Strategy;
import java.util.function.Consumer;

/** What trading announces, in the words of a strategy. */
final class Hooks {
    private Hooks() {}

    static Consumer<Strategy> filled(Trading.Fill fill) {
        OrderFilled told =
                new OrderFilled(
                        side(fill.side()), fill.quantity(), fill.price(), fill.fee(), fill.at());
        return strategy -> strategy.onOrderFilled(told);
    }

    static Consumer<Strategy> unknown(Trading.Order order) {
        OrderUnknown told =
                new OrderUnknown(side(order.side()), order.quantity(), order.updatedAt());
        return strategy -> strategy.onOrderUnknown(told);
    }

    static Consumer<Strategy> liquidated(TradingEvent.PositionLiquidated event) {
        PositionLiquidated told =
                new PositionLiquidated(
                        side(event.positionSide()), event.quantity(), event.price(), event.at());
        return strategy -> strategy.onLiquidation(told);
    }

    static Consumer<Strategy> deleveraged(TradingEvent.PositionDeleveraged event) {
        PositionDeleveraged told =
                new PositionDeleveraged(
                        side(event.positionSide()), event.quantity(), event.price(), event.at());
        return strategy -> strategy.onDeleveraging(told);
    }

    static Consumer<Strategy> settled(TradingEvent.PositionSettled event) {
        PositionSettled told =
                new PositionSettled(
                        side(event.positionSide()), event.quantity(), event.price(), event.at());
        return strategy -> strategy.onSettlement(told);
    }

    static Consumer<Strategy> funded(TradingEvent.FundingSettled event) {
        FundingSettled told = new FundingSettled(event.amount(), event.at());
        return strategy -> strategy.onFundingSettlement(told);
    }

    private static OrderSide side(Trading.Side side) {
        return OrderSide.valueOf(side.name());
    }

    private static PositionSide side(String side) {
        return PositionSide.valueOf(side);
    }
}
