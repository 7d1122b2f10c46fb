package io.leverageguard.engine;

import io.leverageguard.engine.Command.PlaceOrder;
import io.leverageguard.engine.Command.PriceSource;
import io.leverageguard.engine.Command.Trigger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Looks at every conditional order on every price, as one would write it down first. */
final class NaiveTriggers {
    private static final class Waiting {
        private final PlaceOrder order;
        private long ticks;
        private long best;

        Waiting(PlaceOrder order) {
            this.order = order;
            this.ticks = trigger().ticks();
        }

        private Trigger trigger() {
            return Objects.requireNonNull(order.terms().trigger());
        }

        private boolean isReachedBy(long price) {
            boolean above = price >= ticks;
            boolean below = price <= ticks;
            return switch (trigger().kind()) {
                case STOP -> order.buy() ? above : below;
                case IF_TOUCHED -> order.buy() ? below : above;
                case TRAILING -> trails(price);
            };
        }

        private boolean trails(long price) {
            boolean begins = ticks == 0 || (order.buy() ? price <= ticks : price >= ticks);
            if (best == 0 && !begins) {
                return false;
            }
            long better = order.buy() ? Math.min(best, price) : Math.max(best, price);
            best = best == 0 ? price : better;
            long millionths = trigger().callback();
            long turned = Math.ceilDiv(best * millionths, 1_000_000);
            return order.buy() ? price >= best + turned : price <= best - turned;
        }
    }

    private final Map<Long, Waiting> waiting = new LinkedHashMap<>();

    void add(PlaceOrder order) {
        waiting.put(order.order(), new Waiting(order));
    }

    void remove(long order) {
        waiting.remove(order);
    }

    void amend(long order, long ticks) {
        Waiting amended = waiting.get(order);
        if (amended != null) {
            amended.ticks = ticks;
        }
    }

    /** The orders that a price sets off. */
    Set<Long> tick(PriceSource source, long price) {
        Set<Long> due = new TreeSet<>();
        for (Waiting one : waiting.values()) {
            if (one.trigger().source() == source && one.isReachedBy(price)) {
                due.add(one.order.order());
            }
        }
        waiting.keySet().removeAll(due);
        return due;
    }
}
