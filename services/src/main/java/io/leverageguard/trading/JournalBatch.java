package io.leverageguard.trading;

/** One batch of the engine's commands as it is stored. */
final class JournalBatch {
    final long number;
    final byte[] commands;
    final long stateHash;

    JournalBatch(long number, byte[] commands, long stateHash) {
        this.number = number;
        this.commands = commands;
        this.stateHash = stateHash;
    }
}
