package io.leverageguard.kit.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Times requests by route and status. A timer is looked up by its tags only once. */
final class RequestTimers {
    /** What requests of no route are called. */
    static final String OTHER = "other";

    private final MeterRegistry meters;
    private final Map<String, Map<Integer, Timer>> known = new ConcurrentHashMap<>();

    RequestTimers(MeterRegistry meters) {
        this.meters = meters;
    }

    Timer.Sample begin() {
        return Timer.start(meters);
    }

    void end(Timer.Sample begun, String route, int status) {
        Map<Integer, Timer> ofRoute = known.get(route);
        Timer timer = ofRoute == null ? null : ofRoute.get(status);
        begun.stop(timer == null ? timer(route, status) : timer);
    }

    private Timer timer(String route, int status) {
        return known.computeIfAbsent(route, _ -> new ConcurrentHashMap<>())
                .computeIfAbsent(
                        status,
                        _ ->
                                meters.timer(
                                        "http.requests",
                                        "route",
                                        route,
                                        "status",
                                        String.valueOf(status)));
    }
}
