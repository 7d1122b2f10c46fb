package io.leverageguard.exchange.core;

/** Why an order ended without being filled whole. */
public enum EndReason {
    /** It has not ended, or it was filled. */
    NONE,
    /** Its owner cancelled it. */
    USER,
    /** The other trigger of its pair has triggered. */
    PAIR,
    /** Nobody was there to trade with: immediate-or-cancel, fill-or-kill, market. */
    UNFILLED,
    /** An amendment made a post-only order meet the other side. */
    WOULD_TAKE,
    SELF_TRADE,
    /** There is nothing left that it could reduce. */
    REDUCE_ONLY,
    /** Its time is over. */
    GOOD_TILL,
    /** The position is being liquidated. */
    LIQUIDATION
}
