package io.leverageguard.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.sdk.OrderSide;
import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AverageCostPropertyTest {
    /** What was realised and what is still open together are the cash that flowed, at any price. */
    @Property(tries = 300, seed = "20251010")
    void realisedAndUnrealisedAddUpToTheCashFlow(
            @ForAll @Size(min = 1, max = 40) List<@IntRange(min = -9, max = 9) Integer> changes,
            @ForAll @IntRange(min = 1, max = 1_000) int lastPrice) {
        AverageCost cost = AverageCost.EMPTY;
        BigDecimal cash = BigDecimal.ZERO;
        int price = 500;
        for (int change : changes) {
            price = Math.floorMod(price * 31 + change, 997) + 1;
            if (change != 0) {
                cost = fill(cost, change, price);
                cash = cash.subtract(BigDecimal.valueOf((long) change * price));
            }
        }
        BigDecimal worth = cost.position().multiply(BigDecimal.valueOf(lastPrice));
        BigDecimal unrealized =
                BigDecimal.valueOf(lastPrice)
                        .subtract(cost.averagePrice())
                        .multiply(cost.position());
        assertThat(cost.realizedPnl().add(unrealized).subtract(cash.add(worth)).abs())
                .isLessThan(new BigDecimal("0.000000000001"));
    }

    @Test
    void aTurnRealisesTheOldSideAndOpensTheNewAtItsPrice() {
        AverageCost cost = fill(fill(fill(AverageCost.EMPTY, 1, 100), 1, 110), -3, 120);
        assertThat(cost.realizedPnl()).isEqualByComparingTo("30");
        assertThat(cost.position()).isEqualByComparingTo("-1");
        assertThat(cost.averagePrice()).isEqualByComparingTo("120");
        assertThat(fill(cost, 1, 90).realizedPnl()).isEqualByComparingTo("60");
        assertThat(fill(cost, 1, 90).averagePrice()).isZero();
    }

    private static AverageCost fill(AverageCost cost, int change, int price) {
        return cost.after(
                change > 0 ? OrderSide.BUY : OrderSide.SELL,
                BigDecimal.valueOf(Math.abs(change)),
                BigDecimal.valueOf(price),
                BigDecimal.ZERO);
    }
}
