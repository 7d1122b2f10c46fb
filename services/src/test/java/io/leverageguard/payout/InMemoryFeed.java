package io.leverageguard.payout;

import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.testkit.TestKit;
import java.util.ArrayList;
import java.util.List;

/** A feed in memory. */
final class InMemoryFeed<E> implements EventFeed<E> {
    private final List<Stored<E>> entries = new ArrayList<>();

    void append(E event) {
        entries.add(new Stored<>(entries.size() + 1L, TestKit.START, "", event));
    }

    @Override
    public List<Stored<E>> read(long after, int limit) {
        return entries.stream().filter(entry -> entry.seq() > after).limit(limit).toList();
    }
}
