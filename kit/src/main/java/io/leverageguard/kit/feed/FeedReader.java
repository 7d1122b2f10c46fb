package io.leverageguard.kit.feed;

import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.feed.EventFeed.Stored;
import io.leverageguard.kit.ops.ProcessState.FeedState;
import io.leverageguard.kit.ops.Telemetry;
import io.leverageguard.kit.sql.Database;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Follows a feed: at least once on the wire, exactly once in effect, because the cursor moves in
 * the transaction of the effect.
 */
public final class FeedReader<E> implements FeedPump {
    /** What the reader does with an event. */
    @FunctionalInterface
    public interface Reaction<E> {
        /**
         * Calls other services if it must, idempotently since it may run again after a crash, and
         * returns what is to be written in one transaction with the cursor.
         */
        Consumer<Handle> react(Stored<E> stored);
    }

    private static final int PAGE_SIZE = 100;
    private static final Nothing NOTHING = new Nothing();

    private final Database database;
    private final String feedName;
    private final EventFeed<E> feed;
    private final Reaction<E> reaction;
    private volatile long cursor = -1;
    private volatile @Nullable Instant waitingSince;

    /** Reads {@code feed}, named {@code feedName}, on behalf of the service with this database. */
    public FeedReader(Database database, String feedName, EventFeed<E> feed, Reaction<E> reaction) {
        this.database = database;
        this.feedName = feedName;
        this.feed = feed;
        this.reaction = reaction;
    }

    /** Writes nothing, and can be told from what writes something. */
    private static final class Nothing implements Consumer<Handle> {
        @Override
        public void accept(Handle handle) {}
    }

    /** Nothing to write. */
    public static Consumer<Handle> nothing() {
        return NOTHING;
    }

    @Override
    public String name() {
        return database.schema() + "<-" + feedName;
    }

    @Override
    public synchronized int pump() {
        if (cursor < 0) {
            cursor = database.cursor(feedName);
        }
        List<Stored<E>> page = feed.read(cursor, PAGE_SIZE);
        Stored<E> skipped = null;
        for (Stored<E> stored : page) {
            waitingSince = stored.at();
            skipped = take(stored) ? null : stored;
            cursor = stored.seq();
        }
        waitingSince = null;
        if (skipped != null) {
            Stored<E> last = skipped;
            database.write(handle -> Database.moveCursor(handle, feedName, last));
        }
        return page.size();
    }

    @Override
    public FeedState state() {
        long position = cursor;
        return new FeedState(
                database.schema(),
                feedName,
                position < 0 ? database.cursor(feedName) : position,
                waitingSince);
    }

    /** Starts again from the first event at the next pump; for projections that are rebuilt. */
    public synchronized void restart(Handle handle) {
        handle.execute("DELETE FROM cursors WHERE feed = ?", feedName);
        cursor = -1;
    }

    /**
     * Whether there was an effect. Entries without one are not worth a commit each: the cursor
     * moves over them with the next effect, or at the end of the page.
     */
    private boolean take(Stored<E> stored) {
        AtomicBoolean effective = new AtomicBoolean();
        Telemetry.continueTrace(
                name(),
                stored.trace(),
                () -> {
                    Consumer<Handle> effect = reaction.react(stored);
                    if (!(effect instanceof Nothing)) {
                        effective.set(true);
                        write(stored, effect);
                    }
                });
        return effective.get();
    }

    /** Another replica of this service may read the same feed; who is second leaves it be. */
    private void write(Stored<E> stored, Consumer<Handle> effect) {
        database.write(
                handle -> {
                    if (Database.moveCursor(handle, feedName, stored)) {
                        effect.accept(handle);
                    }
                });
    }
}
