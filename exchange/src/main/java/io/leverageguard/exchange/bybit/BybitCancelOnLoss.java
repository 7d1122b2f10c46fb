package io.leverageguard.exchange.bybit;

import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.ExchangeOrder;
import io.leverageguard.exchange.core.Trigger;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Cancels the orders of an account that asked for it when the last private socket on which it
 * followed the topic has been gone for as long as it said, once for each loss (the venue's
 * "disconnected cancel all").
 */
final class BybitCancelOnLoss {
    static final String PATH = "/v5/order/disconnected-cancel-all";

    /** A socket counts for perpetuals when it follows this. */
    static final String TOPIC = "dcp.future";

    /** What the venue takes a call to mean that does not say. */
    private static final String OPTIONS = "OPTIONS";

    private static final Set<String> PRODUCTS = Set.of(OPTIONS, "DERIVATIVES", "SPOT");
    private static final int SECONDS_MIN = 3;
    private static final int SECONDS_MAX = 300;

    private final Exchange exchange;
    private final BybitStreams streams;
    private final SortedMap<Long, Watch> watches = new TreeMap<>();

    /** Body of the call. */
    private record Asked(@Nullable String product, @Nullable Integer timeWindow) {}

    /** An account and when it was last connected. */
    private static final class Watch {
        private final Account account;
        private final int seconds;
        private boolean isLost = true;
        private long seenAt;

        private Watch(Account account, int seconds) {
            this.account = account;
            this.seconds = seconds;
        }
    }

    BybitCancelOnLoss(Exchange exchange, BybitStreams streams) {
        this.exchange = exchange;
        this.streams = streams;
    }

    Object set(BybitCall call) {
        Asked words = call.read(Asked.class);
        String product = words.product() == null ? OPTIONS : words.product();
        Integer asked = words.timeWindow();
        if (!PRODUCTS.contains(product)) {
            throw BybitRefusal.params("product invalid");
        }
        if (asked == null || asked < SECONDS_MIN || asked > SECONDS_MAX) {
            throw BybitRefusal.params("timeWindow invalid");
        }
        Account account = call.account();
        if (product.equals("DERIVATIVES")) {
            watches.put(account.id(), new Watch(account, asked));
        }
        return Map.of();
    }

    /** The seconds that an account has asked for, if it has. */
    OptionalInt seconds(Account account) {
        Watch watch = watches.get(account.id());
        return watch == null ? OptionalInt.empty() : OptionalInt.of(watch.seconds);
    }

    /** Cancels what is due. */
    void check() {
        for (Watch watch : watches.values()) {
            if (streams.isFollowed(watch.account, TOPIC)) {
                watch.seenAt = exchange.now();
                watch.isLost = false;
            } else if (!watch.isLost && exchange.now() - watch.seenAt >= watch.seconds * 1000L) {
                watch.isLost = true;
                cancelAll(watch.account);
            }
        }
    }

    private void cancelAll(Account account) {
        for (Trigger trigger : List.copyOf(account.openTriggers().values())) {
            if (!trigger.state().isEnded()) {
                exchange.cancel(trigger);
            }
        }
        for (ExchangeOrder order : List.copyOf(account.openOrders().values())) {
            if (order.status().isOpen()) {
                exchange.cancel(order);
            }
        }
    }
}
