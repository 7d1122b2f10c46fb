package io.leverageguard.engine;

/** The engine's answer to a command: done, or a named no. */
public enum Verdict {
    /** Done. */
    OK("ok", "done"),
    /** There may be no trading in the scope. */
    HALTED("halted", "trading is halted here"),
    /** There may only be reducing in the scope, and this order would not reduce. */
    REDUCING_ONLY("reducing_only", "only orders that reduce a position are taken here"),
    /** A reduce-only order without a position that it could reduce. */
    NOTHING_TO_REDUCE("nothing_to_reduce", "there is no position that this order would reduce"),
    /** The order is too large. */
    ORDER_NOTIONAL("order_notional_limit", "the order is larger than the limit per order"),
    /** The position could become too large. */
    POSITION_NOTIONAL(
            "position_notional_limit",
            "with all open orders filled the position would be larger than its limit"),
    /** The leverage is too high. */
    LEVERAGE("leverage_limit", "the leverage is higher than the limit"),
    /** Nobody has said yet what the leverage is. */
    LEVERAGE_UNKNOWN("leverage_unknown", "the leverage of this symbol is not known: set it first"),
    /** Too many open orders. */
    OPEN_ORDERS("open_orders_limit", "there are as many open orders as there may be"),
    /** Too many orders in too little time. */
    ORDER_RATE("order_rate_limit", "too many orders were placed in the last moments"),
    /** The same order was placed a moment ago. */
    DUPLICATE_ORDER("duplicate_order", "the same order was placed a moment ago"),
    /** The limit price is too far on the wrong side of the market. */
    PRICE_COLLAR("price_collar", "the limit price is too far through the market"),
    /** All positions together could become too large. */
    GROSS_NOTIONAL(
            "gross_notional_limit",
            "with all open orders filled the positions together would be larger than their limit"),
    /** Too much was lost; only reducing is allowed. */
    LOSS_LIMIT("loss_limit", "too much was lost: only orders that reduce a position are taken"),
    /** The order would trade with an open order of the same person. */
    SELF_TRADE("self_trade", "the order would trade with an open order of the same owner"),
    /** More is filled already than the order is to have. */
    FILLED_ALREADY("filled_already", "as much or more than that is filled already"),
    /** There is no such account. */
    UNKNOWN_ACCOUNT("unknown_account", "the engine does not know the account"),
    /** There is no such instrument. */
    UNKNOWN_INSTRUMENT("unknown_instrument", "the engine does not know the instrument"),
    /** There is no such working order. */
    UNKNOWN_ORDER("unknown_order", "there is no such working order"),
    /** The number was used before. */
    USED_NUMBER("used_number", "the number was used before"),
    /** The order's state does not allow it. */
    WRONG_STATE("wrong_state", "the state of the order does not allow it"),
    /** Newer limits are in force. */
    OUTDATED("outdated", "newer limits are in force");

    private final String code;
    private final String words;

    Verdict(String code, String words) {
        this.code = code;
        this.words = words;
    }

    /** Stable and machine-readable. */
    public String code() {
        return code;
    }

    /** For a person. */
    public String words() {
        return words;
    }
}
