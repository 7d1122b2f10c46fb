package io.leverageguard.engine;

import io.leverageguard.engine.Command.Trip;
import java.util.ArrayList;
import java.util.Arrays;
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
    private int[] pricePlaces = new int[4];
    private long[] unitNotionals = new long[4];
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
        ScopeExposure exposure = new ScopeExposure(this, instrument, exposures.size());
        if (exposures.size() == pricePlaces.length) {
            pricePlaces = Arrays.copyOf(pricePlaces, pricePlaces.length * 2);
            unitNotionals = Arrays.copyOf(unitNotionals, unitNotionals.length * 2);
        }
        pricePlaces[exposures.size()] = instrument.place();
        byInstrument.put(instrument.number, exposure);
        exposures.add(exposure);
        if (watched) {
            instrument.watched.add(exposure);
        }
        return exposure;
    }

    /** Its exposure in an instrument, or none; it is not added where it is not there. */
    ScopeExposure glimpse(InstrumentEntry instrument) {
        ScopeExposure known = byInstrument.get(instrument.number);
        return known == null ? new ScopeExposure(this, instrument, exposures.size()) : known;
    }

    /** What is won and lost, open positions included. */
    long result() {
        return Saturated.plus(realised, open);
    }

    /** Exposure number {@code place} comes to so much at a price of one tick. */
    void expose(int place, long unitNotional) {
        unitNotionals[place] = unitNotional;
    }

    /** The value of everything in the scope but one instrument, its open orders filled. */
    long grossNotional(ValuePrices prices, InstrumentEntry without) {
        long sum = 0;
        for (int i = 0; i < exposures.size(); i++) {
            if (pricePlaces[i] != without.place()) {
                long value = Saturated.times(unitNotionals[i], prices.get(pricePlaces[i]));
                sum = Saturated.plus(sum, value);
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
