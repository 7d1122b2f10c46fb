package io.leverageguard.engine.margin;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.engine.margin.CrossMargin.CrossPosition;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CrossMarginTest {
    private static final MarginTable TABLE =
            MarginTable.of(
                    List.of(
                            bracket("0", "50000", 125, "0.004", "0"),
                            bracket("50000", "600000", 100, "0.005", "50"),
                            bracket("600000", "3000000", 75, "0.0065", "950")));

    @Test
    void oneLegIsLiquidatedWhereItWouldBeAlone() {
        CrossPosition leg = leg(true, "5", "100000");
        CrossPosition other = leg(false, "1", "90000");
        BigDecimal wallet = new BigDecimal("60000");
        assertThat(CrossMargin.hedgedLiquidationPrice(List.of(leg), List.of(other), wallet))
                .isEqualTo(CrossMargin.liquidationPrice(leg, List.of(other), wallet))
                .isPresent();
    }

    @Test
    void equalLegsAreLiquidatedOnlyWhenTheMaintenanceMarginOutgrowsTheBalance() {
        List<CrossPosition> legs = List.of(leg(true, "2", "100000"), leg(false, "2", "100000"));
        // 4 × P × 0.5 % − 100 = 2000 at P = 105,000.
        assertThat(CrossMargin.hedgedLiquidationPrice(legs, List.of(), new BigDecimal("2000")))
                .contains(new BigDecimal("105000.00000000"));
    }

    @Property(tries = 300, seed = "20251010")
    void balanceIsTheMaintenanceMarginAtTheHedgedPrice(
            @ForAll @IntRange(min = 1, max = 8_000) int bought,
            @ForAll @IntRange(min = 1, max = 8_000) int sold,
            @ForAll @IntRange(min = 1_000, max = 100_000) int money) {
        CrossPosition up = leg(true, BigDecimal.valueOf(bought, 3).toString(), "101000");
        CrossPosition down = leg(false, BigDecimal.valueOf(sold, 3).toString(), "99000");
        BigDecimal wallet = BigDecimal.valueOf(money);
        CrossMargin.hedgedLiquidationPrice(List.of(up, down), List.of(), wallet)
                .ifPresent(
                        price -> {
                            List<CrossPosition> there = List.of(at(up, price), at(down, price));
                            BigDecimal left =
                                    CrossMargin.balance(there, wallet)
                                            .subtract(CrossMargin.maintenance(there));
                            assertThat(left.setScale(4, RoundingMode.HALF_UP))
                                    .isEqualByComparingTo(BigDecimal.ZERO);
                        });
    }

    private static CrossPosition leg(boolean isLong, String quantity, String entry) {
        return new CrossPosition(
                isLong,
                new BigDecimal(quantity),
                new BigDecimal(entry),
                new BigDecimal("100000"),
                TABLE);
    }

    private static CrossPosition at(CrossPosition leg, BigDecimal mark) {
        return new CrossPosition(leg.isLong(), leg.quantity(), leg.entry(), mark, leg.table());
    }

    private static MarginBracket bracket(
            String floor, String cap, int leverage, String rate, String amount) {
        return new MarginBracket(
                new BigDecimal(floor),
                new BigDecimal(cap),
                leverage,
                new BigDecimal(rate),
                new BigDecimal(amount));
    }
}
