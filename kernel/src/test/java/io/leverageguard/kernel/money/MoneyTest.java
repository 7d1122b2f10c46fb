package io.leverageguard.kernel.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class MoneyTest {
    private static final long BOUND = Long.MAX_VALUE / 4;

    @Test
    void parsesAndPrintsAtTheScaleOfTheAsset() {
        assertThat(Money.usdt("1878.72").minor()).isEqualTo(1_878_720_000L);
        assertThat(Money.usdt("-0.000001")).hasToString("-0.000001 USDT");
    }

    @Test
    void refusesDigitsBeyondTheScale() {
        assertThatThrownBy(() -> Money.usdt("0.0000001")).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void refusesToMixAssets() {
        Money other = new Money(1, new Asset("USDC", 6));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Money.usdt("1").plus(other))
                .withMessage("cannot mix USDT and USDC");
    }

    @Test
    void overflowThrowsInsteadOfWrapping() {
        Money most = new Money(Long.MAX_VALUE, Asset.USDT);
        assertThatThrownBy(() -> most.plus(new Money(1, Asset.USDT)))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void roundsOnlyAsNamed() {
        Money third = Money.usdt("1").times(new BigDecimal("0.3333335"), RoundingMode.HALF_UP);
        assertThat(third).isEqualTo(Money.usdt("0.333334"));
        assertThat(Money.usdt("1").times(new BigDecimal("0.3333335"), RoundingMode.DOWN))
                .isEqualTo(Money.usdt("0.333333"));
    }

    @Property
    void minusUndoesPlus(
            @ForAll @LongRange(min = -BOUND, max = BOUND) long a,
            @ForAll @LongRange(min = -BOUND, max = BOUND) long b) {
        Money x = new Money(a, Asset.USDT);
        Money y = new Money(b, Asset.USDT);
        assertThat(x.plus(y).minus(y)).isEqualTo(x);
    }
}
