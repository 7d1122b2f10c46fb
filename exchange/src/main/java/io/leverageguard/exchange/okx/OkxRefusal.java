package io.leverageguard.exchange.okx;

import io.leverageguard.exchange.core.ExchangeRefusal;
import io.leverageguard.exchange.core.Reason;

/** A "no" in OKX's code and words, with the HTTP status that OKX documents for it. */
final class OkxRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final String words;

    OkxRefusal(int code, String words) {
        super(code + " " + words, null, false, false);
        this.code = Integer.toString(code);
        this.words = words;
    }

    static OkxRefusal parameter(String name) {
        return new OkxRefusal(51000, "Parameter " + name + " error");
    }

    static OkxRefusal missing(String name) {
        return new OkxRefusal(50014, "Parameter " + name + " can not be empty.");
    }

    static OkxRefusal oneOf(String first, String second) {
        return new OkxRefusal(
                50015, "Either parameter " + first + " or " + second + " is required");
    }

    static OkxRefusal noOrder() {
        return new OkxRefusal(51603, "Order does not exist");
    }

    static OkxRefusal notCancelled() {
        return new OkxRefusal(
                51400,
                "Order cancellation failed as the order has been filled, canceled or does not"
                        + " exist.");
    }

    static OkxRefusal notAmended() {
        return new OkxRefusal(
                51503,
                "Order modification failed as the order has been filled, canceled or does not"
                        + " exist.");
    }

    static OkxRefusal tooSmall() {
        return new OkxRefusal(51020, "Your order should meet or exceed the minimum order amount.");
    }

    static OkxRefusal unavailable() {
        return new OkxRefusal(50001, "Service temporarily unavailable. Try again later");
    }

    static OkxRefusal tooMany() {
        return new OkxRefusal(
                50011,
                "Rate limit reached. Please refer to API documentation and throttle requests"
                        + " accordingly");
    }

    String code() {
        return code;
    }

    String words() {
        return words;
    }

    /**
     * The orders' own refusals come with 200; those of the gateway have the status of their kind.
     */
    int status() {
        return switch (code) {
            case "50011", "50013" -> 429;
            case "50001" -> 503;
            case "50026" -> 500;
            case "50030", "50120" -> 403;
            case "50115" -> 405;
            case "50000", "50002", "50004", "50006", "50014", "50015", "50016", "50036" -> 400;
            default -> code.startsWith("501") ? 401 : 200;
        };
    }

    /** The exchange's refusal of an order, an amendment or a setting. */
    static OkxRefusal of(ExchangeRefusal refusal) {
        return of(refusal.reason(), refusal.detail());
    }

    static OkxRefusal of(Reason reason, String detail) {
        return switch (reason) {
            case UNKNOWN_SYMBOL ->
                    new OkxRefusal(
                            51001,
                            "Instrument ID, Instrument ID code, or Spread ID doesn't exist.");
            case UNKNOWN_ORDER, UNKNOWN_TRIGGER -> noOrder();
            case ORDER_NOT_OPEN, TRIGGER_NOT_WAITING -> notCancelled();
            case DUPLICATE_CLIENT_ID -> new OkxRefusal(51016, "Client order ID already exists.");
            case QUANTITY_NOT_POSITIVE -> parameter("sz");
            case QUANTITY_OFF_STEP ->
                    new OkxRefusal(51121, "Order quantity must be a multiple of the lot size.");
            case QUANTITY_TOO_LARGE ->
                    new OkxRefusal(51202, "Market order amount exceeds the maximum amount.");
            case PRICE_NOT_POSITIVE, PRICE_OFF_TICK -> parameter("px");
            case PRICE_TOO_HIGH ->
                    new OkxRefusal(51116, "Order price or trigger price exceeds the maximum.");
            case PRICE_TOO_LOW ->
                    new OkxRefusal(51122, "Order price must be higher than the minimum price.");
            case PRICE_ABOVE_BAND, PRICE_BELOW_BAND ->
                    new OkxRefusal(
                            51006,
                            "Order price is not within the price limit (limit: " + detail + ").");
            case NOTIONAL_TOO_SMALL -> tooSmall();
            case NO_COUNTERPARTY -> new OkxRefusal(51109, "No available offer");
            case NOTHING_TO_REDUCE ->
                    new OkxRefusal(
                            51169,
                            "Order failed because you don't have any positions to reduce for this"
                                    + " contract.");
            case TOO_MANY_ORDERS, TOO_MANY_TRIGGERS ->
                    new OkxRefusal(51025, "Order count exceeds the limit.");
            case MARGIN_INSUFFICIENT ->
                    new OkxRefusal(51008, "Order failed. Insufficient USDT margin in account.");
            case POSITION_TOO_LARGE ->
                    new OkxRefusal(
                            51004,
                            "Order failed. The position would exceed the maximum of its current"
                                    + " leverage.");
            default -> ofSetting(reason);
        };
    }

    private static OkxRefusal ofSetting(Reason reason) {
        return switch (reason) {
            case LEVERAGE_INVALID ->
                    new OkxRefusal(
                            59102,
                            "Leverage exceeds the maximum limit. Please lower the leverage.");
            case LEVERAGE_TOO_SMALL_FOR_POSITION ->
                    new OkxRefusal(59108, "Low leverage and insufficient margin in the account.");
            case MARGIN_MODE_HAS_ORDERS,
                    MARGIN_MODE_HAS_POSITION,
                    HEDGE_MODE_HAS_ORDERS,
                    HEDGE_MODE_HAS_POSITION ->
                    new OkxRefusal(
                            59000,
                            "Setting failed. Cancel any open orders, close positions, and stop"
                                    + " trading bots first.");
            case LEG_MISMATCH -> parameter("posSide");
            case NO_POSITION -> new OkxRefusal(51023, "Position does not exist.");
            case MARGIN_NOT_ISOLATED -> parameter("mgnMode");
            case AMOUNT_NOT_POSITIVE -> parameter("amt");
            case REMOVAL_TOO_LARGE ->
                    new OkxRefusal(
                            59301, "Margin adjustment failed for exceeding the maximum limit.");
            case WOULD_TRIGGER, TRIGGER_PRICE_INVALID ->
                    new OkxRefusal(51250, "Algo order price is out of the available range.");
            case CALLBACK_INVALID -> parameter("callbackRatio");
            default -> new OkxRefusal(51000, "Parameter error");
        };
    }
}
