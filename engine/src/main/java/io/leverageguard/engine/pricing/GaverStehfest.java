package io.leverageguard.engine.pricing;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.function.UnaryOperator;

/**
 * Inverts a Laplace transform from its values on the real axis (H. Stehfest, "Numerical inversion
 * of Laplace transforms", Communications of the ACM 13, 1970): f(t) ≈ (ln 2/t) Σ ωₖ F(k·ln 2/t).
 */
final class GaverStehfest {
    private static final int TERMS = 20;
    private static final MathContext DIGITS = new MathContext(80, RoundingMode.HALF_EVEN);
    private static final BigDecimal LN_2 =
            new BigDecimal(
                    "0.69314718055994530941723212145817656807550013436025"
                            + "525412068000949339362196969471560586332699641868754");
    private static final BigDecimal[] WEIGHTS = weights();

    private GaverStehfest() {}

    /** The original function at {@code t}. */
    static BigDecimal invert(UnaryOperator<BigDecimal> transform, double t) {
        BigDecimal unit = LN_2.divide(new BigDecimal(t), DIGITS);
        BigDecimal sum = BigDecimal.ZERO;
        for (int k = 1; k <= TERMS; k++) {
            BigDecimal value = transform.apply(unit.multiply(BigDecimal.valueOf(k), DIGITS));
            sum = sum.add(WEIGHTS[k - 1].multiply(value, DIGITS));
        }
        return sum.multiply(unit, DIGITS);
    }

    private static BigDecimal[] weights() {
        int half = TERMS / 2;
        BigDecimal[] weights = new BigDecimal[TERMS];
        for (int k = 1; k <= TERMS; k++) {
            BigDecimal sum = BigDecimal.ZERO;
            for (int j = (k + 1) / 2; j <= Math.min(k, half); j++) {
                BigInteger above = BigInteger.valueOf(j).pow(half).multiply(factorial(2 * j));
                BigInteger below =
                        factorial(half - j)
                                .multiply(factorial(j))
                                .multiply(factorial(j - 1))
                                .multiply(factorial(k - j))
                                .multiply(factorial(2 * j - k));
                sum = sum.add(new BigDecimal(above).divide(new BigDecimal(below), DIGITS));
            }
            weights[k - 1] = (k + half) % 2 == 0 ? sum : sum.negate();
        }
        return weights;
    }

    private static BigInteger factorial(int n) {
        BigInteger product = BigInteger.ONE;
        for (int i = 2; i <= n; i++) {
            product = product.multiply(BigInteger.valueOf(i));
        }
        return product;
    }
}
