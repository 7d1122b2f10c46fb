package io.leverageguard.trading.execution;

import io.leverageguard.engine.execution.FundingOutlook;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.trading.execution.LiveMarket.Mark;
import io.leverageguard.venues.Reports.FundingRate;
import io.leverageguard.venues.Venue;
import io.leverageguard.venues.VenueError;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What holding one base unit is expected to cost in funding. */
final class FundingRates {
    private static final Logger LOG = LoggerFactory.getLogger(FundingRates.class);
    private static final Duration FRESH_MAX = Duration.ofMinutes(10);
    private static final Duration PAST = Duration.ofDays(2);
    private static final Duration USUAL_INTERVAL = Duration.ofHours(8);
    private static final int SETTLED = 3;

    private record Key(String venue, String symbol) {}

    private record Known(List<FundingRate> settled, Instant at) {}

    private final Function<String, Venue> venues;
    private final Clock clock;
    private final Map<Key, Known> known = new ConcurrentHashMap<>();

    FundingRates(Function<String, Venue> venues, Clock clock) {
        this.venues = venues;
        this.clock = clock;
    }

    /** Per base unit of a long, quote; a short has the opposite. */
    BigDecimal perUnit(String venue, String symbol, @Nullable Mark mark, @Nullable Instant until) {
        if (mark == null || until == null) {
            return BigDecimal.ZERO;
        }
        List<FundingRate> settled = settled(new Key(venue, symbol));
        long count =
                FundingOutlook.count(mark.nextFunding(), interval(settled), clock.now(), until);
        List<BigDecimal> rates = settled.stream().map(FundingRate::rate).toList();
        List<BigDecimal> latest = rates.subList(Math.max(0, rates.size() - SETTLED), rates.size());
        return FundingOutlook.rates(mark.fundingRate(), latest, count).multiply(mark.price());
    }

    private static Duration interval(List<FundingRate> settled) {
        if (settled.size() < 2) {
            return USUAL_INTERVAL;
        }
        Duration between =
                Duration.between(settled.get(settled.size() - 2).at(), settled.getLast().at());
        return between.isPositive() ? between : USUAL_INTERVAL;
    }

    private List<FundingRate> settled(Key key) {
        Known fresh = known.get(key);
        Instant now = clock.now();
        if (fresh != null && fresh.at().plus(FRESH_MAX).isAfter(now)) {
            return fresh.settled();
        }
        List<FundingRate> settled = List.of();
        try {
            settled = venues.apply(key.venue()).fundingRates(key.symbol(), now.minus(PAST), now);
        } catch (VenueError e) {
            LOG.info("no past fundings of {}: {}", key, e.getMessage());
        }
        known.put(key, new Known(settled, now));
        return settled;
    }
}
