package io.leverageguard.engine.execution;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * When how much of an order is to be done: the plan of TWAP and VWAP. Made once, when the order is
 * taken, and kept with it.
 */
public record Schedule(List<Slice> slices) {
    private static final int PERCENT = 100;

    /** So many lots, from this moment on. */
    public record Slice(long atMs, long lots) {}

    /**
     * How far slices stray from the regular plan.
     *
     * @param sizePercent up to so much of its own size a slice is larger or smaller
     * @param timePercent up to so much of the interval a slice comes later
     * @param seed the same seed strays the same way
     */
    public record Jitter(int sizePercent, int timePercent, long seed) {
        /** The regular plan. */
        public static final Jitter NONE = new Jitter(0, 0, 0);

        /** Checks the numbers. */
        public Jitter {
            if (sizePercent < 0 || sizePercent > 90 || timePercent < 0 || timePercent > 90) {
                throw new IllegalArgumentException("0 to 90 percent");
            }
        }
    }

    /** Copies the list. */
    public Schedule {
        slices = List.copyOf(slices);
    }

    /** Equal slices at equal intervals: TWAP. */
    public static Schedule even(ParentOrder order, int slices, Jitter jitter) {
        long[] weights = new long[slices];
        Arrays.fill(weights, 1_000);
        return weighted(order, weights, jitter);
    }

    /** Slices at equal intervals in proportion to weights: VWAP by a profile of volumes. */
    public static Schedule weighted(ParentOrder order, long[] profile, Jitter jitter) {
        Random random = new Random(jitter.seed());
        long[] weights = strayed(profile, jitter.sizePercent(), random);
        long[] lots = divided(order.lots(), weights);
        long span = order.endMs() - order.startMs();
        List<Slice> slices = new ArrayList<>();
        for (int i = 0; i < lots.length; i++) {
            long from = order.startMs() + at(span, i, lots.length);
            long interval = order.startMs() + at(span, i + 1, lots.length) - from;
            long latest = interval * jitter.timePercent() / PERCENT;
            long late = latest == 0 ? 0 : random.nextLong(latest + 1);
            if (lots[i] > 0) {
                slices.add(new Slice(from + late, lots[i]));
            }
        }
        return new Schedule(slices);
    }

    /** How much is to be done by then. */
    public long dueLots(long nowMs) {
        return slices.stream().filter(slice -> slice.atMs() <= nowMs).mapToLong(Slice::lots).sum();
    }

    /** When the last slice that is due became so; {@link Long#MIN_VALUE} before the first. */
    public long lastDueMs(long nowMs) {
        return slices.stream()
                .mapToLong(Slice::atMs)
                .filter(at -> at <= nowMs)
                .max()
                .orElse(Long.MIN_VALUE);
    }

    private static long at(long span, int index, int count) {
        return Math.multiplyExact(span / count, (long) index) + span % count * index / count;
    }

    private static long[] strayed(long[] weights, int percent, Random random) {
        long[] strayed = weights.clone();
        if (percent > 0) {
            for (int i = 0; i < strayed.length; i++) {
                long factor = (long) PERCENT - percent + random.nextInt(2 * percent + 1);
                strayed[i] = Math.multiplyExact(strayed[i], factor);
            }
        }
        return strayed;
    }

    /** Rounds the running sums, so that the parts always add up to the whole. */
    private static long[] divided(long whole, long[] weights) {
        BigInteger total = BigInteger.ZERO;
        for (long weight : weights) {
            if (weight < 0) {
                throw new IllegalArgumentException("a negative weight");
            }
            total = total.add(BigInteger.valueOf(weight));
        }
        if (total.signum() == 0) {
            throw new IllegalArgumentException("all weights are zero");
        }
        long[] parts = new long[weights.length];
        long given = 0;
        BigInteger sum = BigInteger.ZERO;
        for (int i = 0; i < weights.length; i++) {
            sum = sum.add(BigInteger.valueOf(weights[i]));
            long upTo = sum.multiply(BigInteger.valueOf(whole)).divide(total).longValueExact();
            parts[i] = upTo - given;
            given = upTo;
        }
        return parts;
    }
}
