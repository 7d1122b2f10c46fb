package io.leverageguard.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.api.users.Users.Person;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.kit.http.WebClient.ClientSocket;
import io.leverageguard.kit.http.WebServer.Socket;
import io.leverageguard.kit.http.WebServer.SocketListener;
import io.leverageguard.kit.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** One desk for all tests; each has a person of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamTest {
    private static final String MARK = "marketdata.mark.binance.BTCUSDT";

    private final Desk desk = new Desk();
    private int people;
    private Person person = desk.register("first");
    private String token = "";

    @BeforeEach
    void logIn() {
        person = somebody();
        token = desk.token(person.login());
    }

    @AfterAll
    void close() {
        desk.close();
    }

    @Test
    void messagesArriveInOrderWithTheirNumbers() throws Exception {
        String topic = MARK + ".sequence";
        try (Reader reader = loggedIn()) {
            assertThat(reader.subscribe(topic).path("op").asString("")).isEqualTo("subscribed");
            for (int i = 1; i <= 3; i++) {
                desk.kit.kit().hub().publish(topic, "{\"price\":\"" + i + "\"}");
            }

            for (int i = 1; i <= 3; i++) {
                JsonNode message = reader.next();
                assertThat(message.path("topic").asString("")).isEqualTo(topic);
                assertThat(message.path("seq").asInt(0)).isEqualTo(i);
                assertThat(message.path("data").path("price").asString("")).isEqualTo("" + i);
            }
        }
    }

    @Test
    void ownTopicsAreAllowedAndForeignOnesAreNot() throws Exception {
        Person other = somebody();
        try (Reader reader = loggedIn()) {
            assertThat(reader.subscribe("notification." + person.user()).path("op").asString(""))
                    .isEqualTo("subscribed");
            JsonNode refused = reader.subscribe("notification." + other.user());
            assertThat(refused.path("code").asString("")).isEqualTo("not_permitted");

            desk.kit.kit().hub().publish("notification." + other.user(), "{\"secret\":1}");
            desk.kit.kit().hub().publish("notification." + person.user(), "{\"mine\":1}");
            assertThat(reader.next().path("data").path("mine").asInt(0)).isEqualTo(1);
        }
    }

    @Test
    void headerLogsInToo() throws Exception {
        try (Reader reader = new Reader(Map.of("authorization", "Bearer " + token))) {
            assertThat(reader.next().path("user").asString("")).isEqualTo(person.user().toString());
            assertThat(reader.subscribe(MARK).path("op").asString("")).isEqualTo("subscribed");
        }
    }

    @Test
    void subscribingBeforeLoggingInClosesTheSocket() throws Exception {
        try (Reader reader = new Reader(Map.of())) {
            assertThat(reader.subscribe(MARK).path("code").asString("")).isEqualTo("not_logged_in");
            assertThat(reader.isClosed()).isTrue();
        }
    }

    @Test
    void badTokenClosesTheSocket() throws Exception {
        try (Reader reader = new Reader(Map.of())) {
            reader.say("{\"op\":\"auth\",\"token\":\"forged\"}");
            assertThat(reader.next().path("code").asString("")).isEqualTo("token_invalid");
            assertThat(reader.isClosed()).isTrue();
        }
    }

    @Test
    void nonsenseIsAnsweredWithWords() throws Exception {
        try (Reader reader = loggedIn()) {
            reader.say("nonsense");
            assertThat(reader.next().path("op").asString("")).isEqualTo("error");
            reader.say("{\"op\":\"dance\"}");
            assertThat(reader.next().path("field").asString("")).isEqualTo("op");
            reader.say("{\"op\":\"subscribe\"}");
            assertThat(reader.next().path("field").asString("")).isEqualTo("topic");
            reader.say("{\"op\":\"ping\"}");
            assertThat(reader.next().path("op").asString("")).isEqualTo("pong");
        }
    }

    @Test
    void subscriptionsAreBounded() throws Exception {
        try (Reader reader = loggedIn()) {
            for (int i = 0; i < StreamSession.SUBSCRIPTIONS_MAX; i++) {
                assertThat(reader.subscribe(MARK + i).path("op").asString(""))
                        .isEqualTo("subscribed");
            }
            assertThat(reader.subscribe(MARK).path("code").asString(""))
                    .isEqualTo("too_many_subscriptions");
        }
    }

    @Test
    void unsubscribingEndsTheTopic() throws Exception {
        try (Reader reader = loggedIn()) {
            reader.subscribe(MARK);
            reader.say("{\"op\":\"unsubscribe\",\"topic\":\"" + MARK + "\"}");
            assertThat(reader.next().path("op").asString("")).isEqualTo("unsubscribed");

            desk.kit.kit().hub().publish(MARK, "{}");
            reader.say("{\"op\":\"ping\"}");
            assertThat(reader.next().path("op").asString("")).isEqualTo("pong");
        }
    }

    @Test
    void heartbeatComesWithTheClockAndAnExpiredTokenCloses() throws Exception {
        try (Reader reader = loggedIn()) {
            desk.kit.advance(StreamSockets.BEAT_EVERY);
            assertThat(reader.next().path("op").asString("")).isEqualTo("heartbeat");

            desk.kit.advance(Duration.ofMinutes(5));
            assertThat(reader.isClosed()).isTrue();
        }
    }

    @Test
    void newTokenKeepsTheSocketOpen() throws Exception {
        try (Reader reader = loggedIn()) {
            desk.kit.clock().advance(Duration.ofMinutes(4));
            reader.say("{\"op\":\"auth\",\"token\":\"" + desk.token(person.login()) + "\"}");
            JsonNode answer = reader.next();
            assertThat(answer.path("op").asString("")).isEqualTo("authenticated");
            assertThat(answer.path("at").asString("")).isEqualTo(desk.kit.clock().now().toString());
            desk.kit.advance(Duration.ofMinutes(2));
            assertThat(reader.next().path("op").asString("")).isEqualTo("heartbeat");
        }
    }

    @Test
    void tokenOfAnotherPersonIsNotTaken() throws Exception {
        Person other = somebody();
        try (Reader reader = loggedIn()) {
            reader.say("{\"op\":\"auth\",\"token\":\"" + desk.token(other.login()) + "\"}");
            assertThat(reader.next().path("code").asString("")).isEqualTo("other_person");
        }
    }

    @Test
    void floodOfFramesClosesTheSocket() throws Exception {
        try (Reader reader = loggedIn()) {
            for (int i = 0; i <= StreamSession.FRAMES_PER_BEAT_MAX; i++) {
                reader.say("{\"op\":\"ping\"}");
            }
            assertThat(reader.isClosed()).isTrue();
        }
    }

    @Test
    void readerWhoTakesNoMoreIsDroppedWithACode() throws Exception {
        String topic = MARK + ".slow";
        FullSocket socket = new FullSocket();
        AccessTokens tokens =
                new AccessTokens(
                        desk.kit.clock(), () -> desk.users.keys(Actor.ANONYMOUS, None.NONE).jwks());
        StreamSession session =
                new StreamSession(
                        desk.kit.clock(), desk.kit.kit().hub(), tokens, socket, closed -> {});
        session.logIn(token);
        session.text("{\"op\":\"subscribe\",\"topic\":\"" + topic + "\"}");

        desk.kit.kit().hub().publish(topic, "{}");

        assertThat(socket.closedWith.poll(10, TimeUnit.SECONDS)).isEqualTo(StreamSession.TOO_SLOW);
        session.closed();
    }

    /** A socket in front of somebody who does not read. */
    private static final class FullSocket implements Socket {
        private final BlockingQueue<Integer> closedWith = new LinkedBlockingQueue<>();

        @Override
        public boolean send(String text) {
            return !text.startsWith("{\"topic\"");
        }

        @Override
        public void close(int code, String reason) {
            closedWith.add(code);
        }
    }

    private Person somebody() {
        people++;
        return desk.register("reader-" + people);
    }

    private Reader loggedIn() throws IOException, InterruptedException {
        Reader reader = new Reader(Map.of());
        reader.say("{\"op\":\"auth\",\"token\":\"" + token + "\"}");
        assertThat(reader.next().path("op").asString("")).isEqualTo("authenticated");
        return reader;
    }

    /** A reader of the stream who waits for what is sent. */
    private final class Reader implements SocketListener, AutoCloseable {
        private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
        private final CountDownLatch closed = new CountDownLatch(1);
        private final ClientSocket socket;

        Reader(Map<String, String> headers) throws IOException {
            socket = desk.web().open(desk.stream(), headers, this);
        }

        void say(String frame) {
            socket.send(frame);
        }

        JsonNode subscribe(String topic) throws InterruptedException {
            say("{\"op\":\"subscribe\",\"topic\":\"" + topic + "\"}");
            return next();
        }

        JsonNode next() throws InterruptedException {
            String frame = frames.poll(10, TimeUnit.SECONDS);
            return Json.tree(frame == null ? "{\"op\":\"nothing came\"}" : frame);
        }

        boolean isClosed() throws InterruptedException {
            return closed.await(10, TimeUnit.SECONDS);
        }

        @Override
        public void text(String frame) {
            frames.add(frame);
        }

        @Override
        public void closed() {
            closed.countDown();
        }

        @Override
        public void close() {
            socket.close();
        }
    }
}
