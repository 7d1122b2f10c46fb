package io.leverageguard.launcher;

import io.leverageguard.kernel.rpc.Route;
import io.leverageguard.kit.http.Binding;
import io.leverageguard.kit.http.WebClient;
import io.leverageguard.kit.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/** The product as somebody outside sees it: its public HTTP API. */
final class Desk {
    /** The desk said no, in its own words. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int status;
        private final String code;

        Refused(int status, String code, String detail) {
            super(detail);
            this.status = status;
            this.code = code;
        }

        int status() {
            return status;
        }

        String code() {
            return code;
        }
    }

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int ATTEMPTS_MAX = 100;
    private static final int UNAVAILABLE = 503;

    private final WebClient web;
    private final URI base;

    /** The desk served at {@code base}. */
    Desk(WebClient web, URI base) {
        this.web = web;
        this.base = base;
    }

    /** Where it is served. */
    URI base() {
        return base;
    }

    /**
     * Calls a public route with an access token, empty for nobody. What is unavailable for the
     * moment is asked again: commands carry ids of their own, so that a repetition does no harm.
     */
    <Q, R> R call(Route<Q, R> route, String token, Q request) {
        WebClient.Call call = request(route, token, request);
        for (int attempt = 1; ; attempt++) {
            WebClient.Reply reply = send(call);
            String text = new String(reply.body(), StandardCharsets.UTF_8);
            if (reply.status() < 300) {
                return Json.read(text.isEmpty() ? "{}" : text, route.response());
            }
            if (reply.status() != UNAVAILABLE || attempt == ATTEMPTS_MAX) {
                JsonNode problem = Json.tree(text);
                throw new Refused(
                        reply.status(),
                        problem.path("code").asString(""),
                        problem.path("detail").asString(text));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private <Q> WebClient.Call request(Route<Q, ?> route, String token, Q request) {
        Map<String, String> headers = new HashMap<>();
        headers.put("content-type", "application/json");
        if (!token.isEmpty()) {
            headers.put("authorization", "Bearer " + token);
        }
        Binding.Wire wire = new Binding<>(route).write(request);
        String query = wire.query().isEmpty() ? "" : "?" + wire.query();
        return new WebClient.Call(
                route.method().name(),
                base.resolve(wire.path() + query),
                headers,
                wire.body(),
                TIMEOUT);
    }

    private WebClient.Reply send(WebClient.Call call) {
        try {
            return web.send(call);
        } catch (IOException e) {
            throw new UncheckedIOException("the desk does not answer at " + base, e);
        }
    }
}
