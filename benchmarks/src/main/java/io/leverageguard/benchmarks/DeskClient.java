package io.leverageguard.benchmarks;

import io.leverageguard.kernel.rpc.Route;
import io.leverageguard.kit.http.Binding;
import io.leverageguard.kit.http.WebClient;
import io.leverageguard.kit.json.Json;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Calls public routes of a running desk, one after the other. */
final class DeskClient implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final WebClient web = new WebClient();
    private final URI base;

    DeskClient(int port) {
        this.base = URI.create("http://127.0.0.1:" + port);
    }

    /** Calls with an access token, empty for nobody; whatever is not a good answer is thrown. */
    <Q, R> R call(Route<Q, R> route, String token, Q request) throws IOException {
        Map<String, String> headers = new HashMap<>();
        headers.put("content-type", "application/json");
        if (!token.isEmpty()) {
            headers.put("authorization", "Bearer " + token);
        }
        Binding.Wire wire = new Binding<>(route).write(request);
        String query = wire.query().isEmpty() ? "" : "?" + wire.query();
        WebClient.Reply reply =
                web.send(
                        new WebClient.Call(
                                route.method().name(),
                                base.resolve(wire.path() + query),
                                headers,
                                wire.body(),
                                TIMEOUT));
        if (reply.status() != 200) {
            throw new IOException(route.path() + ": " + reply.status() + " " + reply.text());
        }
        return Json.read(reply.body(), route.response());
    }

    @Override
    public void close() {
        web.close();
    }
}
