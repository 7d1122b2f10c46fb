package io.leverageguard.cover;

import io.leverageguard.api.marketdata.MarketData;
import io.leverageguard.api.trading.Trading;
import java.time.Duration;

/**
 * The world as it was when cover was priced: kept with the policy as proof of what was insured.
 *
 * @param waiting from binding to the start of cover
 * @param recentMove the last five-minute move in standard deviations
 * @param index insurability index d
 * @param probability that the barrier is touched in the period of cover
 */
record Snapshot(
        Trading.Account account,
        Trading.Position position,
        MarketData.Instrument instrument,
        MarketData.MarkPrice price,
        VolatilityEstimate volatility,
        Duration waiting,
        double recentMove,
        double index,
        double probability) {}
