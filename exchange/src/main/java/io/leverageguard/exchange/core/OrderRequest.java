package io.leverageguard.exchange.core;

import io.leverageguard.engine.book.Execution;
import io.leverageguard.engine.book.SelfTrade;
import io.leverageguard.exchange.core.ExchangeOrder.OrderType;
import java.math.BigDecimal;
import java.util.List;

/**
 * An order as a client asks for it.
 *
 * @param clientId empty when the client gives none
 * @param quantity any when the position is to be closed whole
 * @param price zero for a market order
 * @param leg BOTH in one-way mode, LONG or SHORT in hedge mode
 * @param closePosition closes what there is, whatever the quantity
 * @param goodTill when it expires in milliseconds; zero for never
 * @param note what the protocol must say again of the order; not read here
 * @param attached triggers that come alive when the order has filled
 */
public record OrderRequest(
        String symbol,
        String clientId,
        boolean buy,
        OrderType type,
        Execution execution,
        BigDecimal quantity,
        BigDecimal price,
        Leg leg,
        boolean reduceOnly,
        boolean closePosition,
        SelfTrade selfTrade,
        long goodTill,
        String note,
        List<TriggerRequest> attached) {
    public OrderRequest {
        attached = List.copyOf(attached);
    }

    /** A plain market order in one-way mode. */
    public static OrderRequest market(
            String symbol, String clientId, boolean buy, BigDecimal quantity) {
        return limit(symbol, clientId, buy, quantity, BigDecimal.ZERO)
                .as(OrderType.MARKET, Execution.IOC);
    }

    /** A plain limit order in one-way mode that rests until it is cancelled. */
    public static OrderRequest limit(
            String symbol, String clientId, boolean buy, BigDecimal quantity, BigDecimal price) {
        return new OrderRequest(
                symbol,
                clientId,
                buy,
                OrderType.LIMIT,
                Execution.GTC,
                quantity,
                price,
                Leg.BOTH,
                false,
                false,
                SelfTrade.EXPIRE_MAKER,
                0,
                "",
                List.of());
    }

    /** The same of another type and execution. */
    public OrderRequest as(OrderType other, Execution how) {
        return new OrderRequest(
                symbol,
                clientId,
                buy,
                other,
                how,
                quantity,
                price,
                leg,
                reduceOnly,
                closePosition,
                selfTrade,
                goodTill,
                note,
                attached);
    }

    /** The same of another quantity. */
    public OrderRequest of(BigDecimal other) {
        return new OrderRequest(
                symbol,
                clientId,
                buy,
                type,
                execution,
                other,
                price,
                leg,
                reduceOnly,
                closePosition,
                selfTrade,
                goodTill,
                note,
                attached);
    }

    /** The same for a position of hedge mode. */
    public OrderRequest on(Leg other) {
        return reducing(other, reduceOnly, closePosition);
    }

    /** The same, which may only reduce. */
    public OrderRequest reducing() {
        return reducing(leg, true, closePosition);
    }

    /** The same, which closes all that there is. */
    public OrderRequest closing() {
        return reducing(leg, true, true);
    }

    private OrderRequest reducing(Leg which, boolean reduces, boolean closes) {
        return new OrderRequest(
                symbol, clientId, buy, type, execution, quantity, price, which, reduces, closes,
                selfTrade, goodTill, note, attached);
    }

    /** The same with what happens when it meets its owner's orders. */
    public OrderRequest meeting(SelfTrade mode) {
        return ending(mode, goodTill, note);
    }

    /** The same, which expires at {@code millis}. */
    public OrderRequest until(long millis) {
        return ending(selfTrade, millis, note);
    }

    /** The same with a note of the protocol. */
    public OrderRequest noted(String text) {
        return ending(selfTrade, goodTill, text);
    }

    private OrderRequest ending(SelfTrade mode, long until, String text) {
        return new OrderRequest(
                symbol,
                clientId,
                buy,
                type,
                execution,
                quantity,
                price,
                leg,
                reduceOnly,
                closePosition,
                mode,
                until,
                text,
                attached);
    }

    /** The same with triggers for the position that it opens. */
    public OrderRequest with(List<TriggerRequest> triggers) {
        return new OrderRequest(
                symbol,
                clientId,
                buy,
                type,
                execution,
                quantity,
                price,
                leg,
                reduceOnly,
                closePosition,
                selfTrade,
                goodTill,
                note,
                triggers);
    }
}
