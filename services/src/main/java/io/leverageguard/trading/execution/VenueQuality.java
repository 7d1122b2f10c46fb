package io.leverageguard.trading.execution;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How fast a venue answers orders and how many it refuses, measured on the parts that were sent.
 *
 * <p>Both are exponentially weighted means, each new answer counting for a twentieth; they begin
 * with 50 ms and one refusal in a hundred.
 */
final class VenueQuality {
    private static final double WEIGHT = 0.05;
    private static final Measure BEGINNING = new Measure(50, 0.01);

    private final Map<String, Measure> venues = new ConcurrentHashMap<>();

    /** Means of latency and refusals: statistics, not amounts. */
    record Measure(double latencyMean, double rejectedMean) {
        BigDecimal latencyMs() {
            return BigDecimal.valueOf(latencyMean).setScale(3, RoundingMode.HALF_EVEN);
        }

        BigDecimal rejectRate() {
            return BigDecimal.valueOf(rejectedMean).setScale(6, RoundingMode.HALF_EVEN);
        }

        private Measure with(double latency, double rejected) {
            return new Measure(
                    latencyMean + WEIGHT * (latency - latencyMean),
                    rejectedMean + WEIGHT * (rejected - rejectedMean));
        }
    }

    /** An order was answered. */
    void answered(String venue, long latencyMs, boolean rejected) {
        venues.compute(
                venue,
                (_, known) ->
                        (known == null ? BEGINNING : known)
                                .with((double) latencyMs, rejected ? 1 : 0));
    }

    Measure of(String venue) {
        return venues.getOrDefault(venue, BEGINNING);
    }
}
