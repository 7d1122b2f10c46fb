package io.leverageguard.engine.pricing;

import java.util.Arrays;
import java.util.List;

/**
 * Projects cumulative claims to their ultimate by volume-weighted development factors (T. Mack,
 * 1993).
 *
 * @param factors development from each period to the next
 * @param ultimates projected claims by year of origin
 * @param ibnr incurred but not reported: the projections less what is known
 */
public record ChainLadder(List<Double> factors, List<Double> ultimates, double ibnr) {
    /** Copies the lists. */
    public ChainLadder {
        factors = List.copyOf(factors);
        ultimates = List.copyOf(ultimates);
    }

    /** Projects a triangle: one row per year of origin, each shorter than the one before. */
    public static ChainLadder of(double[][] triangle) {
        int periods = triangle[0].length;
        double[] factors = new double[periods - 1];
        for (int k = 0; k < factors.length; k++) {
            double before = 0;
            double after = 0;
            for (double[] row : triangle) {
                if (row.length > k + 1) {
                    before += row[k];
                    after += row[k + 1];
                }
            }
            factors[k] = after / before;
        }
        double[] ultimates = new double[triangle.length];
        double known = 0;
        for (int i = 0; i < triangle.length; i++) {
            double[] row = triangle[i];
            double latest = row[row.length - 1];
            known += latest;
            ultimates[i] = latest;
            for (int k = row.length - 1; k < factors.length; k++) {
                ultimates[i] *= factors[k];
            }
        }
        return new ChainLadder(
                Arrays.stream(factors).boxed().toList(),
                Arrays.stream(ultimates).boxed().toList(),
                Arrays.stream(ultimates).sum() - known);
    }
}
