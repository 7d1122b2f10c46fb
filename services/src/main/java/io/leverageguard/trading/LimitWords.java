package io.leverageguard.trading;

import io.leverageguard.api.risk.LimitNumbers;
import io.leverageguard.api.risk.Risk;
import io.leverageguard.api.risk.Risk.ScopeLimits;
import io.leverageguard.api.risk.Scope;
import io.leverageguard.engine.Command.Trip;
import io.leverageguard.engine.Limits;
import io.leverageguard.engine.TradingState;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The limits that risk decides, in the engine's numbers. What is absent is not limited. */
final class LimitWords {
    private static final int MILLIONTHS = 6;
    private static final long SECOND = 1_000;
    private static final BigDecimal LONG_MAX = BigDecimal.valueOf(Long.MAX_VALUE);

    private LimitWords() {}

    /** What the engine enforces in a scope. */
    static Limits engine(ScopeLimits limits, Risk.TradingState state) {
        LimitNumbers numbers = limits.numbers();
        int window = rateMillis(numbers);
        return new Limits(
                notional(numbers.orderNotionalMax()),
                notional(numbers.positionNotionalMax()),
                notional(numbers.grossNotionalMax()),
                most(numbers.leverageMax()),
                most(numbers.openOrdersMax()),
                ordersMax(numbers, window),
                window,
                millis(numbers.duplicateWindowMillis()),
                collar(numbers.priceCollar()),
                notional(numbers.dailyLossMax()),
                notional(numbers.drawdownMax()),
                most(numbers.lossStreakMax()),
                millis(numbers.coolDownMillis()),
                TradingState.valueOf(state.name()),
                limits.version());
    }

    /** The four limits that every account has, as those of its scope. */
    static ScopeLimits scope(Risk.Limits limits) {
        return new ScopeLimits(
                Scope.account(limits.account()),
                LimitNumbers.NONE.with(
                        limits.orderNotionalMax(),
                        limits.positionNotionalMax(),
                        limits.leverageMax(),
                        limits.openOrdersMax()),
                limits.state(),
                limits.version());
    }

    /** What a limit on losses is called outside the engine. */
    static String component(Trip trip) {
        return switch (trip) {
            case DAILY_LOSS -> "dailyLoss";
            case DRAWDOWN -> "drawdown";
            case LOSS_STREAK -> "lossStreak";
        };
    }

    /** The limit on losses of this name; empty when there is none. */
    static Optional<Trip> trip(String component) {
        for (Trip trip : Trip.values()) {
            if (component(trip).equals(component)) {
                return Optional.of(trip);
            }
        }
        return Optional.empty();
    }

    /** What was reached, for a person. */
    static String words(Trip trip) {
        return switch (trip) {
            case DAILY_LOSS -> "the loss of the day has reached its limit";
            case DRAWDOWN -> "the loss since the highest result has reached its limit";
            case LOSS_STREAK -> "as many losses in a row as are allowed";
        };
    }

    /** The stricter of two states. */
    static Risk.TradingState stricter(Risk.TradingState one, Risk.TradingState other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static int rateMillis(LimitNumbers numbers) {
        if (numbers.ordersPerSecondMax() == null) {
            return 0;
        }
        Long window = numbers.rateWindowMillis();
        return window == null ? (int) SECOND : millis(window);
    }

    private static int ordersMax(LimitNumbers numbers, int window) {
        Integer rate = numbers.ordersPerSecondMax();
        if (rate == null) {
            return Integer.MAX_VALUE;
        }
        return Math.clamp((long) rate * window / SECOND, 1, Integer.MAX_VALUE);
    }

    private static int most(@Nullable Integer number) {
        return number == null ? Integer.MAX_VALUE : number;
    }

    private static int millis(@Nullable Long number) {
        return number == null ? 0 : Math.clamp(number, 0, Integer.MAX_VALUE);
    }

    private static int collar(@Nullable BigDecimal share) {
        return share == null
                ? Integer.MAX_VALUE
                : share.movePointRight(MILLIONTHS)
                        .setScale(0, RoundingMode.DOWN)
                        .min(BigDecimal.valueOf(Integer.MAX_VALUE))
                        .intValueExact();
    }

    /** Rounded down, and cut where it does not fit: a limit is never wider than was decided. */
    private static long notional(@Nullable BigDecimal value) {
        return value == null
                ? Limits.UNLIMITED
                : value.movePointRight(Limits.NOTIONAL_SCALE)
                        .setScale(0, RoundingMode.DOWN)
                        .min(LONG_MAX)
                        .longValueExact();
    }
}
