package io.leverageguard.engine.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.engine.execution.Ladder.Bill;
import io.leverageguard.engine.execution.Ladder.Level;
import io.leverageguard.engine.execution.Router.Plan;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Divided by hand. */
final class RouterTest {
    private static final BigDecimal ONE = BigDecimal.ONE;

    @Test
    void dearerPriceWithTheLowerFeeWins() {
        // 100.00 with 10 basis points is 100.10; 100.05 with 2 is 100.07.
        Ladder cheapPrice = ladder(true, "0.001", "0", level("100", "5"));
        Ladder cheapFee = ladder(true, "0.0002", "0", level("100.05", "2"), level("100.2", "5"));
        Plan plan = Router.route(new BigDecimal("3"), List.of(cheapPrice, cheapFee));
        assertThat(quantity(plan, 0)).isEqualByComparingTo("1");
        assertThat(quantity(plan, 1)).isEqualByComparingTo("2");
        // 100.1 + 2 x 100.05 x 1.0002
        assertThat(plan.cost()).isEqualByComparingTo("300.24002");
    }

    @Test
    void fundingMovesAnOrderToTheVenueThatPaysIt() {
        Ladder pays = ladder(true, "0", "-0.5", level("100.2", "10"));
        Ladder costs = ladder(true, "0", "0.1", level("100", "10"));
        Plan plan = Router.route(ONE, List.of(pays, costs));
        assertThat(quantity(plan, 0)).isEqualByComparingTo("1");
        assertThat(plan.cost()).isEqualByComparingTo("99.7");
    }

    @Test
    void sellerTakesTheHighestAfterFees() {
        Ladder high = ladder(false, "0.001", "0", level("100", "1"));
        Ladder low = ladder(false, "0", "0", level("99.95", "1"), level("90", "9"));
        Plan plan = Router.route(new BigDecimal("2"), List.of(high, low));
        // 100 x 0.999 and 99.95 are received.
        assertThat(plan.cost()).isEqualByComparingTo("-199.85");
    }

    @Test
    void marginLimitsWhatAVenueGets() {
        // 10x: one unit needs 10 of margin and 0.1 of fee; 50.5 is enough for five.
        Ladder poor =
                new Ladder(
                        true,
                        List.of(level("100", "100")),
                        new BigDecimal("0.001"),
                        BigDecimal.ZERO,
                        ONE,
                        ONE,
                        new BigDecimal("1000"),
                        new BigDecimal("50.5"),
                        10);
        assertThat(poor.capacity()).isEqualByComparingTo("5");
        assertThat(poor.bill(new BigDecimal("5")).margin()).isEqualByComparingTo("50");
        Ladder dear = ladder(true, "0", "0", level("101", "100"));
        Plan plan = Router.route(new BigDecimal("7"), List.of(poor, dear));
        assertThat(quantity(plan, 0)).isEqualByComparingTo("5");
        assertThat(quantity(plan, 1)).isEqualByComparingTo("2");
    }

    @Test
    void venueWithALeastQuantityIsLeftOutWhereItDoesNotPay() {
        // The dear venue would have to take five, though only one is missing elsewhere.
        Ladder small = ladder(true, "0", "0", level("100", "9"), level("101", "10"));
        Ladder coarse =
                new Ladder(
                        true,
                        List.of(level("100.9", "100")),
                        BigDecimal.ZERO,
                        BigDecimal.ZERO,
                        ONE,
                        new BigDecimal("5"),
                        new BigDecimal("1000"),
                        BigDecimal.ZERO,
                        0);
        Plan plan = Router.route(new BigDecimal("10"), List.of(small, coarse));
        assertThat(quantity(plan, 0)).isEqualByComparingTo("10");
        assertThat(plan.bills().get(1)).isNull();
    }

    @Test
    void asMuchAsThereIsWhenThatIsNotEnough() {
        Ladder one = ladder(true, "0", "0", level("100", "3"));
        Ladder other = ladder(true, "0", "0", level("105", "4"));
        Plan plan = Router.route(new BigDecimal("10"), List.of(one, other));
        assertThat(plan.quantity()).isEqualByComparingTo("7");
        assertThat(Router.single(new BigDecimal("10"), List.of(one, other), 0)).isNull();
    }

    @Test
    void slownessAndRefusalsCostWhatTheFormulaSays() {
        // 100 x 0.3989 x 0.001 x sqrt(0.25) / 0.8 + 0.1 x 0.2 / 0.8
        assertThat(
                        ExecutionRisk.perUnit(
                                new BigDecimal("100"),
                                new BigDecimal("0.1"),
                                new BigDecimal("0.001"),
                                new BigDecimal("250"),
                                new BigDecimal("0.2")))
                .isEqualByComparingTo("0.04993125");
    }

    private static BigDecimal quantity(Plan plan, int venue) {
        Bill bill = Objects.requireNonNull(plan.bills().get(venue));
        return bill.quantity();
    }

    private static Ladder ladder(boolean buy, String fee, String extra, Level... levels) {
        return new Ladder(
                buy,
                List.of(levels),
                new BigDecimal(fee),
                new BigDecimal(extra),
                ONE,
                ONE,
                new BigDecimal("1000"),
                BigDecimal.ZERO,
                0);
    }

    private static Level level(String price, String quantity) {
        return new Level(new BigDecimal(price), new BigDecimal(quantity));
    }
}
