package io.leverageguard.trading;

import io.leverageguard.api.marketdata.MarketData.Instrument;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.OrderType;
import io.leverageguard.api.trading.Trading.PlaceOrder;
import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.api.trading.Trading.TimeInForce;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.OrderId;
import io.leverageguard.trading.NewOrder.Urgency;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Closes positions by reduce-only market orders, in pieces that the venue takes. The ids of the
 * orders are derived from what they are for, so that after a crash none is sent a second time.
 *
 * <p>Where another order of the account rests on the other side, a market order could trade with
 * it. Who has more than one try steps aside at the first: then it is an immediate order with a
 * limit just short of that price.
 */
final class Closing {
    /** How many pieces are sent at once; the rest has its turn afterwards. */
    static final int PIECES_MAX = 50;

    /** A market order that is not at its end after this is not waited for. */
    private static final Duration END_MAX = Duration.ofSeconds(10);

    private final Intake.Sources sources;
    private final OrderFlow flow;

    Closing(Intake.Sources sources, OrderFlow flow) {
        this.sources = sources;
        this.flow = flow;
    }

    /**
     * What is to be closed.
     *
     * @param quantity positive for a long
     * @param price what it is valued at where there is no mark
     * @param strategy the label whose share is closed, or empty
     * @param stepsAside whether it is better not to close than to trade with oneself
     * @param purpose what the orders are for: the same purpose gives the same orders
     */
    record Part(
            AccountId account,
            String symbol,
            BigDecimal quantity,
            BigDecimal price,
            String strategy,
            boolean stepsAside,
            String purpose) {}

    /** The id of an order that serves a purpose. */
    static OrderId derived(String purpose) {
        return new OrderId(UUID.nameUUIDFromBytes(purpose.getBytes(StandardCharsets.UTF_8)));
    }

    /** Sends what closes a part; the orders as the venue has answered them. */
    List<Order> close(AccountLink link, Part part, Urgency urgency) {
        Instrument instrument = sources.market().reported(link.account().venue(), part.symbol());
        BigDecimal rest = lots(part.quantity().abs(), instrument);
        BigDecimal limit = part.stepsAside() ? limit(part, instrument) : null;
        List<Order> orders = new ArrayList<>();
        for (int piece = 0; rest.signum() > 0 && piece < PIECES_MAX; piece++) {
            BigDecimal most = lots(instrument.maxQuantity(), instrument);
            BigDecimal size = most.signum() > 0 ? rest.min(most) : rest;
            orders.add(
                    flow.placeUrgent(link, order(part, size, limit, piece), part.price(), urgency));
            rest = rest.subtract(size);
        }
        return orders;
    }

    /** Whether nobody can say yet what becomes of an order that closes. */
    boolean isOpen(Order order) {
        return !order.state().isFinal() && sources.now().isBefore(order.updatedAt().plus(END_MAX));
    }

    /** One tick short of the best own price on the other side; null where none rests. */
    private @Nullable BigDecimal limit(Part part, Instrument instrument) {
        boolean sells = part.quantity().signum() > 0;
        Side other = sells ? Side.BUY : Side.SELL;
        BigDecimal best = null;
        for (OrderRow row : sources.store().working(part.account())) {
            Order order = row.order();
            BigDecimal price = order.price();
            boolean rests =
                    price != null
                            && order.symbol().equals(part.symbol())
                            && order.side() == other
                            && !OrderRow.isHeld(order.state())
                            && !OrderRow.waitsAtVenue(order);
            if (rests) {
                best = best == null ? price : sells ? best.max(price) : best.min(price);
            }
        }
        if (best == null) {
            return null;
        }
        BigDecimal tick = instrument.tickSize();
        return Words.plain(sells ? best.add(tick) : best.subtract(tick));
    }

    private static PlaceOrder order(
            Part part, BigDecimal size, @Nullable BigDecimal limit, int piece) {
        return new PlaceOrder(
                derived(part.purpose() + "/" + piece),
                part.account(),
                part.symbol(),
                part.quantity().signum() > 0 ? Side.SELL : Side.BUY,
                limit == null ? OrderType.MARKET : OrderType.LIMIT,
                size,
                limit,
                limit == null ? null : TimeInForce.IOC,
                true,
                part.strategy().isEmpty() ? null : part.strategy());
    }

    private static BigDecimal lots(BigDecimal quantity, Instrument instrument) {
        BigDecimal lot = instrument.lotSize();
        return Words.plain(quantity.divide(lot, 0, RoundingMode.DOWN).multiply(lot));
    }
}
