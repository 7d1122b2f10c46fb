package io.leverageguard.exchange.okx;

import io.leverageguard.exchange.core.Account.Fill;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the fills of each order add up to; the oldest orders are forgotten. */
final class OkxTallies {
    /** Sums over one order's fills, in units, and its last fill. */
    record Tally(long fee, long realized, @Nullable Fill last) {
        static final Tally NONE = new Tally(0, 0, null);
    }

    private static final int ORDERS_MAX = 400_000;

    private final Map<Long, Tally> tallies =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, Tally> eldest) {
                    return size() > ORDERS_MAX;
                }
            };

    void add(Fill fill) {
        tallies.merge(
                fill.order().id(),
                new Tally(fill.fee(), fill.realized(), fill),
                (old, one) -> new Tally(old.fee + one.fee, old.realized + one.realized, one.last));
    }

    Tally of(long orderId) {
        return tallies.getOrDefault(orderId, Tally.NONE);
    }
}
