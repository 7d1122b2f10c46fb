package io.leverageguard.engine.execution;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * What slowness and refusals of a venue are expected to cost, per base unit.
 *
 * <p>While an order is under way for t seconds, the price moves by σ√t; against us in half of the
 * cases, so that the expected loss is σ√t/√(2π) ≈ 0.3989 σ√t (the mean of the positive part of a
 * normal variable). A refusal, with probability r, means another attempt: r/(1−r) more of them are
 * expected, each with the same delay, and each also costs the half spread, because what was seen is
 * then gone. So: price × 0.3989 σ√t / (1−r) + half spread × r/(1−r).
 */
public final class ExecutionRisk {
    private static final MathContext DIGITS = new MathContext(20, RoundingMode.HALF_EVEN);
    private static final BigDecimal MEAN_OF_POSITIVE_PART = new BigDecimal("0.3989");
    private static final BigDecimal REJECT_RATE_MAX = new BigDecimal("0.95");
    private static final BigDecimal MS_PER_SECOND = BigDecimal.valueOf(1_000);

    private ExecutionRisk() {}

    /**
     * The expected cost of one base unit.
     *
     * @param volatility standard deviation of the relative move in one second
     * @param rejectRate share of the orders that the venue refuses
     */
    public static BigDecimal perUnit(
            BigDecimal mid,
            BigDecimal halfSpread,
            BigDecimal volatility,
            BigDecimal latencyMs,
            BigDecimal rejectRate) {
        BigDecimal rejected = rejectRate.min(REJECT_RATE_MAX);
        BigDecimal passed = BigDecimal.ONE.subtract(rejected);
        BigDecimal root = latencyMs.divide(MS_PER_SECOND, DIGITS).sqrt(DIGITS);
        BigDecimal drift = mid.multiply(MEAN_OF_POSITIVE_PART).multiply(volatility).multiply(root);
        BigDecimal again = rejected.divide(passed, DIGITS);
        return drift.divide(passed, DIGITS).add(halfSpread.multiply(again)).round(DIGITS);
    }
}
