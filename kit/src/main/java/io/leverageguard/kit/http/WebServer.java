package io.leverageguard.kit.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A plain HTTP and WebSocket server: bytes in, bytes out, each request on a virtual thread.
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

    /** Serves on {@code host}; port 0 takes a free one. */
    public WebServer(String host, int port, long bodyBytesMax, Handler handler, Sockets sockets) {}

    /** Begins to listen and says on which port. */
    public int start() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
