package io.leverageguard.trading.execution;

import io.leverageguard.api.trading.Routing.Leg;
import io.leverageguard.api.trading.Routing.PlaceRoute;
import io.leverageguard.api.trading.Routing.RouteQuote;
import io.leverageguard.api.trading.Routing.RouteState;
import io.leverageguard.api.trading.Routing.RoutedOrder;
import io.leverageguard.kernel.ids.UserId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * A routed order and where it stands.
 *
 * @param quote by which it was divided at first
 * @param round how often it was divided
 */
record RouteRow(
        PlaceRoute order,
        UserId owner,
        RouteQuote quote,
        RouteState state,
        int round,
        String reason,
        Instant createdAt,
        Instant updatedAt) {
    RouteRow to(RouteState next, String why, Instant now) {
        return new RouteRow(order, owner, quote, next, round, why, createdAt, now);
    }

    RouteRow inRound(int next, Instant now) {
        return new RouteRow(order, owner, quote, state, next, reason, createdAt, now);
    }

    /** What was filled and not closed again. */
    static BigDecimal net(List<PartRow> legs) {
        BigDecimal sum = BigDecimal.ZERO;
        for (PartRow leg : legs) {
            sum = leg.unwinds() ? sum.subtract(leg.filled()) : sum.add(leg.filled());
        }
        return sum;
    }

    /** As people see it. */
    RoutedOrder shown(List<PartRow> legs) {
        List<PartRow> opening = legs.stream().filter(leg -> !leg.unwinds()).toList();
        return new RoutedOrder(
                order,
                state,
                AlgoRow.plain(net(legs)),
                AlgoRow.Tally.of(opening).averagePrice(),
                legs.stream().map(RouteRow::shown).toList(),
                reason,
                quote,
                createdAt,
                updatedAt);
    }

    private static Leg shown(PartRow leg) {
        return new Leg(
                leg.number(),
                leg.round(),
                leg.unwinds(),
                leg.command().account(),
                leg.order(),
                leg.command().quantity(),
                leg.command().price(),
                leg.state(),
                leg.filled(),
                leg.averagePrice(),
                leg.reason());
    }
}
