package io.leverageguard.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A journal in memory, which can be told to fail. */
final class MemoryJournal implements Journal {
    private final List<byte[]> batches = new ArrayList<>();
    private final List<Long> hashes = new ArrayList<>();
    private byte @Nullable [] snapshot;
    private int snapshotAfter;
    private boolean broken;

    /** From now on nothing is kept. */
    void breakDown() {
        broken = true;
    }

    /** From now on batches are kept again. */
    void repair() {
        broken = false;
    }

    int size() {
        return batches.size();
    }

    /** How many batches a replay reads. */
    int replayed() {
        return batches.size() - snapshotAfter;
    }

    @Override
    public void append(byte[] commands, long stateHash) {
        if (broken) {
            throw new IllegalStateException("the disk is full");
        }
        batches.add(commands);
        hashes.add(stateHash);
    }

    @Override
    public void replay(BatchReader reader) {
        if (broken) {
            throw new IllegalStateException("the disk is gone");
        }
        for (int i = snapshotAfter; i < batches.size(); i++) {
            reader.onBatch(batches.get(i), hashes.get(i));
        }
    }

    @Override
    public byte @Nullable [] snapshot() {
        return snapshot;
    }

    @Override
    public void keep(byte[] state, long stateHash) {
        if (broken) {
            throw new IllegalStateException("the disk is full");
        }
        snapshot = state;
        snapshotAfter = batches.size();
    }
}
