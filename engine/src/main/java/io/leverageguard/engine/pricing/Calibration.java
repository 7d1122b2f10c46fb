package io.leverageguard.engine.pricing;

/** Measures how well predicted probabilities agree with what happened. */
public final class Calibration {
    private static final double TWO_SIDED_95 = 1.959963984540054;

    private Calibration() {}

    /** The mean squared error of the forecasts (G. W. Brier, 1950). */
    public static double brier(double[] forecasts, boolean[] outcomes) {
        double sum = 0;
        for (int i = 0; i < forecasts.length; i++) {
            double error = forecasts[i] - (outcomes[i] ? 1 : 0);
            sum += error * error;
        }
        return sum / forecasts.length;
    }

    /** An interval that holds the true rate with 95 % (E. B. Wilson, 1927). */
    public static Interval wilson(int hits, int trials) {
        double z = TWO_SIDED_95;
        double rate = (double) hits / trials;
        double weight = 1 + z * z / trials;
        double centre = (rate + z * z / (2.0 * trials)) / weight;
        double spread =
                z
                        / weight
                        * Math.sqrt(
                                rate * (1 - rate) / trials
                                        + z * z / (4.0 * trials * (double) trials));
        return new Interval(centre - spread, centre + spread);
    }

    /** The likelihood ratio of the proportion-of-failures test (P. Kupiec, 1995). */
    public static double kupiec(int trials, int failures, double expected) {
        double observed = (double) failures / trials;
        double underExpected = logLikelihood(trials, failures, expected);
        double underObserved = logLikelihood(trials, failures, observed);
        return -2 * (underExpected - underObserved);
    }

    private static double logLikelihood(int trials, int failures, double p) {
        double ones = failures == 0 ? 0 : failures * Math.log(p);
        double zeros = failures == trials ? 0 : (trials - failures) * Math.log(1 - p);
        return ones + zeros;
    }

    /** Two bounds. */
    public record Interval(double low, double high) {}
}
