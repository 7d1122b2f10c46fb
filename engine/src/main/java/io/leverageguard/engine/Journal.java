package io.leverageguard.engine;

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

    /** Hands over every batch that was kept, in order. */
    void replay(BatchReader reader);
 default byte @org.jspecify.annotations.Nullable [] snapshot() { return null; }
 default void keep(byte[] s, long h) {}

    /** Takes batches. */
    @FunctionalInterface
    interface BatchReader {
        /** One batch, and the state's hash after it. */
        void onBatch(byte[] commands, long stateHash, boolean comparable);
    }
}
