package io.leverageguard.engine;

import java.util.List;
import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;

/** Hands work to the engine's thread through a bounded ring. Safe for any number of threads. */
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

    private final ManyToOneConcurrentArrayQueue<Work> ring;
    private final Runnable wakeUp;
    private volatile boolean stopped;

    /**
     * A proxy.
     *
     * @param capacity how much work may wait
     * @param wakeUp called after each offer that was taken
     */
    public EngineProxy(int capacity, Runnable wakeUp) {
        this.ring = new ManyToOneConcurrentArrayQueue<>(capacity);
        this.wakeUp = wakeUp;
    }

    /** Offers work; never waits. */
    public Offer offer(Work work) {
        if (stopped) {
            return Offer.STOPPED;
        }
        if (!ring.offer(work)) {
            return Offer.RING_FULL;
        }
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
        return ring.drainTo(works, limit);
    }
}
