package io.leverageguard.kernel.feed;

import java.time.Instant;
import java.util.List;

/**
 * An ordered, durable list of everything one service has announced. Readers keep their own cursor.
 *
 * @param <E> the sealed interface of the service's events
 */
public interface EventFeed<E> {
    /** The most entries one read returns. */
    int PAGE_SIZE_MAX = 1_000;

    /**
     * The entries after a cursor, oldest first, at most {@code limit} (1 to {@link
     * #PAGE_SIZE_MAX}); empty when there are none yet.
     */
    List<Stored<E>> read(long after, int limit);

    /**
     * One entry.
     *
     * @param seq its place in the feed, growing; the first is 1, gaps are possible
     * @param at when it happened
     * @param trace the W3C traceparent of what caused it, empty when there was none
     * @param event the fact
     */
    record Stored<E>(long seq, Instant at, String trace, E event) {}
}
