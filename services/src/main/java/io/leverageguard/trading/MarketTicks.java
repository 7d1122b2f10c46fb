package io.leverageguard.trading;

import io.leverageguard.engine.Command.PriceSource;
import io.leverageguard.kernel.run.Pump;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.venues.MarketSink;
import io.leverageguard.venues.Reports.LiquidationPrint;
import io.leverageguard.venues.Reports.MarkUpdate;
import io.leverageguard.venues.Reports.QuoteUpdate;
import io.leverageguard.venues.Reports.TradePrint;
import io.leverageguard.venues.Venue;
import io.leverageguard.venues.VenueError;
import io.leverageguard.venues.VenueStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the venues' prices and the time to the engine, for orders that wait there and for limits
 * on losses. Only symbols that somebody waits for are listened to.
 */
final class MarketTicks implements Pump, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MarketTicks.class);
    private static final Duration TIME_EVERY = Duration.ofMillis(250);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

    private final Function<String, Venue> venues;
    private final EngineRoom room;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Map<String, Contract>> wanted = new TreeMap<>();
    private final Map<String, Listening> listening = new TreeMap<>();
    private Instant timeAt = Instant.MIN;

    /** A venue's stream, and the contracts that it was opened for, by symbol. */
    private record Listening(
            Map<String, Contract> contracts, @Nullable VenueStream stream, Instant retryAt) {}

    /** Nobody waits for anything yet. */
    MarketTicks(Function<String, Venue> venues, EngineRoom room, Clock clock) {
        this.venues = venues;
        this.room = room;
        this.clock = clock;
    }

    /** From now on somebody waits for prices of this contract. */
    void watch(Contract contract) {
        lock.lock();
        try {
            wanted.computeIfAbsent(contract.venue(), _ -> new TreeMap<>())
                    .put(contract.symbol(), contract);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String name() {
        return "trading.prices";
    }

    @Override
    public int pump() {
        Instant now = clock.now();
        if (!now.isBefore(timeAt)) {
            timeAt = now.plus(TIME_EVERY);
            room.time(now);
        }
        int taken = 0;
        for (Map.Entry<String, Map<String, Contract>> entry : snapshot().entrySet()) {
            taken += listen(entry.getKey(), entry.getValue(), now);
        }
        return taken;
    }

    @Override
    public void close() {
        listening.values().forEach(MarketTicks::close);
        listening.clear();
    }

    private Map<String, Map<String, Contract>> snapshot() {
        lock.lock();
        try {
            Map<String, Map<String, Contract>> copy = new TreeMap<>();
            wanted.forEach((venue, contracts) -> copy.put(venue, Map.copyOf(contracts)));
            return copy;
        } finally {
            lock.unlock();
        }
    }

    private int listen(String venue, Map<String, Contract> contracts, Instant now) {
        Listening current = listening.get(venue);
        if (current == null || !current.contracts().equals(contracts)) {
            if (current != null) {
                close(current);
            }
            current = open(venue, contracts, now);
        } else if (current.stream() == null && !now.isBefore(current.retryAt())) {
            current = open(venue, contracts, now);
        }
        VenueStream stream = current.stream();
        return stream == null ? 0 : stream.pump();
    }

    private Listening open(String venue, Map<String, Contract> contracts, Instant now) {
        Listening opened;
        try {
            VenueStream stream = venues.apply(venue).market(contracts.keySet(), new Ear(contracts));
            opened = new Listening(contracts, stream, now);
        } catch (VenueError e) {
            LOG.warn("no prices of {}: {}", venue, e.getMessage());
            opened = new Listening(contracts, null, now.plus(AFTER_FAILURE));
        }
        listening.put(venue, opened);
        return opened;
    }

    private static void close(Listening listening) {
        VenueStream stream = listening.stream();
        if (stream != null) {
            stream.close();
        }
    }

    /** Hears a venue. */
    private final class Ear implements MarketSink {
        private final Map<String, Contract> contracts;

        Ear(Map<String, Contract> contracts) {
            this.contracts = contracts;
        }

        @Override
        public void onTrade(TradePrint trade) {
            tell(trade.symbol(), PriceSource.LAST, trade.price(), trade.at());
        }

        @Override
        public void onMark(MarkUpdate mark) {
            tell(mark.symbol(), PriceSource.MARK, mark.mark(), mark.at());
            tell(mark.symbol(), PriceSource.INDEX, mark.index(), mark.at());
        }

        @Override
        public void onQuote(QuoteUpdate quote) {}

        @Override
        public void onLiquidation(LiquidationPrint liquidation) {}

        @Override
        public void onGap() {}

        private void tell(String symbol, PriceSource source, BigDecimal price, Instant at) {
            Contract contract = contracts.get(symbol);
            if (contract != null && price.signum() > 0) {
                room.tick(contract.number(), source, contract.ticks(price), at.toEpochMilli());
            }
        }
    }
}
