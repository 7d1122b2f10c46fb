package io.leverageguard.exchange.bybit;

import io.leverageguard.exchange.core.ExchangeRefusal;
import java.util.Map;

/** A "no" with Bybit's code and words. */
final class BybitRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;
    private final int status;
    private final transient Object result;

    BybitRefusal(int code, String words) {
        this(code, words, 200, Map.of());
    }

    /**
     * One that says more than usual.
     *
     * @param status the HTTP status that carries it
     * @param result what stands where the result would
     */
    BybitRefusal(int code, String words, int status, Object result) {
        super(words, null, false, false);
        this.code = code;
        this.status = status;
        this.result = result;
    }

    /** What stands where the result would. */
    Object result() {
        return result;
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

    static BybitRefusal params(String what) {
        return new BybitRefusal(10001, "params error: " + what);
    }

    static BybitRefusal symbol(String symbol) {
        return params("symbol invalid " + symbol);
    }

    static BybitRefusal noOrder(String toDo) {
        return new BybitRefusal(110001, "order not exists or too late to " + toDo);
    }

    /** The exchange's refusal as Bybit says it. */
    static BybitRefusal of(ExchangeRefusal refusal) {
        String detail = refusal.detail();
        return switch (refusal.reason()) {
            case UNKNOWN_SYMBOL -> symbol("");
            case UNKNOWN_ORDER, ORDER_NOT_OPEN -> noOrder("cancel");
            case DUPLICATE_CLIENT_ID -> no(110072, "OrderLinkedID is duplicate");
            case QUANTITY_NOT_POSITIVE, QUANTITY_OFF_STEP -> no(10001, "Qty invalid");
            case QUANTITY_TOO_LARGE ->
                    no(10001, "The number of contracts exceeds maximum limit allowed: too large");
            case PRICE_NOT_POSITIVE, PRICE_OFF_TICK -> no(10001, "price invalid");
            case PRICE_TOO_HIGH, PRICE_TOO_LOW ->
                    no(110003, "Order price exceeds the allowable range.");
            case PRICE_ABOVE_BAND ->
                    no(110003, "Order price is higher than the maximum buying price: " + detail);
            case PRICE_BELOW_BAND ->
                    no(110003, "Order price is lower than the minimum selling price: " + detail);
            case NOTIONAL_TOO_SMALL ->
                    no(110094, "Order does not meet minimum order value " + detail + "USDT");
            case NO_COUNTERPARTY -> no(110003, "There is no counterparty for a market order");
            case WOULD_TAKE, NOT_WHOLE ->
                    throw new IllegalStateException("cancelled after it was acknowledged");
            case NOTHING_TO_REDUCE ->
                    no(110017, "current position is zero, cannot fix reduce-only order qty");
            case TOO_MANY_ORDERS ->
                    no(110020, "Not allowed to have more than 500 active orders simultaneously");
            case MARGIN_INSUFFICIENT -> no(110007, "ab not enough for new order");
            case POSITION_TOO_LARGE ->
                    no(110090, "Order placement failed as your position may exceed the max limit");
            case NOTHING_CHANGED ->
                    no(
                            10001,
                            "The order remains unchanged as the parameters entered match the"
                                    + " existing ones.");
            case LEVERAGE_INVALID -> no(110013, "cannot set leverage gt maxLeverage by risk limit");
            case LEVERAGE_TOO_SMALL_FOR_POSITION -> no(110044, "Available margin is insufficient");
            case MARGIN_MODE_SAME -> no(110026, "Cross/isolated margin mode is not modified");
            case MARGIN_MODE_HAS_ORDERS, HEDGE_MODE_HAS_ORDERS ->
                    no(110028, "You have existing open orders");
            case MARGIN_MODE_HAS_POSITION, HEDGE_MODE_HAS_POSITION ->
                    no(110024, "You have an existing position");
            default -> ofSetting(refusal);
        };
    }

    private static BybitRefusal ofSetting(ExchangeRefusal refusal) {
        return switch (refusal.reason()) {
            case LEG_MISMATCH -> no(10001, "position idx not match position mode");
            case HEDGE_MODE_SAME -> no(110025, "Position mode is not modified");
            case NO_POSITION -> no(110017, "current position is zero");
            case MARGIN_NOT_ISOLATED ->
                    no(110055, "margin can only be adjusted in isolated margin mode");
            case AMOUNT_NOT_POSITIVE -> params("margin invalid");
            case REMOVAL_TOO_LARGE -> no(110040, "The order will trigger a forced liquidation");
            case WOULD_TRIGGER, TRIGGER_PRICE_INVALID -> params("triggerPrice invalid");
            case CALLBACK_INVALID -> params("trailingStop invalid");
            case TOO_MANY_TRIGGERS ->
                    no(110009, "The number of stop orders exceeds the maximum allowable limit");
            case UNKNOWN_TRIGGER, TRIGGER_NOT_WAITING -> noOrder("cancel");
            default -> throw new IllegalStateException("never asked for", refusal);
        };
    }

    private static BybitRefusal no(int code, String words) {
        return new BybitRefusal(code, words);
    }
}
