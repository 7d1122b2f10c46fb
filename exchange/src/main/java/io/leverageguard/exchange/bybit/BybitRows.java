package io.leverageguard.exchange.bybit;

import io.leverageguard.engine.book.Execution;
import io.leverageguard.engine.margin.QuoteUnits;
import io.leverageguard.exchange.core.Account.Fill;
import io.leverageguard.exchange.core.Contract;
import io.leverageguard.exchange.core.EndReason;
import io.leverageguard.exchange.core.ExchangeOrder;
import io.leverageguard.exchange.core.ExchangeOrder.Origin;
import io.leverageguard.exchange.core.Ledger;
import io.leverageguard.exchange.core.OrderRequest;
import io.leverageguard.exchange.core.Trigger;
import io.leverageguard.exchange.core.Trigger.Kind;
import io.leverageguard.exchange.core.TriggerRequest;
import io.leverageguard.venues.bybit.BybitAccountMessages;
import io.leverageguard.venues.bybit.BybitAccountMessages.Order;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes orders and executions as Bybit does, and remembers of each what the exchange forgets: the
 * mark price at a trade and the fees of an order.
 */
final class BybitRows {
    private static final int KEPT_MAX = 400_000;
    private static final String PLAIN = "UNKNOWN";

    private final Map<Long, Long> marks = new LinkedHashMap<>();
    private final Map<Long, Long> fees = new LinkedHashMap<>();

    /** Notes a fill when it happens. */
    void note(Fill fill) {
        marks.put(fill.tradeId(), fill.order().market().mark());
        fees.merge(fill.order().id(), fill.fee(), Long::sum);
        trim(marks);
        trim(fees);
    }

    private static void trim(Map<Long, Long> kept) {
        if (kept.size() > KEPT_MAX) {
            kept.remove(kept.keySet().iterator().next());
        }
    }

    /** The order as it is now; a stream says the category in the row. */
    Order order(BybitTicket ticket, boolean streamed) {
        ExchangeOrder order = ticket.order();
        return order == null
                ? waiting(ticket, ticket.status(), streamed)
                : entered(ticket, order, streamed);
    }

    /** A conditional order at the moment in which it becomes an order. */
    Order triggered(BybitTicket ticket) {
        return waiting(ticket, "Triggered", true);
    }

    private Order entered(BybitTicket ticket, ExchangeOrder order, boolean streamed) {
        Contract contract = ticket.market().contract();
        ExchangeOrder.Terms terms = order.terms();
        Trigger trigger = ticket.trigger();
        TriggerRequest condition = trigger == null ? null : trigger.request();
        long left = order.status().isOpen() ? order.left() : 0;
        boolean filled = order.filled() > 0;
        return new Order(
                streamed ? BybitParams.LINEAR : "",
                ticket.id(),
                ticket.linkId(),
                "",
                contract.symbol(),
                contract.price(terms.priceTicks()),
                contract.quantity(terms.lots()),
                BybitWire.side(terms.buy()),
                "",
                BybitWire.positionIdx(terms.leg()),
                ticket.status(),
                createType(order),
                cancelType(order.endReason()),
                rejectReason(order.endReason(), terms.execution()),
                filled ? contract.meanPrice(order.cost(), order.filled()) : null,
                contract.quantity(left),
                BybitWire.money(left * contract.units(terms.priceTicks())),
                contract.quantity(order.filled()),
                BybitWire.money(order.cost()),
                BybitWire.money(fees.getOrDefault(order.id(), 0L)),
                streamed ? BybitWire.COIN : "",
                null,
                BybitWire.timeInForce(terms.type(), terms.execution()),
                type(order),
                condition == null ? "" : stopOrderType(condition),
                "",
                trigger == null ? null : triggerPrice(trigger),
                price(order.attached(), Kind.TAKE_PROFIT),
                price(order.attached(), Kind.STOP),
                tpslMode(condition, order.attached()),
                triggerBy(order.attached(), Kind.TAKE_PROFIT),
                triggerBy(order.attached(), Kind.STOP),
                null,
                null,
                condition == null ? 0 : direction(condition),
                condition == null ? "" : BybitWire.triggerBy(condition.source()),
                null,
                terms.reduceOnly(),
                terms.closePosition(),
                "",
                BybitWire.smpType(terms.selfTrade()),
                0,
                "",
                ticket.createdAt(),
                ticket.updatedAt());
    }

    private Order waiting(BybitTicket ticket, String status, boolean streamed) {
        Trigger trigger = trigger(ticket);
        TriggerRequest condition = trigger.request();
        OrderRequest asked = condition.order();
        Contract contract = ticket.market().contract();
        BigDecimal quantity = asked.closePosition() ? BigDecimal.ZERO : asked.quantity();
        return new Order(
                streamed ? BybitParams.LINEAR : "",
                ticket.id(),
                ticket.linkId(),
                "",
                contract.symbol(),
                asked.price(),
                quantity,
                BybitWire.side(asked.buy()),
                "",
                BybitWire.positionIdx(asked.leg()),
                status,
                createType(condition),
                cancelType(trigger.endReason()),
                trigger.refusal().isPresent()
                        ? "EC_Others"
                        : rejectReason(trigger.endReason(), asked.execution()),
                null,
                ticket.isWaiting() ? quantity : BigDecimal.ZERO,
                ticket.isWaiting() ? quantity.multiply(asked.price()) : BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                streamed ? BybitWire.COIN : "",
                null,
                BybitWire.timeInForce(asked.type(), asked.execution()),
                BybitWire.type(asked.type()),
                stopOrderType(condition),
                "",
                triggerPrice(trigger),
                price(asked.attached(), Kind.TAKE_PROFIT),
                price(asked.attached(), Kind.STOP),
                tpslMode(condition, asked.attached()),
                triggerBy(asked.attached(), Kind.TAKE_PROFIT),
                triggerBy(asked.attached(), Kind.STOP),
                null,
                null,
                direction(condition),
                BybitWire.triggerBy(condition.source()),
                null,
                asked.reduceOnly(),
                asked.closePosition(),
                "",
                BybitWire.smpType(asked.selfTrade()),
                0,
                "",
                ticket.createdAt(),
                ticket.updatedAt());
    }

    /**
     * One fill of an order.
     *
     * @param left lots of the order that had not traded after it
     */
    BybitAccountMessages.Execution execution(Fill fill, long left, boolean streamed) {
        ExchangeOrder order = fill.order();
        BybitTicket ticket = BybitTicket.of(order);
        Contract contract = order.market().contract();
        long value = fill.lots() * contract.units(fill.priceTicks());
        Long mark = marks.get(fill.tradeId());
        Trigger trigger = ticket.trigger();
        return new BybitAccountMessages.Execution(
                streamed ? BybitParams.LINEAR : "",
                contract.symbol(),
                ticket.id(),
                ticket.linkId(),
                BybitWire.side(order.terms().buy()),
                contract.price(order.terms().priceTicks()),
                contract.quantity(order.terms().lots()),
                contract.quantity(left),
                createType(order),
                type(order),
                trigger == null ? PLAIN : stopOrderType(trigger.request()),
                BybitWire.money(fill.fee()),
                BybitIds.execution(fill.tradeId(), fill.maker()),
                contract.price(fill.priceTicks()),
                contract.quantity(fill.lots()),
                execType(order.origin()),
                BybitWire.money(value),
                streamed ? BybitWire.money(fill.realized()) : null,
                fill.time(),
                streamed ? "" : BybitWire.COIN,
                fill.maker(),
                feeRate(fill),
                "",
                "",
                mark == null ? null : BybitWire.price(contract, mark),
                null,
                null,
                "",
                contract.quantity(closedLots(fill)),
                streamed ? "0" : "",
                fill.tradeId());
    }

    /** A market order with a bound is a limit order to the exchange, which notes what it was. */
    private static String type(ExchangeOrder order) {
        return order.note().isEmpty() ? BybitWire.type(order.terms().type()) : order.note();
    }

    /** How many of a fill's lots made the position smaller. */
    static long closedLots(Fill fill) {
        long signed = fill.order().terms().buy() ? fill.lots() : -fill.lots();
        long before = fill.positionLots() - signed;
        boolean closes = Long.signum(before) == -Long.signum(signed);
        return closes ? Math.min(Math.abs(before), fill.lots()) : 0;
    }

    static BigDecimal feeRate(Fill fill) {
        long rate = fill.maker() ? Ledger.MAKER_FEE : Ledger.TAKER_FEE;
        return BybitWire.rate(QuoteUnits.toDecimal(fill.fee() == 0 ? 0 : rate));
    }

    /** A takeover at the bankruptcy price is a bust; a step down of the size is a mere trade. */
    static String execType(Origin origin) {
        return switch (origin) {
            case USER, PARTIAL_LIQUIDATION -> "Trade";
            case LIQUIDATION, TAKEOVER -> "BustTrade";
            case ADL -> "AdlTrade";
        };
    }

    private static String createType(ExchangeOrder order) {
        return switch (order.origin()) {
            case USER ->
                    order.trigger()
                            .map(trigger -> createType(trigger.request()))
                            .orElse("CreateByUser");
            case PARTIAL_LIQUIDATION -> "CreateByLiq";
            case LIQUIDATION, TAKEOVER -> "CreateByTakeOver_PassThrough";
            case ADL -> "CreateByAdl_PassThrough";
        };
    }

    private static String createType(TriggerRequest condition) {
        return switch (stopOrderType(condition)) {
            case "TakeProfit" -> "CreateByTakeProfit";
            case "PartialTakeProfit" -> "CreateByPartialTakeProfit";
            case "StopLoss" -> "CreateByStopLoss";
            case "PartialStopLoss" -> "CreateByPartialStopLoss";
            case "TrailingStop" -> "CreateByTrailingStop";
            default -> "CreateByUser";
        };
    }

    /** What belongs to a position is named by its end, everything else is a stop. */
    static String stopOrderType(TriggerRequest condition) {
        if (condition.kind() == Kind.TRAILING) {
            return "TrailingStop";
        }
        if (!condition.withPosition()) {
            return "Stop";
        }
        String part = condition.order().closePosition() ? "" : "Partial";
        return part + (condition.kind() == Kind.STOP ? "StopLoss" : "TakeProfit");
    }

    private static String cancelType(EndReason reason) {
        return switch (reason) {
            case USER -> "CancelByUser";
            case SELF_TRADE -> "CancelBySmp";
            case REDUCE_ONLY -> "CancelByReduceOnly";
            case LIQUIDATION -> "CancelAllBeforeLiq";
            case PAIR -> "CancelByTpSlTsClear";
            case NONE, UNFILLED, WOULD_TAKE, GOOD_TILL -> PLAIN;
        };
    }

    private static String rejectReason(EndReason reason, Execution execution) {
        return switch (reason) {
            case USER -> "EC_PerCancelRequest";
            case SELF_TRADE -> "EC_BySelfMatch";
            case WOULD_TAKE -> "EC_PostOnlyWillTakeLiquidity";
            case UNFILLED ->
                    execution == Execution.FOK
                            ? "EC_CancelForNoFullFill"
                            : "EC_NoImmediateQtyToFill";
            case NONE, PAIR, REDUCE_ONLY, GOOD_TILL, LIQUIDATION -> "EC_NoError";
        };
    }

    private static int direction(TriggerRequest condition) {
        return condition.rises() ? 1 : 2;
    }

    static BigDecimal triggerPrice(Trigger trigger) {
        return trigger.market().contract().price(trigger.triggerTicks());
    }

    private static @Nullable BigDecimal price(List<TriggerRequest> attached, Kind kind) {
        return attached.stream()
                .filter(request -> request.kind() == kind)
                .map(TriggerRequest::price)
                .findFirst()
                .orElse(null);
    }

    private static String triggerBy(List<TriggerRequest> attached, Kind kind) {
        return attached.stream()
                .filter(request -> request.kind() == kind)
                .map(request -> BybitWire.triggerBy(request.source()))
                .findFirst()
                .orElse("");
    }

    private static String tpslMode(
            @Nullable TriggerRequest condition, List<TriggerRequest> attached) {
        if (condition != null && condition.withPosition()) {
            return condition.order().closePosition() ? "Full" : "Partial";
        }
        return attached.isEmpty() ? "" : "Full";
    }

    private static Trigger trigger(BybitTicket ticket) {
        Trigger trigger = ticket.trigger();
        if (trigger == null) {
            throw new IllegalStateException("what is no order is a trigger");
        }
        return trigger;
    }
}
