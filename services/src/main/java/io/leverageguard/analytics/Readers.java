package io.leverageguard.analytics;

import io.leverageguard.kit.feed.FeedPump;
import io.leverageguard.kit.feed.FeedReader;
import io.leverageguard.kit.ops.ProcessState.FeedState;
import io.leverageguard.kit.sql.Database;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The readers of all feeds. While the projections are forgotten none of them reads: one that went
 * on meanwhile would keep its old cursor over empty tables.
 */
final class Readers {
    private final ReadWriteLock reading = new ReentrantReadWriteLock();
    private final List<FeedReader<?>> readers = new CopyOnWriteArrayList<>();

    /** The same reader, which waits while projections are forgotten. */
    FeedPump add(FeedReader<?> reader) {
        readers.add(reader);
        return new FeedPump() {
            @Override
            public String name() {
                return reader.name();
            }

            @Override
            public FeedState state() {
                return reader.state();
            }

            @Override
            public int pump() {
                reading.readLock().lock();
                try {
                    return reader.pump();
                } finally {
                    reading.readLock().unlock();
                }
            }
        };
    }

    /** Forgets projections and cursors in one transaction. */
    void restart(Database database, AnalyticsRepository repository) {
        reading.writeLock().lock();
        try {
            database.write(
                    handle -> {
                        repository.clear(handle);
                        readers.forEach(reader -> reader.restart(handle));
                    });
        } finally {
            reading.writeLock().unlock();
        }
    }
}
