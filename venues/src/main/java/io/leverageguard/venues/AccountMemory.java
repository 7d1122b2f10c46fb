package io.leverageguard.venues;

import io.leverageguard.venues.Reports.FillReport;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.OrderStatus;
import io.leverageguard.venues.Triggers.TriggerReport;
import io.leverageguard.venues.Triggers.TriggerState;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What {@link AccountMirror} has told of one account: every fill, so that none is told twice, and
 * the last state of every order, so that none goes back. Bounded: what is oldest is forgotten
 * first, and of fills older than a forgotten one nothing is told any more.
 */
final class AccountMemory {
    private static final int FILLS_MAX = 100_000;
    private static final int ORDERS_MAX = 20_000;

    /** The rank of whatever does not go on. */
    private static final int ENDED = 3;

    private final LinkedHashMap<FillId, Instant> fills = new LinkedHashMap<>();
    private final LinkedHashMap<OrderId, OrderReport> orders = new LinkedHashMap<>();
    private final LinkedHashMap<OrderId, TriggerReport> triggers = new LinkedHashMap<>();
    private final LinkedHashMap<OrderId, BigDecimal> told = new LinkedHashMap<>();
    private final Set<OrderId> lagging = new HashSet<>();
    private Instant forgottenUntil = Instant.MIN;
    private Instant newest;
    private Instant named = Instant.MIN;

    AccountMemory(Instant since) {
        newest = since;
    }

    private record FillId(String symbol, String tradeId) {}

    private record OrderId(String symbol, String venueId) {}

    /** The latest time that the venue has named, or since when it is listened to. */
    Instant newest() {
        return newest;
    }

    /** The latest time that the venue has named, by its own clock. */
    Instant named() {
        return named;
    }

    /** Whether the fill is new; from now on it is not. */
    boolean isNew(FillReport fill) {
        see(fill.at());
        FillId id = new FillId(fill.symbol(), fill.tradeId());
        if (!fill.at().isAfter(forgottenUntil) || fills.putIfAbsent(id, fill.at()) != null) {
            return false;
        }
        OrderId order = new OrderId(fill.symbol(), fill.venueOrderId());
        told.merge(order, fill.quantity(), BigDecimal::add);
        if (told.size() > ORDERS_MAX) {
            told.pollFirstEntry();
        }
        compare(order);
        if (fills.size() > FILLS_MAX) {
            Instant forgotten = fills.pollFirstEntry().getValue();
            forgottenUntil = forgotten.isAfter(forgottenUntil) ? forgotten : forgottenUntil;
        }
        return true;
    }

    /** Whether the report is news of its order; then it is the order's state from now on. */
    boolean isNew(OrderReport order) {
        see(order.updatedAt());
        OrderId id = new OrderId(order.symbol(), order.venueOrderId());
        OrderReport before = orders.get(id);
        if (before != null && !advances(before, order)) {
            return false;
        }
        orders.remove(id);
        orders.put(id, order);
        compare(id);
        if (orders.size() > ORDERS_MAX) {
            orders.pollFirstEntry();
        }
        return true;
    }

    /** Whether the report is news of its conditional order. */
    boolean isNew(TriggerReport trigger) {
        see(trigger.updatedAt());
        OrderId id = new OrderId(trigger.symbol(), trigger.venueTriggerId());
        TriggerReport before = triggers.get(id);
        boolean known =
                before != null
                        && (rank(before.state()) > rank(trigger.state())
                                || (before.state() == trigger.state()
                                        && before.venueOrderId().equals(trigger.venueOrderId())));
        if (known) {
            return false;
        }
        triggers.remove(id);
        triggers.put(id, trigger);
        if (triggers.size() > ORDERS_MAX) {
            triggers.pollFirstEntry();
        }
        return true;
    }

    /** Whether an order is filled further than the fills that were told. */
    boolean isLagging() {
        return !lagging.isEmpty();
    }

    /** Nothing more is to be had about the fills of the orders that lag. */
    void catchUp() {
        lagging.clear();
    }

    /** The venue has no such order any more. */
    void forget(OrderReport order) {
        orders.remove(new OrderId(order.symbol(), order.venueOrderId()));
    }

    private void compare(OrderId id) {
        OrderReport order = orders.get(id);
        if (order == null) {
            return;
        }
        if (order.filled().compareTo(told.getOrDefault(id, BigDecimal.ZERO)) > 0) {
            lagging.add(id);
        } else {
            lagging.remove(id);
        }
    }

    /** The last state that was told of an order. */
    Optional<OrderReport> order(String symbol, String venueOrderId) {
        return Optional.ofNullable(orders.get(new OrderId(symbol, venueOrderId)));
    }

    /** Orders that were open when they were last told of. */
    List<OrderReport> openOrders() {
        return orders.values().stream().filter(order -> isOpen(order.status())).toList();
    }

    /** Conditional orders that waited when they were last told of. */
    List<TriggerReport> waiting() {
        return triggers.values().stream()
                .filter(trigger -> trigger.state() == TriggerState.WAITING)
                .toList();
    }

    static boolean isOpen(OrderStatus status) {
        return status == OrderStatus.NEW || status == OrderStatus.PARTIALLY_FILLED;
    }

    /**
     * What is filled only grows, and an order that has ended does not open again; among equals the
     * later one counts, for a change of price is neither.
     */
    private static boolean advances(OrderReport before, OrderReport after) {
        int filled = after.filled().compareTo(before.filled());
        if (filled != 0) {
            return filled > 0;
        }
        int rank = Integer.compare(rank(after.status()), rank(before.status()));
        if (rank != 0) {
            return rank > 0;
        }
        return rank(after.status()) < ENDED
                && !after.updatedAt().isBefore(before.updatedAt())
                && !(equal(after.price(), before.price())
                        && equal(after.quantity(), before.quantity()));
    }

    private static int rank(OrderStatus status) {
        return switch (status) {
            case UNKNOWN -> 0;
            case NEW -> 1;
            case PARTIALLY_FILLED -> 2;
            case FILLED, CANCELED, EXPIRED, REJECTED -> ENDED;
        };
    }

    private static int rank(TriggerState state) {
        return switch (state) {
            case UNKNOWN -> 0;
            case WAITING -> 1;
            case TRIGGERED -> 2;
            case FINISHED, CANCELED, EXPIRED, REJECTED -> ENDED;
        };
    }

    private static boolean equal(BigDecimal one, BigDecimal other) {
        return one.compareTo(other) == 0;
    }

    private void see(Instant at) {
        newest = at.isAfter(newest) ? at : newest;
        named = at.isAfter(named) ? at : named;
    }
}
