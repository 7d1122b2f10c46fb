package io.leverageguard.engine.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.engine.execution.Ladder.Bill;
import io.leverageguard.engine.execution.Ladder.Level;
import io.leverageguard.engine.execution.Router.Plan;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

final class RouterPropertyTest {
    @Property(tries = 3_000, seed = "20251010")
    void neverCostsMoreThanTheBestSingleVenueThatCouldFillIt(
            @ForAll boolean buy,
            @ForAll @IntRange(min = 1, max = 5) int venues,
            @ForAll @IntRange(max = 999_999) int seed) {
        Random random = new Random(seed);
        List<Ladder> ladders = new ArrayList<>();
        for (int i = 0; i < venues; i++) {
            ladders.add(ladder(buy, random, true));
        }
        BigDecimal quantity = lots(1 + random.nextInt(400));
        Plan plan = Router.route(quantity, ladders);
        checkRules(plan, ladders, quantity);
        for (int i = 0; i < venues; i++) {
            Plan alone = Router.single(quantity, ladders, i);
            if (alone != null) {
                assertThat(plan.quantity()).isEqualByComparingTo(quantity);
                assertThat(plan.cost()).isLessThanOrEqualTo(alone.cost());
            }
        }
    }

    /** With one lot for all and no least quantities, nothing is cheaper than the greedy way. */
    @Property(tries = 300, seed = "20251010")
    void nothingIsCheaperWhereCostsAreConvex(
            @ForAll boolean buy, @ForAll @IntRange(max = 999_999) int seed) {
        Random random = new Random(seed);
        List<Ladder> ladders = List.of(ladder(buy, random, false), ladder(buy, random, false));
        int whole = 1 + random.nextInt(60);
        Plan plan = Router.route(lots(whole), ladders);
        BigDecimal best = null;
        for (int first = 0; first <= whole; first++) {
            BigDecimal one = lots(first);
            BigDecimal other = lots(whole - first);
            if (one.compareTo(ladders.get(0).capacity()) <= 0
                    && other.compareTo(ladders.get(1).capacity()) <= 0) {
                BigDecimal cost =
                        ladders.get(0)
                                .bill(one)
                                .total(buy)
                                .add(ladders.get(1).bill(other).total(buy));
                best = best == null ? cost : best.min(cost);
            }
        }
        if (best != null) {
            assertThat(plan.quantity()).isEqualByComparingTo(lots(whole));
            assertThat(plan.cost()).isEqualByComparingTo(best);
        }
    }

    private static void checkRules(Plan plan, List<Ladder> ladders, BigDecimal quantity) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < ladders.size(); i++) {
            Bill bill = plan.bills().get(i);
            if (bill != null) {
                Ladder ladder = ladders.get(i);
                sum = sum.add(bill.quantity());
                assertThat(bill.quantity().remainder(ladder.lot())).isEqualByComparingTo("0");
                assertThat(bill.quantity()).isGreaterThanOrEqualTo(ladder.least());
                assertThat(bill.quantity()).isLessThanOrEqualTo(ladder.capacity());
                if (ladder.leverage() > 0) {
                    assertThat(bill.margin().add(bill.fee().max(BigDecimal.ZERO)))
                            .isLessThanOrEqualTo(
                                    ladder.available().add(new BigDecimal("0.00000001")));
                }
            }
        }
        assertThat(plan.quantity()).isEqualByComparingTo(sum);
        assertThat(sum).isLessThanOrEqualTo(quantity);
    }

    private static Ladder ladder(boolean buy, Random random, boolean rules) {
        List<Level> levels = new ArrayList<>();
        int price = 1_000 + random.nextInt(20);
        int count = 1 + random.nextInt(12);
        for (int i = 0; i < count; i++) {
            price += (buy ? 1 : -1) * (1 + random.nextInt(5));
            BigDecimal size =
                    rules
                            ? new BigDecimal(1 + random.nextInt(500)).movePointLeft(4)
                            : lots(1 + random.nextInt(20));
            levels.add(new Level(new BigDecimal(price).movePointLeft(1), size));
        }
        BigDecimal lot = rules && random.nextBoolean() ? new BigDecimal("0.005") : lots(1);
        return new Ladder(
                buy,
                levels,
                new BigDecimal(random.nextInt(12) - 2).movePointLeft(4),
                new BigDecimal(random.nextInt(200) - 100).movePointLeft(3),
                lot,
                rules
                        ? lot.multiply(BigDecimal.valueOf(1 + random.nextInt(4)))
                        : lot.multiply(BigDecimal.ZERO),
                rules ? lots(50 + random.nextInt(400)) : new BigDecimal("1000"),
                new BigDecimal(random.nextInt(20)),
                rules ? random.nextInt(4) : 0);
    }

    private static BigDecimal lots(int count) {
        return new BigDecimal(count).movePointLeft(3);
    }
}
