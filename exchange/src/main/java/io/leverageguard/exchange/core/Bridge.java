package io.leverageguard.exchange.core;

import java.util.SplittableRandom;

/**
 * The seconds inside a bar: a random path that respects the bar exactly.
 *
 * <p>The path starts at the open, ends at the close, touches high and low, and stays between them;
 * its lots add up to the bar's. Between those four points it is a Brownian bridge: from the last
 * point, each step goes the fair share of the way to the next point and adds noise whose variance
 * shrinks to zero there (Glasserman, Monte Carlo Methods in Financial Engineering, 3.1). What would
 * leave the range is reflected into it.
 */
public final class Bridge {
    private final long[] ticks;
    private final long[] lots;

    private Bridge(long[] ticks, long[] lots) {
        this.ticks = ticks;
        this.lots = lots;
    }

    /** The same seed and bar give the same seconds. */
    static Bridge of(Bar bar, long seed) {
        SplittableRandom random =
                new SplittableRandom(seed ^ (bar.openSecond() * 0x9E3779B97F4A7C15L));
        int[] at = anchors(bar, random);
        long[] ticks = path(bar, at, random);
        return new Bridge(ticks, volume(bar, at, random));
    }

    long ticks(int second) {
        return ticks[second];
    }

    long lots(int second) {
        return lots[second];
    }

    int seconds() {
        return ticks.length;
    }

    /** Where open, high, low and close are: a point shares a second only with its own price. */
    private static int[] anchors(Bar bar, SplittableRandom random) {
        int last = bar.seconds() - 1;
        int high = fixedPlace(bar, bar.high(), last);
        int low = fixedPlace(bar, bar.low(), last);
        if (high >= 0 && low >= 0) {
            return new int[] {0, high, low, last};
        }
        if (last < 3) {
            throw new IllegalArgumentException("a bar with a range needs four seconds: " + bar);
        }
        if (high < 0) {
            high = 1 + random.nextInt(last - 1);
        }
        if (low < 0) {
            low = 1 + random.nextInt(last - 1);
            if (low == high) {
                low = high == last - 1 ? high - 1 : high + 1;
            }
        }
        return new int[] {0, high, low, last};
    }

    private static int fixedPlace(Bar bar, long price, int last) {
        if (price == bar.open()) {
            return 0;
        }
        return price == bar.close() ? last : -1;
    }

    private static long[] path(Bar bar, int[] at, SplittableRandom random) {
        long[] path = new long[bar.seconds()];
        int first = Math.min(at[1], at[2]);
        int second = Math.max(at[1], at[2]);
        long firstPrice = at[1] <= at[2] ? bar.high() : bar.low();
        long secondPrice = at[1] <= at[2] ? bar.low() : bar.high();
        double step = (bar.high() - bar.low()) / Math.sqrt(bar.seconds());
        path[0] = bar.open();
        path[path.length - 1] = bar.close();
        path[first] = firstPrice;
        path[second] = secondPrice;
        bridge(bar, path, new int[] {0, first}, step, random);
        bridge(bar, path, new int[] {first, second}, step, random);
        bridge(bar, path, new int[] {second, path.length - 1}, step, random);
        return path;
    }

    private static void bridge(
            Bar bar, long[] path, int[] span, double step, SplittableRandom random) {
        double price = path[span[0]];
        double target = path[span[1]];
        for (int i = span[0] + 1; i < span[1]; i++) {
            int remaining = span[1] - i + 1;
            double share = 1.0 / remaining;
            double noise = step * Math.sqrt(1.0 - share) * random.nextGaussian();
            price = reflect(price + (target - price) * share + noise, bar.low(), bar.high());
            path[i] = Math.clamp(Math.round(price), bar.low(), bar.high());
        }
    }

    private static double reflect(double price, long low, long high) {
        if (price < low) {
            return Math.min((double) high, 2.0 * low - price);
        }
        if (price > high) {
            return Math.max((double) low, 2.0 * high - price);
        }
        return price;
    }

    /** One lot first where the bar has a price to show, the rest by random weights. */
    private static long[] volume(Bar bar, int[] at, SplittableRandom random) {
        long[] lots = new long[bar.seconds()];
        long left = bar.lots();
        for (int anchor : new int[] {at[0], at[3], at[1], at[2]}) {
            if (left > 0 && lots[anchor] == 0) {
                lots[anchor] = 1;
                left--;
            }
        }
        double[] weights = new double[lots.length];
        double sum = 0;
        for (int i = 0; i < lots.length; i++) {
            weights[i] = -Math.log(1.0 - random.nextDouble());
            sum += weights[i];
        }
        double running = 0;
        long given = 0;
        for (int i = 0; i < lots.length; i++) {
            running += weights[i];
            long upTo = i == lots.length - 1 ? left : (long) (left * (running / sum));
            lots[i] += upTo - given;
            given = upTo;
        }
        return lots;
    }
}
