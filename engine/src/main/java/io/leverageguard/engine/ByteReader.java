package io.leverageguard.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads what {@link ByteWriter} has written, number by number. */
final class ByteReader {
    private final ByteBuffer from;

    ByteReader(byte[] bytes) {
        this.from = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    boolean hasMore() {
        return from.hasRemaining();
    }

    int name() {
        return from.get();
    }

    boolean flag() {
        return name() != 0;
    }

    int number() {
        return from.getInt();
    }

    long big() {
        return from.getLong();
    }
}
