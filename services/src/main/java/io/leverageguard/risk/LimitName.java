package io.leverageguard.risk;

import io.leverageguard.api.config.SettingKey;
import io.leverageguard.api.risk.LimitNumbers;
import io.leverageguard.kernel.rpc.Refusal;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The numbers of {@link LimitNumbers} one by one: their bounds, and in which sense they loosen. */
enum LimitName {
    ORDER_NOTIONAL_MAX("orderNotionalMax", LimitNumbers::orderNotionalMax, "0", Bounds.AMOUNT),
    ORDER_QUANTITY_MAX("orderQuantityMax", LimitNumbers::orderQuantityMax, "0", Bounds.AMOUNT),
    POSITION_NOTIONAL_MAX(
            "positionNotionalMax", LimitNumbers::positionNotionalMax, "0", Bounds.AMOUNT),
    GROSS_NOTIONAL_MAX("grossNotionalMax", LimitNumbers::grossNotionalMax, "0", Bounds.AMOUNT),
    LEVERAGE_MAX(
            "leverageMax",
            numbers -> whole(numbers.leverageMax()),
            SettingKey.RISK_LEVERAGE_MAX.min().toPlainString(),
            SettingKey.RISK_LEVERAGE_MAX.max().toPlainString()),
    OPEN_ORDERS_MAX(
            "openOrdersMax",
            numbers -> whole(numbers.openOrdersMax()),
            SettingKey.RISK_OPEN_ORDERS_MAX.min().toPlainString(),
            SettingKey.RISK_OPEN_ORDERS_MAX.max().toPlainString()),
    ORDERS_PER_SECOND_MAX(
            "ordersPerSecondMax", numbers -> whole(numbers.ordersPerSecondMax()), "1", "1000000"),
    RATE_WINDOW_MILLIS(
            "rateWindowMillis", numbers -> whole(numbers.rateWindowMillis()), "100", "3600000"),
    DUPLICATE_WINDOW_MILLIS(
            "duplicateWindowMillis",
            numbers -> whole(numbers.duplicateWindowMillis()),
            "1",
            Bounds.DAY_MILLIS),
    PRICE_COLLAR("priceCollar", LimitNumbers::priceCollar, "0", "1"),
    DAILY_LOSS_MAX("dailyLossMax", LimitNumbers::dailyLossMax, "0", Bounds.AMOUNT),
    DRAWDOWN_MAX("drawdownMax", LimitNumbers::drawdownMax, "0", Bounds.AMOUNT),
    LOSS_STREAK_MAX("lossStreakMax", numbers -> whole(numbers.lossStreakMax()), "1", "1000"),
    COOL_DOWN_MILLIS(
            "coolDownMillis", numbers -> whole(numbers.coolDownMillis()), "1", Bounds.WEEK_MILLIS);

    /** The names on the wire of all numbers. */
    static final List<String> FIELDS = Arrays.stream(values()).map(LimitName::field).toList();

    /** Decimal places that the engine counts. */
    private static final int SCALE_MAX = 8;

    private static final BigDecimal RATE_WINDOW_DEFAULT = new BigDecimal("1000");

    private final String field;
    private final Function<LimitNumbers, @Nullable BigDecimal> of;
    private final BigDecimal min;
    private final BigDecimal max;

    LimitName(
            String field, Function<LimitNumbers, @Nullable BigDecimal> of, String min, String max) {
        this.field = field;
        this.of = of;
        this.min = new BigDecimal(min);
        this.max = new BigDecimal(max);
    }

    /** Bounds that several numbers share. */
    private static final class Bounds {
        /** What the engine's long in units of 10⁻⁸ can hold, with room. */
        static final String AMOUNT = "10000000000";

        static final String DAY_MILLIS = "86400000";
        static final String WEEK_MILLIS = "604800000";
    }

    /** The name on the wire. */
    String field() {
        return field;
    }

    /** The number of this name; null where it is not limited. */
    @Nullable BigDecimal of(LimitNumbers numbers) {
        return of.apply(numbers);
    }

    /** Refuses numbers that make no sense, naming the first. */
    static void check(LimitNumbers numbers) {
        for (LimitName name : values()) {
            BigDecimal value = name.of(numbers);
            if (value == null) {
                continue;
            }
            if (value.compareTo(name.min) < 0 || value.compareTo(name.max) > 0) {
                throw Refusal.invalid(
                        "numbers." + name.field, "must be " + name.min + " to " + name.max);
            }
            if (value.stripTrailingZeros().scale() > SCALE_MAX) {
                throw Refusal.invalid(
                        "numbers." + name.field, "at most " + SCALE_MAX + " decimal places");
            }
            LimitName main = name.main();
            if (main != null && main.of(numbers) == null) {
                throw Refusal.invalid("numbers." + name.field, "needs " + main.field);
            }
        }
    }

    /**
     * Whether going from {@code before} to {@code after} loosens this number by more than {@code
     * factor}. To remove a limit always does; to introduce one never does.
     */
    boolean loosensBeyond(LimitNumbers before, LimitNumbers after, BigDecimal factor) {
        LimitName main = main();
        if (main != null && main.of(before) == null) {
            return false;
        }
        if (main != null && main.of(after) == null) {
            // Its main number is removed, which waits; this one waits with it.
            return of(before) != null;
        }
        BigDecimal from = effective(before);
        BigDecimal to = effective(after);
        if (from == null) {
            return false;
        }
        if (to == null) {
            return true;
        }
        return isLooserWhenLess()
                ? to.multiply(factor).compareTo(from) < 0
                : to.compareTo(from.multiply(factor)) > 0;
    }

    /** The tighter of the two numbers; null where neither limits. */
    @Nullable BigDecimal tighter(LimitNumbers one, LimitNumbers other) {
        LimitName main = main();
        if (main != null && main.of(one) == null) {
            return of(other);
        }
        BigDecimal first = effective(one);
        BigDecimal second = effective(other);
        if (first == null || second == null) {
            return first == null ? second : first;
        }
        int order = first.compareTo(second);
        boolean isFirst = isLooserWhenLess() ? order >= 0 : order <= 0;
        return of(isFirst ? one : other);
    }

    /** Whether both have the same number of this name. */
    boolean isSame(LimitNumbers one, LimitNumbers other) {
        BigDecimal first = of(one);
        BigDecimal second = of(other);
        if (first == null || second == null) {
            return first == null && second == null;
        }
        return first.compareTo(second) == 0;
    }

    /** Numbers by name; what is missing is not limited. */
    static LimitNumbers numbers(Map<LimitName, BigDecimal> by) {
        return new LimitNumbers(
                by.get(ORDER_NOTIONAL_MAX),
                by.get(ORDER_QUANTITY_MAX),
                by.get(POSITION_NOTIONAL_MAX),
                by.get(GROSS_NOTIONAL_MAX),
                integer(by.get(LEVERAGE_MAX)),
                integer(by.get(OPEN_ORDERS_MAX)),
                integer(by.get(ORDERS_PER_SECOND_MAX)),
                longer(by.get(RATE_WINDOW_MILLIS)),
                longer(by.get(DUPLICATE_WINDOW_MILLIS)),
                by.get(PRICE_COLLAR),
                by.get(DAILY_LOSS_MAX),
                by.get(DRAWDOWN_MAX),
                integer(by.get(LOSS_STREAK_MAX)),
                longer(by.get(COOL_DOWN_MILLIS)));
    }

    /** Makes numbers by asking for each. */
    static LimitNumbers each(Function<LimitName, @Nullable BigDecimal> value) {
        Map<LimitName, BigDecimal> by = new EnumMap<>(LimitName.class);
        for (LimitName name : values()) {
            BigDecimal found = value.apply(name);
            if (found != null) {
                by.put(name, found);
            }
        }
        return numbers(by);
    }

    /** The number without which this one means nothing. */
    private @Nullable LimitName main() {
        return switch (this) {
            case RATE_WINDOW_MILLIS -> ORDERS_PER_SECOND_MAX;
            case COOL_DOWN_MILLIS -> LOSS_STREAK_MAX;
            default -> null;
        };
    }

    /** A longer wait is the tighter one. A rate over a longer window lets larger bursts pass. */
    private boolean isLooserWhenLess() {
        return this == DUPLICATE_WINDOW_MILLIS || this == COOL_DOWN_MILLIS;
    }

    /**
     * What an absent number stands for. No cool-down means that a person must lift the trip, which
     * is tighter than any time.
     */
    private @Nullable BigDecimal effective(LimitNumbers numbers) {
        BigDecimal value = of(numbers);
        if (value != null) {
            return value;
        }
        return switch (this) {
            case RATE_WINDOW_MILLIS -> RATE_WINDOW_DEFAULT;
            case COOL_DOWN_MILLIS -> new BigDecimal(Long.MAX_VALUE);
            default -> null;
        };
    }

    private static @Nullable BigDecimal whole(@Nullable Number value) {
        return value == null ? null : BigDecimal.valueOf(value.longValue());
    }

    private static @Nullable Integer integer(@Nullable BigDecimal value) {
        return value == null ? null : value.intValueExact();
    }

    private static @Nullable Long longer(@Nullable BigDecimal value) {
        return value == null ? null : value.longValueExact();
    }
}
