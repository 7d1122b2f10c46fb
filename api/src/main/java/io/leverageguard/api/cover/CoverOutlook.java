package io.leverageguard.api.cover;

import io.leverageguard.kernel.ids.QuoteId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What may become of a price, and what can be covered: the words of {@link Cover} for it. */
public final class CoverOutlook {
    private CoverOutlook() {}

    /** What moved the price in a simulation. */
    public enum PathModel {
        /** The price diffuses. */
        DIFFUSION,
        /** It diffuses and jumps. */
        JUMPS
    }

    /**
     * Simulated paths of a quote's price against its barrier. Statistics, not amounts.
     *
     * @param model the one whose probability the quote has
     * @param simulated how many paths there were
     * @param probability the quote's, by formula
     * @param touched share of paths that touch the barrier after the waiting period
     * @param touchedWaiting share of paths that touch it before
     * @param fan from now to the end of the term, in equal steps
     * @param paths the first of the simulated ones, which is an unbiased sample
     */
    public record QuotePaths(
            QuoteId quote,
            PathModel model,
            int simulated,
            BigDecimal mark,
            BigDecimal barrier,
            String side,
            long termSeconds,
            long waitingSeconds,
            double probability,
            double touched,
            double touchedWaiting,
            List<FanPoint> fan,
            List<SamplePath> paths) {}

    /** The price that 5, 25, 50, 75 and 95 % of the paths are at or below. */
    public record FanPoint(
            double seconds, double p5, double p25, double p50, double p75, double p95) {}

    /**
     * One path, at the instants of the fan; it goes on after a touch.
     *
     * @param touchedAtSeconds when it had touched the barrier, absent when it never did
     */
    public record SamplePath(List<Double> prices, @Nullable Double touchedAtSeconds) {}

    /** Which instrument; {@code side} is LONG or SHORT. */
    public record TermsQuery(String venue, String symbol, String side) {}

    /**
     * What can be covered for how long.
     *
     * @param maintenanceRate the maintenance margin that is assumed
     * @param accept the insurability index from which cover is sold
     * @param refuse the index below which it is refused
     * @param terms those on sale
     */
    public record CoverTerms(
            String venue,
            String symbol,
            String side,
            BigDecimal mark,
            BigDecimal maintenanceRate,
            BigDecimal accept,
            BigDecimal refuse,
            long waitingSeconds,
            List<Duration> terms,
            List<TermStep> steps,
            Instant at) {}

    /**
     * One leverage.
     *
     * @param barrier liquidation price of a position that is opened at the mark price
     * @param acceptSeconds longest time that is sold, up to the longest term; 0 for none
     * @param referSeconds longest time that an underwriter may allow
     * @param longestTerm longest term on sale that is accepted, absent when none is
     */
    public record TermStep(
            int leverage,
            BigDecimal barrier,
            long acceptSeconds,
            long referSeconds,
            @Nullable Duration longestTerm) {}
}
