package io.leverageguard.kit.http;

import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.rpc.Route;
import io.leverageguard.kit.http.WebServer.Request;
import io.leverageguard.kit.http.WebServer.Response;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;

/** Finds what serves a path: plain paths before those with gaps. */
final class RouteTable {
    /** Answers calls of a route after the caller was admitted. */
    interface Target {
        /** Answers. */
        Response answer(Actor actor, Request request, Map<String, String> gaps);
    }

    /** One route and what serves it. */
    record Entry(Route<?, ?> route, PathTemplate template, Target target) {}

    /** What was found. */
    record Found(Entry entry, Map<String, String> gaps) {}

    private final Map<String, List<Entry>> plain = new HashMap<>();
    private final List<Entry> withGaps = new CopyOnWriteArrayList<>();

    synchronized void add(Route<?, ?> route, Target target) {
        Entry entry = new Entry(route, new PathTemplate(route.path()), target);
        boolean twice =
                all().stream()
                        .anyMatch(
                                other ->
                                        other.route().method() == route.method()
                                                && shape(other).equals(shape(entry)));
        if (twice) {
            throw new IllegalStateException(
                    route.method() + " " + route.path() + " is served already");
        }
        if (entry.template().isPlain()) {
            plain.computeIfAbsent(route.path(), _ -> new CopyOnWriteArrayList<>()).add(entry);
        } else {
            withGaps.add(entry);
        }
    }

    Optional<Found> find(String method, String path) {
        return matches(path).stream()
                .filter(found -> found.entry().route().method().name().equals(method))
                .findFirst();
    }

    /** The methods that the path has at all. */
    Set<String> methods(String path) {
        Set<String> methods = new TreeSet<>();
        matches(path).forEach(found -> methods.add(found.entry().route().method().name()));
        return methods;
    }

    synchronized List<Route<?, ?>> routes() {
        List<Route<?, ?>> routes = new ArrayList<>();
        all().forEach(entry -> routes.add(entry.route()));
        routes.sort(
                Comparator.<Route<?, ?>, String>comparing(Route::path)
                        .thenComparing(Route::method));
        return routes;
    }

    private List<Found> matches(String path) {
        List<Found> found = new ArrayList<>();
        List<Entry> exact;
        synchronized (this) {
            exact = plain.getOrDefault(path, List.of());
        }
        exact.forEach(entry -> found.add(new Found(entry, Map.of())));
        String[] segments = path.split("/", -1);
        for (Entry entry : withGaps) {
            entry.template().match(segments).ifPresent(gaps -> found.add(new Found(entry, gaps)));
        }
        return found;
    }

    private synchronized List<Entry> all() {
        List<Entry> all = new ArrayList<>(withGaps);
        plain.values().forEach(all::addAll);
        return all;
    }

    private static String shape(Entry entry) {
        return entry.template().fill(_ -> "gap");
    }
}
