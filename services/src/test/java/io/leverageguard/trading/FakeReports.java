package io.leverageguard.trading;

import io.leverageguard.venues.Reports.AmendRequest;
import io.leverageguard.venues.Reports.Closure;
import io.leverageguard.venues.Reports.Lifetime;
import io.leverageguard.venues.Reports.OrderKind;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.OrderRequest;
import io.leverageguard.venues.Reports.OrderSide;
import io.leverageguard.venues.Reports.OrderStatus;
import java.math.BigDecimal;
import java.time.Instant;

/** What {@link FakeAccount} says of orders. */
final class FakeReports {
    private FakeReports() {}

    static OrderReport fresh(
            int serial,
            String clientOrderId,
            OrderSide side,
            OrderKind kind,
            Closure closure,
            BigDecimal size,
            BigDecimal price,
            Instant now) {
        return new OrderReport(
                FakeVenue.SYMBOL,
                String.valueOf(serial),
                clientOrderId,
                side,
                kind,
                OrderStatus.NEW,
                closure,
                size,
                BigDecimal.ZERO,
                price,
                BigDecimal.ZERO,
                false,
                now,
                now);
    }

    static OrderReport changed(
            OrderReport order,
            OrderStatus status,
            BigDecimal filled,
            BigDecimal average,
            Instant now) {
        return shaped(order, status, filled, average, order.quantity(), order.price(), now);
    }

    static OrderReport amended(OrderReport order, AmendRequest change, Instant now) {
        return shaped(
                order,
                order.status(),
                order.filled(),
                order.averagePrice(),
                change.quantity(),
                change.price(),
                now);
    }

    /** Whether it is an immediate order at a price that the market has. */
    static boolean isThrough(OrderRequest request, BigDecimal market) {
        BigDecimal price = request.price();
        return request.lifetime() == Lifetime.IOC
                && price != null
                && (request.side() == OrderSide.BUY
                        ? price.compareTo(market) >= 0
                        : price.compareTo(market) <= 0);
    }

    private static OrderReport shaped(
            OrderReport order,
            OrderStatus status,
            BigDecimal filled,
            BigDecimal average,
            BigDecimal quantity,
            BigDecimal price,
            Instant now) {
        return new OrderReport(
                order.symbol(),
                order.venueOrderId(),
                order.clientOrderId(),
                order.side(),
                order.kind(),
                status,
                order.closure(),
                quantity,
                filled,
                price,
                average,
                order.reduceOnly(),
                order.createdAt(),
                now);
    }
}
