package io.leverageguard.exchange;

/** The trades of one taker order at one price. */
record AggregateTrade(
        long id,
        long priceTicks,
        long lots,
        long firstTradeId,
        long lastTradeId,
        boolean buyerMaker,
        long time) {}
