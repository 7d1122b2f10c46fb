package io.leverageguard.kit.http;

import io.leverageguard.kit.http.WebServer.Request;
import io.leverageguard.kit.http.WebServer.Response;
import io.leverageguard.kit.ops.Telemetry;
import io.micrometer.core.instrument.Timer;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through the server: its id, its trace, and what is known of it so far. One
 * thread after the other works on it, never two at a time.
 */
final class Call {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String REQUEST_ID = "x-request-id";
    private static final int ID_LENGTH_MIN = 8;
    private static final int ID_LENGTH_MAX = 64;
    private static final Map<String, String> SECURITY_HEADERS =
            Map.of(
                    "x-content-type-options", "nosniff",
                    "x-frame-options", "DENY",
                    "referrer-policy", "no-referrer",
                    "content-security-policy", "default-src 'none'; frame-ancestors 'none'",
                    "strict-transport-security", "max-age=31536000",
                    "cache-control", "no-store");

    private final Request request;
    private final RouteTable.@Nullable Found found;
    private final RequestTimers timers;
    private final String id;
    private final RequestContext context;
    private final Telemetry.Step step;
    private final Timer.Sample begun;
    private final Map<String, String> headers = new HashMap<>();

    /** Begins now. */
    Call(Request request, RouteTable.@Nullable Found found, RequestTimers timers) {
        this.request = request;
        this.found = found;
        this.timers = timers;
        String given = request.header(REQUEST_ID);
        this.id = isRequestId(given) ? given : newRequestId();
        this.context =
                new RequestContext(
                        id,
                        request.header("idempotency-key"),
                        request.remote(),
                        request.header("user-agent"));
        this.begun = timers.begin();
        this.step = Telemetry.begin(name(), request.header("traceparent"));
    }

    Request request() {
        return request;
    }

    /** The route and what serves it; null when it is a page or nothing. */
    RouteTable.@Nullable Found found() {
        return found;
    }

    String id() {
        return id;
    }

    /** A header of the answer, whatever that will be. */
    void header(String name, String value) {
        headers.put(name, value);
    }

    /** Works on the call in its context and its trace. */
    <T> T during(Supplier<T> work) {
        return step.during(() -> context.during(work::get));
    }

    /** The call is answered. */
    Response end(Response response) {
        step.end();
        timers.end(begun, name(), response.status());
        headers.put(REQUEST_ID, id);
        SECURITY_HEADERS.forEach(headers::putIfAbsent);
        headers.putAll(response.headers());
        return new Response(response.status(), headers, response.body());
    }

    private String name() {
        return found == null ? RequestTimers.OTHER : found.entry().name();
    }

    private static boolean isRequestId(String given) {
        if (given.length() < ID_LENGTH_MIN || given.length() > ID_LENGTH_MAX) {
            return false;
        }
        for (int i = 0; i < given.length(); i++) {
            char c = given.charAt(i);
            boolean isGood =
                    (c >= 'a' && c <= 'z')
                            || (c >= 'A' && c <= 'Z')
                            || (c >= '0' && c <= '9')
                            || c == '.'
                            || c == '_'
                            || c == '-';
            if (!isGood) {
                return false;
            }
        }
        return true;
    }

    /** Not from the kit's ids: those repeat in a replay, whoever asks for a page meanwhile. */
    private static String newRequestId() {
        byte[] id = new byte[16];
        RANDOM.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }
}
