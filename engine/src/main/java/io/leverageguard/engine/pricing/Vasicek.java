package io.leverageguard.engine.pricing;

/**
 * The loss of a large book of equal policies whose fates hang together through one factor (O.
 * Vasicek, "Loan portfolio value", Risk, 2002). A second opinion beside the shock ladder.
 */
public final class Vasicek {
    private static final int INTERVALS = 4_000;
    private static final double SPAN = 12;

    private Vasicek() {}

    /** The α-quantile of the share that is lost: Φ((Φ⁻¹(p) + √ρ·Φ⁻¹(α)) / √(1−ρ)). */
    public static double valueAtRisk(double p, double rho, double alpha) {
        return lossGiven(p, rho, Normal.quantile(alpha));
    }

    /**
     * The mean loss beyond that quantile, Φ₂(Φ⁻¹(p), Φ⁻¹(1−α); √ρ) / (1−α). The bivariate normal is
     * the integral of the loss over the bad states of the factor, by Simpson's rule.
     */
    public static double tailValueAtRisk(double p, double rho, double alpha) {
        double from = Normal.quantile(alpha);
        double step = SPAN / INTERVALS;
        double sum = 0;
        for (int i = 0; i <= INTERVALS; i++) {
            double factor = from + i * step;
            double weight = i == 0 || i == INTERVALS ? 1 : i % 2 == 1 ? 4 : 2;
            sum += weight * Normal.density(factor) * lossGiven(p, rho, factor);
        }
        return sum * step / 3 / (1 - alpha);
    }

    /** The quantile of a binomial count: what independence would have one believe. */
    public static int independentQuantile(int policies, double p, double alpha) {
        double probability = Math.pow(1 - p, policies);
        double sum = probability;
        int count = 0;
        while (sum < alpha && count < policies) {
            probability *= (double) (policies - count) / (count + 1) * p / (1 - p);
            count++;
            sum += probability;
        }
        return count;
    }

    private static double lossGiven(double p, double rho, double factor) {
        double shifted = Normal.quantile(p) + Math.sqrt(rho) * factor;
        return Normal.cdf(shifted / Math.sqrt(1 - rho));
    }
}
