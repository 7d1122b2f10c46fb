package io.leverageguard.exchange.core;

import io.leverageguard.engine.book.Execution;
import io.leverageguard.engine.book.SelfTrade;
import java.math.BigDecimal;

/**
 * An order as a client asks for it.
 *
 * @param price zero for a market order
 */
public record OrderRequest(
        String symbol,
        String clientId,
        boolean buy,
        ExchangeOrder.OrderType type,
        Execution execution,
        BigDecimal quantity,
        BigDecimal price,
        boolean reduceOnly,
        SelfTrade selfTrade) {}
