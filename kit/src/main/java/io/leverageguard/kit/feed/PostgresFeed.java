package io.leverageguard.kit.feed;

import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.json.EventJson;
import io.leverageguard.kit.ops.Telemetry;
import io.leverageguard.kit.sql.BinaryCopy;
import io.leverageguard.kit.sql.Database;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * A service's feed in the {@code events} table of its schema.
 *
 * <p>A sequence alone would become visible out of order under concurrent commits, and a reader's
 * cursor would skip rows. So a writer takes an advisory lock, held until its commit, before it
 * takes a number: call {@link #append} last in a transaction.
 */
public final class PostgresFeed<E> implements EventFeed<E> {
    private static final int COLUMNS = 5;

    private final Database database;
    private final EventJson<E> json;
    private final Clock clock;
    private final RecentEvents<E> recent = new RecentEvents<>();

    /** Made by {@link Database#feed}. */
    public PostgresFeed(Database database, Class<E> events, Clock clock) {
        this.database = database;
        this.json = new EventJson<>(events);
        this.clock = clock;
    }

    /** An event and the W3C traceparent of what caused it. */
    public record Caused<E>(E event, String trace) {}

    /**
     * Adds several events in the caller's transaction, in their order. Once it is committed, hand
     * the result to {@link #committed}.
     */
    public List<Stored<E>> append(Handle handle, List<Caused<E>> events) {
        long seq = last(handle);
        Instant now = clock.now().truncatedTo(ChronoUnit.MICROS);
        BinaryCopy rows = new BinaryCopy(COLUMNS);
        List<Stored<E>> stored = new ArrayList<>(events.size());
        for (Caused<E> caused : events) {
            seq++;
            rows.row()
                    .number(seq)
                    .instant(now)
                    .text(json.type(caused.event()))
                    .text(caused.trace())
                    .text(json.bytes(caused.event()));
            stored.add(new Stored<>(seq, now, caused.trace(), caused.event()));
        }
        rows.into(handle, "events (seq, at, type, trace, payload)");
        return stored;
    }

    /** The number of the last event; nobody else takes the next one until the commit. */
    private long last(Handle handle) {
        handle.execute("SELECT pg_advisory_xact_lock(hashtext(?))", database.schema() + ".events");
        return handle.createQuery("SELECT coalesce(max(seq), 0) FROM events")
                .mapTo(Long.class)
                .one();
    }

    /** These are committed: readers in this process need not ask the database for them. */
    public void committed(List<Stored<E>> events) {
        recent.add(events);
    }

    /** Adds an event in the caller's transaction. */
    public void append(Handle handle, E event) {
        long seq = last(handle) + 1;
        handle.createUpdate(
                        """
                        INSERT INTO events (seq, at, type, trace, payload)
                        VALUES (:seq, :at, :type, :trace, :payload)
                        """)
                .bind("seq", seq)
                .bind("at", OffsetDateTime.ofInstant(clock.now(), ZoneOffset.UTC))
                .bind("type", json.type(event))
                .bind("trace", Telemetry.traceparent())
                .bind("payload", json.write(event))
                .execute();
    }

    @Override
    public List<Stored<E>> read(long after, int limit) {
        if (limit < 1 || limit > PAGE_SIZE_MAX) {
            throw new IllegalArgumentException("limit must be 1 to " + PAGE_SIZE_MAX);
        }
        List<Stored<E>> known = recent.after(after, limit);
        return known.isEmpty() ? stored(after, limit) : known;
    }

    private List<Stored<E>> stored(long after, int limit) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT seq, at, type, trace, payload
                                        FROM events WHERE seq > :after ORDER BY seq LIMIT :limit
                                        """)
                                .bind("after", after)
                                .bind("limit", limit)
                                .map(
                                        (row, context) ->
                                                new Stored<>(
                                                        row.getLong("seq"),
                                                        row.getObject("at", OffsetDateTime.class)
                                                                .toInstant(),
                                                        row.getString("trace"),
                                                        json.read(
                                                                row.getString("type"),
                                                                row.getString("payload"))))
                                .list());
    }
}
