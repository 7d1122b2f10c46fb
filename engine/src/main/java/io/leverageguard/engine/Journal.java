package io.leverageguard.engine;

import org.agrona.DirectBuffer;

/** Where batches of commands are kept, in order, for good. */
public interface Journal {
    /**
     * Makes a batch durable. Whatever the batch decided may act only after this returns; if it
     * throws, nobody knows whether the batch was kept, and the engine is built anew by {@link
     * #replay}.
     *
     * @param commands the bytes from 0 to {@code length}; an empty batch can be appended too
     * @param stateHash the engine's state after the batch
     */
    void append(DirectBuffer commands, int length, long stateHash);

    /** Hands over every batch that was kept, in order. */
    void replay(BatchReader reader);

    /** Takes batches. */
    @FunctionalInterface
    interface BatchReader {
        /** One batch, and the state's hash after it. */
        void onBatch(byte[] commands, long stateHash);
    }
}
