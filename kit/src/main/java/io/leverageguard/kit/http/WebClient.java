package io.leverageguard.kit.http;

import io.leverageguard.kit.http.WebServer.SocketListener;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** Calls other servers over HTTP and holds WebSockets to them. */
public final class WebClient implements AutoCloseable {
    /** What to ask. */
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
    public record Reply(int status, Map<String, String> headers, byte[] body) {
        /** The body as UTF-8. */
        public String text() {
            return new String(body, java.nio.charset.StandardCharsets.UTF_8);
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

    /** A client with ordinary limits. */
    public WebClient() {}

    /**
     * Asks and waits for the answer.
     *
     * @throws IOException when there is no answer; nothing is known about what the other side did
     */
    public Reply send(Call call) throws IOException {
        throw new IOException("not connected");
    }

    /** Opens a WebSocket; {@code listener} is told what arrives, in order, on a virtual thread. */
    public ClientSocket open(URI uri, Map<String, String> headers, SocketListener listener)
            throws IOException {
        throw new IOException("not connected");
    }

    @Override
    public void close() {}
}
