package io.leverageguard.trading;

import io.leverageguard.venues.LiquidationFile;
import io.leverageguard.venues.LiquidationFile.Kind;
import io.leverageguard.venues.LiquidationFile.NormalizedLiquidation;
import io.leverageguard.venues.Reports.Closure;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.PositionSide;
import java.math.BigDecimal;
import java.util.List;

/** What {@link FakeVenue} shows of an order that is claimed to be a forced closure. */
final class FakeEvidence {
    private FakeEvidence() {}

    static LiquidationFile of(String venue, OrderReport order) {
        return new LiquidationFile(
                new NormalizedLiquidation(
                        venue,
                        "uid",
                        order.symbol(),
                        PositionSide.LONG,
                        Kind.FULL,
                        order.closure(),
                        order.closure() == Closure.LIQUIDATION,
                        order.venueOrderId(),
                        order,
                        List.of(),
                        List.of(),
                        order.filled(),
                        order.averagePrice(),
                        BigDecimal.ZERO,
                        BigDecimal.ZERO,
                        BigDecimal.ZERO,
                        BigDecimal.ZERO,
                        order.createdAt(),
                        order.updatedAt()),
                List.of());
    }
}
