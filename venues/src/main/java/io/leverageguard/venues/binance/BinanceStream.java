package io.leverageguard.venues.binance;

import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.http.Wire;
import io.leverageguard.venues.BookKeeper;
import io.leverageguard.venues.JoinedStream;
import io.leverageguard.venues.MarketSink;
import io.leverageguard.venues.VenueConnection;
import io.leverageguard.venues.VenueConnection.Arrival;
import io.leverageguard.venues.VenueError;
import io.leverageguard.venues.VenueStream;
import io.leverageguard.venues.VenuesConfig;
import io.leverageguard.venues.binance.BinanceMessages.Command;
import io.leverageguard.venues.binance.BinanceMessages.Frame;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The streams of Binance. The venue serves trades and marks under {@code /market}, quotes and books
 * under {@code /public} and the account under {@code /private}, so that one stream may be several
 * connections.
 */
final class BinanceStream {
    /** The venue takes 1024 on one connection, but an address only so long. */
    private static final int STREAMS_PER_CONNECTION = 200;

    private static final Duration HEARTBEAT = Duration.ofSeconds(60);

    /** Marks come every second; without any for so long the venue has forgotten us. */
    private static final Duration STALE_AFTER = Duration.ofMinutes(3);

    private final String name;
    private final Wire web;
    private final Clock clock;
    private final VenuesConfig config;

    BinanceStream(String name, Wire web, Clock clock, VenuesConfig config) {
        this.name = name;
        this.web = web;
        this.clock = clock;
        this.config = config;
    }

    /** Knows where to connect to. */
    interface Source {
        /** Where; may ask the venue first. */
        URI target() throws IOException;

        /** Does what keeps the connection valid; false when it no longer is. */
        boolean isCurrent();
    }

    /** Understands events. */
    interface Receiver {
        /**
         * Reads an event and returns what hands it over.
         *
         * @throws VenueError when the event cannot be used
         */
        Runnable read(BinanceEvent event);

        /** Something may be missing since. */
        void gap();
    }

    /** The public streams of {@code symbols}; {@code book} asks for a whole book. */
    VenueStream market(Set<String> symbols, MarketSink sink, BookKeeper.Source book) {
        List<VenueConnection> connections = new ArrayList<>();
        for (URI target : targets("/market", BinanceSymbols.marketStreams(symbols))) {
            Receiver receiver = new BinanceMarketEvents(sink);
            connections.add(connection(new Fixed(target), receiver, STALE_AFTER));
        }
        boolean books = sink.wantsBooks();
        for (URI target : targets("/public", BinanceSymbols.publicStreams(symbols, books))) {
            Map<String, BookKeeper> kept = books ? keepers(symbols, sink, book) : Map.of();
            Receiver receiver = new BinanceMarketEvents(sink, kept);
            connections.add(connection(new Fixed(target), receiver, null));
        }
        return new JoinedStream(name + " market", connections, config);
    }

    /** The private stream of the account that {@code source} belongs to. */
    VenueStream account(Source source, Receiver receiver) {
        List<VenueConnection> only = List.of(connection(source, receiver, null));
        return new JoinedStream(name + " account", only, config);
    }

    private Map<String, BookKeeper> keepers(
            Set<String> symbols, MarketSink sink, BookKeeper.Source book) {
        Map<String, BookKeeper> keepers = new TreeMap<>();
        for (String symbol : symbols) {
            keepers.put(
                    symbol,
                    new BookKeeper(symbol, BookKeeper.Rule.BINANCE, clock, book, sink::onBook));
        }
        return keepers;
    }

    private VenueConnection connection(
            Source source, Receiver receiver, @Nullable Duration staleAfter) {
        Conversation talk =
                new Conversation(name, source, receiver, staleAfter, new BinanceEventReader());
        return new VenueConnection(web, clock, config, talk);
    }

    private List<URI> targets(String path, List<String> streams) {
        List<URI> targets = new ArrayList<>();
        for (int from = 0; from < streams.size(); from += STREAMS_PER_CONNECTION) {
            int to = Math.min(streams.size(), from + STREAMS_PER_CONNECTION);
            String names = String.join("/", streams.subList(from, to));
            targets.add(URI.create(config.binanceStream() + path + "/stream?streams=" + names));
        }
        return targets;
    }

    /** A place that never changes. */
    private record Fixed(URI target) implements Source {
        @Override
        public boolean isCurrent() {
            return true;
        }
    }

    /** The manners of the venue's sockets: the list of subscriptions is what it can be asked. */
    private record Conversation(
            String name,
            Source source,
            Receiver receiver,
            @Nullable Duration staleAfter,
            BinanceEventReader events)
            implements VenueConnection.Talk {
        @Override
        public URI target() throws IOException {
            return source.target();
        }

        @Override
        public Arrival arrived(String frame) {
            if (BinanceMessages.isAnswer(frame)) {
                Frame answer = BinanceMessages.frame(frame);
                Long id = answer.id();
                return id == null ? new Arrival.Noise() : new Arrival.Answer(id);
            }
            return frame.contains("\"listenKeyExpired\"")
                    ? new Arrival.End("the listen key has run out")
                    : new Arrival.Event();
        }

        @Override
        public String question(long id) {
            return BinanceMessages.write(new Command("LIST_SUBSCRIPTIONS", null, id));
        }

        @Override
        public Runnable read(String frame) {
            BinanceEvent event = events.read(frame);
            return event == null ? () -> {} : receiver.read(event);
        }

        @Override
        public void gap() {
            receiver.gap();
        }

        @Override
        public boolean isCurrent() {
            return source.isCurrent();
        }

        @Override
        public Duration heartbeat() {
            return HEARTBEAT;
        }
    }
}
