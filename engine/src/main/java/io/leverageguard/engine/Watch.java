package io.leverageguard.engine;

import io.leverageguard.engine.Command.LiftTrip;
import io.leverageguard.engine.Command.MarkResult;
import io.leverageguard.engine.Command.PriceSource;
import io.leverageguard.engine.Command.Trip;
import io.leverageguard.engine.Command.TripLimit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Watches prices and the time, and has the engine do what they call for: release and end held
 * orders, follow trailing ones, and stop scopes that lose too much. What it has heard is no part of
 * the state; what it has the engine do is a command like any other, so that a replay needs neither.
 */
final class Watch {
    private static final Trip[] TRIPS = Trip.values();

    /** After so long the venue is asked again to cancel an order whose time is over. */
    private static final long EXPIRY_RETRY_MILLIS = 5_000;

    /** So often the journal is told how far trailing orders have come, however little it is. */
    private static final long FLUSH_MILLIS = 1_000;

    /** A new best is journalled at once when it is this part of the callback away. */
    private static final int CALLBACK_PARTS = 10;

    /** A new height is journalled when it is this part of the limit above the last one. */
    private static final int LIMIT_PARTS = 100;

    private final EngineState state;
    private final Engine engine;
    private final List<ScopeEntry> watched = new ArrayList<>();
    private final List<ScopeEntry> tripped = new ArrayList<>();
    private final List<ScopeEntry> dirty = new ArrayList<>();
    private final List<InstrumentEntry> lagging = new ArrayList<>();
    private long now;
    private long lastTickAt;
    private long flushedAt;

    Watch(EngineState state, Engine engine) {
        this.state = state;
        this.engine = engine;
    }

    void reset() {
        watched.clear();
        tripped.clear();
        dirty.clear();
        lagging.clear();
    }

    /** A price. */
    void tick(int number, PriceSource source, long ticks, long at) {
        InstrumentEntry instrument = state.instruments.get(number);
        if (instrument == null || ticks <= 0) {
            return;
        }
        lastTickAt = Math.max(lastTickAt, at);
        if (source == PriceSource.MARK && ticks != instrument.markTicks) {
            instrument.markTicks = ticks;
            mark(instrument);
        }
        PriceWatch prices = instrument.board.of(source);
        prices.lastTicks = ticks;
        prices.lastAt = at;
        look(prices);
    }

    /** The time; an earlier one than before changes nothing. */
    void time(long at) {
        if (at <= now) {
            return;
        }
        boolean isNewDay = Losses.day(at) != Losses.day(now);
        now = at;
        expire();
        lift();
        if (isNewDay) {
            for (int i = 0; i < watched.size(); i++) {
                changed(watched.get(i));
            }
        }
        if (now - flushedAt >= FLUSH_MILLIS) {
            flushedAt = now;
            flush();
        }
    }

    /** Does what the commands and prices since the last time call for. */
    void settle() {
        for (int i = 0; i < state.fresh.size(); i++) {
            InstrumentEntry instrument = state.fresh.get(i);
            instrument.board.fresh = false;
            for (int source = 0; source < instrument.board.sources(); source++) {
                look(instrument.board.of(source));
            }
        }
        state.fresh.clear();
        for (int i = 0; i < dirty.size(); i++) {
            ScopeEntry scope = dirty.get(i);
            scope.dirty = false;
            if (scope.watched && scope.unmarked == 0 && clock() != 0) {
                judge(scope);
            }
        }
        dirty.clear();
    }

    /** A scope's result may have changed. */
    void changed(ScopeEntry scope) {
        if (scope.watched && !scope.dirty) {
            scope.dirty = true;
            dirty.add(scope);
        }
    }

    /** A scope only reduces for some time. */
    void tripped(ScopeEntry scope) {
        if (!tripped.contains(scope)) {
            tripped.add(scope);
        }
    }

    /** A scope has other limits. */
    void limited(ScopeEntry scope) {
        boolean watches = scope.hasLossLimits();
        if (watches == scope.watched) {
            return;
        }
        scope.watched = watches;
        if (watches) {
            watched.add(scope);
        } else {
            watched.remove(scope);
        }
        for (int i = 0; i < scope.exposures.size(); i++) {
            ScopeExposure exposure = scope.exposures.get(i);
            exposure.mark();
            if (watches) {
                exposure.instrument.watched.add(exposure);
            } else {
                exposure.instrument.watched.remove(exposure);
            }
        }
        changed(scope);
    }

    /** A trailing order has seen a better price. */
    void seen(OrderEntry order) {
        long way = Math.abs(order.seenBestTicks - order.bestTicks);
        long step = Saturated.above(order.seenBestTicks, callback(order)) - order.seenBestTicks;
        if (order.bestTicks == 0 || way >= Math.max(1, step / CALLBACK_PARTS)) {
            ratchet(order);
        } else if (!lagging.contains(order.position.instrument)) {
            lagging.add(order.position.instrument);
        }
    }

    void ratchet(OrderEntry order) {
        engine.ratchet(order.number, order.seenBestTicks);
    }

    private void look(PriceWatch prices) {
        long ticks = prices.lastTicks;
        if (ticks == 0) {
            return;
        }
        prices.see(ticks, this);
        OrderEntry due = prices.due(ticks);
        while (due != null) {
            Verdict verdict =
                    due.isTrailing() && !PriceWatch.trails(due)
                            ? engine.ratchet(due.number, ticks)
                            : engine.release(due.number, ticks, clock());
            if (verdict == Verdict.WRONG_STATE || verdict == Verdict.UNKNOWN_ORDER) {
                throw new IllegalStateException("a held order is not there: " + verdict);
            }
            due = prices.due(ticks);
        }
    }

    private void mark(InstrumentEntry instrument) {
        for (int i = 0; i < instrument.watched.size(); i++) {
            ScopeExposure exposure = instrument.watched.get(i);
            exposure.mark();
            changed(exposure.scope);
        }
    }

    private void judge(ScopeEntry scope) {
        long result = scope.result();
        long time = clock();
        boolean isNewDay = !scope.daySet || scope.day < Losses.day(time);
        if (isNewDay || !scope.peakSet) {
            engine.propose(new MarkResult(scope.scope, result, isNewDay, time));
        }
        scope.seenPeak = Math.max(scope.seenPeak, Math.max(result, scope.peak));
        Limits limits = scope.limits;
        long drawdownMax = limits.drawdownMax();
        long step = Math.max(1, drawdownMax / LIMIT_PARTS);
        if (drawdownMax != Limits.UNLIMITED
                && Saturated.minus(scope.seenPeak, scope.peak) >= step) {
            engine.propose(new MarkResult(scope.scope, scope.seenPeak, false, time));
        }
        if (isOver(Saturated.minus(scope.dayBase, result), limits.dailyLossMax())) {
            trip(scope, Trip.DAILY_LOSS, time, Losses.nextDay(time));
        }
        if (isOver(Saturated.minus(scope.seenPeak, result), drawdownMax)) {
            trip(scope, Trip.DRAWDOWN, time, Losses.UNTIL_LIFTED);
        }
    }

    private void trip(ScopeEntry scope, Trip trip, long at, long until) {
        if (scope.trippedUntil[trip.code()] == 0) {
            engine.propose(new TripLimit(scope.scope, trip, at, until));
        }
    }

    private static boolean isOver(long loss, long max) {
        return max != Limits.UNLIMITED && loss > 0 && loss >= max;
    }

    private void lift() {
        for (int i = tripped.size() - 1; i >= 0; i--) {
            ScopeEntry scope = tripped.get(i);
            boolean remains = false;
            for (Trip trip : TRIPS) {
                long until = scope.trippedUntil[trip.code()];
                if (until != 0 && until <= now) {
                    engine.propose(new LiftTrip(scope.scope, trip, now));
                }
                remains |= scope.trippedUntil[trip.code()] != 0;
            }
            if (!remains) {
                tripped.remove(i);
            }
        }
    }

    private void expire() {
        while (state.expiries.isDue(now)) {
            long number = state.expiries.next();
            OrderEntry order = state.orders.get(number);
            if (order == null || order.goodTill == 0 || order.goodTill > now) {
                continue;
            }
            if (order.state != OrderState.PENDING_CANCEL) {
                engine.expire(number);
            }
            @Nullable OrderEntry left = state.orders.get(number);
            if (left != null) {
                state.expiries.add(now + EXPIRY_RETRY_MILLIS, number);
            }
        }
    }

    private void flush() {
        for (int i = 0; i < lagging.size(); i++) {
            TriggerBoard board = lagging.get(i).board;
            for (int source = 0; source < board.sources(); source++) {
                board.of(source).flush(this);
            }
        }
        lagging.clear();
    }

    private long clock() {
        return now != 0 ? now : lastTickAt;
    }

    private static int callback(OrderEntry order) {
        return order.trigger == null ? 0 : order.trigger.callback();
    }
}
