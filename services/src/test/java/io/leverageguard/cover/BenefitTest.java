package io.leverageguard.cover;

import static io.leverageguard.cover.Sample.d;
import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.api.cover.Cover.Policy;
import io.leverageguard.kernel.money.Money;
import io.leverageguard.venues.LiquidationFile.Kind;
import io.leverageguard.venues.LiquidationFile.NormalizedLiquidation;
import io.leverageguard.venues.Reports.Closure;
import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

final class BenefitTest {
    private static final Money PLENTY = Money.usdt("100000");

    @Test
    void payoutOfTheReferenceIsMetToTheCent() {
        Benefit benefit = Benefit.of(Sample.policy(), Sample.closure(), PLENTY);
        assertThat(benefit.loss()).isEqualTo(Money.usdt("2473.40"));
        assertThat(benefit.benefit()).isEqualTo(Money.usdt("1878.72"));
    }

    @Test
    void lossBeyondTheMarginAtBindingIsNotInsured() {
        Benefit benefit = Benefit.of(Sample.policy(), withResult("-9000"), PLENTY);
        assertThat(benefit.loss()).isEqualTo(Money.usdt("2500"));
        assertThat(benefit.benefit()).isEqualTo(Money.usdt("1900"));
    }

    @Test
    void profitIsNoLoss() {
        Benefit benefit = Benefit.of(Sample.policy(), withResult("500"), PLENTY);
        assertThat(benefit.loss()).isEqualTo(Money.usdt("0"));
        assertThat(benefit.benefit()).isEqualTo(Money.usdt("0"));
    }

    @Test
    void lossWithinTheDeductiblePaysNothing() {
        Benefit benefit = Benefit.of(Sample.policy(), withResult("-76.60"), PLENTY);
        assertThat(benefit.loss()).isEqualTo(Money.usdt("125"));
        assertThat(benefit.benefit().isZero()).isTrue();
    }

    @Test
    void positionGrownToDoubleIsPaidByHalf() {
        NormalizedLiquidation doubled = Sample.closure(Closure.LIQUIDATION, Kind.FULL, "1.0");
        assertThat(Benefit.of(Sample.policy(), doubled, PLENTY).benefit())
                .isEqualTo(Money.usdt("939.36"));
    }

    @Test
    void roundingIsHalfUpAndHappensOnce() {
        NormalizedLiquidation grown = Sample.closure(Closure.LIQUIDATION, Kind.FULL, "1.5");
        // 1878.72 / 3 = 626.24 exactly; 1878.72 · 0.5 / 0.7 = 1341.942857142857…
        assertThat(Benefit.of(Sample.policy(), grown, PLENTY).benefit())
                .isEqualTo(Money.usdt("626.24"));
        NormalizedLiquidation odd = Sample.closure(Closure.LIQUIDATION, Kind.FULL, "0.7");
        assertThat(Benefit.of(Sample.policy(), odd, PLENTY).benefit())
                .isEqualTo(Money.usdt("1341.942857"));
    }

    @Test
    void usedLimitLeavesOnlyTheRest() {
        assertThat(Benefit.of(Sample.policy(), Sample.closure(), Money.usdt("10")).benefit())
                .isEqualTo(Money.usdt("10"));
    }

    @Test
    void mostIsTheBenefitOfLosingTheWholeMargin() {
        Money margin = Money.usdt("2500");
        assertThat(Benefit.most(margin, margin, Money.usdt("125"), d("0.2")))
                .isEqualTo(Money.usdt("1900"));
        assertThat(Benefit.most(margin, Money.usdt("800"), Money.usdt("125"), d("0.2")))
                .isEqualTo(Money.usdt("800"));
    }

    @Property(tries = 500)
    void payoutExceedsNeitherSumInsuredNorLossNorLimit(
            @ForAll @LongRange(min = -5_000_000_000L, max = 1_000_000_000L) long pnl,
            @ForAll @LongRange(min = 0, max = 3_000_000_000L) long left) {
        Policy policy = Sample.policy();
        NormalizedLiquidation closure = withResult(BigDecimal.valueOf(pnl, 6).toPlainString());
        Money limit = new Money(left, policy.sumInsured().asset());
        Benefit benefit = Benefit.of(policy, closure, limit);
        assertThat(benefit.benefit().isNegative()).isFalse();
        assertThat(benefit.benefit()).isLessThanOrEqualTo(policy.sumInsured());
        assertThat(benefit.benefit()).isLessThanOrEqualTo(benefit.loss());
        assertThat(benefit.benefit()).isLessThanOrEqualTo(limit);
        assertThat(benefit.loss()).isLessThanOrEqualTo(policy.marginAtBinding());
    }

    private static NormalizedLiquidation withResult(String pnl) {
        NormalizedLiquidation c = Sample.closure();
        return new NormalizedLiquidation(
                c.venue(),
                c.accountUid(),
                c.symbol(),
                c.positionSide(),
                c.kind(),
                c.closure(),
                c.listedAsLiquidation(),
                c.venueOrderId(),
                c.order(),
                c.fills(),
                c.income(),
                c.quantity(),
                c.averagePrice(),
                d(pnl),
                c.fees(),
                c.funding(),
                c.liquidationFee(),
                c.startedAt(),
                c.endedAt());
    }
}
