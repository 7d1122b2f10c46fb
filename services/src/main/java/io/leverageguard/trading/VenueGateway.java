package io.leverageguard.trading;

import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.TimeInForce;
import io.leverageguard.api.trading.Trading.Trigger;
import io.leverageguard.api.trading.Trading.TriggerSource;
import io.leverageguard.engine.ApprovedAmend;
import io.leverageguard.engine.ApprovedOrder;
import io.leverageguard.venues.Reports.AmendOutcome;
import io.leverageguard.venues.Reports.AmendRequest;
import io.leverageguard.venues.Reports.Lifetime;
import io.leverageguard.venues.Reports.OrderRequest;
import io.leverageguard.venues.Reports.PlaceOutcome;
import io.leverageguard.venues.Triggers.PriceSource;
import io.leverageguard.venues.Triggers.TriggerOutcome;
import io.leverageguard.venues.Triggers.TriggerRequest;
import io.leverageguard.venues.VenueAccount;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The only way for an order to a venue. It takes nothing but what the engine approved, and sends
 * the approved numbers.
 */
final class VenueGateway {
    private VenueGateway() {}

    /**
     * Sends an order that is to be traded now.
     *
     * @param endsIt whether the venue ends an order that has an end
     */
    static PlaceOutcome send(
            VenueAccount venue,
            ApprovedOrder approved,
            Order order,
            Contract contract,
            boolean endsIt) {
        boolean ends = order.timeInForce() == TimeInForce.GTD;
        return venue.place(
                new OrderRequest(
                        contract.symbol(),
                        order.clientOrderId(),
                        Words.venue(order.side()),
                        Words.venue(order.type()),
                        contract.quantity(approved.lots()),
                        limit(approved, contract),
                        ends && !endsIt ? Lifetime.GTC : Words.venue(order.timeInForce()),
                        approved.reduceOnly(),
                        null,
                        ends && endsIt ? order.goodTill() : null));
    }

    /** Leaves a conditional order at the venue. */
    static TriggerOutcome sendTrigger(
            VenueAccount venue, ApprovedOrder approved, Order order, Contract contract) {
        return venue.placeTrigger(
                request(
                        order,
                        contract.symbol(),
                        contract.quantity(approved.lots()),
                        limit(approved, contract)));
    }

    /** Tells an adapter of a conditional order that an earlier process left at the venue. */
    static void remember(VenueAccount venue, Order order) {
        venue.remember(request(order, order.symbol(), order.quantity(), order.price()));
    }

    /** Sends a change. */
    static AmendOutcome change(
            VenueAccount venue, ApprovedAmend approved, Order order, Contract contract) {
        return venue.amend(
                new AmendRequest(
                        contract.symbol(),
                        order.clientOrderId(),
                        Words.venue(order.side()),
                        contract.quantity(approved.lots()),
                        contract.price(approved.limitTicks())));
    }

    private static TriggerRequest request(
            Order order, String symbol, BigDecimal quantity, @Nullable BigDecimal limit) {
        Trigger trigger = Objects.requireNonNull(order.trigger(), "not conditional");
        TriggerSource source = Objects.requireNonNull(trigger.source(), "no source");
        return new TriggerRequest(
                symbol,
                order.clientOrderId(),
                Words.venue(order.side()),
                Words.venue(trigger.kind()),
                PriceSource.valueOf(source.name()),
                trigger.price(),
                limit,
                trigger.callback(),
                quantity,
                order.reduceOnly(),
                null);
    }

    private static @Nullable BigDecimal limit(ApprovedOrder approved, Contract contract) {
        return approved.limitTicks() == 0 ? null : contract.price(approved.limitTicks());
    }
}
