package io.leverageguard.engine;

import io.leverageguard.kernel.rpc.Refusal;
import java.util.ArrayList;
import java.util.List;

/**
 * The one writer of an engine: drains the ring, applies, journals the batch as a whole, and only
 * then lets the work act. Everybody who waits at that moment shares one commit.
 */
public final class EngineAgent {
    /** The most work in one batch. */
    public static final int BATCH_MAX = 256;

    private final Engine engine;
    private final EngineProxy proxy;
    private final Journal journal;
    private final List<Work> drained = new ArrayList<>(BATCH_MAX);
    private final List<Work> acted = new ArrayList<>(BATCH_MAX);
    private int begun;
    private boolean stale = true;

    /** An agent that begins by replaying the journal. */
    public EngineAgent(Engine engine, EngineProxy proxy, Journal journal) {
        this.engine = engine;
        this.proxy = proxy;
        this.journal = journal;
    }

    /** Builds the engine from its journal; throws when the journal cannot be read. */
    public void recover() {
        engine.reset();
        journal.replay(engine::replay);
        stale = false;
    }

    /** Does what waits, one batch of it at most, and says how much that was. */
    public int doWork() {
        drained.clear();
        acted.clear();
        begun = 0;
        int count = proxy.drainTo(drained, BATCH_MAX);
        if (count == 0) {
            return 0;
        }
        try {
            if (stale) {
                recover();
            }
            while (begun < count) {
                act(drained.get(begun++));
            }
            journal.append(engine.written(), engine.stateHash());
            engine.clearWritten();
        } catch (RuntimeException e) {
            // Memory may now be ahead of the journal: nothing that was decided is believed.
            stale = true;
            acted.forEach(work -> work.failed(e));
            drained.subList(begun, count).forEach(work -> work.failed(e));
            return count;
        }
        acted.forEach(Work::committed);
        return count;
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
