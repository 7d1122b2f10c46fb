package io.leverageguard.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads answers of HTTP/1.1 that say how long they are, one after the other. */
final class HttpAnswer {
    private static final int LONGEST = 64 * 1024;
    private static final String LENGTH = "content-length: ";

    private final ByteBuffer bytes = ByteBuffer.allocate(LONGEST);

    /** The status of the answer once it is whole; 0 before. */
    int read(ReadableByteChannel from) throws IOException {
        if (from.read(bytes) < 0) {
            throw new EOFException("the desk has closed a connection");
        }
        int bodyAt = bodyAt();
        if (bodyAt < 0) {
            return 0;
        }
        String head = new String(bytes.array(), 0, bodyAt, StandardCharsets.US_ASCII);
        int at = head.toLowerCase(Locale.ROOT).indexOf(LENGTH);
        int from1 = at + LENGTH.length();
        int length = Integer.parseInt(head.substring(from1, head.indexOf('\r', from1)));
        if (bytes.position() < bodyAt + length) {
            return 0;
        }
        bytes.clear();
        return Integer.parseInt(head.substring(9, 12));
    }

    private int bodyAt() {
        byte[] array = bytes.array();
        for (int i = 3; i < bytes.position(); i++) {
            if (array[i] == '\n' && array[i - 1] == '\r' && array[i - 2] == '\n') {
                return i + 1;
            }
        }
        return -1;
    }
}
