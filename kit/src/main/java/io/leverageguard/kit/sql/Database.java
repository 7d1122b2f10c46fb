package io.leverageguard.kit.sql;

import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.feed.PostgresAudit;
import io.leverageguard.kit.feed.PostgresFeed;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * One service's schema. Every connection has its search path set to it.
 *
 * <p>A fair semaphore stands before the pool: without it a pool under one thread per request serves
 * some callers long after others.
 */
public final class Database {
    private static final Set<String> TRY_AGAIN = Set.of("40001", "40P01");
    private static final int ATTEMPTS_MAX = 5;
    private static final long WAIT_MS_MAX = 10_000;

    private final String schema;
    private final Jdbi jdbi;
    private final Semaphore turns;
    private final Clock clock;

    Database(String schema, Jdbi jdbi, Semaphore turns, Clock clock) {
        this.schema = schema;
        this.jdbi = jdbi;
        this.turns = turns;
        this.clock = clock;
    }

    /** The schema, which is the service's name. */
    public String schema() {
        return schema;
    }

    /** Runs {@code work} in a transaction; serialisation failures and deadlocks are tried again. */
    public <T> T transaction(Function<Handle, T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return withTurn(() -> jdbi.inTransaction(work::apply));
            } catch (RuntimeException e) {
                if (attempt == ATTEMPTS_MAX || !TRY_AGAIN.contains(sqlState(e))) {
                    throw translated(e);
                }
            }
        }
    }

    /** Runs {@code work} in a transaction. */
    public void write(Consumer<Handle> work) {
        transaction(
                handle -> {
                    work.accept(handle);
                    return true;
                });
    }

    /** Runs {@code work} on one connection, each statement by itself. */
    public <T> T read(Function<Handle, T> work) {
        try {
            return withTurn(() -> jdbi.withHandle(work::apply));
        } catch (RuntimeException e) {
            throw translated(e);
        }
    }

    /** The service's own feed; {@code events} is its sealed event interface. */
    public <E> PostgresFeed<E> feed(Class<E> events) {
        return new PostgresFeed<>(this, events, clock);
    }

    /** The service's own audit trail. */
    public PostgresAudit audit() {
        return new PostgresAudit(this, clock);
    }

    /** The present cursor of this schema in somebody's feed; 0 before the first event. */
    public long cursor(String feed) {
        return read(
                handle ->
                        handle.createQuery("SELECT seq FROM cursors WHERE feed = :feed")
                                .bind("feed", feed)
                                .mapTo(Long.class)
                                .findOne()
                                .orElse(0L));
    }

    /** The last entry of this schema's own feed; 0 when there is none. */
    public long head() {
        return read(
                handle ->
                        handle.createQuery("SELECT coalesce(max(seq), 0) FROM events")
                                .mapTo(Long.class)
                                .one());
    }

    /**
     * Moves the cursor forward; call it in the transaction of the effect. False when somebody else
     * has moved it as far already, and then the effect is theirs too.
     */
    public static boolean moveCursor(Handle handle, String feed, EventFeed.Stored<?> to) {
        return handle.createUpdate(
                                """
                                INSERT INTO cursors (feed, seq) VALUES (:feed, :seq)
                                ON CONFLICT (feed) DO UPDATE SET seq = excluded.seq
                                WHERE cursors.seq < excluded.seq
                                """)
                        .bind("feed", feed)
                        .bind("seq", to.seq())
                        .execute()
                == 1;
    }

    private interface Work<T> {
        T run();
    }

    private <T> T withTurn(Work<T> work) {
        try {
            if (!turns.tryAcquire(WAIT_MS_MAX, TimeUnit.MILLISECONDS)) {
                throw unavailable("the database is busy");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("interrupted while waiting for the database");
        }
        try {
            return work.run();
        } finally {
            turns.release();
        }
    }

    private static String sqlState(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return "";
    }

    /** Connection failures (class 08, 57P and what the pool says) become a refusal to try again. */
    private static RuntimeException translated(RuntimeException e) {
        String state = sqlState(e);
        boolean gone =
                state.startsWith("08")
                        || state.startsWith("57P")
                        || e instanceof org.jdbi.v3.core.ConnectionException;
        return gone ? unavailable("the database does not answer") : e;
    }

    private static Refusal unavailable(String message) {
        return new Refusal(Refusal.Reason.UNAVAILABLE, "database_unavailable", message);
    }
}
