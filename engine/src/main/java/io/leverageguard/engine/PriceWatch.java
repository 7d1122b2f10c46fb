package io.leverageguard.engine;

import io.leverageguard.engine.Command.TriggerKind;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The held orders that wait for one price of one instrument, and that price. */
final class PriceWatch {
    private final PriceSide rising = new PriceSide(true);
    private final PriceSide falling = new PriceSide(false);
    private final TrailingSide trailingBuys = new TrailingSide(true);
    private final TrailingSide trailingSells = new TrailingSide(false);

    /** The newest price; zero when none was heard yet. */
    long lastTicks;

    long lastAt;

    void add(OrderEntry order) {
        if (trails(order)) {
            trailing(order).add(order);
        } else {
            side(order).add(order);
        }
    }

    void remove(OrderEntry order) {
        if (trails(order)) {
            trailing(order).remove(order);
        } else {
            side(order).remove(order);
        }
    }

    /** Lets trailing orders see a price. */
    void see(long ticks, Watch watch) {
        trailingBuys.see(ticks, watch);
        trailingSells.see(ticks, watch);
    }

    /** The next order that this price sets off, or sets trailing. */
    @Nullable OrderEntry due(long ticks) {
        OrderEntry order = rising.due(ticks);
        order = order == null ? falling.due(ticks) : order;
        order = order == null ? trailingSells.due(ticks) : order;
        return order == null ? trailingBuys.due(ticks) : order;
    }

    void flush(Watch watch) {
        trailingBuys.flush(watch);
        trailingSells.flush(watch);
    }

    /** Whether it trails already, and does not wait for its first price. */
    static boolean trails(OrderEntry order) {
        return order.isTrailing() && (order.bestTicks != 0 || order.triggerTicks == 0);
    }

    private TrailingSide trailing(OrderEntry order) {
        return order.buy ? trailingBuys : trailingSells;
    }

    /** A stop waits for the price to turn against it; the others for it to come to their side. */
    private PriceSide side(OrderEntry order) {
        TriggerKind kind = Objects.requireNonNull(order.trigger).kind();
        return order.buy == (kind == TriggerKind.STOP) ? rising : falling;
    }
}
