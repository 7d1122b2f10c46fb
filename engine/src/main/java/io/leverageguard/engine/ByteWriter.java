package io.leverageguard.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Appends numbers to an array that grows, little-endian. */
final class ByteWriter {
    private static final int NUMBER_BYTES_MAX = 8;

    private byte[] bytes = new byte[4_096];
    private ByteBuffer buffer = order(bytes);

    /** What has been written since the last {@link #clear}. */
    byte[] written() {
        return Arrays.copyOf(bytes, buffer.position());
    }

    boolean isEmpty() {
        return buffer.position() == 0;
    }

    void clear() {
        buffer.clear();
    }

    /** One byte. */
    ByteWriter name(int value) {
        reserve();
        buffer.put((byte) value);
        return this;
    }

    /** One byte. */
    ByteWriter flag(boolean value) {
        return name(value ? 1 : 0);
    }

    /** Four bytes. */
    ByteWriter number(int value) {
        reserve();
        buffer.putInt(value);
        return this;
    }

    /** Eight bytes. */
    ByteWriter big(long value) {
        reserve();
        buffer.putLong(value);
        return this;
    }

    private void reserve() {
        if (buffer.remaining() < NUMBER_BYTES_MAX) {
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
            buffer = order(bytes).position(buffer.position());
        }
    }

    private static ByteBuffer order(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
