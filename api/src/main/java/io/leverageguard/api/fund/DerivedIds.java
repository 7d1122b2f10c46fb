package io.leverageguard.api.fund;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Identities of batches and transfers that follow from what caused them, so that a booking which is
 * repeated after a crash has the same identity and is booked once.
 */
public final class DerivedIds {
    private DerivedIds() {}

    /**
     * The identity of {@code step} in the life of {@code cause}: a UUIDv8 (RFC 9562) from the first
     * 128 bits of SHA-256 over {@code step:cause}.
     */
    public static UUID of(String step, UUID cause) {
        ByteBuffer bits = ByteBuffer.wrap(sha256(step + ":" + cause));
        return new UUID(
                (bits.getLong() & ~0xF000L) | 0x8000L,
                (bits.getLong() & 0x3FFFFFFFFFFFFFFFL) | Long.MIN_VALUE);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
