package io.leverageguard.cover;

import io.leverageguard.kernel.feed.EventFeed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A feed in memory. */
final class MemoryFeed<E> implements EventFeed<E> {
    private final List<Stored<E>> entries = new ArrayList<>();

    synchronized void append(Instant at, E event) {
        entries.add(new Stored<>(entries.size() + 1, at, "", event));
    }

    @Override
    public synchronized List<Stored<E>> read(long after, int limit) {
        return entries.stream().filter(entry -> entry.seq() > after).limit(limit).toList();
    }
}
