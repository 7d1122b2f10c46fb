package io.leverageguard.engine;

import io.leverageguard.engine.Command.PriceSource;
import java.util.Objects;

/** The held orders of one instrument that wait for a price. */
final class TriggerBoard {
    private static final PriceSource[] SOURCES = PriceSource.values();

    private final PriceWatch[] watches = new PriceWatch[SOURCES.length];

    /** Whether orders were added since prices were last looked at. */
    boolean fresh;

    TriggerBoard() {
        for (int i = 0; i < watches.length; i++) {
            watches[i] = new PriceWatch();
        }
    }

    PriceWatch of(PriceSource source) {
        return watches[source.code()];
    }

    PriceWatch of(int source) {
        return watches[source];
    }

    int sources() {
        return watches.length;
    }

    void add(OrderEntry order) {
        of(Objects.requireNonNull(order.trigger).source()).add(order);
    }

    void remove(OrderEntry order) {
        of(Objects.requireNonNull(order.trigger).source()).remove(order);
    }
}
