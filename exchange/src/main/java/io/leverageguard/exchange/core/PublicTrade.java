package io.leverageguard.exchange.core;

/** A trade as the public sees it. */
public record PublicTrade(long id, long priceTicks, long lots, boolean buyerMaker, long time) {}
