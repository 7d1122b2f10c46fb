package io.leverageguard.launcher.kill;

import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.kernel.rpc.Route;
import io.leverageguard.kit.http.Binding;
import io.leverageguard.kit.http.WebClient;
import io.leverageguard.kit.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/** Calls the desk over HTTP, wherever it runs at the moment. */
final class DeskCaller {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int ATTEMPTS_MAX = 1_200;
    private static final int TOO_MANY = 429;
    private static final int BROKEN = 500;

    private final WebClient web;
    private volatile URI base = URI.create("http://127.0.0.1");

    DeskCaller(WebClient web) {
        this.web = web;
    }

    /** The desk runs on this port from now on. */
    void moved(int port) {
        base = URI.create("http://127.0.0.1:" + port);
    }

    /** Asks until it is answered; a refusal is thrown. */
    <Q, R> R ask(Route<Q, R> route, String token, Q request) {
        String last = "";
        for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
            try {
                WebClient.Reply reply = web.send(call(route, token, request));
                if (reply.status() < 300) {
                    return Json.read(text(reply), route.response());
                }
                last = reply.status() + " " + reply.text();
                if (reply.status() < BROKEN && reply.status() != TOO_MANY) {
                    throw new IllegalStateException(route.path() + ": " + last);
                }
            } catch (IOException e) {
                last = String.valueOf(e.getMessage());
            }
            pause(PAUSE);
        }
        throw new UncheckedIOException(
                new IOException("the desk does not answer " + route.path() + ": " + last));
    }

    /** Calls once. */
    <Q> Answer once(Route<Q, Order> route, String token, Q request) {
        try {
            WebClient.Reply reply = web.send(call(route, token, request));
            if (reply.status() < 300) {
                return new Answer.Given(Json.read(text(reply), route.response()));
            }
            if (reply.status() >= BROKEN) {
                return new Answer.Missing(reply.status() + " " + reply.text());
            }
            JsonNode problem = Json.tree(text(reply));
            return new Answer.Refused(
                    reply.status(),
                    problem.path("code").asString(""),
                    problem.path("detail").asString(""));
        } catch (IOException e) {
            return new Answer.Missing(String.valueOf(e.getMessage()));
        }
    }

    /** Calls until there is an answer for certain. */
    <Q> Answer certainly(Route<Q, Order> route, String token, Q request) {
        Answer answer = once(route, token, request);
        for (int attempt = 1; attempt < ATTEMPTS_MAX && isUncertain(answer); attempt++) {
            pause(PAUSE);
            answer = once(route, token, request);
        }
        return answer;
    }

    static void pause(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }

    private static boolean isUncertain(Answer answer) {
        return answer instanceof Answer.Missing
                || (answer instanceof Answer.Refused refused && refused.status() == TOO_MANY);
    }

    private <Q> WebClient.Call call(Route<Q, ?> route, String token, Q request) {
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

    private static String text(WebClient.Reply reply) {
        return reply.body().length == 0 ? "{}" : reply.text();
    }
}
