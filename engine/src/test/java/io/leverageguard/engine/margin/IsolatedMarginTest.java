package io.leverageguard.engine.margin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.engine.margin.CrossMargin.CrossPosition;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IsolatedMarginTest {
    private static final MarginTable HALF_PERCENT = single("0.005", "0");

    @ParameterizedTest
    @CsvSource({
        "5, 80402.010050, 80000, 119402.985075, 120000",
        "10, 90452.261307, 90000, 109452.736318, 110000",
        "20, 95477.386935, 95000, 104477.611940, 105000",
        "50, 98492.462312, 98000, 101492.537313, 102000",
        "100, 99497.487437, 99000, 100497.512438, 101000",
        "125, 99698.492462, 99200, 100298.507463, 100800"
    })
    void pricesEqualTheTableOfTheWording(
            int leverage, String longLp, String longBp, String shortLp, String shortBp) {
        BigDecimal entry = new BigDecimal("100000");
        BigDecimal wallet = IsolatedMargin.initialMargin(BigDecimal.ONE, entry, leverage);
        assertThat(lp(true, "1", "100000", wallet, HALF_PERCENT, 6)).isEqualByComparingTo(longLp);
        assertThat(lp(false, "1", "100000", wallet, HALF_PERCENT, 6)).isEqualByComparingTo(shortLp);
        assertThat(IsolatedMargin.bankruptcyPrice(true, entry, leverage))
                .isEqualByComparingTo(longBp);
        assertThat(IsolatedMargin.bankruptcyPrice(false, BigDecimal.ONE, entry, wallet))
                .isEqualByComparingTo(shortBp);
    }

    @Test
    void deductionOfTheBracketCounts() {
        MarginTable table = single("0.01", "1300");
        BigDecimal wallet = new BigDecimal("50000");
        assertThat(lp(true, "10", "100000", wallet, table, 6)).isEqualByComparingTo("95828.282828");
        assertThat(lp(false, "10", "100000", wallet, table, 6))
                .isEqualByComparingTo("104089.108911");
    }

    @Test
    void publishedExamplesOfBinanceHoldToTheCent() {
        BigDecimal wallet = new BigDecimal("1535443.01");
        CrossPosition eth = position("3683.979", "1456.84", "1335.18", single("0.1", "135365"));
        CrossPosition btc = position("109.488", "32481.98", "31967.27", single("0.025", "16300"));
        assertThat(lp(true, "3683.979", "1456.84", wallet, eth.table(), 2))
                .isEqualByComparingTo("1114.78");
        assertThat(lp(true, "109.488", "32481.98", wallet, btc.table(), 2))
                .isEqualByComparingTo("18778.73");
        assertThat(CrossMargin.liquidationPrice(eth, List.of(btc), wallet).orElseThrow())
                .isCloseTo(new BigDecimal("1153.26"), within("0.005"));
        assertThat(CrossMargin.liquidationPrice(btc, List.of(eth), wallet).orElseThrow())
                .isCloseTo(new BigDecimal("26316.89"), within("0.005"));
    }

    @Test
    void publishedExampleOfDydxHolds() {
        CrossPosition position = position("1", "95000", "95400", HALF_PERCENT);
        assertThat(CrossMargin.balance(List.of(position), BigDecimal.ZERO))
                .isEqualByComparingTo("400");
        assertThat(
                        IsolatedMargin.bankruptcyPrice(
                                true, position.quantity(), position.entry(), BigDecimal.ZERO))
                .isEqualByComparingTo("95000");
    }

    @Test
    void shortDiesWhereAPlainTableJumpsOverItsMargin() {
        MarginTable jumps =
                MarginTable.of(
                        List.of(
                                new MarginBracket(
                                        BigDecimal.ZERO,
                                        new BigDecimal("50000"),
                                        125,
                                        new BigDecimal("0.004"),
                                        BigDecimal.ZERO),
                                new MarginBracket(
                                        new BigDecimal("50000"),
                                        new BigDecimal("600000"),
                                        100,
                                        new BigDecimal("0.05"),
                                        BigDecimal.ZERO)));
        // Just below 50,000 the margin due is 200, from there on 2,500; 1,500 are left.
        BigDecimal wallet = new BigDecimal("2500");
        assertThat(lp(false, "1", "49000", wallet, jumps, 6)).isEqualByComparingTo("50000");
        // A long that falls through the jump is freed of margin, and dies below.
        assertThat(lp(true, "1", "51000", new BigDecimal("3600"), jumps, 6))
                .isEqualByComparingTo("47590.361446");
    }

    @Test
    void bracketIsTheOneAtTheLiquidationNotional() {
        MarginTable table =
                MarginTable.of(
                        List.of(
                                bracket("0", "50000", 125, "0.004", "0"),
                                bracket("50000", "600000", 100, "0.005", "50")));
        // 0.52 BTC at 100,000 opens in the second bracket and is liquidated in the first.
        BigDecimal wallet = new BigDecimal("5200");
        BigDecimal price = lp(true, "0.52", "100000", wallet, table, 8);
        BigDecimal notional = price.multiply(new BigDecimal("0.52"));
        assertThat(table.at(notional).rate()).isEqualByComparingTo("0.004");
        assertThat(price)
                .isEqualByComparingTo(lp(true, "0.52", "100000", wallet, single("0.004", "0"), 8));
    }

    @Test
    void longThatIsPaidInFullIsNeverLiquidated() {
        assertThat(
                        IsolatedMargin.liquidationPrice(
                                true,
                                BigDecimal.ONE,
                                new BigDecimal("100"),
                                new BigDecimal("100"),
                                HALF_PERCENT))
                .isEmpty();
    }

    @Property(tries = 2000, seed = "20251010")
    void marginMeetsMaintenanceAtTheLiquidationPrice(
            @ForAll boolean isLong,
            @ForAll @LongRange(min = 1, max = 50_000_000) long lots,
            @ForAll @LongRange(min = 1_000, max = 3_000_000) long ticks,
            @ForAll @IntRange(min = 1, max = 125) int leverage) {
        MarginTable table =
                MarginTable.of(
                        List.of(
                                bracket("0", "50000", 125, "0.004", "0"),
                                bracket("50000", "600000", 100, "0.005", "50"),
                                bracket("600000", "3000000", 75, "0.0065", "950")));
        BigDecimal quantity = BigDecimal.valueOf(lots, 3);
        BigDecimal entry = BigDecimal.valueOf(ticks, 1);
        BigDecimal wallet = IsolatedMargin.initialMargin(quantity, entry, leverage);
        IsolatedMargin.liquidationPrice(isLong, quantity, entry, wallet, table)
                .ifPresent(
                        price -> {
                            BigDecimal balance =
                                    wallet.add(
                                            IsolatedMargin.unrealizedPnl(
                                                    isLong, quantity, entry, price));
                            BigDecimal due = table.maintenance(quantity.multiply(price));
                            // The price is rounded to 1e-8, so both sides differ by that × lots.
                            assertThat(balance.subtract(due).abs())
                                    .isLessThan(quantity.movePointLeft(8).add(unit()));
                        });
    }

    @Property(tries = 2000, seed = "20251010")
    void wholeUnitsAgreeWithDecimals(
            @ForAll @LongRange(min = 0, max = 1_000_000_000_000_000L) long notional) {
        MarginTable table =
                MarginTable.of(
                        List.of(
                                bracket("0", "50000", 125, "0.004", "0"),
                                bracket("50000", "600000", 100, "0.005", "50"),
                                bracket("600000", "3000000", 75, "0.0065", "950")));
        BigDecimal exact = table.maintenance(QuoteUnits.toDecimal(notional));
        assertThat(table.maintenanceUnits(notional))
                .isEqualTo(QuoteUnits.of(exact, RoundingMode.CEILING));
    }

    @Test
    void distanceNeverLooksSaferThanItIs() {
        assertThat(IsolatedMargin.distance(new BigDecimal("3"), new BigDecimal("2")))
                .isEqualByComparingTo("0.33333333");
        assertThat(IsolatedMargin.distance(new BigDecimal("3"), new BigDecimal("5")))
                .isEqualByComparingTo("0.66666666");
    }

    @Test
    void tableWithAGapIsRefused() {
        assertThatThrownBy(
                        () ->
                                MarginTable.of(
                                        List.of(
                                                bracket("0", "50000", 125, "0.004", "0"),
                                                bracket("60000", "70000", 100, "0.005", "50"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void productsBeyondALongAreExact() {
        assertThat(QuoteUnits.mulDivFloor(Long.MAX_VALUE, 500, 1_000_000))
                .isEqualTo(4_611_686_018_427_387L);
        assertThat(QuoteUnits.mulDivCeil(-Long.MAX_VALUE, 500, 1_000_000))
                .isEqualTo(-4_611_686_018_427_387L);
        assertThat(QuoteUnits.mulDivCeil(7, 1, 2)).isEqualTo(4);
        assertThat(QuoteUnits.mulDivFloor(-7, 1, 2)).isEqualTo(-4);
    }

    private static BigDecimal unit() {
        return BigDecimal.ONE.movePointLeft(8);
    }

    private static org.assertj.core.data.Offset<BigDecimal> within(String offset) {
        return org.assertj.core.api.Assertions.within(new BigDecimal(offset));
    }

    private static CrossPosition position(
            String quantity, String entry, String mark, MarginTable table) {
        return new CrossPosition(
                true, new BigDecimal(quantity), new BigDecimal(entry), new BigDecimal(mark), table);
    }

    private static BigDecimal lp(
            boolean isLong,
            String quantity,
            String entry,
            BigDecimal wallet,
            MarginTable table,
            int places) {
        return IsolatedMargin.liquidationPrice(
                        isLong, new BigDecimal(quantity), new BigDecimal(entry), wallet, table)
                .orElseThrow()
                .setScale(places, RoundingMode.HALF_UP);
    }

    private static MarginTable single(String rate, String amount) {
        return MarginTable.of(List.of(bracket("0", "1000000000", 125, rate, amount)));
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
