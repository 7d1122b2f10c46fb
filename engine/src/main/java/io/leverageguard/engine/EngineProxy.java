package io.leverageguard.engine;

import io.leverageguard.engine.Command.PriceSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Hands work to the engine's thread through a bounded ring, without locks. Safe for any number of
 * threads. The JDK's queue is used and not Agrona's, which needs the JVM opened with {@code
 * --add-opens java.base/jdk.internal.misc=ALL-UNNAMED}.
 */
public final class EngineProxy {
    /** What became of an offer. */
    public enum Offer {
        /** It will be done. */
        ACCEPTED,
        /** The ring is full: nothing was changed, try later. */
        RING_FULL,
        /** The engine has stopped. */
        STOPPED
    }

    private static final int TICKS_CAPACITY = 1 << 14;

    private final Queue<Work> ring = new ConcurrentLinkedQueue<>();
    private final AtomicInteger taken = new AtomicInteger();
    private final TickRing ticks = new TickRing(TICKS_CAPACITY);
    private final AtomicLong time = new AtomicLong();
    private final int capacity;
    private final Runnable wakeUp;
    private volatile boolean stopped;

    /**
     * A proxy.
     *
     * @param capacity how much work may wait
     * @param wakeUp called after each offer that was taken
     */
    public EngineProxy(int capacity, Runnable wakeUp) {
        this.capacity = capacity;
        this.wakeUp = wakeUp;
    }

    /** Offers work; never waits. */
    public Offer offer(Work work) {
        if (stopped) {
            return Offer.STOPPED;
        }
        if (taken.incrementAndGet() > capacity) {
            taken.decrementAndGet();
            return Offer.RING_FULL;
        }
        ring.add(work);
        wakeUp.run();
        return Offer.ACCEPTED;
    }

    /**
     * Tells a price; never waits, never fails, and takes no room from work. When prices come faster
     * than the engine looks at them, it sees of each instrument the lowest, highest and newest.
     *
     * @param at when it was, in milliseconds since 1970 UTC
     */
    public void offerTick(int instrument, PriceSource source, long price, long at) {
        if (!stopped && price > 0 && ticks.offer(instrument, source, price, at)) {
            wakeUp.run();
        }
    }

    /** Tells the time, in milliseconds since 1970 UTC; to be told several times a second. */
    public void offerTime(long at) {
        long before = time.get();
        while (at > before && !time.compareAndSet(before, at)) {
            before = time.get();
        }
        if (!stopped && at > before) {
            wakeUp.run();
        }
    }

    /** How many prices came too fast to be looked at one by one. */
    public long conflatedTicks() {
        return ticks.conflated();
    }

    /** Takes no more work. What waits is still done. */
    public void stop() {
        stopped = true;
        wakeUp.run();
    }

    /** Whether {@link #stop} was called. */
    public boolean isStopped() {
        return stopped;
    }

    /** Whether nothing waits. */
    public boolean isEmpty() {
        return ring.isEmpty();
    }

    /** The newest time that was told; zero when none was. */
    long time() {
        return time.get();
    }

    boolean hasTicks() {
        return !ticks.isEmpty();
    }

    int drainTicks(TickRing.Receiver receiver, int limit) {
        return ticks.drainTo(receiver, limit);
    }

    int drainTo(List<Work> works, int limit) {
        int count = 0;
        Work work;
        while (count < limit && (work = ring.poll()) != null) {
            works.add(work);
            taken.decrementAndGet();
            count++;
        }
        return count;
    }
}
