package io.leverageguard.exchange.bybit;

import io.leverageguard.engine.book.Execution;
import io.leverageguard.exchange.core.Contract;
import io.leverageguard.exchange.core.ExchangeOrder.OrderType;
import io.leverageguard.exchange.core.Market;
import io.leverageguard.exchange.core.OrderRequest;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Prices that are taken from the book: a limit at one of the best five levels ({@code bboSideType},
 * {@code bboLevel}), and a bound to how far a market order may slip ({@code slippageTolerance}).
 */
final class BybitPegs {
    private static final int LEVELS_MAX = 5;
    private static final BigDecimal TICKS_MIN = BigDecimal.ONE;
    private static final BigDecimal TICKS_MAX = BigDecimal.valueOf(10_000);
    private static final BigDecimal PERCENT_MIN = new BigDecimal("0.01");
    private static final BigDecimal PERCENT_MAX = BigDecimal.TEN;

    /** What only the exchange reads of an order; an adapter of ours never asks for it. */
    private record Peg(
            String bboSideType,
            Integer bboLevel,
            String slippageToleranceType,
            BigDecimal slippageTolerance) {}

    private BybitPegs() {}

    /** The order with the price that the book gives it, if that is what it asks for. */
    static OrderRequest priced(OrderRequest order, JsonNode body, Market market) {
        Peg peg = BybitCall.read(body, Peg.class);
        if (order.type() == OrderType.LIMIT && !peg.bboSideType.isEmpty()) {
            return at(order, order.type(), level(order, peg, market));
        }
        if (order.type() == OrderType.MARKET && !peg.slippageToleranceType.isEmpty()) {
            return at(order, OrderType.LIMIT, bound(order, peg, market)).noted("Market");
        }
        return order;
    }

    private static BigDecimal level(OrderRequest order, Peg peg, Market market) {
        boolean bids =
                switch (peg.bboSideType) {
                    case "Queue" -> order.buy();
                    case "Counterparty" -> !order.buy();
                    default -> throw BybitRefusal.params("bboSideType invalid");
                };
        int level = peg.bboLevel == null ? 1 : peg.bboLevel;
        if (level < 1 || level > LEVELS_MAX) {
            throw BybitRefusal.params("bboLevel invalid");
        }
        List<Long> prices = new ArrayList<>();
        market.book().levels(bids, level, (price, lots, orders) -> prices.add(price));
        if (prices.size() < level) {
            throw new BybitRefusal(110003, "Order price exceeds the allowable range.");
        }
        return market.contract().price(prices.getLast());
    }

    private static BigDecimal bound(OrderRequest order, Peg peg, Market market) {
        Contract contract = market.contract();
        BigDecimal tolerance = peg.slippageTolerance;
        boolean ticks = peg.slippageToleranceType.equals("TickSize");
        if (!ticks && !peg.slippageToleranceType.equals("Percent")) {
            throw BybitRefusal.params("slippageToleranceType invalid");
        }
        boolean inside =
                tolerance != null
                        && tolerance.compareTo(ticks ? TICKS_MIN : PERCENT_MIN) >= 0
                        && tolerance.compareTo(ticks ? TICKS_MAX : PERCENT_MAX) <= 0;
        long best = order.buy() ? market.book().bestAsk() : market.book().bestBid();
        if (!inside || best == 0) {
            throw BybitRefusal.params("slippageTolerance invalid");
        }
        BigDecimal price = contract.price(best);
        BigDecimal room =
                ticks
                        ? tolerance.multiply(contract.tick())
                        : price.multiply(tolerance).movePointLeft(2);
        BigDecimal last = order.buy() ? price.add(room) : price.subtract(room);
        RoundingMode inwards = order.buy() ? RoundingMode.FLOOR : RoundingMode.CEILING;
        return last.divide(contract.tick(), 0, inwards).multiply(contract.tick());
    }

    private static OrderRequest at(OrderRequest order, OrderType type, BigDecimal price) {
        boolean peg = order.type() == OrderType.LIMIT;
        return new OrderRequest(
                order.symbol(),
                order.clientId(),
                order.buy(),
                type,
                peg ? order.execution() : Execution.IOC,
                order.quantity(),
                price,
                order.leg(),
                order.reduceOnly(),
                order.closePosition(),
                order.selfTrade(),
                order.goodTill(),
                order.note(),
                order.attached());
    }
}
