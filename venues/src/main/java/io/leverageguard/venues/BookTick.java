package io.leverageguard.venues;

import io.leverageguard.kit.json.FrameError;
import io.leverageguard.kit.json.FrameReader;
import java.math.BigDecimal;
import java.util.Arrays;

/**
 * Changed price levels as a venue sends them: quantities absolute, zero removes. One object that a
 * decoder fills again for every frame.
 */
public final class BookTick {
    /** More than any venue sends in one frame. */
    private static final int LEVELS_MAX = 10_000;

    private final Side bids = new Side();
    private final Side asks = new Side();
    private long firstUpdateId;
    private long finalUpdateId;
    private long previousUpdateId;
    private long timeMs;

    /** The first update in this frame. */
    public long firstUpdateId() {
        return firstUpdateId;
    }

    /** The last update in this frame. */
    public long finalUpdateId() {
        return finalUpdateId;
    }

    /** The last update before this frame. */
    public long previousUpdateId() {
        return previousUpdateId;
    }

    /** When the venue's engine made it. */
    public long timeMs() {
        return timeMs;
    }

    /** Bids, in the venue's order. */
    public Side bids() {
        return bids;
    }

    /** Asks, in the venue's order. */
    public Side asks() {
        return asks;
    }

    /** Forgets the levels. */
    public void clear() {
        bids.size = 0;
        asks.size = 0;
    }

    /** Says what the levels are. */
    public void describe(long firstUpdate, long finalUpdate, long previousUpdate, long madeAtMs) {
        firstUpdateId = firstUpdate;
        finalUpdateId = finalUpdate;
        previousUpdateId = previousUpdate;
        timeMs = madeAtMs;
    }

    /** Brings all levels to the scales of their contract. */
    public void scale(int priceScale, int quantityScale) {
        bids.scale(priceScale, quantityScale);
        asks.scale(priceScale, quantityScale);
    }

    /** The levels of one side. */
    public static final class Side {
        private long[] prices = new long[64];
        private long[] quantities = new long[64];
        private int[] priceScales = new int[64];
        private int[] quantityScales = new int[64];
        private int size;

        /** How many levels there are. */
        public int size() {
            return size;
        }

        /** The price of a level. */
        public long price(int level) {
            return prices[level];
        }

        /** The quantity of a level; zero removes it. */
        public long quantity(int level) {
            return quantities[level];
        }

        /** The price of a level with the venue's digits, before the levels were scaled. */
        public BigDecimal priceAsSent(int level) {
            return BigDecimal.valueOf(prices[level], priceScales[level]);
        }

        /** The quantity of a level with the venue's digits, before the levels were scaled. */
        public BigDecimal quantityAsSent(int level) {
            return BigDecimal.valueOf(quantities[level], quantityScales[level]);
        }

        /** Reads an array of levels: price, quantity, and what a venue adds to them. */
        public void read(FrameReader reader) {
            size = 0;
            reader.array();
            while (reader.nextElement()) {
                reader.array();
                next(reader);
                if (size == prices.length) {
                    grow();
                }
                reader.decimal();
                prices[size] = reader.mantissa();
                priceScales[size] = reader.scale();
                next(reader);
                reader.decimal();
                quantities[size] = reader.mantissa();
                quantityScales[size] = reader.scale();
                size++;
                while (reader.nextElement()) {
                    reader.skip();
                }
            }
        }

        private static void next(FrameReader reader) {
            if (!reader.nextElement()) {
                throw new FrameError("a level has no price or no quantity");
            }
        }

        private void scale(int priceScale, int quantityScale) {
            for (int i = 0; i < size; i++) {
                prices[i] = FrameReader.scaled(prices[i], priceScales[i], priceScale);
                quantities[i] = FrameReader.scaled(quantities[i], quantityScales[i], quantityScale);
            }
        }

        private void grow() {
            int after = 2 * size;
            if (after > LEVELS_MAX) {
                throw new FrameError("more than " + size + " levels in one frame");
            }
            prices = Arrays.copyOf(prices, after);
            quantities = Arrays.copyOf(quantities, after);
            priceScales = Arrays.copyOf(priceScales, after);
            quantityScales = Arrays.copyOf(quantityScales, after);
        }
    }
}
