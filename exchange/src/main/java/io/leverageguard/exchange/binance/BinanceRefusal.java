package io.leverageguard.exchange.binance;

import io.leverageguard.exchange.core.ExchangeRefusal;
import io.leverageguard.exchange.core.Reason;

/** A "no" with Binance's code and words. */
final class BinanceRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;
    private final int status;
    private final long retryMillis;

    BinanceRefusal(int code, String message) {
        this(code, message, status(code), 0);
    }

    BinanceRefusal(int code, String message, int status, long retryMillis) {
        super(message, null, false, false);
        this.code = code;
        this.status = status;
        this.retryMillis = retryMillis;
    }

    int code() {
        return code;
    }

    String words() {
        return String.valueOf(getMessage());
    }

    /** The HTTP status that carries it. */
    int status() {
        return status;
    }

    /** When it makes sense to ask again; zero when that is not said. */
    long retryMillis() {
        return retryMillis;
    }

    private static int status(int code) {
        return switch (code) {
            case -2014, -2015, -1002 -> 401;
            default -> 400;
        };
    }

    /** The exchange's refusal as Binance says it. */
    static BinanceRefusal of(ExchangeRefusal refusal) {
        String detail = refusal.detail();
        return switch (refusal.reason()) {
            case UNKNOWN_SYMBOL -> no(-1121, "Invalid symbol.");
            case UNKNOWN_ORDER -> no(-2013, "Order does not exist.");
            case ORDER_NOT_OPEN -> no(-2011, "Unknown order sent.");
            case DUPLICATE_CLIENT_ID -> no(-4116, "ClientOrderId is duplicated.");
            case QUANTITY_NOT_POSITIVE -> no(-4003, "Quantity less than or equal to zero.");
            case QUANTITY_OFF_STEP ->
                    no(-1111, "Precision is over the maximum defined for this asset.");
            case QUANTITY_TOO_LARGE -> no(-4005, "Quantity greater than max quantity.");
            case PRICE_NOT_POSITIVE -> no(-4001, "Price less than 0.");
            case PRICE_TOO_HIGH -> no(-4002, "Price greater than max price.");
            case PRICE_TOO_LOW -> no(-4013, "Price less than min price.");
            case PRICE_OFF_TICK -> no(-4014, "Price not increased by tick size.");
            case PRICE_ABOVE_BAND -> no(-4016, "Limit price can't be higher than " + detail + ".");
            case PRICE_BELOW_BAND -> no(-4024, "Limit price can't be lower than " + detail + ".");
            case NOTIONAL_TOO_SMALL ->
                    no(
                            -4164,
                            "Order's notional must be no smaller than "
                                    + detail
                                    + " (unless you choose reduce only).");
            case NO_COUNTERPARTY ->
                    no(
                            -4131,
                            "The counterparty's best price does not meet the PERCENT_PRICE filter"
                                    + " limit.");
            case WOULD_TAKE -> notRecorded(-5022, "executed as maker, the Post Only order will be");
            case NOT_WHOLE -> notRecorded(-5021, "filled immediately, the FOK order has been");
            case NOTHING_TO_REDUCE -> no(-2022, "ReduceOnly Order is rejected.");
            case TOO_MANY_ORDERS -> no(-2025, "Reach max open order limit.");
            case MARGIN_INSUFFICIENT -> no(-2019, "Margin is insufficient.");
            case POSITION_TOO_LARGE ->
                    no(-2027, "Exceeded the maximum allowable position at current leverage.");
            case NOTHING_CHANGED -> no(-5027, "No need to modify the order.");
            case LEVERAGE_INVALID -> no(-4028, "Leverage " + detail + " is not valid");
            case LEVERAGE_TOO_SMALL_FOR_POSITION ->
                    no(
                            -4161,
                            "Leverage reduction is not supported in Isolated Margin Mode with open"
                                    + " positions");
            case MARGIN_MODE_SAME -> no(-4046, "No need to change margin type.");
            case MARGIN_MODE_HAS_ORDERS ->
                    no(-4047, "Margin type cannot be changed if there exists open orders.");
            case MARGIN_MODE_HAS_POSITION ->
                    no(-4048, "Margin type cannot be changed if there exists position.");
            default -> ofConditional(refusal.reason());
        };
    }

    private static BinanceRefusal ofConditional(Reason reason) {
        return switch (reason) {
            case LEG_MISMATCH -> no(-4061, "Order's position side does not match user's setting.");
            case HEDGE_MODE_SAME -> no(-4059, "No need to change position side.");
            case HEDGE_MODE_HAS_ORDERS ->
                    no(-4067, "Position side cannot be changed if there exists open orders.");
            case HEDGE_MODE_HAS_POSITION ->
                    no(-4068, "Position side cannot be changed if there exists position.");
            case NO_POSITION -> no(-4054, "Cannot add position margin: position is 0.");
            case MARGIN_NOT_ISOLATED -> no(-4046, "Add margin only support for isolated position.");
            case AMOUNT_NOT_POSITIVE -> no(-4049, "Amount must be positive.");
            case REMOVAL_TOO_LARGE -> no(-4051, "Isolated balance insufficient.");
            case GOOD_TILL_INVALID -> no(-5040, "The goodTillDate timestamp is not valid.");
            case WOULD_TRIGGER -> no(-2021, "Order would immediately trigger.");
            case TRIGGER_PRICE_INVALID -> no(-4006, "Stop price less than zero.");
            case CALLBACK_INVALID -> no(-2007, "Invalid callBack rate.");
            case TOO_MANY_TRIGGERS -> no(-4045, "Reach max stop order limit.");
            case UNKNOWN_TRIGGER, TRIGGER_NOT_WAITING -> no(-2011, "Unknown order sent.");
            default -> throw new IllegalStateException("no words for " + reason);
        };
    }

    private static BinanceRefusal no(int code, String words) {
        return new BinanceRefusal(code, words);
    }

    private static BinanceRefusal notRecorded(int code, String what) {
        return no(
                code,
                "Due to the order could not be "
                        + what
                        + " rejected. The order will not be recorded in the order history");
    }
}
