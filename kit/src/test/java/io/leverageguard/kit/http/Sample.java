package io.leverageguard.kit.http;

import io.leverageguard.kernel.access.Permission;
import io.leverageguard.kernel.ids.OrderId;
import io.leverageguard.kernel.money.Money;
import io.leverageguard.kernel.rpc.Route;
import io.leverageguard.kernel.rpc.Route.Method;
import io.leverageguard.kernel.rpc.Route.None;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A small service for tests of the wire. */
final class Sample {
    private Sample() {}

    enum Side {
        BUY,
        SELL
    }

    /** Every type that may come from a path or a query. */
    record Find(
            OrderId order,
            String text,
            int count,
            long big,
            boolean flag,
            BigDecimal price,
            Instant at,
            Duration lasts,
            Side side,
            @Nullable Integer limit,
            @Nullable Set<Side> sides) {}

    record Place(OrderId order, Side side, BigDecimal quantity, @Nullable Money fee) {
        Place {
            if (quantity.signum() <= 0) {
                throw new IllegalArgumentException("quantity must be above zero");
            }
        }
    }

    record Placed(OrderId order, String by, List<Place> places) {}

    static final Route<Find, Find> FIND =
            Route.open(
                    Method.GET,
                    "/api/v1/orders/{order}/at/{side}",
                    Find.class,
                    Find.class,
                    Permission.TRADE,
                    "Finds an order");
    static final Route<Place, Placed> PLACE =
            Route.open(
                    Method.POST,
                    "/api/v1/orders",
                    Place.class,
                    Placed.class,
                    Permission.TRADE,
                    "Places an order");
    static final Route<None, None> PING =
            Route.open(
                    Method.GET,
                    "/api/v1/ping",
                    None.class,
                    None.class,
                    Permission.ANYONE,
                    "Answers");
    static final Route<Place, Placed> INNER =
            Route.internal("/internal/sample/place", Place.class, Placed.class, "Places inside");
}
