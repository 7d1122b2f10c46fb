package io.leverageguard.engine.book;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A book that is obviously right and slow: lists, sorted at every question. */
final class NaiveBook {
    private static final class Resting {
        private final long id;
        private final boolean buy;
        private final long price;
        private long lots;

        private Resting(long id, boolean buy, long price, long lots) {
            this.id = id;
            this.buy = buy;
            this.price = price;
            this.lots = lots;
        }
    }

    private final List<Resting> orders = new ArrayList<>();

    List<String> submit(long id, boolean buy, long price, long lots, Execution execution) {
        List<String> events = new ArrayList<>();
        List<Resting> crossed =
                side(!buy).stream().filter(o -> buy ? o.price <= price : o.price >= price).toList();
        long available = crossed.stream().mapToLong(o -> o.lots).sum();
        if ((execution == Execution.POST_ONLY && available > 0)
                || (execution == Execution.FOK && available < lots)) {
            return events;
        }
        long left = lots;
        for (Resting maker : crossed) {
            long traded = Math.min(left, maker.lots);
            if (traded > 0) {
                left -= traded;
                maker.lots -= traded;
                events.add(
                        id + "x" + maker.id + " " + traded + "@" + maker.price + ">" + maker.lots);
            }
        }
        orders.removeIf(o -> o.lots == 0);
        if (left > 0 && (execution == Execution.GTC || execution == Execution.POST_ONLY)) {
            orders.add(new Resting(id, buy, price, left));
        }
        return events;
    }

    long cancel(long id) {
        for (Resting order : orders) {
            if (order.id == id) {
                orders.remove(order);
                return order.lots;
            }
        }
        return 0;
    }

    long best(boolean buy) {
        List<Resting> side = side(buy);
        return side.isEmpty() ? 0 : side.getFirst().price;
    }

    int resting() {
        return orders.size();
    }

    private List<Resting> side(boolean buy) {
        Comparator<Resting> byPrice = Comparator.comparingLong(o -> buy ? -o.price : o.price);
        return orders.stream()
                .filter(o -> o.buy == buy)
                .sorted(byPrice.thenComparingLong(o -> o.id))
                .toList();
    }
}
