package io.leverageguard.api.trading;

import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.OrderId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Smart order routing: divides an order among a person's accounts on several venues so that it
 * costs least in all: price over the depth of each book, taker fee, expected funding until a
 * horizon, and what the venue's slowness and refusals are expected to cost.
 */
public interface Routing {
    /** What an order would cost now, at each venue and divided; sends nothing. */
    RouteQuote quote(Actor actor, QuoteRoute command);

    /**
     * Divides the order by a fresh quote and sends the legs at once, side by side. It is journalled
     * first. The same id again returns what became of it.
     */
    RoutedOrder route(Actor actor, PlaceRoute command);

    /** One routed order; refuses with {@code route_not_found}. */
    RoutedOrder routed(Actor actor, RouteRef ref);

    /** What is done when a leg is refused or not filled whole. */
    enum OnLegFailure {
        /** What is missing is divided anew, without venues that refused; at most three times. */
        RETRY_ELSEWHERE,
        /** What is filled is kept, the rest is given up. */
        KEEP,
        /** What is filled is closed again, reduce-only. */
        UNWIND
    }

    /** Where a routed order stands, by the names of order states. */
    enum RouteState {
        /** Journalled or being sent. */
        SUBMITTED,
        /** Something is filled, and more may come. */
        PARTIALLY_FILLED,
        /** What was filled is being closed again. */
        PENDING_CANCEL,
        /** Filled whole. */
        FILLED,
        /** Ended before; {@code reason} says why. */
        CANCELED,
        /** No venue could take any of it. */
        REJECTED;

        /** Whether nothing more happens to it. */
        public boolean isFinal() {
            return switch (this) {
                case FILLED, CANCELED, REJECTED -> true;
                default -> false;
            };
        }
    }

    /** Names a routed order. */
    record RouteRef(OrderId route) {}

    /**
     * What is to be divided.
     *
     * @param accounts where; all of the caller's accounts when empty
     * @param limitPrice no worse price, absent for any
     * @param horizon how long the position will be held, for the expected funding; absent for none
     * @param reduceOnly whether it only reduces positions; each leg then at most the position
     */
    record QuoteRoute(
            List<AccountId> accounts,
            String symbol,
            Side side,
            BigDecimal quantity,
            @Nullable BigDecimal limitPrice,
            @Nullable Instant horizon,
            @Nullable Boolean reduceOnly) {}

    /**
     * What is to be divided and sent.
     *
     * @param route chosen by the caller, so that a repetition is recognised
     * @param slippageMax how far beyond the worst quoted price of a venue its leg may be filled, in
     *     basis points; absent for not at all
     */
    record PlaceRoute(
            OrderId route,
            QuoteRoute order,
            OnLegFailure onLegFailure,
            @Nullable BigDecimal slippageMax,
            @Nullable String strategy) {}

    /**
     * What a quantity costs at one venue. Amounts are in the quote asset.
     *
     * @param quantity what the plan takes here
     * @param averagePrice over the levels that are taken; absent when nothing is taken
     * @param worstPrice the last of them
     * @param feeRate taker fee as a share of the value
     * @param funding expected until the horizon, negative when received
     * @param risk what slowness and refusals are expected to cost
     * @param latencyMs measured from sending to the answer
     * @param rejectRate measured share of refusals
     * @param margin what is set aside
     * @param capacity the most that could be taken here now
     * @param alone what the whole would cost here alone, absent when it does not fit
     * @param excluded why nothing can be taken here; empty when it can
     */
    record VenueCost(
            AccountId account,
            String venue,
            BigDecimal quantity,
            @Nullable BigDecimal averagePrice,
            @Nullable BigDecimal worstPrice,
            BigDecimal feeRate,
            BigDecimal fee,
            BigDecimal funding,
            BigDecimal risk,
            BigDecimal latencyMs,
            BigDecimal rejectRate,
            BigDecimal margin,
            BigDecimal capacity,
            @Nullable BigDecimal alone,
            String excluded) {}

    /**
     * A division and what it costs.
     *
     * @param quantity what can be taken in all, at most what was asked for
     * @param cost paid in all: value, fees, funding and risk; for a sale the value is negative
     * @param bestAlone the cheapest single venue that could take the whole; absent when none can
     */
    record RouteQuote(
            String symbol,
            Side side,
            BigDecimal asked,
            BigDecimal quantity,
            @Nullable BigDecimal averagePrice,
            BigDecimal cost,
            @Nullable BigDecimal bestAlone,
            List<VenueCost> venues,
            Instant at) {}

    /**
     * An order that was sent to one venue for a routed order.
     *
     * @param round 1, and one more for each time that it was divided anew
     * @param unwinds whether it closes what another leg had filled
     */
    record Leg(
            int number,
            int round,
            boolean unwinds,
            AccountId account,
            OrderId order,
            BigDecimal quantity,
            @Nullable BigDecimal price,
            Trading.OrderState state,
            BigDecimal filled,
            @Nullable BigDecimal averagePrice,
            String reason) {}

    /** A routed order and how far it is; {@code filled} is without what was closed again. */
    record RoutedOrder(
            PlaceRoute order,
            RouteState state,
            BigDecimal filled,
            @Nullable BigDecimal averagePrice,
            List<Leg> legs,
            String reason,
            RouteQuote quote,
            Instant createdAt,
            Instant updatedAt) {}
}
