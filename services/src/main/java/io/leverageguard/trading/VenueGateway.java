package io.leverageguard.trading;

import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.engine.ApprovedOrder;
import io.leverageguard.venues.Reports.OrderRequest;
import io.leverageguard.venues.Reports.PlaceOutcome;
import io.leverageguard.venues.VenueAccount;

/**
 * The only way for an order to a venue. It takes nothing but what the engine approved, and sends
 * the approved numbers.
 */
final class VenueGateway {
    private VenueGateway() {}

    static PlaceOutcome send(
            VenueAccount venue, ApprovedOrder approved, Order order, Contract contract) {
        return venue.place(
                new OrderRequest(
                        contract.symbol(),
                        order.clientOrderId(),
                        Words.venue(order.side()),
                        Words.venue(order.type()),
                        contract.quantity(approved.lots()),
                        approved.limitTicks() == 0 ? null : contract.price(approved.limitTicks()),
                        Words.venue(order.timeInForce()),
                        approved.reduceOnly()));
    }
}
