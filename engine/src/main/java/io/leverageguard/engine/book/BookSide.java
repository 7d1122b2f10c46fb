package io.leverageguard.engine.book;

import java.util.Arrays;

/**
 * The levels of one side, sorted so that the best one is last.
 *
 * <p>A sorted array instead of a tree: most changes happen near the best price, which is the end of
 * the array, so that an insertion moves few elements, and a search is a binary search in one piece
 * of memory. Asks are sorted by their negated price, so that one class serves both sides.
 */
final class BookSide {
    private final boolean bids;
    private long[] keys;
    private int[] slots;
    private int size;

    long[] lots;
    int[] counts;
    int[] heads;
    int[] tails;
    long[] levelKeys;
    private int[] freeSlots;
    private int freeCount;

    BookSide(boolean bids, int capacity) {
        this.bids = bids;
        keys = new long[capacity];
        slots = new int[capacity];
        lots = new long[capacity];
        counts = new int[capacity];
        heads = new int[capacity];
        tails = new int[capacity];
        levelKeys = new long[capacity];
        freeSlots = new int[capacity];
        for (int i = capacity - 1; i >= 0; i--) {
            freeSlots[freeCount++] = i;
        }
    }

    long key(long priceTicks) {
        return bids ? priceTicks : -priceTicks;
    }

    long price(long key) {
        return bids ? key : -key;
    }

    int size() {
        return size;
    }

    long bestKey() {
        return keys[size - 1];
    }

    int bestLevel() {
        return slots[size - 1];
    }

    /** The level at {@code depth} from the best. */
    int levelAt(int depth) {
        return slots[size - 1 - depth];
    }

    /** The level with this key, made when there is none. */
    int levelOf(long key) {
        int at = Arrays.binarySearch(keys, 0, size, key);
        if (at >= 0) {
            return slots[at];
        }
        if (size == keys.length) {
            grow();
        }
        int insertion = -(at + 1);
        System.arraycopy(keys, insertion, keys, insertion + 1, size - insertion);
        System.arraycopy(slots, insertion, slots, insertion + 1, size - insertion);
        int level = freeSlots[--freeCount];
        keys[insertion] = key;
        slots[insertion] = level;
        size++;
        lots[level] = 0;
        counts[level] = 0;
        heads[level] = OrderSlots.NONE;
        tails[level] = OrderSlots.NONE;
        levelKeys[level] = key;
        return level;
    }

    /** The lots at this price; zero when there is no level. */
    long lotsAt(long key) {
        int at = Arrays.binarySearch(keys, 0, size, key);
        return at < 0 ? 0 : lots[slots[at]];
    }

    void remove(int level) {
        int at = Arrays.binarySearch(keys, 0, size, levelKeys[level]);
        System.arraycopy(keys, at + 1, keys, at, size - at - 1);
        System.arraycopy(slots, at + 1, slots, at, size - at - 1);
        size--;
        freeSlots[freeCount++] = level;
    }

    private void grow() {
        int before = keys.length;
        int after = Math.multiplyExact(before, 2);
        keys = Arrays.copyOf(keys, after);
        slots = Arrays.copyOf(slots, after);
        lots = Arrays.copyOf(lots, after);
        counts = Arrays.copyOf(counts, after);
        heads = Arrays.copyOf(heads, after);
        tails = Arrays.copyOf(tails, after);
        levelKeys = Arrays.copyOf(levelKeys, after);
        freeSlots = Arrays.copyOf(freeSlots, after);
        for (int level = after - 1; level >= before; level--) {
            freeSlots[freeCount++] = level;
        }
    }
}
