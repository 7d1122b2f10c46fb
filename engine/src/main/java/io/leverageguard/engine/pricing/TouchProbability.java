package io.leverageguard.engine.pricing;

/**
 * The probability that a price touches a barrier within a time, when it follows a geometric
 * Brownian motion.
 *
 * <p>By the reflection principle (Karatzas and Shreve, "Brownian Motion and Stochastic Calculus",
 * 2.8; Hull, chapter on barrier options), with ν = μ − σ²/2, h = ln(H/S) and s = σ√T:
 *
 * <pre>
 *   H below S: Φ((h − νT)/s) + (H/S)^(2ν/σ²) · Φ((h + νT)/s)
 *   H above S: Φ((−h + νT)/s) + (H/S)^(2ν/σ²) · Φ((−h − νT)/s)
 * </pre>
 *
 * @param spot S, the price now
 * @param barrier H; its side of the price decides which formula holds
 * @param volatility σ, yearly
 * @param drift μ, yearly; 0 is a martingale
 */
public record TouchProbability(double spot, double barrier, double volatility, double drift) {
    /** −ζ(½)/√(2π), the constant of Broadie, Glasserman and Kou (1997). */
    private static final double MONITORING_BETA = 1.4603545088095868 / Math.sqrt(2 * Math.PI);

    /** Checks that prices and volatility are positive. */
    public TouchProbability {
        if (!(spot > 0) || !(barrier > 0) || !(volatility > 0)) {
            throw new IllegalArgumentException("prices and volatility must be positive");
        }
    }

    /** The probability of a touch within {@code years}. */
    public double within(double years) {
        double h = Math.log(barrier / spot);
        if (h == 0) {
            return 1;
        }
        if (years <= 0) {
            return 0;
        }
        double nu = drift - volatility * volatility / 2;
        double s = volatility * Math.sqrt(years);
        double side = h < 0 ? 1 : -1;
        double direct = Normal.cdf((side * h - side * nu * years) / s);
        double mirrored = Normal.cdf((side * h + side * nu * years) / s);
        double weight = mirrored == 0 ? 0 : Math.exp(2 * nu / (volatility * volatility) * h);
        return Math.clamp(direct + weight * mirrored, 0, 1);
    }

    /**
     * The probability of a first touch after {@code waitingYears} and within {@code years}: a touch
     * in the waiting period ends the policy without a payment.
     */
    public double afterWaiting(double waitingYears, double years) {
        return Math.max(0, within(years) - within(Math.min(waitingYears, years)));
    }

    /**
     * The same for a price that is only looked at every {@code stepYears}: the barrier moves away
     * by β·σ·√Δt (Broadie, Glasserman and Kou, "A continuity correction for discrete barrier
     * options", 1997).
     */
    public TouchProbability monitoredEvery(double stepYears) {
        double shift = MONITORING_BETA * volatility * Math.sqrt(stepYears);
        double moved = barrier * Math.exp(barrier < spot ? -shift : shift);
        return new TouchProbability(spot, moved, volatility, drift);
    }
}
