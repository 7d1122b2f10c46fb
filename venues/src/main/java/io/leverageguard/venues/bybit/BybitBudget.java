package io.leverageguard.venues.bybit;

import io.leverageguard.kernel.time.Clock;
import io.leverageguard.venues.RateBudget;
import io.leverageguard.venues.RateBudget.Limit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The limits of Bybit: every call by address, calls of accounts by endpoint as well (Bybit v5,
 * "Rate Limit"). The venue tells the count of an endpoint in headers.
 */
final class BybitBudget {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration ADDRESS_WINDOW = Duration.ofSeconds(5);
    private static final Duration PAUSE_MAX = Duration.ofMinutes(1);
    private static final Duration BAN = Duration.ofMinutes(10);
    private static final int CALLS_PER_ADDRESS = 600;
    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY_VISITS = 10006;
    private static final int TOO_MANY_VISITS_OF_ADDRESS = 10018;
    private static final String ANYBODY = "";
    private static final String ADDRESS = "address";

    private static final Map<String, Integer> PER_SECOND =
            Map.ofEntries(
                    Map.entry("/v5/order/create", 10),
                    Map.entry("/v5/order/create-batch", 10),
                    Map.entry("/v5/order/amend", 10),
                    Map.entry("/v5/order/cancel", 10),
                    Map.entry("/v5/order/cancel-all", 10),
                    Map.entry(BybitDeadMan.PATH, 5),
                    Map.entry("/v5/order/realtime", 50),
                    Map.entry("/v5/order/history", 50),
                    Map.entry("/v5/execution/list", 50),
                    Map.entry("/v5/position/list", 50),
                    Map.entry("/v5/position/closed-pnl", 50),
                    Map.entry("/v5/position/set-leverage", 10),
                    Map.entry("/v5/position/switch-mode", 10),
                    Map.entry("/v5/position/add-margin", 10),
                    Map.entry("/v5/position/trading-stop", 10),
                    Map.entry("/v5/account/wallet-balance", 50),
                    Map.entry("/v5/account/transaction-log", 30),
                    Map.entry("/v5/account/info", 50),
                    Map.entry("/v5/account/set-margin-mode", 5),
                    Map.entry("/v5/user/query-api", 10));

    private final Clock clock;
    private final RateBudget budget;

    BybitBudget(String venue, Clock clock) {
        this.clock = clock;
        List<Limit> limits = new ArrayList<>();
        limits.add(new Limit(ADDRESS, ADDRESS_WINDOW, CALLS_PER_ADDRESS, false));
        PER_SECOND.forEach((path, max) -> limits.add(new Limit(path, SECOND, max, false)));
        this.budget = new RateBudget(venue, clock, limits);
    }

    /** Takes a call from the address, and what it counts for from the key, if it has one. */
    void spend(String path, String key, int count, boolean urgent) {
        budget.spend(ADDRESS, ANYBODY, 1, urgent);
        if (!key.isEmpty()) {
            budget.spend(path, key, count, urgent);
        }
    }

    /** Takes over what the venue said with an answer. */
    void told(String path, String key, int status, int code, Map<String, String> headers) {
        Optional<Long> limit = number(headers, "x-bapi-limit");
        Optional<Long> left = number(headers, "x-bapi-limit-status");
        if (!key.isEmpty() && limit.isPresent() && left.isPresent()) {
            budget.told(path, key, SECOND, Math.max(0, limit.get() - left.get()));
        }
        if (status == FORBIDDEN) {
            budget.close(ADDRESS, ANYBODY, BAN);
        } else if (code == TOO_MANY_VISITS_OF_ADDRESS) {
            budget.close(ADDRESS, ANYBODY, ADDRESS_WINDOW);
        } else if (code == TOO_MANY_VISITS && !key.isEmpty()) {
            budget.close(path, key, pause(headers));
        }
    }

    /** Until the instant that the venue names; a second when it names none that is plausible. */
    private Duration pause(Map<String, String> headers) {
        Duration named =
                number(headers, "x-bapi-limit-reset-timestamp")
                        .map(Instant::ofEpochMilli)
                        .map(opens -> Duration.between(clock.now(), opens))
                        .orElse(SECOND);
        return named.isNegative() || named.isZero() || named.compareTo(PAUSE_MAX) > 0
                ? SECOND
                : named;
    }

    private static Optional<Long> number(Map<String, String> headers, String name) {
        String text = headers.getOrDefault(name, "");
        return text.matches("\\d{1,15}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }
}
