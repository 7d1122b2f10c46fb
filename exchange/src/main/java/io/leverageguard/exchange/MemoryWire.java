package io.leverageguard.exchange;

import io.leverageguard.kit.http.WebClient.Call;
import io.leverageguard.kit.http.WebClient.ClientSocket;
import io.leverageguard.kit.http.WebClient.Reply;
import io.leverageguard.kit.http.WebServer.Handler;
import io.leverageguard.kit.http.WebServer.Request;
import io.leverageguard.kit.http.WebServer.Response;
import io.leverageguard.kit.http.WebServer.Socket;
import io.leverageguard.kit.http.WebServer.SocketListener;
import io.leverageguard.kit.http.WebServer.Sockets;
import io.leverageguard.kit.http.Wire;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The way to an exchange in the same process: every call and every frame arrives at once, on the
 * caller's thread, so that a simulation has one order of events.
 */
final class MemoryWire implements Wire {
    private static final String HERE = "127.0.0.1";

    private final Handler handler;
    private final Sockets sockets;

    MemoryWire(Handler handler, Sockets sockets) {
        this.handler = handler;
        this.sockets = sockets;
    }

    @Override
    public Reply send(Call call) {
        Response response =
                handler.handle(request(call.method(), call.uri(), call.headers(), call.body()));
        return new Reply(response.status(), lowerCase(response.headers()), response.body());
    }

    @Override
    public ClientSocket open(URI uri, Map<String, String> headers, SocketListener listener)
            throws IOException {
        Link link = new Link(listener);
        SocketListener ear = sockets.open(request("GET", uri, headers, new byte[0]), link);
        if (ear == null) {
            throw new IOException("404 from " + uri.getPath());
        }
        link.ear = ear;
        return link.client;
    }

    private static Request request(
            String method, URI uri, Map<String, String> headers, byte[] body) {
        String path = uri.getRawPath();
        String query = uri.getRawQuery();
        return new Request(
                method,
                path == null || path.isEmpty() ? "/" : path,
                query == null ? "" : query,
                lowerCase(headers),
                body,
                HERE);
    }

    private static Map<String, String> lowerCase(Map<String, String> headers) {
        Map<String, String> lower = new HashMap<>();
        headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        return lower;
    }

    /** Both ends of one socket; this end is the exchange's. */
    private static final class Link implements Socket {
        private final SocketListener listener;
        private final ClientEnd client = new ClientEnd(this);
        private @Nullable SocketListener ear;
        private boolean open = true;

        private Link(SocketListener listener) {
            this.listener = listener;
        }

        @Override
        public boolean send(String text) {
            if (open) {
                listener.text(text);
            }
            return open;
        }

        @Override
        public void close(int code, String reason) {
            end();
        }

        private void end() {
            if (!open) {
                return;
            }
            open = false;
            SocketListener there = ear;
            if (there != null) {
                there.closed();
            }
            listener.closed();
        }
    }

    /** The end that the adapter holds. */
    private record ClientEnd(Link link) implements ClientSocket {
        @Override
        public boolean send(String text) {
            SocketListener there = link.ear;
            if (link.open && there != null) {
                there.text(text);
            }
            return link.open;
        }

        @Override
        public boolean isOpen() {
            return link.open;
        }

        @Override
        public void close() {
            link.end();
        }
    }
}
