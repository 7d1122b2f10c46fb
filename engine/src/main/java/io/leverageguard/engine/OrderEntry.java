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
    }

    /** What may still be filled. A venue can overfill; then nothing is left. */
    long openLots() {
        return Math.max(0, lots - filledLots);
    }

    long hash() {
        long hash = StateHash.mix(number, position.key);
        hash = StateHash.mix(hash, buy ? lots : -lots);
        return StateHash.mix(hash, filledLots) ^ StateHash.mix(state.code(), number);
    }
}
