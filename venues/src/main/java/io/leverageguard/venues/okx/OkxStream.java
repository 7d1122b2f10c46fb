package io.leverageguard.venues.okx;

import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.http.Wire;
import io.leverageguard.venues.JoinedStream;
import io.leverageguard.venues.MarketSink;
import io.leverageguard.venues.VenueConnection;
import io.leverageguard.venues.VenueConnection.Arrival;
import io.leverageguard.venues.VenueError;
import io.leverageguard.venues.VenueStream;
import io.leverageguard.venues.VenuesConfig;
import io.leverageguard.venues.okx.OkxEvent.Arg;
import io.leverageguard.venues.okx.OkxEvent.Command;
import io.leverageguard.venues.okx.OkxEvent.Frame;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The streams of OKX. The venue serves prices under {@code /public}, the account under {@code
 * /private}, and conditional orders under {@code /business}, so that one stream may be several
 * connections.
 */
final class OkxStream {
    private static final String PUBLIC = "/ws/v5/public";
    private static final String PRIVATE = "/ws/v5/private";
    private static final String BUSINESS = "/ws/v5/business";

    /** Six channels each; the venue takes 480 subscriptions an hour on one connection. */
    private static final int SYMBOLS_PER_CONNECTION = 50;

    private static final int CHANNELS_PER_COMMAND = 50;

    /** The venue closes a connection on which nothing was said for 30 seconds. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(20);

    /**
     * Marks come at least every ten seconds; without any for so long the venue has forgotten us.
     */
    private static final Duration STALE_AFTER = Duration.ofMinutes(3);

    private final String name;
    private final Wire web;
    private final Clock clock;
    private final VenuesConfig config;
    private final OkxRest rest;

    OkxStream(String name, Wire web, Clock clock, VenuesConfig config, OkxRest rest) {
        this.name = name;
        this.web = web;
        this.clock = clock;
        this.config = config;
        this.rest = rest;
    }

    /** Understands frames with rows. */
    interface Receiver {
        /**
         * Reads a frame and returns what hands it over.
         *
         * @throws VenueError when the frame cannot be used
         */
        Runnable read(Frame<OkxEvent> frame);

        /** Something may be missing since. */
        void gap();

        /** Whether what was understood so far can go on; otherwise everything begins anew. */
        default boolean isCurrent() {
            return true;
        }

        /** Everything begins anew. */
        default void reset() {}
    }

    /** The public streams of {@code wanted}. */
    VenueStream market(Set<String> wanted, OkxSymbols symbols, Clock time, MarketSink sink) {
        List<VenueConnection> connections = new ArrayList<>();
        List<String> sorted = List.copyOf(new TreeSet<>(wanted));
        for (int from = 0; from < sorted.size(); from += SYMBOLS_PER_CONNECTION) {
            List<String> part =
                    sorted.subList(from, Math.min(sorted.size(), from + SYMBOLS_PER_CONNECTION));
            List<Arg> channels = new ArrayList<>();
            part.forEach(symbol -> addChannels(channels, symbol, sink.wantsBooks()));
            channels.add(Arg.ofType("liquidation-orders", OkxSymbols.SWAP));
            OkxMarketEvents events = new OkxMarketEvents(Set.copyOf(part), symbols, time, sink);
            connections.add(connection(PUBLIC, null, channels, events, STALE_AFTER));
        }
        return new JoinedStream(name + " market", connections, config);
    }

    /** The private streams of one account. */
    VenueStream account(OkxSigner signer, OkxAccountEvents events) {
        List<Arg> orders =
                List.of(
                        Arg.ofType("orders", OkxSymbols.SWAP),
                        Arg.ofType("positions", OkxSymbols.SWAP),
                        Arg.of("account"),
                        Arg.of("balance_and_position"),
                        Arg.ofType("liquidation-warning", OkxSymbols.SWAP));
        List<Arg> triggers =
                List.of(
                        Arg.ofType("orders-algo", OkxSymbols.SWAP),
                        Arg.ofType("algo-advance", OkxSymbols.SWAP));
        return new JoinedStream(
                name + " account",
                List.of(
                        connection(PRIVATE, signer, orders, events, null),
                        connection(BUSINESS, signer, triggers, events, null)),
                config);
    }

    private static void addChannels(List<Arg> channels, String symbol, boolean books) {
        String instId = OkxSymbols.instId(symbol);
        for (String channel : List.of("trades", "bbo-tbt", "mark-price", "funding-rate")) {
            channels.add(Arg.of(channel, instId));
        }
        if (books) {
            channels.add(Arg.of("books", instId));
        }
        channels.add(Arg.of("index-tickers", OkxSymbols.family(symbol)));
    }

    private VenueConnection connection(
            String path,
            @Nullable OkxSigner signer,
            List<Arg> channels,
            Receiver receiver,
            @Nullable Duration staleAfter) {
        URI target = URI.create(config.okxStream() + path);
        Conversation talk = new Conversation(target, signer, channels, receiver, staleAfter);
        return new VenueConnection(web, clock, config, talk);
    }

    /**
     * The manners of the venue's sockets: log in first, then subscribe, each channel is confirmed;
     * a sign of life is asked for with the bare text {@code ping}.
     */
    private final class Conversation implements VenueConnection.Talk {
        private final URI target;
        private final @Nullable OkxSigner signer;
        private final List<Arg> channels;
        private final Receiver receiver;
        private final @Nullable Duration staleAfter;
        private final AtomicInteger unconfirmed = new AtomicInteger();
        private final OkxEventReader events = new OkxEventReader();

        private Conversation(
                URI target,
                @Nullable OkxSigner signer,
                List<Arg> channels,
                Receiver receiver,
                @Nullable Duration staleAfter) {
            this.target = target;
            this.signer = signer;
            this.channels = channels;
            this.receiver = receiver;
            this.staleAfter = staleAfter;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public URI target() {
            return target;
        }

        @Override
        public List<String> greeting() {
            receiver.reset();
            unconfirmed.set(channels.size());
            return signer == null
                    ? subscriptions()
                    : List.of(command("login", List.of(signer.login(rest.venueTime()))));
        }

        @Override
        public Arrival arrived(String text) {
            if (text.equals("pong")) {
                return new Arrival.Answer(0);
            }
            if (OkxMessages.isPush(text)) {
                return new Arrival.Event();
            }
            Frame<OkxEvent> frame = OkxMessages.frame(text);
            return switch (OkxParser.or(frame.event(), "")) {
                case "login" ->
                        "0".equals(OkxParser.or(frame.code(), "0"))
                                ? new Arrival.Reply(subscriptions())
                                : ended(frame);
                case "subscribe" ->
                        unconfirmed.decrementAndGet() == 0
                                ? new Arrival.Ready()
                                : new Arrival.Noise();
                case "error", "notice", "channel-conn-count-error" -> ended(frame);
                default -> new Arrival.Noise();
            };
        }

        @Override
        public String question(long id) {
            return "ping";
        }

        @Override
        public Runnable read(String text) {
            return receiver.read(events.read(text));
        }

        @Override
        public void gap() {
            receiver.gap();
        }

        @Override
        public boolean isCurrent() {
            return receiver.isCurrent();
        }

        @Override
        public Duration heartbeat() {
            return HEARTBEAT;
        }

        @Override
        public @Nullable Duration staleAfter() {
            return staleAfter;
        }

        private List<String> subscriptions() {
            List<String> commands = new ArrayList<>();
            for (int from = 0; from < channels.size(); from += CHANNELS_PER_COMMAND) {
                int to = Math.min(channels.size(), from + CHANNELS_PER_COMMAND);
                commands.add(command("subscribe", channels.subList(from, to)));
            }
            return commands;
        }

        private static String command(String op, List<?> args) {
            return OkxMessages.write(new Command<>(null, op, args));
        }

        private static Arrival ended(Frame<OkxEvent> frame) {
            return new Arrival.End(
                    OkxParser.or(frame.code(), "") + " " + OkxParser.or(frame.msg(), ""));
        }
    }
}
