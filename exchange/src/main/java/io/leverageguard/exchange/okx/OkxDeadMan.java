package io.leverageguard.exchange.okx;

import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.ExchangeOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code cancel-all-after}: an account's orders are cancelled unless it asks again in time. */
final class OkxDeadMan {
    private static final long SECONDS_MIN = 10;
    private static final long SECONDS_MAX = 120;

    private final Exchange exchange;
    private final Map<Long, Long> deadlines = new TreeMap<>();

    OkxDeadMan(Exchange exchange) {
        this.exchange = exchange;
    }

    List<?> set(Account account, OkxParams params) {
        params.required("timeOut");
        long seconds = params.integer("timeOut", 0);
        if (seconds != 0 && (seconds < SECONDS_MIN || seconds > SECONDS_MAX)) {
            throw OkxRefusal.parameter("timeOut");
        }
        long due = exchange.now() + seconds * 1000;
        if (seconds == 0) {
            deadlines.remove(account.id());
        } else {
            deadlines.put(account.id(), due);
        }
        Map<String, Object> row = new TreeMap<>();
        row.put("triggerTime", seconds == 0 ? "0" : Long.toString(due));
        row.put("tag", params.text("tag"));
        row.put("ts", Long.toString(exchange.now()));
        return List.of(row);
    }

    /** Cancels what is due; true when there was something. */
    boolean strike() {
        if (deadlines.isEmpty()) {
            return false;
        }
        List<Long> due = new ArrayList<>();
        deadlines.forEach(
                (account, time) -> {
                    if (time <= exchange.now()) {
                        due.add(account);
                    }
                });
        for (long id : due) {
            deadlines.remove(id);
            List<ExchangeOrder> open = List.copyOf(exchange.account(id).openOrders().values());
            open.forEach(exchange::cancel);
        }
        return !due.isEmpty();
    }
}
