package io.leverageguard.testkit;

import io.leverageguard.kernel.feed.EventFeed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A feed in memory, for tests of those who follow one. */
public final class MemoryFeed<E> implements EventFeed<E> {
    private final List<Stored<E>> entries = new ArrayList<>();

    /** Adds an event to which no test asks when it happened. */
    public void add(E event) {
        add(Instant.EPOCH, event);
    }

    /** Adds an event that happened at {@code at}. */
    public synchronized void add(Instant at, E event) {
        entries.add(new Stored<>(entries.size() + 1L, at, "", event));
    }

    @Override
    public synchronized List<Stored<E>> read(long after, int limit) {
        return entries.stream().filter(entry -> entry.seq() > after).limit(limit).toList();
    }
}
