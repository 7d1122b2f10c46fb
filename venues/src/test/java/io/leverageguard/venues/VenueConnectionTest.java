package io.leverageguard.venues;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.kernel.time.SteppedClock;
import io.leverageguard.kit.http.WebClient.Call;
import io.leverageguard.kit.http.WebClient.ClientSocket;
import io.leverageguard.kit.http.WebClient.Reply;
import io.leverageguard.kit.http.WebServer.SocketListener;
import io.leverageguard.kit.http.Wire;
import io.leverageguard.venues.VenueConnection.Arrival;
import io.leverageguard.venues.VenueConnection.Talk;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A connection that has to log in, subscribe, and ping without numbers, as at OKX. */
class VenueConnectionTest {
    private final SteppedClock clock = new SteppedClock(Instant.parse("2025-10-10T20:00:00Z"));
    private final Server server = new Server();
    private final List<String> told = new ArrayList<>();
    private final VenuesConfig config =
            VenuesConfig.defaults()
                    .withPatience(Duration.ZERO, Duration.ZERO, 100, Duration.ofMillis(50));

    @Test
    void connectionIsOpenOnceTheGreetingIsTaken() {
        VenueConnection connection = new VenueConnection(server, clock, config, new Pinged());
        assertThat(server.heard).containsExactly("login", "subscribe");
        server.say("event 1");
        connection.pump();
        assertThat(told).containsExactly("event 1");
    }

    @Test
    void refusedLogInIsAFailedAttemptThatIsMadeAgain() {
        server.knows = false;
        VenueConnection connection = new VenueConnection(server, clock, config, new Pinged());
        assertThat(server.open).isFalse();
        server.knows = true;
        connection.pump();
        assertThat(server.open).isTrue();
        assertThat(told).containsExactly("gap");
    }

    @Test
    void answersWithoutNumberEndQuestionsInTurn() {
        VenueConnection connection = new VenueConnection(server, clock, config, new Pinged());
        server.mute = true;
        CompletableFuture<Void> first = connection.ask();
        CompletableFuture<Void> second = connection.ask();
        server.say("pong");
        assertThat(first).isDone();
        assertThat(second).isNotDone();
        connection.close();
        assertThat(second).isDone();
    }

    @Test
    void venueIsPingedAlsoWhileItTalks() {
        VenueConnection connection = new VenueConnection(server, clock, config, new Pinged());
        for (int i = 0; i < 45; i++) {
            clock.advance(Duration.ofSeconds(1));
            server.say("event " + i);
            connection.pump();
        }
        assertThat(server.heard.stream().filter("ping"::equals)).hasSize(2);
        assertThat(server.opened).isEqualTo(1);
    }

    @Test
    void farewellEndsTheConnectionAfterWhatCameBefore() {
        VenueConnection connection = new VenueConnection(server, clock, config, new Pinged());
        server.say("event 1");
        server.say("bye");
        server.say("event 2");
        connection.pump();
        assertThat(told).containsExactly("event 1", "gap");
        assertThat(server.opened).isEqualTo(2);
    }

    /** The dialogue. */
    private final class Pinged implements Talk {
        @Override
        public String name() {
            return "test";
        }

        @Override
        public URI target() {
            return URI.create("ws://test/");
        }

        @Override
        public List<String> greeting() {
            return List.of("login");
        }

        @Override
        public Arrival arrived(String frame) {
            return switch (frame) {
                case "logged in" -> new Arrival.Reply(List.of("subscribe"));
                case "subscribed" -> new Arrival.Ready();
                case "who are you" -> new Arrival.End("log-in refused");
                case "pong" -> new Arrival.Answer(0);
                case "bye" -> new Arrival.End("the venue said bye");
                default -> new Arrival.Event();
            };
        }

        @Override
        public String question(long id) {
            return "ping";
        }

        @Override
        public Runnable read(String frame) {
            return () -> told.add(frame);
        }

        @Override
        public void gap() {
            told.add("gap");
        }

        @Override
        public Duration heartbeat() {
            return Duration.ofSeconds(20);
        }
    }

    /** The other side, in memory. */
    private static final class Server implements Wire {
        private final List<String> heard = new ArrayList<>();
        private SocketListener client = new Nobody();
        private boolean knows = true;
        private boolean mute;
        private boolean open;
        private int opened;

        @Override
        public Reply send(Call call) throws IOException {
            throw new IOException("no questions here");
        }

        @Override
        public ClientSocket open(URI uri, Map<String, String> headers, SocketListener listener) {
            client = listener;
            open = true;
            opened++;
            return new ClientSocket() {
                @Override
                public boolean send(String frame) {
                    heard.add(frame);
                    answer(frame);
                    return true;
                }

                @Override
                public boolean isOpen() {
                    return open;
                }

                @Override
                public void close() {
                    open = false;
                }
            };
        }

        private void answer(String frame) {
            switch (frame) {
                case "login" -> say(knows ? "logged in" : "who are you");
                case "subscribe" -> say("subscribed");
                case "ping" -> {
                    if (!mute) {
                        say("pong");
                    }
                }
                default -> throw new IllegalArgumentException(frame);
            }
        }

        private void say(String frame) {
            client.text(frame);
        }
    }

    private static final class Nobody implements SocketListener {
        @Override
        public void text(String frame) {}

        @Override
        public void closed() {}
    }
}
