package io.leverageguard.kit.http;

import io.leverageguard.kit.http.WebServer.SocketListener;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Calls other servers over HTTP and holds WebSockets to them. */
public final class WebClient implements Wire, AutoCloseable {
    /** What to ask. */
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
    public record Call(
            String method, URI uri, Map<String, String> headers, byte[] body, Duration timeout) {
        /** A GET without a body. */
        public static Call get(URI uri, Map<String, String> headers, Duration timeout) {
            return new Call("GET", uri, headers, new byte[0], timeout);
        }
    }

    /**
     * What was answered, whatever the status.
     *
     * @param headers by lower-case name
     */
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
    public record Reply(int status, Map<String, String> headers, byte[] body) {
        /** The body as UTF-8. */
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** The sending side of a socket that we opened. */
    public interface ClientSocket extends AutoCloseable {
        /** Queues a text frame, in order; false when closed or too much waits already. */
        boolean send(String text);

        /** Whether frames can be sent. */
        boolean isOpen();

        @Override
        void close();
    }

    private static final int CONNECTIONS_PER_HOST_MAX = 64;
    private static final int WAITING_MAX = 1_024;
    private static final int CONNECT_MS_MAX = 5_000;
    private static final int KEEP_ALIVE_SECONDS = 30;
    private static final int SOCKETS_MAX = 20_000;
    private static final long REPLY_BYTES_MAX = 64L * 1024 * 1024;
    private static final int FRAME_BYTES_MAX = 1024 * 1024;
    private static final int MESSAGE_BYTES_MAX = 8 * 1024 * 1024;
    private static final Duration OPEN_MAX = Duration.ofSeconds(10);

    private final List<Context> loops;
    private final AtomicInteger turn = new AtomicInteger();
    private final HttpClientAgent http;
    private final WebSocketClient sockets;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** A client with ordinary limits. */
    public WebClient() {
        Vertx vertx = Loop.acquire();
        loops = Loop.contexts(vertx);
        http =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setConnectTimeout(CONNECT_MS_MAX)
                                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS),
                        new PoolOptions()
                                .setHttp1MaxSize(CONNECTIONS_PER_HOST_MAX)
                                .setMaxWaitQueueSize(WAITING_MAX));
        sockets =
                vertx.createWebSocketClient(
                        new WebSocketClientOptions()
                                .setConnectTimeout(CONNECT_MS_MAX)
                                .setMaxFrameSize(FRAME_BYTES_MAX)
                                .setMaxMessageSize(MESSAGE_BYTES_MAX)
                                .setMaxConnections(SOCKETS_MAX));
    }

    @Override
    public Reply send(Call call) throws IOException {
        RequestOptions options =
                new RequestOptions()
                        .setMethod(HttpMethod.valueOf(call.method()))
                        .setAbsoluteURI(absolute(call.uri()))
                        .setTimeout(call.timeout().toMillis());
        call.headers().forEach(options::putHeader);
        AtomicReference<@Nullable HttpClientRequest> sent = new AtomicReference<>();
        Promise<Reply> reply = Promise.promise();
        loop().runOnContext(
                        _ ->
                                http.request(options)
                                        .compose(
                                                request -> {
                                                    sent.set(request);
                                                    return send(request, call.body());
                                                })
                                        .compose(WebClient::collect)
                                        .onComplete(reply));
        try {
            return Loop.await(reply.future(), call.timeout());
        } catch (IOException e) {
            HttpClientRequest request = sent.get();
            if (request != null) {
                request.reset();
            }
            throw e;
        }
    }

    @Override
    public ClientSocket open(URI uri, Map<String, String> headers, SocketListener listener)
            throws IOException {
        WebSocketConnectOptions options =
                new WebSocketConnectOptions().setAbsoluteURI(absolute(uri));
        headers.forEach(options::addHeader);
        SocketEnd end = new SocketEnd();
        Context loop = loop();
        Promise<ClientSocket> opened = Promise.promise();
        loop.runOnContext(
                _ ->
                        sockets.connect(options)
                                .map(socket -> attached(end, socket, loop, listener))
                                .onComplete(opened));
        try {
            return Loop.await(opened.future(), OPEN_MAX);
        } catch (IOException e) {
            end.close();
            throw e;
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            http.close();
            sockets.close();
            Loop.release();
        }
    }

    /** Work is begun on an event loop: handlers that are set elsewhere may come too late. */
    private Context loop() {
        return loops.get(Math.floorMod(turn.getAndIncrement(), loops.size()));
    }

    private static ClientSocket attached(
            SocketEnd end, WebSocket socket, Context loop, SocketListener listener) {
        end.attach(socket, loop, listener);
        return end;
    }

    private static Future<HttpClientResponse> send(HttpClientRequest request, byte[] body) {
        return body.length == 0 ? request.send() : request.send(Buffer.buffer(body));
    }

    private static Future<Reply> collect(HttpClientResponse response) {
        Promise<Reply> promise = Promise.promise();
        Buffer body = Buffer.buffer();
        response.exceptionHandler(promise::tryFail);
        response.handler(
                chunk -> {
                    if (body.length() + chunk.length() > REPLY_BYTES_MAX) {
                        response.request().reset();
                        promise.tryFail("the answer is too large");
                    } else {
                        body.appendBuffer(chunk);
                    }
                });
        response.endHandler(
                _ -> {
                    Map<String, String> headers = new HashMap<>();
                    response.headers()
                            .forEach((n, v) -> headers.put(n.toLowerCase(Locale.ROOT), v));
                    promise.tryComplete(new Reply(response.statusCode(), headers, body.getBytes()));
                });
        return promise.future();
    }

    /** An address without a path means the root. */
    private static String absolute(URI uri) {
        boolean bare = uri.getRawPath() == null || uri.getRawPath().isEmpty();
        return bare ? uri.resolve("/").toString() : uri.toString();
    }
}
