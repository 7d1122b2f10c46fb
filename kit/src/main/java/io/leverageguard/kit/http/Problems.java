package io.leverageguard.kit.http;

import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Refusal.Reason;
import io.leverageguard.kit.http.WebServer.Response;
import io.leverageguard.kit.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Problem documents (RFC 9457): how a "no" looks on the wire, and back. */
final class Problems {
    static final String TYPE = "application/problem+json";

    private static final Set<String> OWN_MEMBERS =
            Set.of("type", "title", "status", "code", "detail", "requestId");

    private Problems() {}

    static Response of(Refusal refusal, String requestId) {
        return document(
                refusal.reason().status(),
                refusal.code(),
                String.valueOf(refusal.getMessage()),
                requestId,
                refusal.details());
    }

    static Response internal(String requestId) {
        return document(
                500,
                "internal_error",
                "Something went wrong on our side. Quote the request id when you ask about it.",
                requestId,
                Map.of());
    }

    static Response tooLarge(long bytesMax) {
        return of(
                new Refusal(
                        Reason.TOO_LARGE,
                        "body_too_large",
                        "The body may have at most " + bytesMax + " bytes."),
                "");
    }

    static Response tooBusy() {
        return of(new Refusal(Reason.UNAVAILABLE, "too_busy", "Too many requests at a time."), "");
    }

    static Response malformed() {
        return of(new Refusal(Reason.INVALID, "malformed_request", "Not HTTP as we know it."), "");
    }

    static Response notFound(String requestId) {
        return document(404, "no_such_path", "There is nothing here.", requestId, Map.of());
    }

    static Response wrongMethod(Set<String> allowed, String requestId) {
        String methods = String.join(", ", allowed);
        Response response =
                document(405, "wrong_method", "Allowed: " + methods, requestId, Map.of());
        Map<String, String> headers = new LinkedHashMap<>(response.headers());
        headers.put("allow", methods);
        return new Response(405, headers, response.body());
    }

    /** The refusal that a problem document tells of. */
    static Refusal refusal(int status, byte[] body) {
        Reason reason = reason(status);
        JsonNode document = Json.tree(body);
        Map<String, String> details = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : document.properties()) {
            if (!OWN_MEMBERS.contains(member.getKey())) {
                details.put(member.getKey(), member.getValue().asString());
            }
        }
        return new Refusal(
                reason,
                document.path("code").asString("unknown"),
                document.path("detail").asString("no words were given"),
                details);
    }

    /** Whether a status is a refusal at all, and not a defect. */
    static boolean isRefusal(int status) {
        for (Reason reason : Reason.values()) {
            if (reason.status() == status) {
                return true;
            }
        }
        return false;
    }

    private static Reason reason(int status) {
        for (Reason reason : Reason.values()) {
            if (reason.status() == status) {
                return reason;
            }
        }
        throw new IllegalArgumentException(status + " is not a refusal");
    }

    private static Response document(
            int status, String code, String detail, String requestId, Map<String, String> more) {
        ObjectNode document = Json.object();
        document.put("type", "urn:leverageguard:problem:" + code);
        document.put("title", title(status));
        document.put("status", status);
        document.put("code", code);
        document.put("detail", detail);
        document.put("requestId", requestId);
        more.forEach(
                (name, value) -> {
                    if (!OWN_MEMBERS.contains(name)) {
                        document.put(name, value);
                    }
                });
        Map<String, String> headers =
                status == 401
                        ? Map.of("content-type", TYPE, "www-authenticate", "Bearer")
                        : Map.of("content-type", TYPE);
        return new Response(status, headers, Json.bytes(document));
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "The request is not valid";
            case 401 -> "Not logged in";
            case 403 -> "Not permitted";
            case 404 -> "Not found";
            case 405 -> "Wrong method";
            case 409 -> "The state of things does not allow it";
            case 413 -> "Too large";
            case 422 -> "A rule does not allow it";
            case 429 -> "A limit is reached";
            case 503 -> "Not available now";
            default -> "Internal error";
        };
    }
}
