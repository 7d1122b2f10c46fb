package io.leverageguard.kit.feed;

import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.json.EventJson;
import io.leverageguard.kit.ops.Telemetry;
import io.leverageguard.kit.sql.Database;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/**
 * A service's feed in the {@code events} table of its schema.
 *
 * <p>A sequence alone would become visible out of order under concurrent commits, and a reader's
 * cursor would skip rows. So a writer takes an advisory lock, held until its commit, before it
 * takes a number: call {@link #append} last in a transaction.
 */
public final class PostgresFeed<E> implements EventFeed<E> {
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
     * Adds several events in the caller's transaction with one statement, in their order. Once it
     * is committed, hand the result to {@link #committed}.
     */
    public List<Stored<E>> append(Handle handle, List<Caused<E>> events) {
        handle.execute("SELECT pg_advisory_xact_lock(hashtext(?))", database.schema() + ".events");
        Instant now = clock.now().truncatedTo(ChronoUnit.MICROS);
        List<Long> places =
                handle.createQuery(
                                """
                                INSERT INTO events (at, type, trace, payload)
                                SELECT :at, type, trace, payload::jsonb
                                FROM unnest(:types, :traces, :payloads) WITH ORDINALITY
                                    AS row (type, trace, payload, place)
                                ORDER BY place
                                RETURNING seq
                                """)
                        .bind("at", OffsetDateTime.ofInstant(now, ZoneOffset.UTC))
                        .bindArray(
                                "types",
                                String.class,
                                texts(events, each -> json.type(each.event())))
                        .bindArray("traces", String.class, texts(events, Caused::trace))
                        .bindArray(
                                "payloads",
                                String.class,
                                texts(events, each -> json.write(each.event())))
                        .mapTo(Long.class)
                        .list();
        List<Stored<E>> stored = new ArrayList<>(events.size());
        for (int i = 0; i < events.size(); i++) {
            Caused<E> caused = events.get(i);
            stored.add(new Stored<>(places.get(i), now, caused.trace(), caused.event()));
        }
        return stored;
    }

    /** These are committed: readers in this process need not ask the database for them. */
    public void committed(List<Stored<E>> events) {
        recent.add(events);
    }

    private List<String> texts(List<Caused<E>> events, Function<Caused<E>, String> text) {
        return events.stream().map(text).toList();
    }

    /** Adds an event in the caller's transaction. */
    public void append(Handle handle, E event) {
        handle.execute("SELECT pg_advisory_xact_lock(hashtext(?))", database.schema() + ".events");
        handle.createUpdate(
                        """
                        INSERT INTO events (at, type, trace, payload)
                        VALUES (:at, :type, :trace, :payload::jsonb)
                        """)
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
                                        SELECT seq, at, type, trace, payload::text AS payload
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
