package io.leverageguard.api.risk;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that limit one scope; what is absent is not limited there. Amounts are in the quote
 * asset. An order must pass the limits of every scope that it belongs to.
 *
 * @param orderNotionalMax largest order by value
 * @param orderQuantityMax largest order in base units
 * @param positionNotionalMax largest single position by value
 * @param grossNotionalMax largest sum of the values of all positions, sides not netted
 * @param leverageMax highest leverage
 * @param openOrdersMax most orders open at once
 * @param ordersPerSecondMax most orders per second, on average over {@code rateWindowMillis}
 * @param rateWindowMillis the window over which the rate is counted; a second when absent
 * @param duplicateWindowMillis an order like one within this time before it is denied
 * @param priceCollar how far a price may be from the mark, as a share of it, for example 0.05
 * @param dailyLossMax loss since the day's first equity (UTC) at which trading stops
 * @param drawdownMax loss since the highest equity at which trading stops
 * @param lossStreakMax losing trades in a row after which trading pauses
 * @param coolDownMillis how long that pause lasts
 */
public record LimitNumbers(
        @Nullable BigDecimal orderNotionalMax,
        @Nullable BigDecimal orderQuantityMax,
        @Nullable BigDecimal positionNotionalMax,
        @Nullable BigDecimal grossNotionalMax,
        @Nullable Integer leverageMax,
        @Nullable Integer openOrdersMax,
        @Nullable Integer ordersPerSecondMax,
        @Nullable Long rateWindowMillis,
        @Nullable Long duplicateWindowMillis,
        @Nullable BigDecimal priceCollar,
        @Nullable BigDecimal dailyLossMax,
        @Nullable BigDecimal drawdownMax,
        @Nullable Integer lossStreakMax,
        @Nullable Long coolDownMillis) {
    /** Nothing is limited. */
    public static final LimitNumbers NONE =
            new LimitNumbers(
                    null, null, null, null, null, null, null, null, null, null, null, null, null,
                    null);

    /** These numbers with the four that every account has. */
    public LimitNumbers with(
            @Nullable BigDecimal orderNotional,
            @Nullable BigDecimal positionNotional,
            @Nullable Integer leverage,
            @Nullable Integer openOrders) {
        return new LimitNumbers(
                orderNotional,
                orderQuantityMax,
                positionNotional,
                grossNotionalMax,
                leverage,
                openOrders,
                ordersPerSecondMax,
                rateWindowMillis,
                duplicateWindowMillis,
                priceCollar,
                dailyLossMax,
                drawdownMax,
                lossStreakMax,
                coolDownMillis);
    }
}
