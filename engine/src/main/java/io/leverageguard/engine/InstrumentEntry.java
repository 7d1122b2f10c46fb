package io.leverageguard.engine;

import java.util.ArrayList;
import java.util.List;

/** One instrument. */
final class InstrumentEntry extends Hashed {
    final int number;

    /** One lot at one tick, in 10⁻⁸ of the quote asset. */
    final long unitNotional;

    final ScopeEntry scope;

    /** The newest price that a command named; what is open is valued at it. */
    long valueTicks;

    // What follows is no state: prices as they are heard, and what waits for them.
    final TriggerBoard board = new TriggerBoard();
    final List<ScopeExposure> watched = new ArrayList<>();
    long markTicks;

    InstrumentEntry(int number, long unitNotional, ScopeEntry scope) {
        this.number = number;
        this.unitNotional = unitNotional;
        this.scope = scope;
    }

    /** The value of {@code lots} at {@code ticks}; the largest long where it does not fit one. */
    long notional(long lots, long ticks) {
        return Saturated.times(Saturated.times(Math.abs(lots), ticks), unitNotional);
    }

    @Override
    long hash() {
        return StateHash.mix(StateHash.mix(number, unitNotional), valueTicks);
    }
}
