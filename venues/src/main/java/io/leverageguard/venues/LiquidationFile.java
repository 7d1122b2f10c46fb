package io.leverageguard.venues;

import io.leverageguard.venues.Reports.Closure;
import io.leverageguard.venues.Reports.FillReport;
import io.leverageguard.venues.Reports.IncomeReport;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.PositionSide;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a venue says about one closure of a position.
 *
 * @param liquidation the normalised facts; absent when the venue does not know the order
 * @param evidence every answer, as received
 */
public record LiquidationFile(
        @Nullable NormalizedLiquidation liquidation, List<RawEvidence> evidence) {

    /** Whether a position was closed in part or whole, and how. */
    public enum Kind {
        /** The whole position was liquidated. */
        FULL,
        /** A part of it was. */
        PARTIAL,
        /** The venue took the position over at the bankruptcy price. */
        TAKEOVER,
        /** Auto-deleveraged. */
        ADL,
        /** Settled or delisted. */
        SETTLEMENT,
        /** Closed by its owner. */
        USER
    }

    /**
     * A closure, in the same words for every venue.
     *
     * @param listedAsLiquidation whether the venue's list of forced orders has it
     * @param realizedPnl before fees
     * @param fees trading fees, positive when paid
     * @param funding since the position was opened, positive when received
     * @param liquidationFee what the venue took for the liquidation, positive when paid
     */
    public record NormalizedLiquidation(
            String venue,
            String accountUid,
            String symbol,
            PositionSide positionSide,
            Kind kind,
            Closure closure,
            boolean listedAsLiquidation,
            String venueOrderId,
            OrderReport order,
            List<FillReport> fills,
            List<IncomeReport> income,
            BigDecimal quantity,
            BigDecimal averagePrice,
            BigDecimal realizedPnl,
            BigDecimal fees,
            BigDecimal funding,
            BigDecimal liquidationFee,
            Instant startedAt,
            Instant endedAt) {}

    /**
     * One answer as received.
     *
     * @param source for example {@code GET /fapi/v1/forceOrders}
     * @param request the request line without key and signature
     * @param body the bytes of the answer, UTF-8 text
     * @param venueTime the Date header, empty when there was none
     */
    public record RawEvidence(
            String source, String request, String body, String venueTime, Instant at) {}
}
