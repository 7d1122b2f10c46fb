package io.leverageguard.engine;

import io.leverageguard.engine.Command.AdoptOrder;
import io.leverageguard.engine.Command.PlaceOrder;

/** One working order. */
final class OrderEntry {
    final long number;
    final PositionEntry position;
    final boolean buy;
    final long lots;
    OrderState state;
    long filledLots;
    long confirmedLots;

    OrderEntry(PlaceOrder order, PositionEntry position) {
        this.number = order.order();
        this.position = position;
        this.buy = order.buy();
        this.lots = order.lots();
        this.state = OrderState.INITIALIZED;
    }

    OrderEntry(AdoptOrder order, PositionEntry position) {
        this.number = order.order();
        this.position = position;
        this.buy = order.buy();
        this.lots = order.lots();
        this.state = order.state();
        this.filledLots = order.filledLots();
        this.confirmedLots = order.filledLots();
    }

    /**
     * What the position does not show yet but may come to show: the part that can still be filled,
     * and the part that is filled by the order's news while the fill itself has not come. A venue
     * can overfill; then nothing is left open.
     */
    long exposedLots() {
        long open = state.isFinal() ? 0 : Math.max(0, lots - filledLots);
        return open + unconfirmedLots();
    }

    /** What is filled by the order's news while the fill itself has not come. */
    long unconfirmedLots() {
        return Math.max(0, filledLots - confirmedLots);
    }

    long hash() {
        long hash = StateHash.mix(number, position.key);
        hash = StateHash.mix(hash, buy ? lots : -lots);
        hash = StateHash.mix(hash, confirmedLots);
        return StateHash.mix(hash, filledLots) ^ StateHash.mix(state.code(), number);
    }
}
