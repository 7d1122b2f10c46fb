package io.leverageguard.venues.okx;

import io.leverageguard.kernel.time.Clock;
import io.leverageguard.venues.RateBudget;
import io.leverageguard.venues.RateBudget.Limit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The limits of OKX: every endpoint has its own, by address, by account, or by account and contract
 * (OKX, "Rate Limits" of each endpoint). The venue tells nobody how much is left.
 */
final class OkxBudget {
    private static final Duration WINDOW = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final String ORDERS = "orders";
    private static final int ORDERS_MAX = 1_000;
    private static final int OTHERS_MAX = 5;

    /** Requests in two seconds; for the batches it is orders. */
    private static final Map<String, Integer> REQUESTS_MAX =
            Map.ofEntries(
                    Map.entry("GET /api/v5/public/time", 10),
                    Map.entry("GET /api/v5/public/instruments", 20),
                    Map.entry("GET /api/v5/public/mark-price", 10),
                    Map.entry("GET /api/v5/public/position-tiers", 10),
                    Map.entry("GET /api/v5/public/funding-rate-history", 10),
                    Map.entry("GET /api/v5/market/candles", 40),
                    Map.entry("GET /api/v5/market/history-candles", 20),
                    Map.entry("GET /api/v5/account/balance", 10),
                    Map.entry("GET /api/v5/account/positions", 10),
                    Map.entry("GET /api/v5/account/positions-history", 10),
                    Map.entry("GET /api/v5/account/bills", 10),
                    Map.entry("POST /api/v5/account/set-leverage", 20),
                    Map.entry("POST /api/v5/account/position/margin-balance", 20),
                    Map.entry("GET /api/v5/trade/order", 60),
                    Map.entry("POST /api/v5/trade/order", 60),
                    Map.entry("POST /api/v5/trade/cancel-order", 60),
                    Map.entry("POST /api/v5/trade/amend-order", 60),
                    Map.entry("POST /api/v5/trade/batch-orders", 300),
                    Map.entry("POST /api/v5/trade/cancel-batch-orders", 300),
                    Map.entry("POST " + OkxDeadMan.PATH, 2),
                    Map.entry("GET /api/v5/trade/orders-pending", 60),
                    Map.entry("GET /api/v5/trade/orders-history", 40),
                    Map.entry("GET /api/v5/trade/orders-history-archive", 20),
                    Map.entry("GET /api/v5/trade/fills", 60),
                    Map.entry("GET /api/v5/trade/fills-history", 10),
                    Map.entry("GET /api/v5/trade/order-algo", 20),
                    Map.entry("POST /api/v5/trade/order-algo", 20),
                    Map.entry("POST /api/v5/trade/cancel-algos", 20),
                    Map.entry("GET /api/v5/trade/orders-algo-pending", 20));

    private final RateBudget budget;

    OkxBudget(String venue, Clock clock) {
        List<Limit> limits = new ArrayList<>();
        REQUESTS_MAX.forEach((source, max) -> limits.add(new Limit(source, WINDOW, max, false)));
        limits.add(new Limit(ORDERS, WINDOW, ORDERS_MAX, false));
        limits.add(new Limit("", WINDOW, OTHERS_MAX, false));
        budget = new RateBudget(venue, clock, limits);
    }

    /** Takes a request, or so many orders of a batch, from the endpoint's budget. */
    void spend(String source, String owner, int amount, boolean urgent) {
        budget.spend(scope(source), owner(source, owner), amount, urgent);
    }

    /** Takes orders from the account's budget. */
    void spendOrders(String account, int orders) {
        budget.spend(ORDERS, account, orders, true);
    }

    /** The venue says that it was too much. */
    void exceeded(String source, String owner) {
        budget.close(scope(source), owner(source, owner), PAUSE);
    }

    private static String scope(String source) {
        return REQUESTS_MAX.containsKey(source) ? source : "";
    }

    /** Endpoints without a limit of their own here are counted apart all the same. */
    private static String owner(String source, String owner) {
        return scope(source).isEmpty() ? source + " " + owner : owner;
    }
}
