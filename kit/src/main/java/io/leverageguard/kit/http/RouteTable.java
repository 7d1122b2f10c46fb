package io.leverageguard.kit.http;

import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.rpc.Route;
import io.leverageguard.kit.http.WebServer.Request;
import io.leverageguard.kit.http.WebServer.Turn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds what serves a path: plain paths before those with gaps. */
final class RouteTable {
    /** Answers calls of a route after the caller was admitted. */
    interface Target {
        /** Answers; a hot target decides here on the event loop whether it needs a thread. */
        Turn take(Actor actor, Request request, Map<String, String> gaps);
    }

    /**
     * One route and what serves it.
     *
     * @param name what it is called in metrics and traces
     * @param isHot whether the target is to be asked on the event loop
     */
    record Entry(
            Route<?, ?> route, PathTemplate template, String name, Target target, boolean isHot) {}

    /** What was found. */
    record Found(Entry entry, Map<String, String> gaps) {}

    /** What is served at one moment, never changed: {@code withGaps} by the number of segments. */
    private record Index(Map<String, List<Entry>> plain, Map<Integer, List<Entry>> withGaps) {}

    private final List<Entry> all = new ArrayList<>();
    private volatile Index index = new Index(Map.of(), Map.of());

    void add(Route<?, ?> route, Target target) {
        add(route, target, false);
    }

    void addHot(Route<?, ?> route, Target target) {
        add(route, target, true);
    }

    /** What serves this; null when nothing does. */
    @Nullable Found find(String method, String path) {
        Index now = index;
        for (Entry entry : now.plain().getOrDefault(path, List.of())) {
            if (entry.route().method().name().equals(method)) {
                return new Found(entry, Map.of());
            }
        }
        String[] segments = segments(path);
        for (Entry entry : now.withGaps().getOrDefault(segments.length, List.of())) {
            if (entry.route().method().name().equals(method)) {
                Map<String, String> gaps = entry.template().match(segments);
                if (gaps != null) {
                    return new Found(entry, gaps);
                }
            }
        }
        return null;
    }

    /** The methods that the path has at all. */
    Set<String> methods(String path) {
        Index now = index;
        Set<String> methods = new TreeSet<>();
        for (Entry entry : now.plain().getOrDefault(path, List.of())) {
            methods.add(entry.route().method().name());
        }
        String[] segments = segments(path);
        for (Entry entry : now.withGaps().getOrDefault(segments.length, List.of())) {
            if (entry.template().match(segments) != null) {
                methods.add(entry.route().method().name());
            }
        }
        return methods;
    }

    synchronized List<Route<?, ?>> routes() {
        List<Route<?, ?>> routes = new ArrayList<>();
        all.forEach(entry -> routes.add(entry.route()));
        routes.sort(
                Comparator.<Route<?, ?>, String>comparing(Route::path)
                        .thenComparing(Route::method));
        return routes;
    }

    private synchronized void add(Route<?, ?> route, Target target, boolean isHot) {
        Entry entry =
                new Entry(
                        route,
                        new PathTemplate(route.path()),
                        route.method() + " " + route.path(),
                        target,
                        isHot);
        boolean twice =
                all.stream()
                        .anyMatch(
                                other ->
                                        other.route().method() == route.method()
                                                && shape(other).equals(shape(entry)));
        if (twice) {
            throw new IllegalStateException(entry.name() + " is served already");
        }
        all.add(entry);
        index = indexed(all);
    }

    private static Index indexed(List<Entry> entries) {
        Map<String, List<Entry>> plain = new HashMap<>();
        Map<Integer, List<Entry>> withGaps = new HashMap<>();
        for (Entry entry : entries) {
            List<Entry> among =
                    entry.template().isPlain()
                            ? plain.computeIfAbsent(entry.route().path(), _ -> new ArrayList<>())
                            : withGaps.computeIfAbsent(
                                    entry.template().length(), _ -> new ArrayList<>());
            among.add(entry);
        }
        return new Index(plain, withGaps);
    }

    private static String[] segments(String path) {
        return path.split("/", -1);
    }

    private static String shape(Entry entry) {
        return entry.template().fill(_ -> "gap");
    }
}
