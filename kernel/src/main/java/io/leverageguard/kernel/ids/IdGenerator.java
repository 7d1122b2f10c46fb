package io.leverageguard.kernel.ids;

import io.leverageguard.kernel.time.Clock;
import java.util.Locale;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Makes UUIDv7 identities (RFC 9562: 48 bits of Unix milliseconds, then random bits) that grow with
 * the clock. Given a seeded generator and a stepped clock the sequence repeats.
 */
public final class IdGenerator {
    private final Clock clock;
    private final RandomGenerator random;

    /** Uses {@code random} for the bits that are not time; it is only called under our lock. */
    public IdGenerator(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** The next identity. Safe for any number of threads. */
    public UUID next() {
        long millis = clock.now().toEpochMilli();
        long high;
        long low;
        synchronized (this) {
            high = random.nextLong();
            low = random.nextLong();
        }
        return new UUID(
                (millis << 16) | 0x7000L | (high & 0x0FFFL),
                (low & 0x3FFFFFFFFFFFFFFFL) | Long.MIN_VALUE);
    }

    /**
     * A client order id: 32 lower-case hexadecimal digits, which is the narrowest rule of the
     * venues we speak to (OKX: letters and digits, at most 32).
     */
    public String nextClientOrderId() {
        return next().toString().replace("-", "").toLowerCase(Locale.ROOT);
    }
}
