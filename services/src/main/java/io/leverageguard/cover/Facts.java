package io.leverageguard.cover;

import io.leverageguard.api.marketdata.MarketData.Extremes;
import io.leverageguard.api.marketdata.MarketData.PublicLiquidation;
import io.leverageguard.venues.LiquidationFile.NormalizedLiquidation;
import io.leverageguard.venues.Reports.IncomeReport;
import io.leverageguard.venues.Reports.KeyRights;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the checks look at. It is stored with the claim, so that the same checks on it
 * can be run again at any time with the same outcome.
 *
 * @param rights what the venue says the key may do; absent when it does not answer to the key
 * @param keyProblem why there are no rights, else empty
 * @param closure what the venue says about the order; absent when it does not know it
 * @param moves margin that was moved since binding, as the venue booked it
 * @param waiting range of prices from binding to the start of cover
 * @param covered range of prices in the period of cover, up to the closure
 * @param published what the venue published of liquidations around the closure
 * @param paidBefore whether the order was paid for under any claim
 */
record Facts(
        @Nullable KeyRights rights,
        String keyProblem,
        @Nullable NormalizedLiquidation closure,
        List<IncomeReport> moves,
        Extremes waiting,
        Extremes covered,
        List<PublicLiquidation> published,
        boolean paidBefore,
        Instant collectedAt) {}
