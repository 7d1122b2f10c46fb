package io.leverageguard.kit.http;

import io.leverageguard.kit.http.WebClient.Call;
import io.leverageguard.kit.http.WebClient.ClientSocket;
import io.leverageguard.kit.http.WebClient.Reply;
import io.leverageguard.kit.http.WebServer.SocketListener;
import java.io.IOException;
import java.net.URI;
import java.util.Map;

/** A way to reach a server: over the network, or in memory where a simulation owns both ends. */
public interface Wire {
    /**
     * Asks and waits for the answer.
     *
     * @throws IOException when there is no answer; nothing is known about what the other side did
     */
    Reply send(Call call) throws IOException;

    /** Opens a WebSocket; {@code listener} is told what arrives, in order, one call at a time. */
    ClientSocket open(URI uri, Map<String, String> headers, SocketListener listener)
            throws IOException;
}
