package io.leverageguard.trading;

import io.leverageguard.api.marketdata.MarketData.Instrument;
import io.leverageguard.api.trading.Trading.OrderType;
import io.leverageguard.api.trading.Trading.PlaceOrder;
import io.leverageguard.api.trading.Trading.TimeInForce;
import io.leverageguard.kernel.rpc.Refusal;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What an order must be like before anybody looks at limits. */
final class OrderRules {
    private static final int STRATEGY_LENGTH_MAX = 64;

    private OrderRules() {}

    /** Rules that need no market. */
    static void checkForm(PlaceOrder order) {
        BigDecimal price = order.price();
        if (order.quantity().signum() <= 0) {
            throw Refusal.invalid("quantity", "must be positive");
        }
        if (order.type() == OrderType.LIMIT && price == null) {
            throw Refusal.invalid("price", "a limit order needs a price");
        }
        if (order.type() == OrderType.MARKET && price != null) {
            throw Refusal.invalid("price", "a market order has no price");
        }
        if (price != null && price.signum() <= 0) {
            throw Refusal.invalid("price", "must be positive");
        }
        if (order.type() == OrderType.MARKET && order.timeInForce() == TimeInForce.POST_ONLY) {
            throw Refusal.invalid("timeInForce", "a market order cannot be post-only");
        }
        if (order.strategy() != null && order.strategy().length() > STRATEGY_LENGTH_MAX) {
            throw Refusal.invalid("strategy", "at most " + STRATEGY_LENGTH_MAX + " characters");
        }
    }

    /** Rules of the instrument; a reduce-only order may be as small as the rest of a position. */
    static void check(PlaceOrder order, Instrument instrument, @Nullable BigDecimal mark) {
        BigDecimal quantity = order.quantity();
        requireStep(quantity, instrument.lotSize(), "off_lot", "quantity");
        if (quantity.compareTo(instrument.minQuantity()) < 0
                || quantity.compareTo(instrument.maxQuantity()) > 0) {
            throw Refusal.unprocessable(
                    "quantity_out_of_range",
                    "quantity must be between "
                            + instrument.minQuantity().toPlainString()
                            + " and "
                            + instrument.maxQuantity().toPlainString());
        }
        BigDecimal price = order.price();
        if (price != null) {
            requireStep(price, instrument.tickSize(), "off_tick", "price");
        }
        BigDecimal value = price == null ? mark : price;
        if (value == null) {
            throw new Refusal(
                    Refusal.Reason.UNAVAILABLE,
                    "price_not_available",
                    "there is no mark price for " + order.symbol() + " now");
        }
        boolean reduces = Boolean.TRUE.equals(order.reduceOnly());
        if (!reduces && quantity.multiply(value).compareTo(instrument.minNotional()) < 0) {
            throw Refusal.unprocessable(
                    "below_min_notional",
                    "the order must be worth at least "
                            + instrument.minNotional().toPlainString()
                            + " "
                            + instrument.quote());
        }
    }

    private static void requireStep(BigDecimal value, BigDecimal step, String code, String field) {
        if (value.remainder(step).signum() != 0) {
            throw Refusal.unprocessable(
                    code, field + " must be a multiple of " + step.toPlainString());
        }
    }
}
