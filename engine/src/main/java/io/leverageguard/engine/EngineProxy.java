package io.leverageguard.engine;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

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

    private final Queue<Work> ring = new ConcurrentLinkedQueue<>();
    private final AtomicInteger taken = new AtomicInteger();
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
    public void offerTick(int i, Command.PriceSource p, long t, long at) {}
 public void offerTime(long at) {}
}
