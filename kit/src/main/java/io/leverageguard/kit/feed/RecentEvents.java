package io.leverageguard.kit.feed;

import io.leverageguard.kernel.feed.EventFeed.Stored;
import java.util.ArrayList;
import java.util.List;

/**
 * The newest committed entries of a feed, without gaps, so that readers which are nearly up to date
 * need not ask the database. An entry that another process may have written in between makes a gap,
 * and then everything before it is forgotten.
 */
final class RecentEvents<E> {
    private static final int CAPACITY = 8_192;

    private final ArrayList<Stored<E>> ring = new ArrayList<>();
    private long first = 1;
    private long last;

    /** Adds what was committed, in order. */
    synchronized void add(List<Stored<E>> events) {
        for (Stored<E> event : events) {
            if (event.seq() <= last) {
                continue; // Two commits may be told in the wrong order; the database has them.
            }
            if (event.seq() != last + 1) {
                first = event.seq();
            }
            last = event.seq();
            first = Math.max(first, last - CAPACITY + 1);
            put(event);
        }
    }

    /** The entries after the cursor, at most {@code limit}; empty when they are not known here. */
    synchronized List<Stored<E>> after(long cursor, int limit) {
        if (cursor + 1 < first || cursor >= last) {
            return List.of();
        }
        long until = Math.min(last, cursor + limit);
        List<Stored<E>> found = new ArrayList<>((int) (until - cursor));
        for (long seq = cursor + 1; seq <= until; seq++) {
            found.add(ring.get((int) (seq % CAPACITY)));
        }
        return found;
    }

    private void put(Stored<E> event) {
        int place = (int) (event.seq() % CAPACITY);
        while (ring.size() <= place) {
            ring.add(event);
        }
        ring.set(place, event);
    }
}
