package io.leverageguard.engine.pricing;

/**
 * Estimates of volatility from returns.
 *
 * <p>EWMA after RiskMetrics (J.P. Morgan, 1996); GARCH(1,1) after Bollerslev (1986).
 */
public final class Volatility {
    /** The decay of RiskMetrics for daily data, used here for bars. */
    public static final double RISK_METRICS_DECAY = 0.94;

    private Volatility() {}

    /** The variance per bar after {@code returns}: v ← λv + (1 − λ)r². */
    public static double ewmaVariance(double initial, double decay, double... returns) {
        double variance = initial;
        for (double r : returns) {
            variance = decay * variance + (1 - decay) * r * r;
        }
        return variance;
    }

    /** The mean of the squared returns: realised variance per bar. */
    public static double realizedVariance(double... returns) {
        double sum = 0;
        for (double r : returns) {
            sum += r * r;
        }
        return returns.length == 0 ? 0 : sum / returns.length;
    }

    /** The yearly volatility of a variance per bar. */
    public static double annual(double variancePerBar, double barsPerYear) {
        return Math.sqrt(variancePerBar * barsPerYear);
    }

    /** Logarithmic returns of successive prices. */
    public static double[] logReturns(double... prices) {
        double[] returns = new double[Math.max(0, prices.length - 1)];
        for (int i = 0; i < returns.length; i++) {
            returns[i] = Math.log(prices[i + 1] / prices[i]);
        }
        return returns;
    }

    /**
     * GARCH(1,1): v' = ω + α·r² + β·v per bar.
     *
     * @param omega ω
     * @param alpha α, the weight of the last squared return
     * @param beta β, the weight of the last variance
     */
    public record Garch(double omega, double alpha, double beta) {
        /** Checks that the process comes back to a mean. */
        public Garch {
            if (!(omega > 0) || alpha < 0 || beta < 0 || alpha + beta >= 1) {
                throw new IllegalArgumentException("GARCH needs ω > 0 and α + β < 1");
            }
        }

        /** A process whose long-run variance is {@code variance}. */
        public static Garch revertingTo(double variance, double alpha, double beta) {
            return new Garch(variance * (1 - alpha - beta), alpha, beta);
        }

        /** ω / (1 − α − β). */
        public double longRunVariance() {
            return omega / (1 - alpha - beta);
        }

        /** The expected variance {@code bars} bars from now; 1 is the next bar, {@code next}. */
        public double expectedVariance(double next, int bars) {
            double mean = longRunVariance();
            return mean + Math.pow(alpha + beta, bars - 1) * (next - mean);
        }

        /** The sum of the expected variances of the next {@code bars} bars. */
        public double termVariance(double next, int bars) {
            double mean = longRunVariance();
            double persistence = alpha + beta;
            double weight = (1 - Math.pow(persistence, bars)) / (1 - persistence);
            return mean * bars + weight * (next - mean);
        }

        /** The variance of the next bar after {@code returns}, starting at the long-run mean. */
        public double filter(double... returns) {
            double variance = longRunVariance();
            for (double r : returns) {
                variance = omega + alpha * r * r + beta * variance;
            }
            return variance;
        }
    }
}
