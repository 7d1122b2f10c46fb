package io.leverageguard.launcher.kill;

import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.PlaceOrder;
import io.leverageguard.kernel.ids.OrderId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one customer has sent and heard. Several connections write into it. */
final class Notebook {
    private static final int TOO_MANY = 429;

    private final Map<OrderId, PlaceOrder> sent = new LinkedHashMap<>();
    private final Map<OrderId, Order> heard = new HashMap<>();
    private final Map<OrderId, Answer.Refused> refused = new HashMap<>();
    private final Set<OrderId> watched = new LinkedHashSet<>();
    private final List<Difference> contradictions = new ArrayList<>();

    /** The client order id at the venue: the digits of the order's id. */
    static String clientId(OrderId order) {
        return order.toString().replace("-", "").toLowerCase(Locale.ROOT);
    }

    synchronized void send(PlaceOrder order) {
        sent.put(order.order(), order);
        watched.add(order.order());
    }

    synchronized void hear(OrderId id, Answer answer) {
        switch (answer) {
            case Answer.Given given -> {
                Order before = heard.put(id, given.order());
                if (before != null) {
                    contradictions.addAll(Consistency.of(before, given.order()));
                }
            }
            case Answer.Refused no -> {
                if (no.status() != TOO_MANY) {
                    refused.put(id, no);
                }
            }
            case Answer.Missing _ -> {}
        }
    }

    synchronized @Nullable Order heard(OrderId id) {
        return heard.get(id);
    }

    synchronized boolean isRefused(OrderId id) {
        return refused.containsKey(id);
    }

    synchronized @Nullable PlaceOrder sent(OrderId id) {
        return sent.get(id);
    }

    /** Everything that was ever sent, by its client order id. */
    synchronized Map<String, OrderId> clientIds() {
        Map<String, OrderId> ids = new HashMap<>();
        sent.keySet().forEach(id -> ids.put(clientId(id), id));
        return ids;
    }

    /** The orders that can still change, and those since the last {@link #forget}. */
    synchronized List<OrderId> watched() {
        return List.copyOf(watched);
    }

    synchronized List<OrderId> unanswered() {
        return watched.stream()
                .filter(id -> !heard.containsKey(id) && !refused.containsKey(id))
                .toList();
    }

    synchronized List<OrderId> acknowledged() {
        return watched.stream().filter(heard::containsKey).toList();
    }

    synchronized List<Difference> contradictions() {
        return List.copyOf(contradictions);
    }

    synchronized int count() {
        return sent.size();
    }

    /** Nothing more is to be looked for at what has ended. */
    synchronized void forget() {
        contradictions.clear();
        watched.removeIf(
                id -> {
                    Order order = heard.get(id);
                    return order == null || order.state().isFinal();
                });
    }
}
