package io.leverageguard.venues;

import io.leverageguard.kernel.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one address and its keys may still ask of a venue; everyone who calls the venue shares it.
 * Calls beyond it are refused here, because venues answer repetition with bans of minutes to days.
 * A twentieth of every limit is left free, and another twentieth is kept for what is urgent: an
 * order can wait, a cancel cannot.
 */
public final class RateBudget {
    private static final int OWNERS_MAX = 4_096;

    private final String venue;
    private final Clock clock;
    private final Map<String, List<Limit>> limits = new LinkedHashMap<>();
    private final LinkedHashMap<Owner, List<Window>> owners = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Owner, Instant> closedUntil = new LinkedHashMap<>();

    /** The budget of one address at {@code venue}. */
    public RateBudget(String venue, Clock clock, List<Limit> limits) {
        this.venue = venue;
        this.clock = clock;
        for (Limit limit : limits) {
            this.limits.computeIfAbsent(limit.scope, _ -> new ArrayList<>()).add(limit);
        }
    }

    /**
     * A limit of the venue.
     *
     * @param scope what is counted, for example {@code weight} or {@code orders}
     * @param window over how long
     * @param max how much of it
     * @param aligned whether the venue counts anew with every full window of the clock; otherwise
     *     it looks back for as long as the window
     */
    public record Limit(String scope, Duration window, long max, boolean aligned) {
        private long usable(boolean urgent) {
            return max - max / 20 - (urgent ? 0 : max / 20);
        }
    }

    private record Owner(String scope, String key) {}

    /**
     * Takes {@code amount} from every window of {@code scope} that {@code key} has; the key is
     * empty where the address is counted.
     *
     * @throws VenueError when it is used up
     */
    public synchronized void spend(String scope, String key, long amount, boolean urgent) {
        Instant now = clock.now();
        Owner owner = new Owner(scope, key);
        Instant opens = closedUntil.get(owner);
        if (opens != null && now.isBefore(opens)) {
            throw refusal("the venue asked us to wait until " + opens);
        }
        closedUntil.remove(owner);
        List<Window> windows = windows(owner);
        for (Window window : windows) {
            if (window.used(now) + amount > window.limit.usable(urgent)) {
                throw refusal(
                        "%s of %s used up: %d of %d"
                                .formatted(
                                        scope,
                                        window.limit.window,
                                        window.used(now),
                                        window.limit.max));
            }
        }
        windows.forEach(window -> window.add(now, amount));
    }

    /** The venue has counted {@code used} in the current window of this length. */
    public synchronized void told(String scope, String key, Duration window, long used) {
        Instant now = clock.now();
        for (Window counted : windows(new Owner(scope, key))) {
            if (counted.limit.window.equals(window)) {
                counted.add(now, Math.max(0, used - counted.used(now)));
            }
        }
    }

    /** The venue has had enough: nothing more is sent for so long. */
    public synchronized void close(String scope, String key, Duration pause) {
        closedUntil.keySet().removeIf(owner -> closedUntil.size() >= OWNERS_MAX);
        closedUntil.merge(
                new Owner(scope, key),
                clock.now().plus(pause),
                (one, other) -> one.isAfter(other) ? one : other);
    }

    private List<Window> windows(Owner owner) {
        List<Window> windows =
                owners.computeIfAbsent(
                        owner,
                        _ ->
                                limits.getOrDefault(owner.scope, List.of()).stream()
                                        .map(Window::new)
                                        .toList());
        if (owners.size() > OWNERS_MAX) {
            owners.pollFirstEntry();
        }
        return windows;
    }

    private VenueError refusal(String message) {
        return new VenueError(VenueError.Kind.RATE_LIMITED, "", venue + ": " + message);
    }

    /** What was spent within one limit. */
    private static final class Window {
        private final Limit limit;
        private final Deque<Spent> spent = new ArrayDeque<>();
        private long used;

        private Window(Limit limit) {
            this.limit = limit;
        }

        private record Spent(Instant at, long amount) {}

        private long used(Instant now) {
            Instant start = start(now);
            while (!spent.isEmpty() && spent.getFirst().at.isBefore(start)) {
                used -= spent.removeFirst().amount;
            }
            return used;
        }

        /** At most {@code max} entries stay, for each counts at least one. */
        private void add(Instant now, long amount) {
            if (amount > 0) {
                spent.addLast(new Spent(now, amount));
                used += amount;
            }
        }

        private Instant start(Instant now) {
            long windowMs = limit.window.toMillis();
            return limit.aligned
                    ? Instant.ofEpochMilli(Math.floorDiv(now.toEpochMilli(), windowMs) * windowMs)
                    : now.minusMillis(windowMs - 1);
        }
    }
}
