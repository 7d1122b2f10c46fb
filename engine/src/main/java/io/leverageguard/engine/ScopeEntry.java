package io.leverageguard.engine;

import io.leverageguard.engine.Command.Trip;
import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.Int2ObjectHashMap;

/** What is allowed in one scope, and what has been won, lost and placed in it. */
final class ScopeEntry extends Hashed {
    final Scope scope;
    final RateWindow placed = new RateWindow();
    final long[] trippedUntil = new long[Trip.values().length];
    Limits limits = Limits.NONE;
    long limitsHash = Limits.NONE.hash();

    /** Profit less loss of what is closed, fees and funding. */
    long realised;

    /** The result at the beginning of the day, if {@link #daySet}. */
    long dayBase;

    long day;
    boolean daySet;

    /** The highest result, if {@link #peakSet}. */
    long peak;

    boolean peakSet;
    int streak;

    // What follows is no state of its own: it is computed from orders, positions and prices.
    final List<ScopeExposure> exposures = new ArrayList<>();
    private final Int2ObjectHashMap<ScopeExposure> byInstrument = new Int2ObjectHashMap<>();
    int openOrders;
    long open;
    int unmarked;
    long seenPeak = Long.MIN_VALUE;
    boolean dirty;
    boolean watched;

    ScopeEntry(Scope scope) {
        this.scope = scope;
    }

    /** Whether too much was lost, at a time that may be zero for not known. */
    boolean isTripped(long at) {
        for (long until : trippedUntil) {
            if (until != 0 && (at == 0 || at < until)) {
                return true;
            }
        }
        return false;
    }

    boolean hasLossLimits() {
        return limits.dailyLossMax() != Limits.UNLIMITED
                || limits.drawdownMax() != Limits.UNLIMITED;
    }

    /** Its exposure in an instrument. */
    ScopeExposure exposure(InstrumentEntry instrument) {
        ScopeExposure known = byInstrument.get(instrument.number);
        if (known != null) {
            return known;
        }
        ScopeExposure exposure = new ScopeExposure(this, instrument);
        byInstrument.put(instrument.number, exposure);
        exposures.add(exposure);
        if (watched) {
            instrument.watched.add(exposure);
        }
        return exposure;
    }

    /** What is won and lost, open positions included. */
    long result() {
        return Saturated.plus(realised, open);
    }

    /** The value of everything in the scope, its open orders filled. */
    long grossNotional(ScopeExposure without) {
        long sum = 0;
        for (int i = 0; i < exposures.size(); i++) {
            ScopeExposure exposure = exposures.get(i);
            if (exposure != without) {
                sum = Saturated.plus(sum, exposure.notional());
            }
        }
        return sum;
    }

    @Override
    long hash() {
        long hash = StateHash.mix(scope.kind().code(), scope.first());
        hash = StateHash.mix(hash, scope.second());
        hash = StateHash.mix(hash, limitsHash);
        hash = StateHash.mix(hash, realised);
        hash = StateHash.mix(hash, daySet ? dayBase : 0);
        hash = StateHash.mix(hash, daySet ? day + 1 : 0);
        hash = StateHash.mix(hash, peakSet ? peak : -1);
        hash = StateHash.mix(hash, streak);
        for (long until : trippedUntil) {
            hash = StateHash.mix(hash, until);
        }
        return StateHash.mix(hash, placed.hash());
    }
}
