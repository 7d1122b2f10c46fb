package io.leverageguard.exchange.core;

/** Why the exchange refuses something. Each protocol says it with its venue's code and words. */
public enum Reason {
    UNKNOWN_SYMBOL,
    UNKNOWN_ORDER,
    ORDER_NOT_OPEN,
    DUPLICATE_CLIENT_ID,
    QUANTITY_NOT_POSITIVE,
    QUANTITY_OFF_STEP,
    QUANTITY_TOO_LARGE,
    PRICE_NOT_POSITIVE,
    PRICE_TOO_HIGH,
    PRICE_TOO_LOW,
    PRICE_OFF_TICK,
    /** The detail is the highest price that a buyer may bid. */
    PRICE_ABOVE_BAND,
    /** The detail is the lowest price that a seller may ask. */
    PRICE_BELOW_BAND,
    /** The detail is the least notional. */
    NOTIONAL_TOO_SMALL,
    NO_COUNTERPARTY,
    WOULD_TAKE,
    NOT_WHOLE,
    NOTHING_TO_REDUCE,
    TOO_MANY_ORDERS,
    MARGIN_INSUFFICIENT,
    POSITION_TOO_LARGE,
    NOTHING_CHANGED,
    /** The detail is the leverage. */
    LEVERAGE_INVALID,
    LEVERAGE_TOO_SMALL_FOR_POSITION,
    MARGIN_MODE_SAME,
    MARGIN_MODE_HAS_ORDERS,
    MARGIN_MODE_HAS_POSITION,
    /** The order is for a leg that the account's mode does not have. */
    LEG_MISMATCH,
    HEDGE_MODE_SAME,
    HEDGE_MODE_HAS_ORDERS,
    HEDGE_MODE_HAS_POSITION,
    NO_POSITION,
    MARGIN_NOT_ISOLATED,
    AMOUNT_NOT_POSITIVE,
    /** More than may be taken from a position's margin, or from a wallet. */
    REMOVAL_TOO_LARGE,
    GOOD_TILL_INVALID,
    WOULD_TRIGGER,
    TRIGGER_PRICE_INVALID,
    CALLBACK_INVALID,
    TOO_MANY_TRIGGERS,
    UNKNOWN_TRIGGER,
    TRIGGER_NOT_WAITING
}
