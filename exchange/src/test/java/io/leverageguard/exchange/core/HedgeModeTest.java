package io.leverageguard.exchange.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class HedgeModeTest {
    private final Floor floor = new Floor();
    private final Exchange exchange = floor.exchange;
    private final Account account = floor.account("100000");

    @Test
    void longAndShortAreHeldSideBySideAndSellingClosesTheLongOnly() {
        hedge();
        exchange.place(account, floor.market(true, "0.300").on(Leg.LONG));
        exchange.place(account, floor.market(false, "0.200").on(Leg.SHORT));
        assertThat(lots(Leg.LONG)).isEqualTo(300);
        assertThat(lots(Leg.SHORT)).isEqualTo(-200);
        ExchangeOrder close = exchange.place(account, floor.market(false, "0.500").on(Leg.LONG));
        assertThat(close.terms().reduceOnly()).isTrue();
        assertThat(close.filled()).isEqualTo(300);
        assertThat(lots(Leg.LONG)).isZero();
        assertThat(lots(Leg.SHORT)).isEqualTo(-200);
        OrderRequest more = floor.market(false, "0.100").on(Leg.LONG);
        assertThatThrownBy(() -> exchange.place(account, more)).hasMessage("NOTHING_TO_REDUCE");
        floor.balanced();
    }

    @Test
    void ordersMustBeForALegOfTheMode() {
        OrderRequest legged = floor.market(true, "0.100").on(Leg.LONG);
        assertThatThrownBy(() -> exchange.place(account, legged)).hasMessage("LEG_MISMATCH");
        hedge();
        OrderRequest plain = floor.market(true, "0.100");
        assertThatThrownBy(() -> exchange.place(account, plain)).hasMessage("LEG_MISMATCH");
    }

    @Test
    void modeChangesOnlyWhenNothingIsOpenAndKeepsTheSettings() {
        exchange.setLeverage(account, floor.btc, 33);
        exchange.setIsolated(account, floor.btc, true);
        ExchangeOrder order = exchange.place(account, floor.limit(true, "0.100", "99000"));
        assertThatThrownBy(this::hedge).hasMessage("HEDGE_MODE_HAS_ORDERS");
        exchange.cancel(order);
        exchange.place(account, floor.market(true, "0.100"));
        assertThatThrownBy(this::hedge).hasMessage("HEDGE_MODE_HAS_POSITION");
        exchange.place(account, floor.market(false, "0.100"));
        hedge();
        assertThatThrownBy(this::hedge).hasMessage("HEDGE_MODE_SAME");
        for (Position leg : account.legs(floor.btc)) {
            assertThat(leg.leverage()).isEqualTo(33);
            assertThat(leg.isolated()).isTrue();
        }
        assertThat(account.positions())
                .extracting(Position::leg)
                .containsExactly(Leg.LONG, Leg.SHORT);
    }

    @Test
    void isolatedLegIsLiquidatedAloneAndTheOtherStays() {
        hedge();
        exchange.setLeverage(account, floor.btc, 10);
        exchange.setIsolated(account, floor.btc, true);
        exchange.place(account, floor.market(true, "0.300").on(Leg.LONG));
        exchange.place(account, floor.market(false, "0.200").on(Leg.SHORT));
        floor.price("90000");
        assertThat(lots(Leg.LONG)).isZero();
        assertThat(lots(Leg.SHORT)).isEqualTo(-200);
        assertThat(floor.liquidations).hasSize(1);
        assertThat(floor.liquidations.getFirst().leg()).isEqualTo(Leg.LONG);
        assertThat(floor.liquidations.getFirst().isLong()).isTrue();
        floor.balanced();
    }

    @Test
    void crossLegsAreLiquidatedAtThePriceThatBothTogetherGive() {
        hedge();
        exchange.setLeverage(account, floor.btc, 100);
        exchange.place(account, floor.market(true, "5.000").on(Leg.LONG));
        exchange.place(account, floor.market(false, "2.000").on(Leg.SHORT));
        BigDecimal price = account.position(floor.btc, Leg.LONG).liquidationPrice().orElseThrow();
        assertThat(account.position(floor.btc, Leg.SHORT).liquidationPrice()).contains(price);
        assertThat(price).isBetween(new BigDecimal("60000"), new BigDecimal("80000"));
        floor.price(price.setScale(0, java.math.RoundingMode.CEILING).toPlainString());
        assertThat(floor.liquidations).isEmpty();
        floor.price(price.setScale(0, java.math.RoundingMode.FLOOR).toPlainString());
        assertThat(floor.liquidations).isNotEmpty();
        floor.balanced();
    }

    private void hedge() {
        exchange.setHedge(account, true);
    }

    private long lots(Leg leg) {
        return account.position(floor.btc, leg).lots();
    }
}
