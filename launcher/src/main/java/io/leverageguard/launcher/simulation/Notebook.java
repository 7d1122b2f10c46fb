package io.leverageguard.launcher.simulation;

import io.leverageguard.api.trading.Trading.ListKind;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.PlaceList;
import io.leverageguard.api.trading.Trading.PlaceOrder;
import io.leverageguard.kernel.ids.OrderId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a customer has sent and was answered, and which answers contradict each other. */
final class Notebook {
    private final Map<OrderId, PlaceOrder> sent = new LinkedHashMap<>();
    private final Map<OrderId, PlaceList> lists = new LinkedHashMap<>();
    private final Map<OrderId, Order> heard = new LinkedHashMap<>();
    private final Set<OrderId> changed = new HashSet<>();
    private final Set<OrderId> open = new HashSet<>();
    private final List<String> faults = new ArrayList<>();

    /** Every order that was sent to the service, whatever came of it. */
    Map<OrderId, PlaceOrder> sent() {
        return sent;
    }

    /** Every list of orders, by its first. */
    Map<OrderId, PlaceList> lists() {
        return lists;
    }

    /** The last answer about each order. */
    Map<OrderId, Order> heard() {
        return heard;
    }

    /** What the service may never answer, and did. */
    List<String> faults() {
        return faults;
    }

    /** Orders that somebody wanted to be larger or smaller, whatever came of it. */
    Set<OrderId> changed() {
        return changed;
    }

    void send(PlaceOrder order) {
        sent.put(order.order(), order);
    }

    /** An order of which the service decides the side and the size. */
    void sendOpen(PlaceOrder guess) {
        send(guess);
        open.add(guess.order());
    }

    void send(PlaceList list) {
        lists.put(list.orders().getFirst().order(), list);
        list.orders().forEach(this::send);
    }

    /** Whether the order's size may come to change without being asked to. */
    private boolean shrinks(OrderId order) {
        if (open.contains(order)) {
            return true;
        }
        return lists.values().stream()
                .filter(list -> list.kind() == ListKind.OUO || list.kind() == ListKind.BRACKET)
                .flatMap(list -> list.orders().stream())
                .anyMatch(one -> one.order().equals(order));
    }

    /** What is said of an order never takes back what was said before. */
    void hear(Order now) {
        PlaceOrder command = sent.get(now.order());
        if (command == null) {
            return; // Somebody else's, which was cancelled together with the customer's own.
        }
        Order before = heard.put(now.order(), now);
        expect(
                now.symbol().equals(command.symbol())
                        && (now.side() == command.side() || open.contains(now.order())),
                "order %s is not as it was placed: %s".formatted(now.order(), now));
        if (before == null) {
            expect(
                    now.quantity().compareTo(command.quantity()) == 0 || shrinks(now.order()),
                    "order %s is not as large as it was placed: %s".formatted(now.order(), now));
            return;
        }
        expect(
                !before.state().isFinal() || before.state() == now.state(),
                "order %s was %s, now it is %s"
                        .formatted(now.order(), before.state(), now.state()));
        expect(
                before.filled().compareTo(now.filled()) <= 0,
                "order %s had %s filled, now it has %s"
                        .formatted(now.order(), before.filled(), now.filled()));
    }

    void expect(boolean good, String otherwise) {
        if (!good) {
            faults.add(otherwise);
        }
    }
}
