package io.leverageguard.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.leverageguard.api.config.LiveSettings;
import io.leverageguard.api.config.SettingKey;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Refusal.Reason;
import io.leverageguard.kernel.rpc.Route.RateClass;
import io.leverageguard.kernel.time.Clock;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * How often somebody may call: a token bucket per rate class and caller, filled evenly over a
 * minute. The sizes are runtime settings; a changed one starts with full buckets. Only so many
 * callers are remembered: one who has not called for long is forgotten, and has a full bucket
 * again, which it would have by then anyway.
 */
final class RateLimits {
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int CALLERS_MAX = 100_000;

    private record Key(RateClass rate, String caller, long limit) {}

    private final LiveSettings settings;
    private final TimeMeter meter;
    private final Cache<Key, Bucket> buckets;

    RateLimits(Clock clock, LiveSettings settings) {
        this.settings = settings;
        this.meter = new ClockMeter(clock);
        this.buckets =
                Caffeine.newBuilder()
                        .maximumSize(CALLERS_MAX)
                        .expireAfterAccess(WINDOW.multipliedBy(2))
                        .ticker(meter::currentTimeNanos)
                        .build();
    }

    /** Counts one call and writes the headers; refuses when the bucket is empty. */
    void count(RateClass rate, String caller, BiConsumer<String, String> responseHeader) {
        if (rate == RateClass.NONE) {
            return;
        }
        long limit = limit(rate);
        ConsumptionProbe probe =
                buckets.get(new Key(rate, caller, limit), this::bucket)
                        .tryConsumeAndReturnRemaining(1);
        responseHeader.accept("ratelimit-limit", Long.toString(limit));
        responseHeader.accept("ratelimit-remaining", Long.toString(probe.getRemainingTokens()));
        responseHeader.accept(
                "ratelimit-reset", Long.toString(seconds(probe.getNanosToWaitForReset())));
        if (!probe.isConsumed()) {
            long wait = Math.max(1, seconds(probe.getNanosToWaitForRefill()));
            responseHeader.accept("retry-after", Long.toString(wait));
            throw new Refusal(
                    Reason.LIMIT_REACHED,
                    "rate_limit",
                    "at most %d calls of this kind per minute; try again in %d s"
                            .formatted(limit, wait),
                    Map.of("limit", Long.toString(limit), "retryAfter", Long.toString(wait)));
        }
    }

    private long limit(RateClass rate) {
        SettingKey key =
                switch (rate) {
                    case AUTH -> SettingKey.RATE_AUTH;
                    case TRADING -> SettingKey.RATE_TRADING;
                    case GENERAL, NONE -> SettingKey.RATE_GENERAL;
                };
        return settings.get(key).setScale(0, RoundingMode.FLOOR).longValueExact();
    }

    private Bucket bucket(Key key) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(key.limit()).refillGreedy(key.limit(), WINDOW))
                .withCustomTimePrecision(meter)
                .build();
    }

    private static long seconds(long nanos) {
        return TimeUnit.NANOSECONDS.toSeconds(nanos + TimeUnit.SECONDS.toNanos(1) - 1);
    }

    /** Our clock as the bucket library wants it. */
    private record ClockMeter(Clock clock) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            Instant now = clock.now();
            return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
