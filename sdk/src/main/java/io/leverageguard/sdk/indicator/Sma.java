package io.leverageguard.sdk.indicator;

/** The simple moving average: the arithmetic mean of the last {@code period} values. */
public final class Sma implements Indicator {
    private final double[] window;
    private int next;
    private boolean full;
    private double sum;

    /** Over {@code period} values, 1 or more. */
    public Sma(int period) {
        if (period < 1) {
            throw new IllegalArgumentException("period must be 1 or more: " + period);
        }
        window = new double[period];
    }

    @Override
    public void update(double value) {
        sum += value - window[next];
        window[next] = value;
        next++;
        if (next == window.length) {
            next = 0;
            full = true;
            resum();
        }
    }

    @Override
    public boolean isReady() {
        return full;
    }

    @Override
    public double value() {
        return full ? sum / window.length : Double.NaN;
    }

    /** A running sum gathers rounding errors: once per window it is taken anew. */
    private void resum() {
        sum = 0;
        for (double value : window) {
            sum += value;
        }
    }
}
