package io.leverageguard.trading;

import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.venues.VenueError;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what is to be done again and again until it is done: one turn after the other for each key,
 * those of different keys at the same time on virtual threads, so that a venue that does not answer
 * holds up nobody else. After a turn that brought nothing there is a pause. In story time the
 * caller's thread takes every turn.
 */
final class Turns {
    private static final Logger LOG = LoggerFactory.getLogger(Turns.class);

    private final Clock clock;
    private final Duration pause;
    private final boolean live;
    private final Set<Object> busy = ConcurrentHashMap.newKeySet();
    private final Map<Object, Instant> notBefore = new ConcurrentHashMap<>();

    Turns(Clock clock, Duration pause, boolean live) {
        this.clock = clock;
        this.pause = pause;
        this.live = live;
    }

    /**
     * Takes a turn unless one is under way or there is a pause.
     *
     * @param work says whether it brought anything
     * @return whether there is more to do at once, as far as it is known
     */
    boolean take(Object key, BooleanSupplier work) {
        Instant until = notBefore.get(key);
        if ((until != null && clock.now().isBefore(until)) || !busy.add(key)) {
            return false;
        }
        if (live) {
            Thread.ofVirtual().start(() -> run(key, work));
            return true;
        }
        return run(key, work);
    }

    /** Forgets the pauses of keys that nothing is to be done for. */
    void keep(Set<?> keys) {
        notBefore.keySet().retainAll(keys);
    }

    private boolean run(Object key, BooleanSupplier work) {
        boolean more = false;
        try {
            more = work.getAsBoolean();
        } catch (Refusal | VenueError e) {
            LOG.info("{} waits: {}", key, e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("{} failed; tried again", key, e);
        } finally {
            if (more) {
                notBefore.remove(key);
            } else {
                notBefore.put(key, clock.now().plus(pause));
            }
            busy.remove(key);
        }
        return more;
    }
}
