package io.leverageguard.trading;

import io.leverageguard.api.marketdata.MarketData.Book;
import io.leverageguard.api.marketdata.MarketData.Level;
import io.leverageguard.api.trading.Outlook.Basis;
import io.leverageguard.api.trading.Trading.OrderType;
import io.leverageguard.api.trading.Trading.PlaceOrder;
import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.api.trading.Trading.TimeInForce;
import io.leverageguard.api.trading.Trading.Trigger;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * At what price an order would be filled. What the book cannot fill is taken to be filled at the
 * limit, or without one at the last price that the book shows.
 *
 * @param quantity what would be filled in the end
 * @param value quantity times price, exact
 * @param best the best price on the other side of the book
 * @param fillsNow what the book fills at once
 * @param maker whether the fee is that of an order that rests
 */
record PriceForecast(
        Basis basis,
        BigDecimal quantity,
        BigDecimal value,
        @Nullable BigDecimal best,
        BigDecimal fillsNow,
        boolean maker) {
    private static final int PRICE_SCALE = 10;
    private static final int SHARE_SCALE = 8;

    /** What the book fills of an order, up to a limit. */
    private record Walk(BigDecimal filled, BigDecimal value, @Nullable BigDecimal last) {}

    /**
     * The forecast for so much of an order; empty where no price is known.
     *
     * @param quantity positive
     */
    static Optional<PriceForecast> of(
            PlaceOrder order, BigDecimal quantity, @Nullable Book book, @Nullable BigDecimal mark) {
        Trigger trigger = order.trigger();
        if (trigger != null) {
            return conditional(order, trigger, quantity, mark);
        }
        BigDecimal limit = order.type() == OrderType.LIMIT ? order.price() : null;
        List<Level> offers = book == null ? List.of() : offers(order.side(), book);
        if (!offers.isEmpty()) {
            return Optional.of(walked(order, quantity, limit, offers));
        }
        if (limit != null && (mark == null || !reaches(order.side(), limit, mark))) {
            return Optional.of(rests(quantity, limit, null));
        }
        return Optional.ofNullable(mark).map(price -> flat(Basis.MARK, quantity, price, order));
    }

    /** The average price, rounded for a person. */
    BigDecimal price() {
        return Words.plain(value.divide(quantity, PRICE_SCALE, RoundingMode.HALF_EVEN));
    }

    /** The average price with as many digits as matter. */
    BigDecimal exactPrice() {
        return value.divide(quantity, MathContext.DECIMAL128);
    }

    /**
     * The share by which the price is worse than the best one; null where nothing fills at once.
     */
    @Nullable BigDecimal slippage() {
        BigDecimal first = best;
        if (first == null || fillsNow.signum() == 0) {
            return null;
        }
        return Words.plain(
                exactPrice()
                        .subtract(first)
                        .abs()
                        .divide(first, SHARE_SCALE, RoundingMode.HALF_EVEN));
    }

    private static Optional<PriceForecast> conditional(
            PlaceOrder order, Trigger trigger, BigDecimal quantity, @Nullable BigDecimal mark) {
        BigDecimal limit = order.price();
        if (limit != null) {
            return Optional.of(flat(Basis.LIMIT, quantity, limit, order));
        }
        BigDecimal price = trigger.price();
        return price != null
                ? Optional.of(flat(Basis.TRIGGER, quantity, price, order))
                : Optional.ofNullable(mark).map(at -> flat(Basis.MARK, quantity, at, order));
    }

    private static PriceForecast walked(
            PlaceOrder order, BigDecimal quantity, @Nullable BigDecimal limit, List<Level> offers) {
        BigDecimal best = offers.getFirst().price();
        Walk walk = walk(order.side(), quantity, limit, offers);
        BigDecimal last = limit == null ? walk.last() : limit;
        if (last == null || walk.filled().signum() == 0) {
            return rests(quantity, last == null ? best : last, best);
        }
        if (order.timeInForce() == TimeInForce.POST_ONLY) {
            return rests(quantity, last, best);
        }
        BigDecimal rest = quantity.subtract(walk.filled());
        return new PriceForecast(
                Basis.BOOK,
                quantity,
                walk.value().add(rest.multiply(last)),
                best,
                walk.filled(),
                false);
    }

    private static Walk walk(
            Side side, BigDecimal quantity, @Nullable BigDecimal limit, List<Level> offers) {
        BigDecimal filled = BigDecimal.ZERO;
        BigDecimal value = BigDecimal.ZERO;
        BigDecimal last = null;
        for (Level offer : offers) {
            boolean reached = limit == null || reaches(side, limit, offer.price());
            if (!reached || filled.compareTo(quantity) >= 0) {
                break;
            }
            BigDecimal part = offer.quantity().min(quantity.subtract(filled));
            filled = filled.add(part);
            value = value.add(part.multiply(offer.price()));
            last = offer.price();
        }
        return new Walk(filled, value, last);
    }

    private static PriceForecast rests(
            BigDecimal quantity, BigDecimal limit, @Nullable BigDecimal best) {
        return new PriceForecast(
                Basis.LIMIT, quantity, quantity.multiply(limit), best, BigDecimal.ZERO, true);
    }

    /** All of it at one price, as taker: the dearer of the two. */
    private static PriceForecast flat(
            Basis basis, BigDecimal quantity, BigDecimal price, PlaceOrder order) {
        boolean now = basis == Basis.MARK && order.trigger() == null;
        return new PriceForecast(
                basis,
                quantity,
                quantity.multiply(price),
                null,
                now ? quantity : BigDecimal.ZERO,
                false);
    }

    private static boolean reaches(Side side, BigDecimal limit, BigDecimal offer) {
        return side == Side.BUY ? limit.compareTo(offer) >= 0 : limit.compareTo(offer) <= 0;
    }

    private static List<Level> offers(Side side, Book book) {
        return side == Side.BUY ? book.asks() : book.bids();
    }
}
