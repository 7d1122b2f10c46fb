package io.leverageguard.trading.execution;

import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.run.Pumps;
import io.leverageguard.venues.Venue;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The public streams that are open now; opened when first wanted, closed when nobody does. */
final class LiveMarkets implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);
    private static final Duration IDLE_MAX = Duration.ofMinutes(10);

    private record Key(String venue, String symbol) {}

    private final Function<String, Venue> venues;
    private final Clock clock;
    private final Pumps pumps;
    private final Duration patience;
    private final Map<Key, LiveMarket> open = new ConcurrentHashMap<>();

    /** Waits for a book at most {@code patience}. */
    LiveMarkets(Function<String, Venue> venues, Clock clock, Pumps pumps, Duration patience) {
        this.venues = venues;
        this.clock = clock;
        this.pumps = pumps;
        this.patience = patience;
    }

    /** The market, which begins to be followed if it is not yet. */
    LiveMarket of(String venue, String symbol) {
        return open.computeIfAbsent(new Key(venue, symbol), this::follow);
    }

    /** The market, which is followed at least until it is released. */
    LiveMarket lease(String venue, String symbol) {
        return open.compute(
                new Key(venue, symbol),
                (key, known) -> {
                    LiveMarket market = known == null ? follow(key) : known;
                    market.lease();
                    return market;
                });
    }

    /** The market once its book is known, or as it is when that takes too long. */
    LiveMarket withBook(String venue, String symbol) {
        LiveMarket market = of(venue, symbol);
        // Whoever asks also drives the stream: in story time nobody else does meanwhile.
        boolean known = market.awaitBook(Duration.ZERO);
        while (!known && market.pump() > 0) {
            known = market.awaitBook(Duration.ZERO);
        }
        for (Duration waited = Duration.ZERO;
                !known && waited.compareTo(patience) < 0;
                waited = waited.plus(LOOK_EVERY)) {
            known =
                    market.awaitBook(LOOK_EVERY)
                            || (market.pump() > 0 && market.awaitBook(Duration.ZERO));
        }
        return market;
    }

    /** Lets go of what nobody has wanted for a while. */
    void closeIdle() {
        for (Key key : open.keySet()) {
            open.computeIfPresent(
                    key, (_, market) -> market.isIdle(IDLE_MAX) ? end(market) : market);
        }
    }

    private @Nullable LiveMarket end(LiveMarket market) {
        pumps.remove(market);
        market.close();
        return null;
    }

    @Override
    public void close() {
        open.values().forEach(this::end);
        open.clear();
    }

    private LiveMarket follow(Key key) {
        LiveMarket market = new LiveMarket(venues.apply(key.venue()), key.symbol(), clock);
        pumps.add(market);
        return market;
    }
}
