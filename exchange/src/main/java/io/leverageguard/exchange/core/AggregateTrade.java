package io.leverageguard.exchange.core;

/** The trades of one taker order at one price. */
public record AggregateTrade(
        long id,
        long priceTicks,
        long lots,
        long firstTradeId,
        long lastTradeId,
        boolean buyerMaker,
        long time) {}
