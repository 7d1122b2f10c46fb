package io.leverageguard.trading;

import io.leverageguard.api.marketdata.MarketData.Instrument;
import io.leverageguard.api.trading.Trading.AmendOrder;
import io.leverageguard.api.trading.Trading.ListKind;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.OrderType;
import io.leverageguard.api.trading.Trading.PlaceList;
import io.leverageguard.api.trading.Trading.PlaceOrder;
import io.leverageguard.api.trading.Trading.TimeInForce;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.trading.OrderRow.Shape;
import io.leverageguard.venues.Capabilities;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an order must be like before anybody looks at limits. */
final class OrderRules {
    private static final int STRATEGY_LENGTH_MAX = 64;
    private static final int LIST_SIZE_MAX = 10;

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
        if ((order.timeInForce() == TimeInForce.GTD) != (order.goodTill() != null)) {
            throw Refusal.invalid("goodTill", "needed for GTD, and for nothing else");
        }
        if (order.type() == OrderType.MARKET && order.timeInForce() == TimeInForce.GTD) {
            throw Refusal.invalid("timeInForce", "a market order cannot be GTD");
        }
        if (order.trigger() != null) {
            TriggerRules.check(order.trigger());
        }
        if (order.strategy() != null && order.strategy().length() > STRATEGY_LENGTH_MAX) {
            throw Refusal.invalid("strategy", "at most " + STRATEGY_LENGTH_MAX + " characters");
        }
    }

    /** A list has some orders of one account and symbol, with ids of their own. */
    static void checkForm(PlaceList list) {
        List<PlaceOrder> orders = list.orders();
        if (orders.size() < 2 || orders.size() > LIST_SIZE_MAX) {
            throw Refusal.invalid("orders", "a list has 2 to " + LIST_SIZE_MAX + " orders");
        }
        orders.forEach(OrderRules::checkForm);
        PlaceOrder first = orders.getFirst();
        for (PlaceOrder order : orders) {
            if (!order.account().equals(first.account())
                    || !order.symbol().equals(first.symbol())) {
                throw Refusal.invalid("orders", "a list is of one account and one symbol");
            }
        }
        if (orders.stream().map(PlaceOrder::order).distinct().count() != orders.size()) {
            throw Refusal.invalid("orders", "each order needs an id of its own");
        }
        if (list.kind() == ListKind.BRACKET) {
            for (PlaceOrder exit : orders.subList(1, orders.size())) {
                if (exit.side() == first.side() || !Boolean.TRUE.equals(exit.reduceOnly())) {
                    throw Refusal.invalid(
                            "orders", "the exits of a bracket are reduce-only, on the other side");
                }
            }
        }
    }

    /** The end of an order lies ahead. */
    static void checkTime(PlaceOrder order, Instant now) {
        Instant goodTill = order.goodTill();
        if (goodTill != null && !goodTill.isAfter(now)) {
            throw Refusal.invalid("goodTill", "must lie in the future");
        }
    }

    /** The order as it will be after the change. */
    static Shape changed(Order order, AmendOrder change) {
        Shape now = Shape.of(order);
        BigDecimal quantity = change.quantity();
        BigDecimal price = change.price();
        BigDecimal triggerPrice = change.triggerPrice();
        if (quantity != null && quantity.compareTo(order.filled()) <= 0) {
            throw Refusal.invalid("quantity", "must be more than is filled already");
        }
        if (price != null && (price.signum() <= 0 || order.type() == OrderType.MARKET)) {
            throw Refusal.invalid("price", "must be positive, and only limit orders have one");
        }
        if (triggerPrice != null && (triggerPrice.signum() <= 0 || order.trigger() == null)) {
            throw Refusal.invalid(
                    "triggerPrice", "must be positive, and only conditional orders have one");
        }
        return new Shape(
                quantity == null ? now.quantity() : Words.plain(quantity),
                price == null ? now.price() : Words.plain(price),
                triggerPrice == null ? now.triggerPrice() : Words.plain(triggerPrice));
    }

    /** What is held here can be changed in every way; the rest is up to the venue. */
    static void checkChange(Order order, Shape wanted, Capabilities venue) {
        if (OrderRow.isHeld(order.state())) {
            return;
        }
        boolean possible =
                venue.amend() != Capabilities.Amend.NONE
                        && order.type() == OrderType.LIMIT
                        && !OrderRow.isKeptByVenue(order)
                        && order.trigger() == null;
        if (!possible) {
            throw Refusal.unprocessable(
                    "amend_unsupported",
                    "the venue cannot change this order: cancel it and place another");
        }
    }

    /** Rules of the instrument for a changed order. */
    static void check(Shape wanted, Instrument instrument) {
        requireStep(wanted.quantity(), instrument.lotSize(), "off_lot", "quantity");
        BigDecimal price = wanted.price();
        if (price != null) {
            requireStep(price, instrument.tickSize(), "off_tick", "price");
        }
        BigDecimal triggerPrice = wanted.triggerPrice();
        if (triggerPrice != null) {
            requireStep(triggerPrice, instrument.tickSize(), "off_tick", "triggerPrice");
        }
    }

    /** Rules of the instrument; a reduce-only order may be as small as the rest of a position. */
    static void check(PlaceOrder order, Instrument instrument, @Nullable BigDecimal mark) {
        BigDecimal quantity = order.quantity();
        requireStep(quantity, instrument.lotSize(), "off_lot", "quantity");
        if (quantity.compareTo(instrument.minQuantity()) < 0
                || quantity.compareTo(instrument.maxQuantity()) > 0) {
            throw refused(
                    "quantity_out_of_range",
                    "quantity must be between "
                            + instrument.minQuantity().toPlainString()
                            + " and "
                            + instrument.maxQuantity().toPlainString(),
                    "quantity");
        }
        BigDecimal price = order.price();
        if (price != null) {
            requireStep(price, instrument.tickSize(), "off_tick", "price");
        }
        BigDecimal triggerPrice = order.trigger() == null ? null : order.trigger().price();
        if (triggerPrice != null) {
            requireStep(triggerPrice, instrument.tickSize(), "off_tick", "trigger.price");
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
            throw refused(
                    "below_min_notional",
                    "the order must be worth at least "
                            + instrument.minNotional().toPlainString()
                            + " "
                            + instrument.quote(),
                    "quantity");
        }
    }

    private static void requireStep(BigDecimal value, BigDecimal step, String code, String field) {
        if (value.remainder(step).signum() != 0) {
            throw refused(code, field + " must be a multiple of " + step.toPlainString(), field);
        }
    }

    private static Refusal refused(String code, String message, String field) {
        return new Refusal(Refusal.Reason.UNPROCESSABLE, code, message, Map.of("field", field));
    }
}
