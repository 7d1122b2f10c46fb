package io.leverageguard.engine.pricing;

/**
 * The standard normal distribution, to about 1e-15.
 *
 * <p>The centre uses the series Φ(x) = ½ + φ(x)(x + x³/3 + x⁵/15 + …) (Marsaglia, "Evaluating the
 * normal distribution", 2004); the tails use Laplace's continued fraction for the Mills ratio, so
 * that small probabilities keep their relative precision.
 */
public final class Normal {
    private static final double SQRT_TWO_PI = Math.sqrt(2 * Math.PI);
    private static final double TAIL = 3;
    private static final double FAR_TAIL = 38;
    private static final int FRACTION_TERMS = 200;
    private static final int QUANTILE_STEPS = 4;

    private Normal() {}

    /** The density φ(x). */
    public static double density(double x) {
        return Math.exp(-x * x / 2) / SQRT_TWO_PI;
    }

    /** The distribution Φ(x). */
    public static double cdf(double x) {
        if (Double.isNaN(x)) {
            throw new IllegalArgumentException("not a number");
        }
        if (x <= -FAR_TAIL) {
            return 0;
        }
        if (x >= FAR_TAIL) {
            return 1;
        }
        if (x < -TAIL) {
            return upperTail(-x);
        }
        if (x > TAIL) {
            return 1 - upperTail(x);
        }
        double term = x;
        double sum = x;
        for (int i = 3; Math.abs(term) > 1e-18; i += 2) {
            term *= x * x / i;
            sum += term;
        }
        return 0.5 + density(x) * sum;
    }

    /** The quantile Φ⁻¹(p) for 0 < p < 1. */
    public static double quantile(double p) {
        if (!(p > 0 && p < 1)) {
            throw new IllegalArgumentException("probability must lie between 0 and 1: " + p);
        }
        if (p > 0.5) {
            return -quantile(1 - p);
        }
        // A rough start (Hastings' tail approximation), then Halley steps on Φ(x) = p.
        double t = Math.sqrt(-2 * Math.log(p));
        double x = -(t - (2.30753 + 0.27061 * t) / (1 + 0.99229 * t + 0.04481 * t * t));
        for (int i = 0; i < QUANTILE_STEPS; i++) {
            double error = (cdf(x) - p) / density(x);
            x -= error / (1 + x * error / 2);
        }
        return x;
    }

    private static double upperTail(double x) {
        double fraction = 0;
        for (int i = FRACTION_TERMS; i >= 1; i--) {
            fraction = i / (x + fraction);
        }
        return density(x) / (x + fraction);
    }
}
