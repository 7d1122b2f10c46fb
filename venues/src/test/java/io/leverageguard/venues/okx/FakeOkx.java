package io.leverageguard.venues.okx;

import io.leverageguard.kernel.time.SteppedClock;
import io.leverageguard.kit.http.WebClient.Call;
import io.leverageguard.kit.http.WebClient.ClientSocket;
import io.leverageguard.kit.http.WebClient.Reply;
import io.leverageguard.kit.http.WebServer.SocketListener;
import io.leverageguard.kit.http.Wire;
import io.leverageguard.venues.VenueAccount;
import io.leverageguard.venues.VenueCredentials;
import io.leverageguard.venues.VenuesConfig;
import io.leverageguard.venues.okx.OkxEvent.Arg;
import io.leverageguard.venues.okx.OkxEvent.Command;
import io.leverageguard.venues.okx.OkxEvent.Frame;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A venue in memory that says what the test has written down for each endpoint. The last answer
 * written for an endpoint is repeated. Its clock is the test's, and it lists two contracts: one of
 * 0.01 BTC and one of 0.1 ETH.
 */
final class FakeOkx implements Wire {
    static final VenueCredentials CREDENTIALS = new VenueCredentials("KEY", "SECRET", "PASS");
    private static final List<String> NOTHING_WAITS =
            List.of("GET /api/v5/trade/orders-pending", "GET /api/v5/trade/orders-algo-pending");

    static final String ORDER = "POST /api/v5/trade/order";

    final SteppedClock clock = new SteppedClock(Instant.parse("2025-10-10T21:00:00Z"));
    final List<Call> calls = new ArrayList<>();
    final List<Opened> sockets = new ArrayList<>();
    final OkxVenue venue;

    /** While set, nothing on a socket is answered. */
    boolean mute;

    /** While set, no socket is opened. */
    boolean refuse;

    /** The code with which log-ins are answered. */
    String login = "0";

    /** How far this venue's clock is ahead of the test's. */
    Duration ahead = Duration.ZERO;

    private final Map<String, Deque<Answering>> script = new HashMap<>();

    FakeOkx() {
        this(65_536);
    }

    FakeOkx(int streamQueueMax) {
        VenuesConfig config =
                VenuesConfig.defaults()
                        .withEverythingAt("http://okx")
                        .withPatience(
                                Duration.ofSeconds(1),
                                Duration.ofMillis(1),
                                streamQueueMax,
                                Duration.ofMillis(50));
        venue = new OkxVenue(this, clock, config);
        on("GET /api/v5/public/time", _ -> reply(200, done("{\"ts\":\"" + now() + "\"}")));
        rows("GET /api/v5/public/instruments", listed("BTC", "0.01"), listed("ETH", "0.1"));
        rows("GET /api/v5/account/positions");
    }

    /** What is said to a request. */
    interface Answering {
        Reply to(Call call) throws IOException;
    }

    VenueAccount account() {
        return venue.account(CREDENTIALS);
    }

    /** The next answer of an endpoint such as {@code GET /api/v5/public/time}: these rows. */
    FakeOkx rows(String endpoint, String... rows) {
        return answer(endpoint, 200, done(rows));
    }

    /** The next answer of an endpoint: nothing was done. */
    FakeOkx refuse(String endpoint, String code, String words) {
        return answer(
                endpoint,
                200,
                "{\"code\":\"%s\",\"msg\":\"%s\",\"data\":[]}".formatted(code, words));
    }

    FakeOkx answer(String endpoint, int status, String body) {
        return on(endpoint, _ -> reply(status, body));
    }

    /** The next request to an endpoint is taken and never answered. */
    FakeOkx hang(String endpoint) {
        return on(
                endpoint,
                _ -> {
                    throw new IOException("timeout");
                });
    }

    FakeOkx on(String endpoint, Answering answer) {
        script.computeIfAbsent(endpoint, _ -> new ArrayDeque<>()).add(answer);
        return this;
    }

    /** Forgets what was written down for an endpoint. */
    FakeOkx forget(String endpoint) {
        script.remove(endpoint);
        return this;
    }

    /** Requests to an endpoint so far. */
    List<Call> to(String endpoint) {
        return calls.stream().filter(call -> endpoint.equals(endpoint(call))).toList();
    }

    /** The parameters of a question. */
    static Map<String, String> params(Call call) {
        Map<String, String> params = new LinkedHashMap<>();
        String query = call.uri().getQuery();
        for (String part : query == null ? new String[0] : query.split("&", -1)) {
            params.put(part.split("=", 2)[0], part.split("=", 2)[1]);
        }
        return params;
    }

    static String body(Call call) {
        return new String(call.body(), StandardCharsets.UTF_8);
    }

    Opened socket(String path) {
        return sockets.stream()
                .filter(opened -> opened.uri().getPath().equals(path))
                .reduce((_, last) -> last)
                .orElseThrow();
    }

    long now() {
        return clock.now().plus(ahead).toEpochMilli();
    }

    static String done(String... rows) {
        return "{\"code\":\"0\",\"msg\":\"\",\"data\":[" + String.join(",", rows) + "]}";
    }

    static Reply reply(int status, String body) {
        return new Reply(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Reply send(Call call) throws IOException {
        calls.add(call);
        Deque<Answering> answers = script.get(endpoint(call));
        if (answers == null && NOTHING_WAITS.contains(endpoint(call))) {
            return reply(200, done());
        }
        if (answers == null) {
            return reply(404, "{\"code\":\"404\",\"msg\":\"no such path\",\"data\":[]}");
        }
        return (answers.size() > 1 ? answers.removeFirst() : answers.getFirst()).to(call);
    }

    @Override
    public ClientSocket open(URI uri, Map<String, String> headers, SocketListener listener)
            throws IOException {
        if (refuse) {
            throw new IOException("refused");
        }
        Opened opened = new Opened(uri, listener, new ArrayList<>(), new boolean[1]);
        sockets.add(opened);
        return new ClientSocket() {
            @Override
            public boolean send(String text) {
                opened.received().add(text);
                if (!mute) {
                    answer(opened, text);
                }
                return isOpen();
            }

            @Override
            public boolean isOpen() {
                return !opened.isClosed();
            }

            @Override
            public void close() {
                opened.closed()[0] = true;
            }
        };
    }

    /** A socket that a client has opened. */
    @SuppressWarnings("ArrayRecordComponent") // one flag, never compared
    record Opened(URI uri, SocketListener listener, List<String> received, boolean[] closed) {
        void push(String frame) {
            listener.text(frame);
        }

        /** The venue goes away. */
        void drop() {
            closed[0] = true;
            listener.closed();
        }

        boolean isClosed() {
            return closed[0];
        }
    }

    private void answer(Opened opened, String text) {
        if (text.equals("ping")) {
            opened.push("pong");
            return;
        }
        Command<JsonNode> command = OkxMessages.readCommand(text);
        if ("login".equals(command.op())) {
            opened.push(
                    OkxMessages.write(
                            login.equals("0")
                                    ? Frame.answer(null, "login", null, "c1")
                                    : Frame.error(null, login, "Login failed.", "c1")));
            return;
        }
        for (JsonNode arg : command.args()) {
            Arg channel = OkxMessages.argument(arg, Arg.class);
            opened.push(OkxMessages.write(Frame.answer(null, "subscribe", channel, "c1")));
        }
    }

    private static String endpoint(Call call) {
        return call.method() + " " + call.uri().getPath();
    }

    private static String listed(String base, String size) {
        return """
        {"instType":"SWAP","instId":"%1$s-USDT-SWAP","instIdCode":7,"uly":"%1$s-USDT",\
        "ctType":"linear","ctVal":"%2$s","ctMult":"1","ctValCcy":"%1$s","settleCcy":"USDT",\
        "lotSz":"0.1","minSz":"0.1","tickSz":"0.1","maxLmtSz":"1000","state":"live"}\
        """
                .formatted(base, size);
    }
}
