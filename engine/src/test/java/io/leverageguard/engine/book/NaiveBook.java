package io.leverageguard.engine.book;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A book that is obviously right and slow: lists, sorted at every question. */
final class NaiveBook {
    private static final class Resting {
        private final long id;
        private final boolean buy;
        private final long price;
        private final long since;
        private long lots;

        private Resting(long id, long since, boolean buy, long price, long lots) {
            this.id = id;
            this.since = since;
            this.buy = buy;
            this.price = price;
            this.lots = lots;
        }
    }

    private final List<Resting> orders = new ArrayList<>();
    private long next;

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
            orders.add(new Resting(id, next++, buy, price, left));
        }
        return events;
    }

    List<String> amend(long id, long price, long lots, boolean postOnly) {
        Resting old = orders.stream().filter(o -> o.id == id).findFirst().orElse(null);
        if (old == null) {
            return List.of();
        }
        if (old.price == price && lots <= old.lots) {
            old.lots = lots;
            return List.of();
        }
        long opposite = best(!old.buy);
        boolean takes = opposite > 0 && (old.buy ? opposite <= price : opposite >= price);
        if (postOnly && takes) {
            return List.of();
        }
        orders.remove(old);
        return submit(id, old.buy, price, lots, Execution.GTC);
    }

    List<String> levels(boolean buy) {
        Map<Long, Long> sums = new LinkedHashMap<>();
        side(buy).forEach(o -> sums.merge(o.price, o.lots, Long::sum));
        return sums.entrySet().stream().map(e -> e.getKey() + ":" + e.getValue()).toList();
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
                .sorted(byPrice.thenComparingLong(o -> o.since))
                .toList();
    }
}
