package io.leverageguard.engine.execution;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The funding that is expected until a horizon: the next one at the rate that the venue predicts,
 * those after it at the mean of the settled ones. Longs pay a positive rate.
 */
public final class FundingOutlook {
    private static final MathContext DIGITS = new MathContext(20, RoundingMode.HALF_EVEN);

    private FundingOutlook() {}

    /** How many fundings there are from {@code now} to the horizon, which is included. */
    public static long count(Instant next, Duration interval, Instant now, Instant horizon) {
        Instant first = next.isAfter(now) ? next : now.plus(interval);
        if (horizon.isBefore(first)) {
            return 0;
        }
        return 1 + Duration.between(first, horizon).dividedBy(interval);
    }

    /** The sum of the rates that are expected. */
    public static BigDecimal rates(BigDecimal predicted, List<BigDecimal> settled, long count) {
        if (count == 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal mean = predicted;
        if (!settled.isEmpty()) {
            BigDecimal sum = settled.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
            mean = sum.divide(BigDecimal.valueOf(settled.size()), DIGITS);
        }
        return predicted.add(mean.multiply(BigDecimal.valueOf(count - 1)));
    }
}
