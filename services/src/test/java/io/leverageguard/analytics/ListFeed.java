package io.leverageguard.analytics;

import io.leverageguard.kernel.feed.EventFeed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A feed in memory. */
final class ListFeed<E> implements EventFeed<E> {
    private final List<Stored<E>> entries = new ArrayList<>();

    void add(E event) {
        entries.add(new Stored<>(entries.size() + 1L, Instant.EPOCH, "", event));
    }

    @Override
    public List<Stored<E>> read(long after, int limit) {
        return entries.stream().filter(entry -> entry.seq() > after).limit(limit).toList();
    }
}
