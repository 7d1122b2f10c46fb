package io.leverageguard.engine;

import org.jspecify.annotations.Nullable;

/** Where batches of commands are kept, in order, for good. */
public interface Journal {
    /**
     * Makes a batch durable. Whatever the batch decided may act only after this returns; if it
     * throws, nobody knows whether the batch was kept, and the engine is built anew by {@link
     * #replay}.
     *
     * @param commands what was applied; empty when nothing was
     * @param stateHash the engine's state after the batch
     */
    void append(byte[] commands, long stateHash);

    /** Hands over every batch that was kept after {@link #snapshot}, in order. */
    void replay(BatchReader reader);

    /** The newest snapshot that was kept and is of this version; none when there is none. */
    default byte @Nullable [] snapshot() {
        return null;
    }

    /**
     * Keeps the state after the last batch, so that a replay can begin there. It may be refused by
     * throwing: then the journal is as it was.
     */
    default void keep(byte[] snapshot, long stateHash) {}

    /** Takes batches. */
    @FunctionalInterface
    interface BatchReader {
        /**
         * One batch, and the state's hash after it.
         *
         * @param comparable whether that hash was made with this {@link Engine#HASH_VERSION}
         */
        void onBatch(byte[] commands, long stateHash, boolean comparable);

        /** One batch of this version. */
        default void onBatch(byte[] commands, long stateHash) {
            onBatch(commands, stateHash, true);
        }
    }
}
