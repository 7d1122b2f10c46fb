package io.leverageguard.engine;

import io.leverageguard.engine.Command.LiftTrip;
import io.leverageguard.engine.Command.MarkResult;
import io.leverageguard.engine.Command.Trip;
import io.leverageguard.engine.Command.TripLimit;
import org.jspecify.annotations.Nullable;

/** Results of the scopes, and what happens to a scope that has lost too much. */
final class Losses {
    /** A trip that ends only when somebody lifts it. */
    static final long UNTIL_LIFTED = Long.MAX_VALUE;

    private static final long DAY_MILLIS = 86_400_000;

    private final EngineState state;
    private final Watch watch;

    Losses(EngineState state, Watch watch) {
        this.state = state;
        this.watch = watch;
    }

    static long day(long at) {
        return Math.floorDiv(at, DAY_MILLIS);
    }

    /** 00:00 UTC of the day after. */
    static long nextDay(long at) {
        return (day(at) + 1) * DAY_MILLIS;
    }

    /** Books a result in every scope of a position but the strategies'. */
    void book(PositionEntry position, long result, boolean closes, long at) {
        AccountEntry account = position.account;
        book(account.own, result, closes, at);
        book(position.instrument.scope, result, closes, at);
        book(account.ofUser, result, closes, at);
        book(account.ofVenue, result, closes, at);
        book(state.desk(), result, closes, at);
    }

    /** Books a result in one scope; one that closes something counts for streaks. */
    void book(@Nullable ScopeEntry scope, long result, boolean closes, long at) {
        if (scope == null || result == 0) {
            return;
        }
        scope.realised = Saturated.plus(scope.realised, result);
        if (closes) {
            scope.streak = result < 0 ? scope.streak + 1 : 0;
            if (scope.streak >= scope.limits.lossStreakMax()) {
                scope.streak = 0;
                trip(scope, Trip.LOSS_STREAK, at + scope.limits.coolDownMillis());
            }
        }
        state.touched(scope);
        watch.changed(scope);
    }

    Verdict mark(MarkResult command) {
        ScopeEntry scope = state.scope(command.scope());
        if (command.newDay()) {
            scope.day = day(command.at());
            scope.dayBase = command.result();
            scope.daySet = true;
        }
        if (!scope.peakSet || command.result() > scope.peak) {
            scope.peak = command.result();
            scope.peakSet = true;
        }
        state.touched(scope);
        return Verdict.OK;
    }

    Verdict trip(TripLimit command) {
        ScopeEntry scope = state.scope(command.scope());
        trip(scope, command.trip(), command.until());
        state.touched(scope);
        return Verdict.OK;
    }

    Verdict lift(LiftTrip command) {
        ScopeEntry scope = state.scope(command.scope());
        Trip trip = command.trip();
        if (scope.trippedUntil[trip.code()] == 0) {
            return Verdict.WRONG_STATE;
        }
        scope.trippedUntil[trip.code()] = 0;
        switch (trip) {
            case DAILY_LOSS -> scope.daySet = false;
            case DRAWDOWN -> {
                scope.peakSet = false;
                scope.seenPeak = Long.MIN_VALUE;
            }
            case LOSS_STREAK -> scope.streak = 0;
        }
        state.touched(scope);
        state.listener.onLifted(scope.scope, trip);
        watch.changed(scope);
        return Verdict.OK;
    }

    private void trip(ScopeEntry scope, Trip trip, long until) {
        scope.trippedUntil[trip.code()] = until;
        watch.tripped(scope);
        state.listener.onTripped(scope.scope, trip, until);
    }
}
