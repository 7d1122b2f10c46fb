package io.leverageguard.trading;

import io.leverageguard.kernel.ids.OrderId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Looks up whether orders are stored, without making anybody wait: all who ask while the database
 * is being asked share the next question.
 */
final class OrderLookup {
    private static final int TOGETHER_MAX = 512;

    private record Wanted(OrderId order, CompletableFuture<Optional<OrderRow>> answer) {}

    private final Store store;
    private final Queue<Wanted> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean asking = new AtomicBoolean();

    OrderLookup(Store store) {
        this.store = store;
    }

    /** The order; completes on a thread of the lookup, on which nothing may block for long. */
    CompletableFuture<Optional<OrderRow>> find(OrderId order) {
        Wanted wanted = new Wanted(order, new CompletableFuture<>());
        waiting.add(wanted);
        begin();
        return wanted.answer();
    }

    private void begin() {
        if (asking.compareAndSet(false, true)) {
            Thread.ofVirtual().name("trading-order-lookup").start(this::run);
        }
    }

    private void run() {
        try {
            List<Wanted> together = next();
            while (!together.isEmpty()) {
                answer(together);
                together = next();
            }
        } finally {
            asking.set(false);
        }
        if (!waiting.isEmpty()) {
            begin(); // Somebody came after the last look.
        }
    }

    private List<Wanted> next() {
        List<Wanted> together = new ArrayList<>();
        @Nullable Wanted one = waiting.poll();
        while (one != null) {
            together.add(one);
            one = together.size() < TOGETHER_MAX ? waiting.poll() : null;
        }
        return together;
    }

    private void answer(List<Wanted> together) {
        Map<OrderId, OrderRow> found = new HashMap<>();
        try {
            store.orders(together.stream().map(Wanted::order).toList())
                    .forEach(row -> found.put(row.order().order(), row));
        } catch (RuntimeException e) {
            together.forEach(wanted -> wanted.answer().completeExceptionally(e));
            return;
        }
        together.forEach(
                wanted -> wanted.answer().complete(Optional.ofNullable(found.get(wanted.order()))));
    }
}
