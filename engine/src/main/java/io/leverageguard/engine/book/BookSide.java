package io.leverageguard.engine.book;

import java.util.Arrays;

/**
 * The levels of one side, the best one at hand.
 *
 * <p>Sixty-four neighbouring prices share a page, in which a bit says which of them have orders;
 * the pages are sorted, the best one last. To make or remove a level so costs a bit, whatever its
 * depth, and pages come and go rarely: most changes happen where there are orders already. Asks are
 * sorted by their negated price, so that one class serves both sides. A level is known by its
 * place, page × 64 + bit, for as long as it has orders.
 */
final class BookSide {
    static final int NONE = -1;
    private static final int SHIFT = 6;
    private static final int MASK = (1 << SHIFT) - 1;

    private final boolean bids;
    private long[] sortedKeys;
    private int[] sortedPages;
    private int size;
    private int best = NONE;
    private long bestKey = Long.MIN_VALUE;

    private long[] pageKeys;
    private long[] used;
    private int[] freePages;
    private int freeCount;
    long[] lots;
    int[] counts;
    int[] heads;
    int[] tails;

    BookSide(boolean bids, int pages) {
        this.bids = bids;
        sortedKeys = new long[pages];
        sortedPages = new int[pages];
        pageKeys = new long[pages];
        used = new long[pages];
        freePages = new int[pages];
        lots = new long[pages << SHIFT];
        counts = new int[pages << SHIFT];
        heads = new int[pages << SHIFT];
        tails = new int[pages << SHIFT];
        free(0, pages);
    }

    long key(long priceTicks) {
        return bids ? priceTicks : -priceTicks;
    }

    long price(long key) {
        return bids ? key : -key;
    }

    /** The key of the best level; less than any key when there is none. */
    long bestKey() {
        return bestKey;
    }

    /** The best level, or {@link #NONE}. */
    int bestLevel() {
        return best;
    }

    long keyOf(int level) {
        return (pageKeys[level >>> SHIFT] << SHIFT) + (level & MASK);
    }

    /** The next worse level, or {@link #NONE}. */
    int after(int level) {
        int page = level >>> SHIFT;
        long worse = used[page] & ((1L << level) - 1);
        if (worse != 0) {
            return highest(page, worse);
        }
        int at = find(pageKeys[page]);
        return at == 0 ? NONE : highest(sortedPages[at - 1], used[sortedPages[at - 1]]);
    }

    /** The level with this key, made when there is none. */
    int levelOf(long key) {
        int page = pageOf(key >> SHIFT);
        int level = (page << SHIFT) + (int) (key & MASK);
        if ((used[page] >>> level & 1) == 0) {
            used[page] |= 1L << level;
            lots[level] = 0;
            counts[level] = 0;
            heads[level] = OrderSlots.NONE;
            tails[level] = OrderSlots.NONE;
            if (key > bestKey) {
                best = level;
                bestKey = key;
            }
        }
        return level;
    }

    /** The lots at this price; zero when there is no level. */
    long lotsAt(long key) {
        int at = find(key >> SHIFT);
        if (at < 0) {
            return 0;
        }
        int level = (sortedPages[at] << SHIFT) + (int) (key & MASK);
        return (used[sortedPages[at]] >>> level & 1) == 0 ? 0 : lots[level];
    }

    void remove(int level) {
        int page = level >>> SHIFT;
        used[page] &= ~(1L << level);
        if (used[page] == 0) {
            removePage(page);
        }
        if (level == best) {
            int last = size == 0 ? NONE : sortedPages[size - 1];
            best = size == 0 ? NONE : highest(last, used[last]);
            bestKey = size == 0 ? Long.MIN_VALUE : keyOf(best);
        }
    }

    private static int highest(int page, long bits) {
        return (page << SHIFT) + Long.SIZE - 1 - Long.numberOfLeadingZeros(bits);
    }

    private int find(long pageKey) {
        return Arrays.binarySearch(sortedKeys, 0, size, pageKey);
    }

    private int pageOf(long pageKey) {
        int at = find(pageKey);
        if (at >= 0) {
            return sortedPages[at];
        }
        if (size == sortedKeys.length) {
            grow();
        }
        int insertion = -(at + 1);
        System.arraycopy(sortedKeys, insertion, sortedKeys, insertion + 1, size - insertion);
        System.arraycopy(sortedPages, insertion, sortedPages, insertion + 1, size - insertion);
        int page = freePages[--freeCount];
        sortedKeys[insertion] = pageKey;
        sortedPages[insertion] = page;
        size++;
        pageKeys[page] = pageKey;
        return page;
    }

    private void removePage(int page) {
        int at = find(pageKeys[page]);
        System.arraycopy(sortedKeys, at + 1, sortedKeys, at, size - at - 1);
        System.arraycopy(sortedPages, at + 1, sortedPages, at, size - at - 1);
        size--;
        freePages[freeCount++] = page;
    }

    private void free(int from, int to) {
        for (int page = to - 1; page >= from; page--) {
            freePages[freeCount++] = page;
        }
    }

    private void grow() {
        int before = sortedKeys.length;
        int after = Math.multiplyExact(before, 2);
        int levels = Math.multiplyExact(after, 1 << SHIFT);
        sortedKeys = Arrays.copyOf(sortedKeys, after);
        sortedPages = Arrays.copyOf(sortedPages, after);
        pageKeys = Arrays.copyOf(pageKeys, after);
        used = Arrays.copyOf(used, after);
        freePages = Arrays.copyOf(freePages, after);
        lots = Arrays.copyOf(lots, levels);
        counts = Arrays.copyOf(counts, levels);
        heads = Arrays.copyOf(heads, levels);
        tails = Arrays.copyOf(tails, levels);
        free(before, after);
    }
}
