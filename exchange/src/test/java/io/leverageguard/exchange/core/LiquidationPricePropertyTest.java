package io.leverageguard.exchange.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.engine.margin.IsolatedMargin;
import io.leverageguard.engine.margin.QuoteUnits;
import java.math.BigDecimal;
import java.math.RoundingMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Where the margin classes say that a position dies, it dies; and not one step before. */
class LiquidationPricePropertyTest {
    @Property(tries = 120, seed = "20251010")
    void positionDiesAtThePriceThatTheMarginClassesGive(
            @ForAll @IntRange(min = 2, max = 50) int leverage,
            @ForAll @IntRange(min = 1, max = 20_000) int lots,
            @ForAll boolean buy,
            @ForAll boolean isolated,
            @ForAll MarginRule rule) {
        Floor floor = new Floor("100000000");
        BigDecimal quantity = BigDecimal.valueOf(lots, 3);
        BigDecimal worth = quantity.multiply(BigDecimal.valueOf(103_000));
        BigDecimal margin = worth.divide(BigDecimal.valueOf(leverage), 2, RoundingMode.UP);
        Account account = floor.account(margin.add(worth.movePointLeft(2)).toPlainString());
        floor.exchange.adopt(account, rule);
        floor.exchange.setLeverage(account, floor.btc, leverage);
        if (isolated) {
            floor.exchange.setIsolated(account, floor.btc, true);
        }
        floor.exchange.place(account, floor.market(buy, quantity.toPlainString()));
        Position position = account.position(floor.btc, Leg.BOTH);
        BigDecimal wallet = QuoteUnits.toDecimal(account.crossWallet());
        if (isolated) {
            wallet = QuoteUnits.toDecimal(position.isolatedWallet());
        }
        BigDecimal price = position.liquidationPrice().orElseThrow();
        BigDecimal entry =
                QuoteUnits.toDecimal(Math.abs(position.cost()))
                        .divide(quantity, 20, RoundingMode.HALF_EVEN);
        assertThat(
                        IsolatedMargin.liquidationPrice(
                                buy, quantity, entry, wallet, floor.btc.margins(rule)))
                .contains(price);

        long edge = price.divide(floor.btc.contract.tick(), 0, RoundingMode.FLOOR).longValueExact();
        // The mark price is within a few ticks of the price that is set.
        set(floor, buy ? edge + 4 : edge - 4);
        assertThat(floor.liquidations).isEmpty();
        set(floor, buy ? edge - 4 : edge + 5);
        assertThat(floor.liquidations).isNotEmpty();
        floor.balanced();
    }

    private static void set(Floor floor, long ticks) {
        floor.exchange.setPrice(floor.btc, floor.btc.contract.price(ticks));
    }
}
