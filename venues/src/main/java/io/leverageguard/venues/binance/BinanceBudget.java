package io.leverageguard.venues.binance;

import io.leverageguard.kernel.time.Clock;
import io.leverageguard.venues.VenueError;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one address and its accounts may still ask of the venue. Calls beyond it are refused here,
 * because the venue answers repetition with bans of minutes to days. The venue counts in fixed
 * windows and tells the count in headers; ours is the larger of its count and our own.
 */
final class BinanceBudget {
    private static final int ACCOUNTS_MAX = 4_096;
    private static final int ORDERS_PER_TEN_SECONDS = 300;
    private static final int ORDERS_PER_MINUTE = 1_200;
    private static final long BAN_SECONDS_DEFAULT = 60;

    private final Clock clock;
    private final int weightMax;
    private final Window weight = new Window(60);
    private final LinkedHashMap<String, Orders> orders = new LinkedHashMap<>(16, 0.75f, true);
    private Instant closedUntil = Instant.EPOCH;

    /** Keeps a twentieth of {@code weightPerMinute} free, for whoever else shares the address. */
    BinanceBudget(Clock clock, int weightPerMinute) {
        this.clock = clock;
        this.weightMax = weightPerMinute - weightPerMinute / 20;
    }

    /** Takes {@code amount} from the address's budget. */
    synchronized void spend(int amount) {
        Instant now = clock.now();
        if (now.isBefore(closedUntil)) {
            throw refusal("the venue asked us to wait until " + closedUntil);
        }
        if (!weight.take(now, amount, weightMax)) {
            throw refusal("the request weight of this minute is used up: " + weight.used);
        }
    }

    /** Takes one order from the account's budget. */
    synchronized void spendOrder(String account) {
        Instant now = clock.now();
        Orders own = orders.computeIfAbsent(account, _ -> new Orders());
        while (orders.size() > ACCOUNTS_MAX) {
            orders.pollFirstEntry();
        }
        if (!own.tenSeconds.take(now, 1, ORDERS_PER_TEN_SECONDS)
                || !own.minute.take(now, 1, ORDERS_PER_MINUTE)) {
            throw refusal("too many orders in a short time");
        }
    }

    /** Takes over what the venue said with an answer. */
    synchronized void told(String account, int status, Map<String, String> headers) {
        Instant now = clock.now();
        number(headers, "x-mbx-used-weight-1m").ifPresent(used -> weight.atLeast(now, used));
        number(headers, "x-sapi-used-ip-weight-1m").ifPresent(used -> weight.atLeast(now, used));
        Orders own = orders.get(account);
        if (own != null) {
            number(headers, "x-mbx-order-count-10s")
                    .ifPresent(used -> own.tenSeconds.atLeast(now, used));
            number(headers, "x-mbx-order-count-1m")
                    .ifPresent(used -> own.minute.atLeast(now, used));
        }
        if (status == 429 || status == 418) {
            long seconds = number(headers, "retry-after").orElse(BAN_SECONDS_DEFAULT);
            closedUntil = now.plusSeconds(seconds);
        }
    }

    private static Optional<Long> number(Map<String, String> headers, String name) {
        String text = headers.getOrDefault(name, "");
        return text.matches("\\d{1,9}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }

    private static VenueError refusal(String message) {
        return new VenueError(VenueError.Kind.RATE_LIMITED, "", message);
    }

    /** Orders of one account in both windows that the venue counts. */
    private static final class Orders {
        private final Window tenSeconds = new Window(10);
        private final Window minute = new Window(60);
    }

    /** A count that starts anew with every full {@code seconds} of the clock. */
    private static final class Window {
        private final long seconds;
        private long index = Long.MIN_VALUE;
        private long used;

        private Window(long seconds) {
            this.seconds = seconds;
        }

        private boolean take(Instant now, long amount, long max) {
            roll(now);
            if (used + amount > max) {
                return false;
            }
            used += amount;
            return true;
        }

        private void atLeast(Instant now, long count) {
            roll(now);
            used = Math.max(used, count);
        }

        private void roll(Instant now) {
            long current = now.getEpochSecond() / seconds;
            if (current != index) {
                index = current;
                used = 0;
            }
        }
    }
}
