package io.leverageguard.marketdata;

import io.leverageguard.api.marketdata.MarketData.InstrumentRef;
import io.leverageguard.kernel.run.Pump;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.json.Json;
import io.leverageguard.kit.stream.Hub;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What is live of every followed instrument. Books and open minutes are published as they change,
 * at most ten times a second, and only those that somebody reads.
 */
final class Tickers implements Pump {
    static final Duration PUBLISH_EVERY = Duration.ofMillis(100);
    private static final int PUBLISHED_LEVELS = 20;

    private final Clock clock;
    private final Hub hub;
    private final Map<InstrumentRef, Live> followed = new ConcurrentHashMap<>();
    private final Map<String, Shown> shown = new ConcurrentHashMap<>();
    private Instant publishAt = Instant.MIN;

    /** What the readers of a topic were sent last. */
    private record Shown(long changes, boolean stale) {}

    Tickers(Clock clock, Hub hub) {
        this.clock = clock;
        this.hub = hub;
    }

    /** What is live of an instrument, which is followed from now on. */
    Live follow(InstrumentRef ref) {
        return followed.computeIfAbsent(ref, _ -> new Live(ref, clock));
    }

    /** What is live of an instrument; empty when it is not followed. */
    Optional<Live> find(InstrumentRef ref) {
        return Optional.ofNullable(followed.get(ref));
    }

    @Override
    public String name() {
        return "marketdata(live)";
    }

    /** Publishes when it is time; never says that there is more to do. */
    @Override
    public int pump() {
        Instant now = clock.now();
        if (!now.isBefore(publishAt)) {
            publishAt = now.plus(PUBLISH_EVERY);
            followed.forEach(this::publish);
        }
        return 0;
    }

    private void publish(InstrumentRef ref, Live live) {
        String book = MarketDataService.topic("book", ref.venue(), ref.symbol());
        boolean stale = hub.isRead(book) && live.shown(0).stale();
        publish(
                book,
                new Shown(live.bookChanges(), stale),
                () -> Json.write(live.shown(PUBLISHED_LEVELS)));
        String bar = MarketDataService.topic("bar", ref.venue(), ref.symbol());
        live.bar()
                .ifPresent(
                        open ->
                                publish(
                                        bar,
                                        new Shown(live.barChanges(), false),
                                        () -> Json.write(open)));
    }

    /** Whoever comes first is sent what there is; after that, what has changed. */
    private void publish(String topic, Shown now, Supplier<String> json) {
        if (!hub.isRead(topic)) {
            if (shown.remove(topic) != null) {
                hub.conflate(topic, json);
            }
        } else if (!now.equals(shown.put(topic, now))) {
            hub.conflate(topic, json);
        }
    }
}
