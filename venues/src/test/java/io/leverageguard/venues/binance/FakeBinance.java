package io.leverageguard.venues.binance;

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
import io.leverageguard.venues.binance.BinanceMessages.Command;
import io.leverageguard.venues.binance.BinanceMessages.Frame;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A server on loopback that says what the test has written down for each endpoint, and a venue that
 * calls it. The last answer written for an endpoint is repeated. Its clock is the test's.
 */
final class FakeBinance implements AutoCloseable {
    final SteppedClock clock = new SteppedClock(Instant.parse("2025-10-10T21:00:00Z"));
    final List<Request> requests = new CopyOnWriteArrayList<>();
    final List<Opened> sockets = new CopyOnWriteArrayList<>();
    final AtomicInteger upgrades = new AtomicInteger();

    /** While set, commands on sockets get no answer. */
    volatile boolean mute;

    /** While set, no socket is opened. */
    volatile boolean refuse;

    /** How far this server's clock is ahead of the test's. */
    volatile Duration ahead = Duration.ZERO;

    private final Map<String, Deque<Function<Request, Response>>> script =
            new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final WebServer server;
    private final WebClient web = new WebClient();
    private final VenuesConfig config;
    final BinanceVenue venue;

    FakeBinance() {
        this(65_536, Duration.ofSeconds(30));
    }

    FakeBinance(int streamQueueMax, Duration fenceTimeout) {
        this(streamQueueMax, fenceTimeout, Duration.ofSeconds(30));
    }

    FakeBinance(int streamQueueMax, Duration fenceTimeout, Duration timeout) {
        server = new WebServer("127.0.0.1", 0, 1 << 20, this::handle, this::open);
        String address = "http://127.0.0.1:" + server.start();
        config =
                VenuesConfig.defaults()
                        .withBinanceAt(address)
                        .withPatience(timeout, Duration.ofMillis(1), streamQueueMax, fenceTimeout);
        venue = new BinanceVenue(web, clock, config);
        on("GET /fapi/v1/time", this::time);
        answer("POST /fapi/v1/listenKey", 200, "{\"listenKey\":\"key1\"}");
        answer("PUT /fapi/v1/listenKey", 200, "{}");
    }

    /** A socket that a client has opened. */
    record Opened(Request upgrade, Socket socket, List<String> received) {
        void push(String frame) {
            socket.send(frame);
        }
    }

    VenueAccount account() {
        return venue.account(new VenueCredentials("KEY", "SECRET", ""));
    }

    /** The next answer of an endpoint such as {@code GET /fapi/v1/time}. */
    FakeBinance answer(String endpoint, int status, String body) {
        return on(endpoint, _ -> Response.json(status, body));
    }

    /** Forgets what was written down for an endpoint and begins anew. */
    FakeBinance replace(String endpoint, int status, String body) {
        return replaceWith(endpoint, _ -> Response.json(status, body));
    }

    FakeBinance replaceWith(String endpoint, Function<Request, Response> answer) {
        script.remove(endpoint);
        return on(endpoint, answer);
    }

    FakeBinance on(String endpoint, Function<Request, Response> answer) {
        script.computeIfAbsent(endpoint, _ -> new ArrayDeque<>()).add(answer);
        return this;
    }

    /** Accepts the request and says nothing until the test is over. */
    FakeBinance hang(String endpoint) {
        return on(
                endpoint,
                _ -> {
                    try {
                        closing.await();
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                    return Response.json(200, "{}");
                });
    }

    /** Requests to an endpoint so far. */
    List<Request> to(String endpoint) {
        return requests.stream()
                .filter(request -> endpoint.equals(request.method() + " " + request.path()))
                .toList();
    }

    /** The parameters of a request, from query and body. */
    static Map<String, String> params(Request request) {
        Map<String, String> params = new LinkedHashMap<>();
        String body = new String(request.body(), StandardCharsets.UTF_8);
        for (String part : (request.query() + "&" + body).split("&", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                params.put(
                        part.substring(0, equals),
                        URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return params;
    }

    Opened socket(String path) {
        return sockets.stream()
                .filter(opened -> opened.upgrade().path().equals(path))
                .reduce((_, last) -> last)
                .orElseThrow();
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
            return Response.json(404, "{\"code\":-5000,\"msg\":\"no such path\"}");
        }
        Function<Request, Response> answer;
        synchronized (answers) {
            answer = answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
        }
        return answer.apply(request);
    }

    private @Nullable SocketListener open(Request upgrade, Socket socket) {
        upgrades.incrementAndGet();
        if (refuse) {
            return null;
        }
        Opened opened = new Opened(upgrade, socket, new CopyOnWriteArrayList<>());
        sockets.add(opened);
        return new SocketListener() {
            @Override
            public void text(String frame) {
                opened.received().add(frame);
                Command command = BinanceMessages.read(frame, Command.class);
                if (!mute) {
                    socket.send(Frame.subscriptions(List.of(), command.id()));
                }
            }

            @Override
            public void closed() {}
        };
    }

    private Response time(Request request) {
        long now = clock.now().plus(ahead).toEpochMilli();
        return Response.json(200, "{\"serverTime\":" + now + "}");
    }

    static String lines(String... rows) {
        return "[" + String.join(",", Arrays.asList(rows)) + "]";
    }
}
