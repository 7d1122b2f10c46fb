package io.leverageguard.engine;

/** The engine's answer to a command: done, or a named no. */
public enum Verdict {
    /** Done. */
    OK("ok", "done"),
    /** The account may not trade. */
    HALTED("halted", "the account is halted"),
    /** The account may only reduce, and this order would not. */
    REDUCING_ONLY("reducing_only", "the account may only reduce positions"),
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
    OPEN_ORDERS("open_orders_limit", "the account has as many open orders as it may have"),
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
