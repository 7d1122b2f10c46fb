package io.leverageguard.kit.feed;

import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.json.Json;
import io.leverageguard.kit.sql.Database;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** A service's audit trail in the {@code audit} table of its schema, chained by SHA-256. */
public final class PostgresAudit implements AuditTrail {
    /** The hash before the first record. */
    public static final String GENESIS = "0".repeat(64);

    private final Database database;
    private final Clock clock;

    /** Made by {@link Database#audit}. */
    public PostgresAudit(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Adds a record in the caller's transaction. {@code before} and {@code after} are written as
     * JSON; neither may hold a secret.
     */
    public void record(
            Handle handle,
            String actor,
            String action,
            Object object,
            @Nullable Object before,
            @Nullable Object after,
            String why) {
        handle.execute("SELECT pg_advisory_xact_lock(hashtext(?))", database.schema() + ".audit");
        AuditRecord last = last(handle);
        AuditRecord next =
                new AuditRecord(
                        last.seq() + 1,
                        clock.now().truncatedTo(ChronoUnit.MICROS),
                        actor,
                        action,
                        object.toString(),
                        before == null ? "" : Json.write(before),
                        after == null ? "" : Json.write(after),
                        why,
                        "");
        handle.createUpdate(
                        """
                        INSERT INTO audit
                            (seq, at, actor, action, object, state_before, state_after, why, hash)
                        VALUES (:seq, :at, :actor, :action, :object, :before, :after, :why, :hash)
                        """)
                .bind("seq", next.seq())
                .bind("at", OffsetDateTime.ofInstant(next.at(), ZoneOffset.UTC))
                .bind("actor", next.actor())
                .bind("action", next.action())
                .bind("object", next.object())
                .bind("before", next.before())
                .bind("after", next.after())
                .bind("why", next.why())
                .bind("hash", hash(last.hash(), next))
                .execute();
    }

    @Override
    public List<AuditRecord> read(long after, int limit) {
        return database.read(handle -> read(handle, after, Math.clamp(limit, 1, PAGE_SIZE_MAX)));
    }

    @Override
    public List<AuditRecord> newest(long before, int limit) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT * FROM audit WHERE :before = 0 OR seq < :before
                                        ORDER BY seq DESC LIMIT :limit
                                        """)
                                .bind("before", before)
                                .bind("limit", Math.clamp(limit, 1, PAGE_SIZE_MAX))
                                .map((row, context) -> record(row))
                                .list());
    }

    @Override
    public AuditVerification verify() {
        String previous = GENESIS;
        long seq = 0;
        while (true) {
            List<AuditRecord> page = read(seq, PAGE_SIZE_MAX);
            for (AuditRecord record : page) {
                boolean right =
                        record.seq() == seq + 1 && record.hash().equals(hash(previous, record));
                if (!right) {
                    return new AuditVerification(database.schema(), seq, false, seq + 1, previous);
                }
                previous = record.hash();
                seq = record.seq();
            }
            if (page.isEmpty()) {
                return new AuditVerification(database.schema(), seq, true, 0, previous);
            }
        }
    }

    private static AuditRecord last(Handle handle) {
        List<AuditRecord> found =
                handle.createQuery("SELECT * FROM audit ORDER BY seq DESC LIMIT 1")
                        .map((row, context) -> record(row))
                        .list();
        return found.isEmpty()
                ? new AuditRecord(0, Instant.EPOCH, "", "", "", "", "", "", GENESIS)
                : found.getFirst();
    }

    private static List<AuditRecord> read(Handle handle, long after, int limit) {
        return handle.createQuery(
                        "SELECT * FROM audit WHERE seq > :after ORDER BY seq LIMIT :limit")
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> record(row))
                .list();
    }

    private static AuditRecord record(java.sql.ResultSet row) throws java.sql.SQLException {
        return new AuditRecord(
                row.getLong("seq"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("actor"),
                row.getString("action"),
                row.getString("object"),
                row.getString("state_before"),
                row.getString("state_after"),
                row.getString("why"),
                row.getString("hash"));
    }

    /** Fields are length-prefixed, so that no two records have the same text. */
    private static String hash(String previous, AuditRecord record) {
        StringBuilder text = new StringBuilder(previous);
        for (Object field :
                List.of(
                        record.seq(),
                        record.at().truncatedTo(ChronoUnit.MICROS),
                        record.actor(),
                        record.action(),
                        record.object(),
                        record.before(),
                        record.after(),
                        record.why())) {
            String value = field.toString();
            text.append('|').append(value.length()).append(':').append(value);
        }
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
