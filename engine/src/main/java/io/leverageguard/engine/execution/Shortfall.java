package io.leverageguard.engine.execution;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Implementation shortfall (Perold 1988): what a worked order cost more than if the whole had been
 * traded at the price at which it arrived, and where that was lost. Positive is a cost.
 *
 * @param delay from the arrival to the first part that was sent: (release − arrival) × filled
 * @param impact spread and market impact: (average fill − release) × filled
 * @param fees fees of the fills
 * @param opportunity what was not filled: (last − arrival) × unfilled
 * @param total the sum, in the quote asset
 * @param basisPoints the sum over the value of the whole at the arrival price
 */
public record Shortfall(
        BigDecimal delay,
        BigDecimal impact,
        BigDecimal fees,
        BigDecimal opportunity,
        BigDecimal total,
        BigDecimal basisPoints) {
    private static final MathContext DIGITS = new MathContext(20, RoundingMode.HALF_EVEN);
    private static final BigDecimal BASIS = BigDecimal.valueOf(10_000);
    private static final int BASIS_SCALE = 4;
    private static final int SCALE = 8;

    /**
     * What is known of the order.
     *
     * @param value sum of price times quantity of the fills
     * @param arrival the price halfway between bid and ask when the order arrived
     * @param release the same when its first part was sent
     * @param last the same when it ended, or now
     */
    public record Facts(
            boolean buy,
            BigDecimal quantity,
            BigDecimal filled,
            BigDecimal value,
            BigDecimal fees,
            BigDecimal arrival,
            BigDecimal release,
            BigDecimal last) {}

    /** Computes it. */
    public static Shortfall of(Facts facts) {
        BigDecimal filled = facts.filled();
        BigDecimal unfilled = facts.quantity().subtract(filled).max(BigDecimal.ZERO);
        BigDecimal delay = facts.release().subtract(facts.arrival()).multiply(filled);
        BigDecimal impact = facts.value().subtract(facts.release().multiply(filled));
        BigDecimal missed = facts.last().subtract(facts.arrival()).multiply(unfilled);
        BigDecimal sign = facts.buy() ? BigDecimal.ONE : BigDecimal.ONE.negate();
        BigDecimal total = delay.add(impact).add(missed).multiply(sign).add(facts.fees());
        BigDecimal paper = facts.arrival().multiply(facts.quantity());
        return new Shortfall(
                money(delay.multiply(sign)),
                money(impact.multiply(sign)),
                money(facts.fees()),
                money(missed.multiply(sign)),
                money(total),
                total.multiply(BASIS)
                        .divide(paper, DIGITS)
                        .setScale(BASIS_SCALE, RoundingMode.HALF_EVEN));
    }

    private static BigDecimal money(BigDecimal amount) {
        return amount.setScale(SCALE, RoundingMode.HALF_EVEN);
    }
}
