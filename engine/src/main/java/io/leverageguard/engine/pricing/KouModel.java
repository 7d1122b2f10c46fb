package io.leverageguard.engine.pricing;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * A price that diffuses and jumps, with double-exponential jumps of its logarithm (S. G. Kou and H.
 * Wang, "First passage times of a jump diffusion process", Advances in Applied Probability 35,
 * 2003).
 *
 * <p>The Laplace transform of the first-passage probability of an upper barrier b is known:
 *
 * <pre>
 *   ∫ e^(−αt) P(τ ≤ t) dt =
 *     (1/α) [ (η₁−β₁)/η₁ · β₂/(β₂−β₁) · e^(−bβ₁) + (β₂−η₁)/η₁ · β₁/(β₂−β₁) · e^(−bβ₂) ]
 * </pre>
 *
 * where β₁ &lt; η₁ &lt; β₂ are the positive roots of G(x) = xμ + σ²x²/2 + λ(pη₁/(η₁−x) + qη₂/(η₂+x)
 * − 1) = α. It is inverted by the Gaver–Stehfest algorithm, whose weights alternate and grow so
 * fast that the sum needs some sixty digits: hence {@code BigDecimal}. A lower barrier is the
 * mirror image.
 *
 * @param drift μ of the logarithm, yearly
 * @param volatility σ of the diffusion, yearly
 * @param intensity λ, jumps in a year
 * @param up p, the share of upward jumps
 * @param upRate η₁, one over the mean upward jump; above 1
 * @param downRate η₂, one over the mean downward jump
 */
public record KouModel(
        double drift,
        double volatility,
        double intensity,
        double up,
        double upRate,
        double downRate) {
    private static final MathContext DIGITS = new MathContext(80, RoundingMode.HALF_EVEN);

    /** Checks the ranges. */
    public KouModel {
        if (!(volatility > 0) || !(intensity > 0) || !(upRate > 1) || !(downRate > 0)) {
            throw new IllegalArgumentException("volatility, intensity and jump rates out of range");
        }
        if (up < 0 || up > 1) {
            throw new IllegalArgumentException("share of upward jumps must be 0 to 1: " + up);
        }
    }

    /** The model under which the price itself has no drift. */
    public static KouModel martingale(
            double volatility, double intensity, double up, double upRate, double downRate) {
        double meanJump = up * upRate / (upRate - 1) + (1 - up) * downRate / (downRate + 1) - 1;
        double drift = -volatility * volatility / 2 - intensity * meanJump;
        return new KouModel(drift, volatility, intensity, up, upRate, downRate);
    }

    /** The same shape of jumps, with {@code share} of the total yearly variance made by them. */
    public static KouModel withJumpShare(
            double totalVolatility, double share, double up, double upRate, double downRate) {
        double total = totalVolatility * totalVolatility;
        double perJump = 2 * up / (upRate * upRate) + 2 * (1 - up) / (downRate * downRate);
        double diffusion = Math.sqrt(total * (1 - share));
        return martingale(diffusion, total * share / perJump, up, upRate, downRate);
    }

    /** The volatility of diffusion and jumps together. */
    public double totalVolatility() {
        double perJump = 2 * up / (upRate * upRate) + 2 * (1 - up) / (downRate * downRate);
        return Math.sqrt(volatility * volatility + intensity * perJump);
    }

    /** The probability that the price goes from {@code spot} to {@code barrier} within a time. */
    public double touch(double spot, double barrier, double years) {
        double distance = Math.log(barrier / spot);
        if (distance == 0) {
            return 1;
        }
        if (years <= 0) {
            return 0;
        }
        KouModel upward = distance > 0 ? this : mirrored();
        return upward.reach(Math.abs(distance), years);
    }

    private KouModel mirrored() {
        return new KouModel(
                -drift,
                volatility,
                intensity,
                1 - up,
                /* upRate= */ downRate,
                /* downRate= */ upRate);
    }

    private double reach(double distance, double years) {
        BigDecimal b = new BigDecimal(distance);
        BigDecimal value = GaverStehfest.invert(alpha -> transform(alpha, b), years);
        return Math.clamp(value.doubleValue(), 0, 1);
    }

    private BigDecimal transform(BigDecimal alpha, BigDecimal b) {
        BigDecimal eta = new BigDecimal(upRate);
        if (up == 0) {
            throw new IllegalArgumentException("no jumps towards the barrier");
        }
        BigDecimal near = root(alpha, BigDecimal.ZERO, eta);
        BigDecimal far = root(alpha, beyondLargestRoot(alpha), eta);
        BigDecimal width = far.subtract(near, DIGITS);
        BigDecimal first =
                eta.subtract(near)
                        .multiply(far, DIGITS)
                        .multiply(HighPrecision.exp(b.multiply(near, DIGITS).negate(), DIGITS));
        BigDecimal second =
                far.subtract(eta)
                        .multiply(near, DIGITS)
                        .multiply(HighPrecision.exp(b.multiply(far, DIGITS).negate(), DIGITS));
        return first.add(second).divide(eta.multiply(width), DIGITS).divide(alpha, DIGITS);
    }

    /**
     * G(x) = α multiplied by its denominators (η₁−x)(η₂+x), which has no poles: negative at 0,
     * positive at η₁, negative again far out.
     */
    private BigDecimal cleared(BigDecimal x, BigDecimal alpha) {
        BigDecimal lambda = new BigDecimal(intensity);
        BigDecimal p = new BigDecimal(up);
        BigDecimal eta1 = new BigDecimal(upRate);
        BigDecimal eta2 = new BigDecimal(downRate);
        BigDecimal toUp = eta1.subtract(x);
        BigDecimal toDown = eta2.add(x);
        BigDecimal half = new BigDecimal(volatility).pow(2).multiply(new BigDecimal("0.5"));
        BigDecimal quadratic =
                x.multiply(new BigDecimal(drift), DIGITS)
                        .add(x.multiply(x, DIGITS).multiply(half, DIGITS))
                        .subtract(lambda)
                        .subtract(alpha);
        BigDecimal ups = lambda.multiply(p).multiply(eta1).multiply(toDown, DIGITS);
        BigDecimal downs =
                lambda.multiply(BigDecimal.ONE.subtract(p)).multiply(eta2).multiply(toUp, DIGITS);
        return quadratic.multiply(toUp, DIGITS).multiply(toDown, DIGITS).add(ups).add(downs);
    }

    private BigDecimal beyondLargestRoot(BigDecimal alpha) {
        BigDecimal x = new BigDecimal(upRate).multiply(BigDecimal.TWO);
        while (cleared(x, alpha).signum() >= 0) {
            x = x.multiply(BigDecimal.TWO);
        }
        return x;
    }

    private BigDecimal root(BigDecimal alpha, BigDecimal negativeAt, BigDecimal positiveAt) {
        return HighPrecision.root(x -> cleared(x, alpha), negativeAt, positiveAt, DIGITS);
    }
}
