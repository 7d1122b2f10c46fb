package io.leverageguard.venues.binance;

import io.leverageguard.kernel.time.Clock;
import io.leverageguard.venues.RateBudget;
import io.leverageguard.venues.RateBudget.Limit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The limits of Binance: request weight by address, orders by account. The venue counts in fixed
 * windows and tells the count in headers; ours is the larger of its count and our own.
 */
final class BinanceBudget {
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration BAN_DEFAULT = Duration.ofMinutes(1);
    private static final int ORDERS_PER_TEN_SECONDS = 300;
    private static final int ORDERS_PER_MINUTE = 1_200;
    private static final String WEIGHT = "weight";
    private static final String ORDERS = "orders";
    private static final String ADDRESS = "";

    private final RateBudget budget;

    BinanceBudget(String venue, Clock clock, int weightPerMinute) {
        budget =
                new RateBudget(
                        venue,
                        clock,
                        List.of(
                                new Limit(WEIGHT, MINUTE, weightPerMinute, true),
                                new Limit(ORDERS, TEN_SECONDS, ORDERS_PER_TEN_SECONDS, true),
                                new Limit(ORDERS, MINUTE, ORDERS_PER_MINUTE, true)));
    }

    /** Takes {@code weight} from the address; cancels are urgent. */
    void spend(int weight, boolean urgent) {
        budget.spend(WEIGHT, ADDRESS, weight, urgent);
    }

    /** Takes orders from the account; no cancel counts there, so that none need be kept for it. */
    void spendOrders(String account, int orders) {
        budget.spend(ORDERS, account, orders, true);
    }

    /** Takes over what the venue said with an answer. */
    void told(String account, int status, Map<String, String> headers) {
        count(headers, "x-mbx-used-weight-1m", WEIGHT, ADDRESS, MINUTE);
        count(headers, "x-sapi-used-ip-weight-1m", WEIGHT, ADDRESS, MINUTE);
        count(headers, "x-mbx-order-count-10s", ORDERS, account, TEN_SECONDS);
        count(headers, "x-mbx-order-count-1m", ORDERS, account, MINUTE);
        if (status == 429 || status == 418) {
            Duration pause =
                    number(headers, "retry-after").map(Duration::ofSeconds).orElse(BAN_DEFAULT);
            budget.close(WEIGHT, ADDRESS, pause);
        }
    }

    private void count(
            Map<String, String> headers, String name, String scope, String key, Duration window) {
        number(headers, name).ifPresent(used -> budget.told(scope, key, window, used));
    }

    private static Optional<Long> number(Map<String, String> headers, String name) {
        String text = headers.getOrDefault(name, "");
        return text.matches("\\d{1,9}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }
}
