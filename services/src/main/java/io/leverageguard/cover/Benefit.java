package io.leverageguard.cover;

import io.leverageguard.api.cover.Cover.Policy;
import io.leverageguard.kernel.money.Asset;
import io.leverageguard.kernel.money.Money;
import io.leverageguard.venues.LiquidationFile.NormalizedLiquidation;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * What a claim is worth by the wording:
 *
 * <pre>
 *   L       = min(M₀, −(realized PnL − fees + funding − liquidation fee)), never below 0
 *   benefit = min(1, size₀/size) · min(SI, (1 − c) · max(0, L − D))
 * </pre>
 *
 * Everything is exact until the last step, which rounds half up to the minor unit.
 *
 * @param loss the insurable loss L
 * @param benefit what is paid
 */
record Benefit(Money loss, Money benefit) {

    /** The benefit of one closure, never more than what is {@code left} of the limit. */
    static Benefit of(Policy policy, NormalizedLiquidation closure, Money left) {
        Asset asset = policy.sumInsured().asset();
        BigDecimal result =
                closure.realizedPnl()
                        .subtract(closure.fees())
                        .add(closure.funding())
                        .subtract(closure.liquidationFee());
        BigDecimal loss =
                result.negate().max(BigDecimal.ZERO).min(policy.marginAtBinding().decimal());
        BigDecimal insured = policy.quantity().abs();
        BigDecimal closed = closure.quantity().abs();
        BigDecimal benefit = payable(policy, loss);
        if (closed.compareTo(insured) > 0) {
            benefit = benefit.multiply(insured).divide(closed, MathContext.DECIMAL128);
        }
        return new Benefit(
                Money.of(loss, asset, RoundingMode.HALF_UP),
                Money.of(benefit, asset, RoundingMode.HALF_UP).min(left));
    }

    /** The most that can be paid for {@code margin}: the benefit of losing all of it. */
    static Money most(Money margin, Money sumInsured, Money deductible, BigDecimal coinsurance) {
        BigDecimal share =
                shareOf(margin.decimal(), deductible.decimal(), coinsurance)
                        .min(sumInsured.decimal());
        return Money.of(share, margin.asset(), RoundingMode.HALF_UP);
    }

    private static BigDecimal payable(Policy policy, BigDecimal loss) {
        return shareOf(loss, policy.deductible().decimal(), policy.coinsurance())
                .min(policy.sumInsured().decimal());
    }

    private static BigDecimal shareOf(
            BigDecimal loss, BigDecimal deductible, BigDecimal coinsurance) {
        BigDecimal above = loss.subtract(deductible).max(BigDecimal.ZERO);
        return above.multiply(BigDecimal.ONE.subtract(coinsurance));
    }
}
