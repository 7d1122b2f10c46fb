package io.leverageguard.cover;

import io.leverageguard.api.marketdata.MarketData.Candle;
import io.leverageguard.api.marketdata.MarketData.Interval;
import io.leverageguard.engine.pricing.InsurabilityIndex;
import io.leverageguard.engine.pricing.Volatility;
import io.leverageguard.engine.pricing.Volatility.Garch;
import java.time.Duration;
import java.util.List;

/**
 * The yearly volatility that cover is priced with: the largest of three estimates and a floor,
 * times a stress multiplier.
 *
 * @param fast moving average (λ = 0.94) over five-minute bars, half of it from the last hour
 * @param term expected over the term by GARCH(1,1) on the same bars, reverting to their mean
 * @param realized of hourly bars, up to thirty days; of five-minute bars where there are none
 * @param unstressed the largest of the three and the floor
 * @param used what the price is made with
 */
record VolatilityEstimate(
        double fast, double term, double realized, double unstressed, double used) {
    private static final double ALPHA = 0.08;
    private static final double BETA = 0.90;

    /** Estimates from bars, oldest first. */
    static VolatilityEstimate of(
            List<Candle> fiveMinutes,
            List<Candle> hours,
            Duration term,
            double floor,
            double stress) {
        double[] returns = returns(fiveMinutes);
        double barsPerYear = InsurabilityIndex.YEAR_SECONDS / Interval.M5.seconds();
        double mean = Math.max(Volatility.realizedVariance(returns), Double.MIN_NORMAL);
        double fast =
                Volatility.annual(
                        Volatility.ewmaVariance(mean, Volatility.RISK_METRICS_DECAY, returns),
                        barsPerYear);
        Garch garch = Garch.revertingTo(mean, ALPHA, BETA);
        int bars = (int) Math.max(1, term.toSeconds() / Interval.M5.seconds());
        double termVariance = garch.termVariance(garch.filter(returns), bars) / bars;
        double expected = Volatility.annual(termVariance, barsPerYear);
        double realized = realized(hours, mean, barsPerYear);
        double unstressed = Math.max(Math.max(fast, expected), Math.max(realized, floor));
        return new VolatilityEstimate(fast, expected, realized, unstressed, unstressed * stress);
    }

    private static double realized(List<Candle> hours, double fallback, double fallbackBars) {
        double[] returns = returns(hours);
        if (returns.length < 24) {
            return Volatility.annual(fallback, fallbackBars);
        }
        double hoursPerYear = InsurabilityIndex.YEAR_SECONDS / Interval.H1.seconds();
        return Volatility.annual(Volatility.realizedVariance(returns), hoursPerYear);
    }

    private static double[] returns(List<Candle> candles) {
        return Volatility.logReturns(
                candles.stream().mapToDouble(candle -> candle.close().doubleValue()).toArray());
    }
}
