package io.leverageguard.exchange.bybit;

import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.ExchangeOrder;
import io.leverageguard.exchange.core.Trigger;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Cancels the orders of an account that asked for it when it has had no private socket for as long
 * as it said (the venue's "disconnected cancel all").
 */
final class BybitCancelOnLoss {
    static final String PATH = "/v5/order/disconnected-cancel-all";
    private static final int SECONDS_MIN = 3;
    private static final int SECONDS_MAX = 300;

    private final Exchange exchange;
    private final BybitStreams streams;
    private final SortedMap<Long, Watch> watches = new TreeMap<>();

    /** Body of the call. */
    private record Asked(@Nullable Integer timeWindow) {}

    /** An account and when it was last connected. */
    private static final class Watch {
        private final Account account;
        private final int seconds;
        private long seenAt;

        private Watch(Account account, int seconds, long seenAt) {
            this.account = account;
            this.seconds = seconds;
            this.seenAt = seenAt;
        }
    }

    BybitCancelOnLoss(Exchange exchange, BybitStreams streams) {
        this.exchange = exchange;
        this.streams = streams;
    }

    Object set(BybitCall call) {
        Integer asked = call.read(Asked.class).timeWindow();
        if (asked == null || asked < SECONDS_MIN || asked > SECONDS_MAX) {
            throw BybitRefusal.params("timeWindow invalid");
        }
        Account account = call.account();
        watches.put(account.id(), new Watch(account, asked, exchange.now()));
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
            if (streams.isConnected(watch.account)) {
                watch.seenAt = exchange.now();
            } else if (exchange.now() - watch.seenAt >= watch.seconds * 1000L) {
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
