package io.leverageguard.venues.bybit;

import io.leverageguard.kernel.time.SteppedClock;
import io.leverageguard.kit.http.WebClient;
import io.leverageguard.kit.http.WebServer;
import io.leverageguard.kit.http.WebServer.Request;
import io.leverageguard.kit.http.WebServer.Response;
import io.leverageguard.kit.http.WebServer.Socket;
import io.leverageguard.kit.http.WebServer.SocketListener;
import io.leverageguard.venues.VenueAccount;
import io.leverageguard.venues.VenueCredentials;
import io.leverageguard.venues.VenuesConfig;
import io.leverageguard.venues.bybit.BybitEvent.Answer;
import io.leverageguard.venues.bybit.BybitMessages.Command;
import io.leverageguard.venues.bybit.BybitMessages.Envelope;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A server on loopback that says what the test has written down for each endpoint, and a venue that
 * calls it. The last answer written for an endpoint is repeated. Its clock is the test's. Its
 * sockets take every log-in, subscription and ping, unless told otherwise.
 */
final class FakeBybit implements AutoCloseable {
    static final String OK = "{}";

    final SteppedClock clock = new SteppedClock(Instant.parse("2025-10-10T21:00:00Z"));
    final List<Request> requests = new CopyOnWriteArrayList<>();
    final List<Opened> sockets = new CopyOnWriteArrayList<>();

    /** While set, commands on sockets get no answer. */
    volatile boolean mute;

    /** While set, sockets refuse this command. */
    volatile String refused = "";

    /** How far this server's clock is ahead of the test's. */
    volatile Duration ahead = Duration.ZERO;

    private final Map<String, Deque<Function<Request, Response>>> script =
            new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final WebServer server;
    private final WebClient web = new WebClient();
    final BybitVenue venue;

    FakeBybit() {
        this(Duration.ofSeconds(30));
    }

    FakeBybit(Duration timeout) {
        server = new WebServer("127.0.0.1", 0, 1 << 20, this::handle, this::open);
        VenuesConfig config =
                VenuesConfig.defaults()
                        .withEverythingAt("http://127.0.0.1:" + server.start())
                        .withPatience(timeout, Duration.ofMillis(1), 65_536, timeout);
        venue = new BybitVenue("bybit", web, clock, config);
        on("GET /v5/market/time", _ -> envelope(0, "OK", OK));
        answer("GET /v5/account/info", "{\"marginMode\":\"REGULAR_MARGIN\"}");
    }

    /** A socket that a client has opened. */
    record Opened(Request upgrade, Socket socket, List<Command> received) {
        void push(String frame) {
            socket.send(frame);
        }

        List<String> ops() {
            return received.stream().map(Command::op).toList();
        }
    }

    VenueAccount account() {
        return venue.account(new VenueCredentials("KEY", "SECRET", ""));
    }

    /** The next good answer of an endpoint such as {@code GET /v5/market/time}. */
    FakeBybit answer(String endpoint, String result) {
        return on(endpoint, _ -> envelope(0, "OK", result));
    }

    /** The next good answer of an endpoint that is a list without further pages. */
    FakeBybit list(String endpoint, String... rows) {
        return answer(endpoint, "{\"list\":[" + String.join(",", rows) + "]}");
    }

    /** The next answer of an endpoint, which is a refusal. */
    FakeBybit refuse(String endpoint, int code, String message) {
        return on(endpoint, _ -> envelope(code, message, OK));
    }

    FakeBybit on(String endpoint, Function<Request, Response> answer) {
        script.computeIfAbsent(endpoint, _ -> new ArrayDeque<>()).add(answer);
        return this;
    }

    /** Forgets what was written down for an endpoint. */
    FakeBybit forget(String endpoint) {
        script.remove(endpoint);
        return this;
    }

    /** Accepts the request and says nothing until the test is over. */
    FakeBybit hang(String endpoint) {
        return on(
                endpoint,
                _ -> {
                    try {
                        closing.await();
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                    return Response.json(200, OK);
                });
    }

    /** Requests to an endpoint so far. */
    List<Request> to(String endpoint) {
        return requests.stream()
                .filter(request -> endpoint.equals(request.method() + " " + request.path()))
                .toList();
    }

    Opened socket() {
        return sockets.getLast();
    }

    static String body(Request request) {
        return new String(request.body(), StandardCharsets.UTF_8);
    }

    Response envelope(int code, String message, String result) {
        return Response.json(
                200,
                BybitMessages.write(
                        new Envelope(
                                code,
                                message,
                                BybitMessages.read(result, JsonNode.class),
                                null,
                                clock.now().plus(ahead).toEpochMilli())));
    }

    @Override
    public void close() {
        closing.countDown();
        web.close();
        server.close();
    }

    private Response handle(Request request) {
        requests.add(request);
        Deque<Function<Request, Response>> answers =
                script.get(request.method() + " " + request.path());
        if (answers == null) {
            return Response.json(404, "no such path");
        }
        Function<Request, Response> answer;
        synchronized (answers) {
            answer = answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
        }
        return answer.apply(request);
    }

    private @Nullable SocketListener open(Request upgrade, Socket socket) {
        Opened opened = new Opened(upgrade, socket, new CopyOnWriteArrayList<>());
        sockets.add(opened);
        boolean isPrivate = upgrade.path().equals("/v5/private");
        return new SocketListener() {
            @Override
            public void text(String frame) {
                Command command = BybitMessages.read(frame, Command.class);
                opened.received().add(command);
                if (!mute) {
                    socket.send(BybitMessages.write(reply(command, isPrivate)));
                }
            }

            @Override
            public void closed() {}
        };
    }

    private Answer reply(Command command, boolean isPrivate) {
        String id = command.requestId();
        if (command.op().equals("ping")) {
            return isPrivate ? Answer.privatePong("c", id, 1) : Answer.publicPong("c", id);
        }
        boolean done = !command.op().equals(refused);
        return Answer.of(done, done ? "" : "no", "c", id, command.op());
    }
}
