package io.leverageguard.trading.execution;

import io.leverageguard.api.trading.Routing.PlaceRoute;
import io.leverageguard.api.trading.Routing.RouteQuote;
import io.leverageguard.api.trading.Routing.RouteState;
import io.leverageguard.kernel.ids.UserId;
import java.time.Instant;

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
}
