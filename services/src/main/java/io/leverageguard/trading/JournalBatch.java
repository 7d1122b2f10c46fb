package io.leverageguard.trading;

/**
 * One batch of the engine's commands as it is stored; {@code comparable} says whether the engine
 * still reckons hashes as it did then.
 */
final class JournalBatch {
    final long number;
    final byte[] commands;
    final long stateHash;
    final boolean comparable;

    JournalBatch(long number, byte[] commands, long stateHash, boolean comparable) {
        this.comparable = comparable;
        this.number = number;
        this.commands = commands;
        this.stateHash = stateHash;
    }
}
