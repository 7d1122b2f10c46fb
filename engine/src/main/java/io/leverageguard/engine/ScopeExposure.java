package io.leverageguard.engine;

/** What one scope has in one instrument: sums over its positions, or over a strategy's shares. */
final class ScopeExposure {
    final ScopeEntry scope;
    final InstrumentEntry instrument;
    long worstLots;
    long lots;
    long cost;
    private long open;
    private boolean unmarked;

    ScopeExposure(ScopeEntry scope, InstrumentEntry instrument) {
        this.scope = scope;
        this.instrument = instrument;
    }

    long notional() {
        return instrument.notional(worstLots, instrument.valueTicks);
    }

    /** Values what is open at the newest mark price. */
    void mark() {
        boolean isUnmarked = lots != 0 && instrument.markTicks == 0;
        if (isUnmarked != unmarked) {
            scope.unmarked += isUnmarked ? 1 : -1;
            unmarked = isUnmarked;
        }
        long value = 0;
        if (instrument.markTicks != 0) {
            long gain = Saturated.minus(Saturated.times(lots, instrument.markTicks), cost);
            value = Saturated.times(instrument.unitNotional, gain);
        }
        scope.open = Saturated.plus(scope.open, Saturated.minus(value, open));
        open = value;
    }
}
