package io.leverageguard.exchange.core;

/**
 * A bar of a scenario in ticks and lots.
 *
 * @param openSecond seconds since 1970
 * @param seconds how long it lasts
 */
public record Bar(
        long openSecond, int seconds, long open, long high, long low, long close, long lots) {
    /** A bar that can be: its range holds its open and its close. */
    public Bar {
        boolean inside = low <= Math.min(open, close) && high >= Math.max(open, close);
        if (!inside || low <= 0 || lots < 0 || seconds < 1) {
            throw new IllegalArgumentException(
                    "not a bar: " + open + " " + high + " " + low + " " + close + " " + lots);
        }
    }

    /** The second after its last. */
    public long endSecond() {
        return openSecond + seconds;
    }
}
