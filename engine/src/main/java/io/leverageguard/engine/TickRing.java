package io.leverageguard.engine;

import io.leverageguard.engine.Command.PriceSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Hands prices to the engine's thread without locks and without objects, for any number of threads
 * (the bounded queue of Dmitry Vyukov). When it is full nobody waits: then only the lowest, the
 * highest and the newest price of each instrument are kept until the engine has caught up.
 */
final class TickRing {
    /** Takes prices on the engine's thread. */
    interface Receiver {
        /** One price. */
        void onTick(int instrument, PriceSource source, long ticks, long at);
    }

    private static final PriceSource[] SOURCES = PriceSource.values();
    private static final int FIELDS = 3;

    /** As many prices may differ in instrument or source while the ring is full. */
    private static final int FLOOD_SLOTS = 1 << 13;

    private static final int PROBES_MAX = 64;

    private final int mask;
    private final AtomicLongArray turns;
    private final long[] fields;
    private final AtomicLong tail = new AtomicLong();
    private final AtomicLong head = new AtomicLong();

    private final AtomicLongArray floodKeys = new AtomicLongArray(FLOOD_SLOTS);
    private final AtomicLongArray floodDirty = new AtomicLongArray(FLOOD_SLOTS);
    private final AtomicLongArray lowest = new AtomicLongArray(FLOOD_SLOTS);
    private final AtomicLongArray highest = new AtomicLongArray(FLOOD_SLOTS);
    private final AtomicLongArray newest = new AtomicLongArray(FLOOD_SLOTS);
    private final AtomicLongArray newestAt = new AtomicLongArray(FLOOD_SLOTS);
    private final AtomicLong conflated = new AtomicLong();
    private volatile boolean flooded;

    /** A ring for so many prices, a power of two. */
    TickRing(int capacity) {
        mask = capacity - 1;
        turns = new AtomicLongArray(capacity);
        fields = new long[capacity * FIELDS];
        for (int i = 0; i < capacity; i++) {
            turns.set(i, i);
        }
        for (int i = 0; i < FLOOD_SLOTS; i++) {
            lowest.set(i, Long.MAX_VALUE);
        }
    }

    /** How many prices were not kept one by one. */
    long conflated() {
        return conflated.get();
    }

    boolean isEmpty() {
        return turns.get(slot(head.get())) != head.get() + 1 && !flooded;
    }

    /** Takes a price; returns whether the engine may be asleep. */
    boolean offer(int instrument, PriceSource source, long ticks, long at) {
        if (flooded) {
            return conflate(instrument, source, ticks, at);
        }
        long turn = tail.get();
        while (true) {
            int slot = slot(turn);
            long free = turns.get(slot);
            if (free < turn) {
                return conflate(instrument, source, ticks, at);
            }
            if (free == turn && tail.compareAndSet(turn, turn + 1)) {
                fields[slot * FIELDS] = pack(instrument, source);
                fields[slot * FIELDS + 1] = ticks;
                fields[slot * FIELDS + 2] = at;
                turns.set(slot, turn + 1);
                return head.get() == turn;
            }
            turn = tail.get();
        }
    }

    /** Hands over what is there, so many prices at most, and says how many these were. */
    int drainTo(Receiver receiver, int limit) {
        int count = 0;
        long turn = head.get();
        while (count < limit) {
            int slot = slot(turn);
            if (turns.get(slot) != turn + 1) {
                break;
            }
            long key = fields[slot * FIELDS];
            long ticks = fields[slot * FIELDS + 1];
            long at = fields[slot * FIELDS + 2];
            turns.set(slot, turn + mask + 1);
            head.set(++turn);
            count++;
            receiver.onTick((int) (key >> 2), SOURCES[(int) (key & 3)], ticks, at);
        }
        if (flooded && count < limit) {
            flooded = false;
            count += drainFlood(receiver);
        }
        return count;
    }

    private boolean conflate(int instrument, PriceSource source, long ticks, long at) {
        conflated.incrementAndGet();
        long key = pack(instrument, source) + 1;
        int slot = floodSlot(key);
        if (slot >= 0) {
            lower(slot, ticks);
            raise(slot, ticks);
            newest.set(slot, ticks);
            newestAt.set(slot, at);
            floodDirty.set(slot, 1);
        }
        boolean first = !flooded;
        flooded = true;
        return first;
    }

    /** Where the prices with this key are kept; negative when too many differ. */
    private int floodSlot(long key) {
        int slot = (int) (StateHash.mix(key, 5) & (FLOOD_SLOTS - 1));
        for (int probe = 0; probe < PROBES_MAX; probe++) {
            long taken = floodKeys.get(slot);
            if (taken == key || (taken == 0 && floodKeys.compareAndSet(slot, 0, key))) {
                return slot;
            }
            if (floodKeys.get(slot) == key) {
                return slot;
            }
            slot = slot + 1 & FLOOD_SLOTS - 1;
        }
        return -1;
    }

    private void lower(int slot, long ticks) {
        long known = lowest.get(slot);
        while (ticks < known && !lowest.compareAndSet(slot, known, ticks)) {
            known = lowest.get(slot);
        }
    }

    private void raise(int slot, long ticks) {
        long known = highest.get(slot);
        while (ticks > known && !highest.compareAndSet(slot, known, ticks)) {
            known = highest.get(slot);
        }
    }

    private int drainFlood(Receiver receiver) {
        int count = 0;
        for (int slot = 0; slot < FLOOD_SLOTS; slot++) {
            if (floodDirty.get(slot) == 0) {
                continue;
            }
            floodDirty.set(slot, 0);
            long key = floodKeys.get(slot) - 1;
            int instrument = (int) (key >> 2);
            PriceSource source = SOURCES[(int) (key & 3)];
            long at = newestAt.get(slot);
            long low = lowest.getAndSet(slot, Long.MAX_VALUE);
            long high = highest.getAndSet(slot, 0);
            long last = newest.get(slot);
            if (low < last) {
                receiver.onTick(instrument, source, low, at);
            }
            if (high > last) {
                receiver.onTick(instrument, source, high, at);
            }
            receiver.onTick(instrument, source, last, at);
            count++;
        }
        return count;
    }

    private int slot(long turn) {
        return (int) turn & mask;
    }

    private static long pack(int instrument, PriceSource source) {
        return ((long) instrument << 2) | source.code();
    }
}
