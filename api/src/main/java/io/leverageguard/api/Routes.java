package io.leverageguard.api;

import io.leverageguard.api.analytics.AnalyticsRoutes;
import io.leverageguard.api.chain.ChainRoutes;
import io.leverageguard.api.config.ConfigRoutes;
import io.leverageguard.api.cover.CoverRoutes;
import io.leverageguard.api.fund.FundRoutes;
import io.leverageguard.api.gateway.GatewayRoutes;
import io.leverageguard.api.marketdata.MarketDataRoutes;
import io.leverageguard.api.notification.NotificationRoutes;
import io.leverageguard.api.payout.PayoutRoutes;
import io.leverageguard.api.risk.RiskRoutes;
import io.leverageguard.api.strategy.StrategyRoutes;
import io.leverageguard.api.trading.ExecutionRoutes;
import io.leverageguard.api.trading.OutlookRoutes;
import io.leverageguard.api.trading.ProtectionRoutes;
import io.leverageguard.api.trading.TradingRoutes;
import io.leverageguard.api.users.UsersRoutes;
import io.leverageguard.kernel.rpc.Route;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Every operation of the product. Each service's {@code XRoutes} has a constant {@code ALL}; this
 * is all of them.
 */
public final class Routes {
    private static final SortedMap<String, List<Route<?, ?>>> BY_SERVICE = new TreeMap<>();

    static {
        BY_SERVICE.put("analytics", AnalyticsRoutes.ALL);
        BY_SERVICE.put("chain", ChainRoutes.ALL);
        BY_SERVICE.put("config", ConfigRoutes.ALL);
        BY_SERVICE.put("cover", CoverRoutes.ALL);
        BY_SERVICE.put("fund", FundRoutes.ALL);
        BY_SERVICE.put("gateway", GatewayRoutes.ALL);
        BY_SERVICE.put("marketdata", MarketDataRoutes.ALL);
        BY_SERVICE.put("notification", NotificationRoutes.ALL);
        BY_SERVICE.put("payout", PayoutRoutes.ALL);
        BY_SERVICE.put("risk", RiskRoutes.ALL);
        BY_SERVICE.put("strategy", StrategyRoutes.ALL);
        BY_SERVICE.put(
                "trading",
                joined(
                        List.of(
                                TradingRoutes.ALL,
                                ExecutionRoutes.ALL,
                                ProtectionRoutes.ALL,
                                OutlookRoutes.ALL)));
        BY_SERVICE.put("users", UsersRoutes.ALL);
    }

    /** Every operation, public and internal, in the order of the services' names. */
    public static final List<Route<?, ?>> ALL =
            BY_SERVICE.values().stream().<Route<?, ?>>flatMap(List::stream).toList();

    private Routes() {}

    /** The operations of one service. */
    public static List<Route<?, ?>> of(String service) {
        List<Route<?, ?>> routes = BY_SERVICE.get(service);
        if (routes == null) {
            throw new IllegalArgumentException("no service is called " + service);
        }
        return routes;
    }

    private static List<Route<?, ?>> joined(List<List<Route<?, ?>>> parts) {
        return parts.stream().<Route<?, ?>>flatMap(List::stream).toList();
    }
}
