package io.leverageguard.venues.bybit;

import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.http.Wire;
import io.leverageguard.venues.JoinedStream;
import io.leverageguard.venues.VenueConnection;
import io.leverageguard.venues.VenueConnection.Arrival;
import io.leverageguard.venues.VenueError;
import io.leverageguard.venues.VenueStream;
import io.leverageguard.venues.VenuesConfig;
import io.leverageguard.venues.bybit.BybitEvent.Answer;
import io.leverageguard.venues.bybit.BybitMessages.Command;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The streams of Bybit: linear contracts in public, and the account after a log-in. */
final class BybitStream {
    private static final int TOPICS_PER_CONNECTION = 300;
    private static final int TOPICS_PER_COMMAND = 100;

    /** The venue drops who says nothing for ten minutes, and advises twenty seconds. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(18);

    /** Tickers come several times a second; without any for so long we are forgotten. */
    private static final Duration STALE_AFTER = Duration.ofMinutes(3);

    private static final List<String> KINDS = List.of("topic", "op");

    private final String name;
    private final Wire web;
    private final Clock clock;
    private final VenuesConfig config;

    BybitStream(String name, Wire web, Clock clock, VenuesConfig config) {
        this.name = name;
        this.web = web;
        this.clock = clock;
        this.config = config;
    }

    /** Understands events. */
    interface Receiver {
        /**
         * Reads an event and returns what hands it over.
         *
         * @throws VenueError when the event cannot be used
         */
        Runnable read(BybitEvent event);

        /** Something may be missing since. */
        void gap();
    }

    /** Says who we are. */
    interface LogIn {
        /** The frame that logs in; asks the venue for what is needed besides. */
        String frame();
    }

    /** The public streams of {@code symbols}; each connection has its own receiver. */
    VenueStream market(Set<String> symbols, boolean books, ReceiverFactory receivers) {
        URI target = URI.create(config.bybitStream() + "/v5/public/linear");
        List<String> topics = BybitSymbols.topics(symbols, books);
        List<VenueConnection> connections = new ArrayList<>();
        for (List<String> part : parts(topics, TOPICS_PER_CONNECTION)) {
            Set<String> again = ConcurrentHashMap.newKeySet();
            Receiver receiver = receivers.of(again);
            connections.add(
                    connection(
                            new Conversation(
                                    name,
                                    target,
                                    part,
                                    again,
                                    null,
                                    receiver,
                                    STALE_AFTER,
                                    new BybitEventReader())));
        }
        return new JoinedStream(name + " market", connections, config);
    }

    /** The private stream of the account that {@code logIn} belongs to. */
    VenueStream account(LogIn logIn, Receiver receiver) {
        URI target = URI.create(config.bybitStream() + "/v5/private");
        List<String> topics = List.of("order", "execution", "position", "wallet");
        Set<String> again = ConcurrentHashMap.newKeySet();
        Conversation talk =
                new Conversation(
                        name, target, topics, again, logIn, receiver, null, new BybitEventReader());
        return new JoinedStream(name + " account", List.of(connection(talk)), config);
    }

    /** Makes the receiver of one connection. */
    interface ReceiverFactory {
        /** {@code again} takes topics to be subscribed anew. */
        Receiver of(Set<String> again);
    }

    private VenueConnection connection(Conversation talk) {
        return new VenueConnection(web, clock, config, talk);
    }

    private static List<List<String>> parts(List<String> topics, int sizeMax) {
        List<List<String>> parts = new ArrayList<>();
        for (int from = 0; from < topics.size(); from += sizeMax) {
            parts.add(topics.subList(from, Math.min(topics.size(), from + sizeMax)));
        }
        return parts;
    }

    /**
     * The manners of the venue's sockets: log-in, subscriptions, and pings that are answered in
     * turn.
     *
     * @param again topics to be subscribed anew: the venue answers with the whole state
     */
    private record Conversation(
            String name,
            URI target,
            List<String> topics,
            Set<String> again,
            @Nullable LogIn logIn,
            Receiver receiver,
            @Nullable Duration staleAfter,
            BybitEventReader events)
            implements VenueConnection.Talk {
        private static final String SUBSCRIBE = "subscribe";

        /** The id of a subscription that an account may be refused and goes on without. */
        private static final String PROTECTION = "protection";

        @Override
        public List<String> greeting() {
            again.removeAll(topics);
            return logIn == null ? subscriptions() : List.of(logIn.frame());
        }

        @Override
        public Arrival arrived(String frame) {
            String topic = BybitEventReader.topic(frame);
            if (topic != null) {
                return news(topic);
            }
            Map.Entry<String, String> kind = BybitMessages.first(frame, KINDS);
            if (kind == null) {
                return new Arrival.Noise();
            }
            if (kind.getKey().equals("topic")) {
                return news(kind.getValue());
            }
            return BybitEvent.read(frame) instanceof Answer answer
                    ? answered(answer)
                    : new Arrival.Noise();
        }

        private Arrival news(String topic) {
            return again.remove(topic) ? new Arrival.Reply(anew(topic)) : new Arrival.Event();
        }

        private Arrival answered(Answer answer) {
            if (answer.isPong()) {
                String id = BybitParser.or(answer.requestId(), "");
                return id.matches("\\d{1,18}")
                        ? new Arrival.Answer(Long.parseLong(id))
                        : new Arrival.Noise();
            }
            if (PROTECTION.equals(answer.requestId())) {
                return new Arrival.Noise();
            }
            if (!answer.isDone()) {
                return new Arrival.End(answer.op() + " is refused: " + answer.reason());
            }
            return switch (answer.op()) {
                case "auth" -> new Arrival.Reply(loggedIn());
                case SUBSCRIBE ->
                        lastId().equals(answer.requestId())
                                ? new Arrival.Ready()
                                : new Arrival.Noise();
                default -> new Arrival.Noise();
            };
        }

        @Override
        public String question(long id) {
            return command(String.valueOf(id), "ping", List.of());
        }

        @Override
        public Runnable read(String frame) {
            return receiver.read(events.read(frame));
        }

        @Override
        public void gap() {
            receiver.gap();
        }

        @Override
        public Duration heartbeat() {
            return HEARTBEAT;
        }

        /** What shows the venue that somebody is there goes first: readiness is the last's. */
        private List<String> loggedIn() {
            List<String> commands = new ArrayList<>();
            commands.add(command(PROTECTION, SUBSCRIBE, List.of(BybitDeadMan.TOPIC)));
            commands.addAll(subscriptions());
            return commands;
        }

        private List<String> subscriptions() {
            List<String> commands = new ArrayList<>();
            for (List<String> part : parts(topics, TOPICS_PER_COMMAND)) {
                commands.add(command(SUBSCRIBE + commands.size(), SUBSCRIBE, part));
            }
            return commands;
        }

        private String lastId() {
            return SUBSCRIBE + (topics.size() - 1) / TOPICS_PER_COMMAND;
        }

        private static List<String> anew(String topic) {
            List<String> only = List.of(topic);
            return List.of(
                    command("again", "unsubscribe", only), command("again", SUBSCRIBE, only));
        }

        private static String command(String id, String op, List<String> args) {
            return BybitMessages.write(Command.of(id, op, args));
        }
    }
}
