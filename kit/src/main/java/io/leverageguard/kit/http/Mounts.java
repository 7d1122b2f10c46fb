package io.leverageguard.kit.http;

import io.leverageguard.kit.http.WebServer.Request;
import io.leverageguard.kit.http.WebServer.Response;
import io.leverageguard.kit.http.WebServer.Socket;
import io.leverageguard.kit.http.WebServer.SocketListener;
import io.leverageguard.kit.json.Json;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Pages and sockets by path, beside the routes; and whether the process is ready. */
final class Mounts {
    private static final String BELOW = "/*";

    private final Map<String, WebServer.Handler> pages = new ConcurrentHashMap<>();
    private final Map<String, WebServer.Sockets> sockets = new ConcurrentHashMap<>();
    private final Map<String, BooleanSupplier> conditions = new ConcurrentSkipListMap<>();

    void page(String path, WebServer.Handler handler) {
        if (pages.putIfAbsent(path, handler) != null) {
            throw new IllegalStateException(path + " is mounted already");
        }
    }

    void sockets(String path, WebServer.Sockets opener) {
        if (sockets.putIfAbsent(path, opener) != null) {
            throw new IllegalStateException(path + " has sockets already");
        }
    }

    void condition(String name, BooleanSupplier condition) {
        conditions.put(name, condition);
    }

    Optional<Response> answer(Request request) {
        boolean isRead = request.method().equals("GET");
        WebServer.Handler exact = pages.get(request.path());
        if (exact != null) {
            return isRead || !request.path().startsWith("/api/")
                    ? Optional.of(exact.handle(request))
                    : Optional.empty();
        }
        return pages.entrySet().stream()
                .filter(entry -> covers(entry.getKey(), request.path()))
                .max(Comparator.comparingInt(entry -> entry.getKey().length()))
                .map(entry -> entry.getValue().handle(request));
    }

    @Nullable SocketListener open(Request upgrade, Socket socket) {
        WebServer.Sockets opener = sockets.get(upgrade.path());
        return opener == null ? null : opener.open(upgrade, socket);
    }

    /** The conditions that do not hold, by name. */
    List<String> failing() {
        return conditions.entrySet().stream()
                .filter(condition -> !condition.getValue().getAsBoolean())
                .map(Map.Entry::getKey)
                .toList();
    }

    Response readiness() {
        Map<String, Boolean> states = new TreeMap<>();
        conditions.forEach((name, condition) -> states.put(name, condition.getAsBoolean()));
        boolean ready = !states.containsValue(false);
        ObjectNode document = Json.object();
        document.put("status", ready ? "ready" : "not ready");
        ObjectNode each = document.putObject("conditions");
        states.forEach(each::put);
        return Response.json(ready ? 200 : 503, Json.write(document));
    }

    /** What is below {@code /api} and {@code /internal} never falls through to a page. */
    private static boolean covers(String mounted, String path) {
        return mounted.endsWith(BELOW)
                && path.startsWith(mounted.substring(0, mounted.length() - 1))
                && (mounted.length() > BELOW.length()
                        || !(path.startsWith("/api/") || path.startsWith("/internal/")));
    }
}
