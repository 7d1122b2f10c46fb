package io.leverageguard.exchange;

/** A trade as the public sees it. */
record PublicTrade(long id, long priceTicks, long lots, boolean buyerMaker, long time) {}
