package io.leverageguard.engine;

import io.leverageguard.kernel.rpc.Refusal;
import java.util.ArrayList;
import java.util.List;

/**
 * The one writer of an engine: drains the rings, applies, journals the batch as a whole, and only
 * then lets the work act. Everybody who waits at that moment shares one commit. What prices and the
 * time call for is part of the batch like any other work.
 */
public final class EngineAgent {
    /** The most work in one batch. */
    public static final int BATCH_MAX = 256;

    /** The most prices that are looked at before waiting work is. */
    private static final int TICKS_MAX = 4_096;

    private final Engine engine;
    private final EngineProxy proxy;
    private final Journal journal;
    private final int snapshotEvery;
    private final TickRing.Receiver ticks;
    private final List<Work> drained = new ArrayList<>(BATCH_MAX);
    private final List<Work> acted = new ArrayList<>(BATCH_MAX);
    private int begun;
    private int batches;
    private long time;
    private boolean stale = true;
    private boolean working;

    /** An agent that begins by replaying the journal, and keeps no snapshots. */
    public EngineAgent(Engine engine, EngineProxy proxy, Journal journal) {
        this(engine, proxy, journal, Integer.MAX_VALUE);
    }

    /**
     * An agent that begins by replaying the journal.
     *
     * @param snapshotEvery after how many batches a snapshot is kept
     */
    public EngineAgent(Engine engine, EngineProxy proxy, Journal journal, int snapshotEvery) {
        this.engine = engine;
        this.proxy = proxy;
        this.journal = journal;
        this.snapshotEvery = snapshotEvery;
        this.ticks = engine::tick;
    }

    /** Builds the engine from its journal; throws when the journal cannot be read. */
    public void recover() {
        engine.reset();
        byte[] snapshot = journal.snapshot();
        if (snapshot != null) {
            engine.restore(snapshot);
        }
        journal.replay(engine::replay);
        stale = false;
    }

    /** Does what waits, one batch of it at most, and says how much that was. */
    public int doWork() {
        if (working) {
            return 0; // Called by what the work itself calls: it is done afterwards.
        }
        working = true;
        try {
            return batch();
        } finally {
            working = false;
        }
    }

    private int batch() {
        drained.clear();
        acted.clear();
        begun = 0;
        int count = proxy.drainTo(drained, BATCH_MAX);
        boolean isLater = proxy.time() > time;
        if (count == 0 && !isLater && !proxy.hasTicks()) {
            return 0;
        }
        if (stale && count == 0 && !isLater) {
            // A stale engine sees no prices; it is not built anew for each of them either.
            return proxy.drainTicks((instrument, source, price, at) -> {}, TICKS_MAX);
        }
        int seen = isLater ? 1 : 0;
        time = Math.max(time, proxy.time());
        try {
            if (stale) {
                recover();
            }
            while (begun < count) {
                act(drained.get(begun++));
            }
            seen += look();
            if (count > 0 || engine.hasWritten()) {
                batches += engine.hasWritten() ? 1 : 0;
                journal.append(engine.written(), engine.stateHash());
                engine.clearWritten();
            }
        } catch (RuntimeException e) {
            // Memory may now be ahead of the journal: nothing that was decided is believed.
            stale = true;
            engine.failed(e);
            acted.forEach(work -> work.failed(e));
            drained.subList(begun, count).forEach(work -> work.failed(e));
            return count + seen;
        }
        for (int i = 0; i < acted.size(); i++) {
            acted.get(i).committed();
        }
        if (batches >= snapshotEvery) {
            keepSnapshot();
        }
        return count + seen;
    }

    /** Lets the engine see the time and the prices. */
    private int look() {
        engine.time(time);
        int seen = proxy.drainTicks(ticks, TICKS_MAX);
        engine.settle();
        return seen;
    }

    private void keepSnapshot() {
        batches = 0;
        try {
            journal.keep(engine.snapshot(), engine.stateHash());
        } catch (RuntimeException e) {
            // The journal is whole without it, and the next one will be tried in its time.
            batches = 0;
        }
    }

    private void act(Work work) {
        try {
            acted.add(work);
            work.act(engine);
        } catch (Refusal refusal) {
            acted.removeLast();
            work.failed(refusal);
        }
    }
}
