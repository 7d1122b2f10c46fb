package io.leverageguard.sdk.indicator;

/**
 * The exponential moving average: each value moves it by 2 / (period + 1) of the difference.
 *
 * <p>It begins with the simple average of the first {@code period} values, as TA-Lib and
 * TradingView do.
 */
public final class Ema implements Indicator {
    private final int period;
    private final double weight;
    private int seen;
    private double value;

    /** Over {@code period} values, 1 or more. */
    public Ema(int period) {
        if (period < 1) {
            throw new IllegalArgumentException("period must be 1 or more: " + period);
        }
        this.period = period;
        this.weight = 2.0 / (period + 1);
    }

    @Override
    public void update(double next) {
        if (seen < period) {
            seen++;
            value += (next - value) / seen;
        } else {
            value += weight * (next - value);
        }
    }

    @Override
    public boolean isReady() {
        return seen == period;
    }

    @Override
    public double value() {
        return isReady() ? value : Double.NaN;
    }
}
