package io.leverageguard.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.venues.LiquidationFile.NormalizedLiquidation;
import io.leverageguard.venues.Reports.IncomeReport;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.OrderSide;
import io.leverageguard.venues.VenueAccount;
import io.leverageguard.venues.bybit.BybitVenue;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BybitVenueSpecTest extends VenueSpec {
    BybitVenueSpecTest() {
        super((wire, clock, config) -> new BybitVenue("bybit", wire, clock, config));
    }

    /** The first forced order of each: alone, and in steps because the position is large. */
    @ParameterizedTest
    @CsvSource({"10000, 0.5, true, 90200", "1000000, 30, true, 90000", "10000, 0.9, false, 88800"})
    void theMoneyOfALiquidationAddsUp(
            String usdt, String quantity, boolean isolated, String price) {
        VenueAccount account = scene().account(usdt);
        account.setIsolated(scene().symbol(), isolated);
        scene().placed(account, scene().market(OrderSide.BUY, quantity));
        scene().advance(Duration.ofMinutes(1));
        scene().price(price);
        scene().advance(Duration.ofSeconds(2));
        List<OrderReport> forced = account.forcedOrders(Scene.START);
        assertThat(forced).isNotEmpty();
        NormalizedLiquidation found =
                account.liquidation(
                                scene().symbol(),
                                forced.getLast().venueOrderId(),
                                Scene.START,
                                scene().now())
                        .liquidation();
        assertThat(found).isNotNull();
        BigDecimal ledger =
                found.income().stream()
                        .map(IncomeReport::amount)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(ledger)
                .as(found.toString())
                .isEqualByComparingTo(
                        found.realizedPnl()
                                .subtract(found.fees())
                                .add(found.funding())
                                .subtract(found.liquidationFee()));
        assertThat(found.quantity())
                .isEqualByComparingTo(
                        found.fills().stream()
                                .map(fill -> fill.quantity())
                                .reduce(BigDecimal.ZERO, BigDecimal::add));
    }
}
