package io.leverageguard.trading;

import io.leverageguard.venues.Reports.Lifetime;
import io.leverageguard.venues.Venue;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Who ends an order that has an end: the venue where it can, otherwise we. */
final class GoodTill {
    /** Binance takes no end that is nearer than ten minutes; a minute is for the way there. */
    private static final Duration NEAREST_AT_VENUE = Duration.ofMinutes(11);

    private GoodTill() {}

    /** Whether the venue ends an order that is sent now. */
    static boolean venueEnds(Venue venue, @Nullable Instant goodTill, Instant now) {
        return goodTill != null
                && venue.capabilities().lifetimes().contains(Lifetime.GTD)
                && goodTill.isAfter(now.plus(NEAREST_AT_VENUE));
    }
}
