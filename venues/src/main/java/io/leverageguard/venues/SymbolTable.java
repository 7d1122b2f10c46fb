package io.leverageguard.venues;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The contracts whose frames are decoded, each with a small number and the decimal places of its
 * prices and quantities. Found by the bytes of the name, without making a text of them.
 */
public final class SymbolTable {
    /** No contract of this table. */
    public static final int NONE = -1;

    private static final int SCALE_MAX = 18;

    private final List<byte[]> names = new ArrayList<>();
    private final List<String> words = new ArrayList<>();
    private final List<Integer> priceScales = new ArrayList<>();
    private final List<Integer> quantityScales = new ArrayList<>();
    private int[] buckets = new int[16];

    /** Adds a contract and returns its number; its scales cannot be changed later. */
    public int add(String symbol, int priceScale, int quantityScale) {
        if (Math.min(priceScale, quantityScale) < 0
                || Math.max(priceScale, quantityScale) > SCALE_MAX) {
            throw new IllegalArgumentException("not a scale: " + priceScale + quantityScale);
        }
        byte[] name = symbol.getBytes(StandardCharsets.UTF_8);
        if (find(name, 0, name.length) != NONE) {
            throw new IllegalArgumentException("twice: " + symbol);
        }
        names.add(name);
        words.add(symbol);
        priceScales.add(priceScale);
        quantityScales.add(quantityScale);
        if (2 * names.size() > buckets.length) {
            buckets = new int[2 * buckets.length];
        }
        Arrays.fill(buckets, NONE);
        for (int symbolId = 0; symbolId < names.size(); symbolId++) {
            byte[] known = names.get(symbolId);
            buckets[free(hash(known, 0, known.length))] = symbolId;
        }
        return names.size() - 1;
    }

    /** The number of the contract whose name stands in {@code bytes}, or {@link #NONE}. */
    public int find(byte[] bytes, int from, int to) {
        if (names.isEmpty()) {
            return NONE;
        }
        int bucket = hash(bytes, from, to) & (buckets.length - 1);
        while (buckets[bucket] != NONE) {
            byte[] name = names.get(buckets[bucket]);
            if (Arrays.equals(name, 0, name.length, bytes, from, to)) {
                return buckets[bucket];
            }
            bucket = (bucket + 1) & (buckets.length - 1);
        }
        return NONE;
    }

    /** The name of a contract. */
    public String name(int symbolId) {
        return words.get(symbolId);
    }

    /** Decimal places of its prices. */
    public int priceScale(int symbolId) {
        return priceScales.get(symbolId);
    }

    /** Decimal places of its quantities. */
    public int quantityScale(int symbolId) {
        return quantityScales.get(symbolId);
    }

    /** How many contracts there are. */
    public int size() {
        return names.size();
    }

    private int free(int hash) {
        int bucket = hash & (buckets.length - 1);
        while (buckets[bucket] != NONE) {
            bucket = (bucket + 1) & (buckets.length - 1);
        }
        return bucket;
    }

    private static int hash(byte[] bytes, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash ^ hash >>> 16;
    }
}
