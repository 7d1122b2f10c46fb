package io.leverageguard.kit.http;

import io.leverageguard.kernel.rpc.Refusal;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A plain HTTP and WebSocket server: bytes in, bytes out, each request on a virtual thread unless
 * its front answers without one.
 *
 * <p>What is asked of it is bounded: body, header, requests at a time, frames waiting to be sent.
 */
public final class WebServer implements AutoCloseable {
    /**
     * What was asked.
     *
     * @param path without the query, percent-encoded as received
     * @param query raw, empty if there was none
     * @param headers by lower-case name
     * @param body empty if there was none
     * @param remote the peer's address
     */
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
    public record Request(
            String method,
            String path,
            String query,
            Map<String, String> headers,
            byte[] body,
            String remote) {
        /** The header, empty if there is none. */
        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /** What is answered. */
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
    public record Response(int status, Map<String, String> headers, byte[] body) {
        /** A JSON document. */
        public static Response json(int status, String json) {
            return new Response(
                    status,
                    Map.of("content-type", "application/json"),
                    json.getBytes(StandardCharsets.UTF_8));
        }

        /** A text of some other type. */
        public static Response text(int status, String contentType, String text) {
            return new Response(
                    status,
                    Map.of("content-type", contentType),
                    text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Answers requests. */
    @FunctionalInterface
    public interface Handler {
        /** Answers one request, on a virtual thread; may block. */
        Response handle(Request request);
    }

    /** How one request is answered. */
    public sealed interface Turn {
        /** By a virtual thread of its own. */
        record Blocking(Supplier<Response> work) implements Turn {}

        /** Once something is done; the answer itself is then made on the event loop. */
        record Later(CompletionStage<Supplier<Response>> answer) implements Turn {}
    }

    /** Looks at requests on the event loop, where nothing may block. */
    @FunctionalInterface
    public interface Front {
        /** Decides how one request is answered. */
        Turn take(Request request);
    }

    /** Is told what arrives on one socket, in order, one call at a time. */
    public interface SocketListener {
        /** A text frame. */
        void text(String frame);

        /** The socket is gone; the last call. */
        void closed();
    }

    /** The sending side of one socket. */
    public interface Socket {
        /**
         * Queues a text frame, in order. False when the socket is closed, or when too much waits
         * already, in which case it is being closed.
         */
        boolean send(String text);

        /** Closes the socket. */
        void close(int code, String reason);
    }

    /** Opens sockets. */
    @FunctionalInterface
    public interface Sockets {
        /** Nobody opens sockets. */
        Sockets NONE = (upgrade, socket) -> null;

        /** Takes a socket, on a virtual thread; null answers 404. */
        @Nullable SocketListener open(Request upgrade, Socket socket);
    }

    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
    private static final int REQUESTS_MAX = 4_096;
    private static final int HEADER_BYTES_MAX = 32 * 1024;
    private static final int FRAME_BYTES_MAX = 64 * 1024;
    private static final int MESSAGE_BYTES_MAX = 1024 * 1024;
    private static final int IDLE_SECONDS_MAX = 120;
    private static final AtomicInteger SERVERS = new AtomicInteger();
    private static final long PING_MS = 30_000;
    private static final Duration START_MAX = Duration.ofSeconds(10);

    private final String host;
    private final int port;
    private final long bodyBytesMax;
    private final Front front;
    private final Sockets sockets;
    private final AtomicInteger requests = new AtomicInteger();
    private String deployed = "";
    private @Nullable Vertx vertx;

    /** Serves on {@code host}; port 0 takes a free one. */
    public WebServer(String host, int port, long bodyBytesMax, Handler handler, Sockets sockets) {
        this(
                host,
                port,
                bodyBytesMax,
                sockets,
                request -> new Turn.Blocking(() -> handler.handle(request)));
    }

    private WebServer(String host, int port, long bodyBytesMax, Sockets sockets, Front front) {
        this.host = host;
        this.port = port;
        this.bodyBytesMax = bodyBytesMax;
        this.sockets = sockets;
        this.front = front;
    }

    /** A server whose {@code front} decides for each request how it is answered. */
    static WebServer behind(
            Front front, String host, int port, long bodyBytesMax, Sockets sockets) {
        return new WebServer(host, port, bodyBytesMax, sockets, front);
    }

    /** Begins to listen and says on which port. */
    public synchronized int start() {
        Vertx loops = Loop.acquire();
        vertx = loops;
        AtomicInteger actual = new AtomicInteger();
        SocketAddress address =
                port == 0
                        ? SocketAddress.sharedRandomPort(SERVERS.incrementAndGet(), host)
                        : SocketAddress.inetSocketAddress(port, host);
        try {
            deployed =
                    Loop.await(
                            loops.deployVerticle(
                                    () -> listener(address, actual),
                                    new DeploymentOptions().setInstances(Loop.loops())),
                            START_MAX);
            return actual.get();
        } catch (IOException e) {
            close();
            throw new UncheckedIOException(
                    "cannot listen on " + host + ":" + port + ": " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized void close() {
        Vertx loops = vertx;
        if (loops == null) {
            return;
        }
        vertx = null;
        try {
            if (!deployed.isEmpty()) {
                Loop.await(loops.undeploy(deployed), START_MAX);
            }
        } catch (IOException e) {
            LOG.warn("server on {}:{} did not close", host, port, e);
        }
        Loop.release();
    }

    /** Each listener has an event loop of its own; they share the port. */
    private VerticleBase listener(SocketAddress address, AtomicInteger actual) {
        return new VerticleBase() {
            @Override
            public Future<?> start() {
                return vertx.createHttpServer(options())
                        .requestHandler(WebServer.this::receive)
                        .invalidRequestHandler(WebServer::refuseInvalid)
                        .listen(address)
                        .onSuccess(listening -> actual.set(listening.actualPort()));
            }
        };
    }

    private HttpServerOptions options() {
        return new HttpServerOptions()
                .setTcpNoDelay(true)
                .setReuseAddress(true)
                .setIdleTimeout(IDLE_SECONDS_MAX)
                .setMaxHeaderSize(HEADER_BYTES_MAX)
                .setMaxWebSocketFrameSize(FRAME_BYTES_MAX)
                .setMaxWebSocketMessageSize(MESSAGE_BYTES_MAX)
                .setHandle100ContinueAutomatically(true);
    }

    private void receive(HttpServerRequest request) {
        if (request.canUpgradeToWebSocket()) {
            upgrade(request);
            return;
        }
        Buffer body = Buffer.buffer();
        AtomicBoolean refused = new AtomicBoolean();
        request.handler(
                chunk -> {
                    if (body.length() + chunk.length() <= bodyBytesMax) {
                        body.appendBuffer(chunk);
                    } else if (refused.compareAndSet(false, true)) {
                        refuseAndClose(request, Problems.tooLarge(bodyBytesMax));
                    }
                });
        request.exceptionHandler(e -> LOG.debug("request broke off", e));
        request.endHandler(
                _ -> {
                    if (!refused.get()) {
                        dispatch(request, body.getBytes());
                    }
                });
    }

    private void dispatch(HttpServerRequest request, byte[] body) {
        Context loop = Objects.requireNonNull(Vertx.currentContext(), "not on an event loop");
        Request asked = request(request, body);
        switch (safely(asked, () -> front.take(asked), WebServer::broken)) {
            case Turn.Blocking blocking -> inThread(request, loop, asked, blocking.work());
            case Turn.Later later ->
                    later.answer()
                            .whenComplete((answer, _) -> inLoop(request, loop, asked, answer));
        }
    }

    private void inThread(
            HttpServerRequest request, Context loop, Request asked, Supplier<Response> work) {
        if (requests.incrementAndGet() > REQUESTS_MAX) {
            requests.decrementAndGet();
            write(request, Problems.tooBusy());
            return;
        }
        Thread.ofVirtual()
                .name("http")
                .start(
                        () -> {
                            Response response = answer(asked, work);
                            requests.decrementAndGet();
                            loop.runOnContext(_ -> write(request, response));
                        });
    }

    /** The answer is null when its stage failed, which whoever made the stage was to prevent. */
    private static void inLoop(
            HttpServerRequest request,
            Context loop,
            Request asked,
            @Nullable Supplier<Response> answer) {
        Supplier<Response> made = answer == null ? () -> Problems.internal("") : answer;
        if (loop.equals(Vertx.currentContext())) {
            write(request, answer(asked, made));
        } else {
            loop.runOnContext(_ -> write(request, answer(asked, made)));
        }
    }

    private static Response answer(Request asked, Supplier<Response> work) {
        return safely(asked, work, () -> Problems.internal(""));
    }

    private static <T> T safely(Request asked, Supplier<T> work, Supplier<T> otherwise) {
        try {
            return work.get();
        } catch (RuntimeException | Error e) {
            LOG.error("{} {} failed", asked.method(), asked.path(), e);
            return otherwise.get();
        }
    }

    private static Turn broken() {
        return new Turn.Later(CompletableFuture.completedStage(() -> Problems.internal("")));
    }

    private static void write(HttpServerRequest request, Response response) {
        HttpServerResponse out = request.response();
        if (out.ended() || out.closed()) {
            return;
        }
        out.setStatusCode(response.status());
        response.headers().forEach(out::putHeader);
        out.end(Buffer.buffer(response.body()));
    }

    private static void refuseAndClose(HttpServerRequest request, Response response) {
        HttpServerResponse out = request.response().putHeader("connection", "close");
        out.setStatusCode(response.status());
        response.headers().forEach(out::putHeader);
        out.end(Buffer.buffer(response.body())).onComplete(_ -> request.connection().close());
    }

    private static void refuseInvalid(HttpServerRequest request) {
        refuseAndClose(request, Problems.malformed());
    }

    /** The request is paused, so that nothing is lost while it is decided. */
    private void upgrade(HttpServerRequest request) {
        Context loop = Objects.requireNonNull(Vertx.currentContext(), "not on an event loop");
        request.pause();
        Request asked = request(request, new byte[0]);
        Thread.ofVirtual()
                .name("upgrade")
                .start(
                        () -> {
                            SocketEnd end = new SocketEnd();
                            SocketListener listener = open(asked, end);
                            loop.runOnContext(_ -> finish(request, loop, end, listener));
                        });
    }

    private @Nullable SocketListener open(Request asked, SocketEnd end) {
        try {
            return sockets.open(asked, end);
        } catch (Refusal e) {
            LOG.debug("socket {} refused: {}", asked.path(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("socket {} failed", asked.path(), e);
        }
        return null;
    }

    private static void finish(
            HttpServerRequest request,
            Context loop,
            SocketEnd end,
            @Nullable SocketListener listener) {
        request.resume();
        if (listener == null) {
            write(request, Problems.notFound(""));
            return;
        }
        request.toWebSocket()
                .onSuccess(
                        socket -> {
                            end.attach(socket, loop, listener);
                            keepAlive(loop.owner(), socket);
                        })
                .onFailure(_ -> Thread.ofVirtual().start(listener::closed));
    }

    private static void keepAlive(Vertx loops, ServerWebSocket socket) {
        loops.setPeriodic(
                PING_MS,
                timer -> {
                    if (socket.isClosed()) {
                        loops.cancelTimer(timer);
                    } else {
                        socket.writePing(Buffer.buffer("lg"));
                    }
                });
    }

    private static Request request(HttpServerRequest request, byte[] body) {
        return new Request(
                request.method().name(),
                Objects.requireNonNullElse(request.path(), "/"),
                Objects.requireNonNullElse(request.query(), ""),
                headers(request.headers()),
                body,
                address(request.remoteAddress()));
    }

    private static Map<String, String> headers(MultiMap headers) {
        Map<String, String> map = new HashMap<>();
        headers.forEach(
                (name, value) ->
                        map.merge(name.toLowerCase(Locale.ROOT), value, (a, b) -> a + ", " + b));
        return map;
    }

    private static String address(@Nullable SocketAddress address) {
        return address == null || address.hostAddress() == null ? "" : address.hostAddress();
    }
}
