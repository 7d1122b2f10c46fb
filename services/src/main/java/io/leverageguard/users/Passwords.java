package io.leverageguard.users;

import io.leverageguard.kernel.rpc.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Hashes passwords with Argon2id (RFC 9106), written in the PHC string format so that the cost may
 * change later without losing old hashes.
 *
 * <p>19 MiB, two passes, one lane is the first choice of the OWASP password storage cheat sheet. A
 * hash costs about 25 ms and its memory, so only a few run at once: a flood of log-ins waits here
 * instead of eating the heap.
 */
final class Passwords {
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int AT_ONCE_MAX = 4;
    private static final long WAIT_MS_MAX = 5_000;
    private static final Pattern PHC =
            Pattern.compile(
                    "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,2}),p=(\\d{1,2})"
                            + "\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

    private final Semaphore turns = new Semaphore(AT_ONCE_MAX, true);
    private final SecureRandom random;
    private final String nobodysHash;

    /** Nobody's hash is made of random bytes: no password has it, and it costs nothing to make. */
    Passwords(SecureRandom random) {
        this.random = random;
        this.nobodysHash = phc(bytes(SALT_BYTES), bytes(HASH_BYTES));
    }

    /** The hash to store. */
    String hash(String password) {
        byte[] salt = bytes(SALT_BYTES);
        return phc(salt, argon2(password, salt, MEMORY_KIB, PASSES, LANES));
    }

    /** Whether {@code password} is the one that was hashed. */
    boolean matches(String password, String phc) {
        Matcher parts = PHC.matcher(phc);
        if (!parts.matches()) {
            throw new IllegalStateException("a stored password hash is not in the PHC format");
        }
        byte[] wanted = Base64.getDecoder().decode(parts.group(5));
        byte[] hash =
                argon2(
                        password,
                        Base64.getDecoder().decode(parts.group(4)),
                        Integer.parseInt(parts.group(1)),
                        Integer.parseInt(parts.group(2)),
                        Integer.parseInt(parts.group(3)));
        return MessageDigest.isEqual(wanted, hash);
    }

    /** Takes as long as {@link #matches}, so that nobody can tell which logins exist. */
    void spendAsMuch(String password) {
        if (matches(password, nobodysHash)) {
            throw new IllegalStateException("256 random bits were guessed");
        }
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String phc(byte[] salt, byte[] hash) {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
                .formatted(
                        MEMORY_KIB,
                        PASSES,
                        LANES,
                        base64.encodeToString(salt),
                        base64.encodeToString(hash));
    }

    private byte[] argon2(String password, byte[] salt, int memoryKib, int passes, int lanes) {
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        takeTurn();
        try {
            Argon2BytesGenerator generator = new Argon2BytesGenerator();
            generator.init(
                    new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                            .withMemoryAsKB(memoryKib)
                            .withIterations(passes)
                            .withParallelism(lanes)
                            .withSalt(salt)
                            .build());
            byte[] hash = new byte[HASH_BYTES];
            generator.generateBytes(bytes, hash);
            return hash;
        } finally {
            turns.release();
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private void takeTurn() {
        boolean mine = false;
        try {
            mine = turns.tryAcquire(WAIT_MS_MAX, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!mine) {
            throw new Refusal(
                    Refusal.Reason.UNAVAILABLE,
                    "too_many_logins",
                    "too many log-ins at once; try again in a moment");
        }
    }
}
