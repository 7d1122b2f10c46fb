package io.leverageguard.risk;

import io.leverageguard.api.risk.RiskReport.Measure;
import io.leverageguard.api.risk.RiskReport.Method;
import io.leverageguard.engine.pricing.Normal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Value at risk and expected shortfall, from what today's positions would have won or lost in the
 * past.
 *
 * <p>Historical simulation: with the losses L₁ ≤ … ≤ Lₙ and k = ⌈αn⌉ the value at risk is L_k, and
 * the expected shortfall is the mean of the worst (1 − α)n, of which L_k may be a part only:
 *
 * <pre>ES = ( Σ_{i>k} Lᵢ + (k − αn)·L_k ) / ((1 − α)n)</pre>
 *
 * (Rockafellar and Uryasev, "Conditional value-at-risk for general loss distributions", 2002).
 *
 * <p>Parametric: normal with mean zero and the exponentially weighted variance of RiskMetrics
 * (Technical Document, 4th edition, 1996) with λ = 0.94, its weights scaled to a sum of one. For
 * positions that are held fixed, w'Σw with the weighted covariances Σ equals the weighted variance
 * of the sums of profits, so that no matrix is needed. VaR = zσ, ES = σφ(z)/(1 − α).
 */
final class TailRisk {
    private static final double DECAY = 0.94;
    private static final int[] PERCENTS = {95, 99};
    private static final int MONEY_SCALE = 2;

    private TailRisk() {}

    /**
     * All measures.
     *
     * @param profits one for each past move, oldest first, at least one
     * @param horizon how many moves the horizon has
     */
    static List<Measure> measures(double[] profits, int horizon) {
        double stretch = Math.sqrt(horizon);
        double[] losses = Arrays.stream(profits).map(profit -> -profit).sorted().toArray();
        double deviation = deviation(profits);
        List<Measure> measures = new ArrayList<>();
        for (int percent : PERCENTS) {
            double valueAtRisk = losses[rank(losses.length, percent) - 1];
            measures.add(
                    measure(
                            Method.HISTORICAL,
                            percent,
                            stretch * valueAtRisk,
                            stretch * shortfall(losses, percent)));
        }
        for (int percent : PERCENTS) {
            double z = Normal.quantile(percent / 100.0);
            double beyond = Normal.density(z) / (1 - percent / 100.0);
            measures.add(
                    measure(
                            Method.EWMA,
                            percent,
                            stretch * deviation * z,
                            stretch * deviation * beyond));
        }
        return measures;
    }

    private static double deviation(double[] profits) {
        double weight = 1;
        double weights = 0;
        double sum = 0;
        for (int i = profits.length - 1; i >= 0; i--) {
            sum += weight * profits[i] * profits[i];
            weights += weight;
            weight *= DECAY;
        }
        return Math.sqrt(sum / weights);
    }

    /** ⌈αn⌉, in whole numbers: 0.95 is no binary fraction. */
    private static int rank(int observations, int percent) {
        return Math.ceilDiv(observations * percent, 100);
    }

    private static double shortfall(double[] losses, int percent) {
        int rank = rank(losses.length, percent);
        double beyond = 0;
        for (int i = rank; i < losses.length; i++) {
            beyond += losses[i];
        }
        int partOfHundred = 100 * rank - percent * losses.length;
        int tailOfHundred = (100 - percent) * losses.length;
        return (100 * beyond + partOfHundred * losses[rank - 1]) / tailOfHundred;
    }

    private static Measure measure(
            Method method, int percent, double valueAtRisk, double expectedShortfall) {
        return new Measure(
                method,
                BigDecimal.valueOf(percent, 2),
                amount(valueAtRisk),
                amount(expectedShortfall));
    }

    private static BigDecimal amount(double loss) {
        return BigDecimal.valueOf(Math.max(0, loss)).setScale(MONEY_SCALE, RoundingMode.HALF_UP);
    }
}
