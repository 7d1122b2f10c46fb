package io.leverageguard.sdk.indicator;

/** A number that follows a series, one value at a time. */
public interface Indicator {
    /** Takes the next value of the series. */
    void update(double next);

    /** Whether enough values were seen for {@link #value} to mean something. */
    boolean isReady();

    /** The present value; NaN until {@link #isReady}. */
    double value();
}
