package io.leverageguard.exchange.binance;

import io.leverageguard.exchange.core.Contract;
import io.leverageguard.exchange.core.ExchangeListener.TriggerChange;
import io.leverageguard.exchange.core.ExchangeOrder;
import io.leverageguard.exchange.core.ExchangeOrder.OrderType;
import io.leverageguard.exchange.core.ExchangeRefusal;
import io.leverageguard.exchange.core.OrderRequest;
import io.leverageguard.exchange.core.PriceSource;
import io.leverageguard.exchange.core.Trigger;
import io.leverageguard.exchange.core.Trigger.Kind;
import io.leverageguard.exchange.core.Trigger.State;
import io.leverageguard.venues.binance.BinanceAlgo.AlgoOrder;
import io.leverageguard.venues.binance.BinanceEvent.AlgoState;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Says conditional orders in Binance's words. */
final class BinanceAlgoWire {
    private static final String ALGO_TYPE = "CONDITIONAL";

    private BinanceAlgoWire() {}

    static AlgoOrder order(Trigger trigger) {
        return order(trigger, status(trigger.state()));
    }

    /** As it was taken, before anything happened to it. */
    static AlgoOrder acknowledged(Trigger trigger) {
        return order(trigger, "NEW");
    }

    private static AlgoOrder order(Trigger trigger, String status) {
        OrderRequest order = trigger.request().order();
        boolean trails = trigger.request().kind() == Kind.TRAILING;
        return new AlgoOrder(
                trigger.id(),
                trigger.clientId(),
                ALGO_TYPE,
                type(trigger),
                order.symbol(),
                BinanceWire.side(order.buy()),
                order.leg().name(),
                timeInForce(order),
                order.quantity(),
                status,
                actualId(trigger),
                trigger.order().map(BinanceAlgoWire::mean).orElse(BigDecimal.ZERO),
                price(trigger),
                order.price(),
                BinanceWire.selfTrade(order.selfTrade()),
                workingType(trigger),
                match(order),
                order.closePosition(),
                false,
                order.reduceOnly() && !order.closePosition(),
                trails ? trigger.request().price().toPlainString() : "",
                trails ? rate(trigger).toPlainString() : "",
                trigger.createdAt(),
                trigger.updatedAt(),
                trigger.triggeredAt(),
                order.goodTill());
    }

    static AlgoState state(Trigger trigger, TriggerChange change) {
        OrderRequest order = trigger.request().order();
        String reason =
                trigger.refusal()
                        .map(why -> BinanceRefusal.of(new ExchangeRefusal(why)).words())
                        .orElse(null);
        return new AlgoState(
                trigger.clientId(),
                trigger.id(),
                ALGO_TYPE,
                type(trigger),
                order.symbol(),
                BinanceWire.side(order.buy()),
                order.leg().name(),
                timeInForce(order),
                order.quantity(),
                status(change),
                actualId(trigger),
                trigger.order().map(BinanceAlgoWire::mean).orElse(BigDecimal.ZERO),
                trigger.order().map(BinanceAlgoWire::filled).orElse(BigDecimal.ZERO),
                actualType(trigger),
                price(trigger),
                order.price(),
                BinanceWire.selfTrade(order.selfTrade()),
                workingType(trigger),
                match(order),
                order.closePosition(),
                false,
                order.reduceOnly() && !order.closePosition(),
                trigger.triggeredAt(),
                order.goodTill(),
                reason);
    }

    private static String status(TriggerChange change) {
        return switch (change) {
            case NEW, AMENDED, ACTIVATED -> "NEW";
            case TRIGGERING -> "TRIGGERING";
            case TRIGGERED -> "TRIGGERED";
            case FINISHED -> "FINISHED";
            case CANCELED -> "CANCELED";
            case EXPIRED -> "EXPIRED";
            case REJECTED -> "REJECTED";
        };
    }

    private static String status(State state) {
        return state == State.WAITING ? "NEW" : state.name();
    }

    private static String type(Trigger trigger) {
        boolean limited = trigger.request().order().type() == OrderType.LIMIT;
        return switch (trigger.request().kind()) {
            case STOP -> limited ? "STOP" : "STOP_MARKET";
            case TAKE_PROFIT -> limited ? "TAKE_PROFIT" : "TAKE_PROFIT_MARKET";
            case TRAILING -> "TRAILING_STOP_MARKET";
        };
    }

    private static @Nullable String actualType(Trigger trigger) {
        return trigger.order().map(order -> order.terms().type().name()).orElse(null);
    }

    private static String actualId(Trigger trigger) {
        return trigger.order().map(order -> Long.toString(order.id())).orElse("");
    }

    private static BigDecimal mean(ExchangeOrder order) {
        return order.market().contract().meanPrice(order.cost(), order.filled());
    }

    private static BigDecimal filled(ExchangeOrder order) {
        return order.market().contract().quantity(order.filled());
    }

    private static BigDecimal price(Trigger trigger) {
        Contract contract = trigger.market().contract();
        return contract.price(trigger.triggerTicks());
    }

    private static BigDecimal rate(Trigger trigger) {
        return trigger.request().callbackRate().movePointRight(2);
    }

    private static String workingType(Trigger trigger) {
        return trigger.request().source() == PriceSource.MARK ? "MARK_PRICE" : "CONTRACT_PRICE";
    }

    private static String match(OrderRequest order) {
        return order.note().isEmpty() ? BinanceOrderParams.NO_MATCH : order.note();
    }

    private static String timeInForce(OrderRequest order) {
        return BinanceWire.timeInForce(order.type(), order.execution(), order.goodTill());
    }
}
