package io.leverageguard.users;

import io.leverageguard.api.users.Users.Session;
import io.leverageguard.kernel.ids.SessionId;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kit.feed.PostgresAudit;
import io.leverageguard.kit.sql.Database;
import io.leverageguard.kit.sql.Rows;
import io.leverageguard.users.Vault.Sealed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Stores sessions, the hashes of their refresh tokens, and the keys that sign access tokens. */
final class SessionRepository {
    /** A refresh token as it is stored. */
    @SuppressWarnings("ArrayRecordComponent") // never compared: goes straight to the database
    record Token(byte[] hash, Instant expiresAt) {}

    /** What became of a refresh token that was shown. */
    sealed interface Rotation {
        /** It was good and is used up; the new one is stored. */
        record Rotated(UserId user, SessionId session) implements Rotation {}

        /** It had been used before, so somebody has a copy: the session is ended. */
        record Reused() implements Rotation {}

        /** It, or its session, is over. */
        record Over() implements Rotation {}

        /** Nobody was ever given it. */
        record Unknown() implements Rotation {}
    }

    /** A signing key as it is stored. */
    record StoredKey(UUID id, Instant createdAt, String publicJwk, Sealed sealed) {}

    private record Shown(
            SessionId session,
            UserId user,
            String login,
            boolean used,
            boolean ended,
            Instant expiresAt,
            Instant endsAt) {}

    private final Database database;
    private final PostgresAudit audit;

    SessionRepository(Database database, PostgresAudit audit) {
        this.database = database;
        this.audit = audit;
    }

    /** A session as it begins. */
    record Opening(SessionId session, UserId user, Instant now, Instant endsAt, String agent) {}

    /** Opens a session; the oldest ones beyond {@code sessionsMax} are ended. */
    void open(Opening opening, Token token, int sessionsMax) {
        database.write(
                handle -> {
                    handle.createUpdate(
                                    """
                                    INSERT INTO sessions
                                        (session_id, user_id, started_at, ends_at, agent)
                                    VALUES (:session, :user, :now, :endsAt, :agent)
                                    """)
                            .bind("session", opening.session().value())
                            .bind("user", opening.user().value())
                            .bind("now", opening.now())
                            .bind("endsAt", opening.endsAt())
                            .bind("agent", opening.agent())
                            .execute();
                    insert(handle, opening.session(), token);
                    handle.createUpdate(
                                    """
                                    UPDATE sessions SET ended_at = :now, ended_why = 'too_many'
                                    WHERE session_id IN (
                                        SELECT session_id FROM sessions
                                        WHERE user_id = :user AND ended_at IS NULL
                                        ORDER BY started_at DESC, session_id DESC OFFSET :max)
                                    """)
                            .bind("now", opening.now())
                            .bind("user", opening.user().value())
                            .bind("max", sessionsMax)
                            .execute();
                });
    }

    /** Uses up the token with {@code hash} and stores {@code next} in its place. */
    Rotation rotate(byte[] hash, Instant now, Token next) {
        return database.transaction(
                handle -> {
                    Optional<Shown> found = lock(handle, hash);
                    if (found.isEmpty()) {
                        return new Rotation.Unknown();
                    }
                    Shown shown = found.get();
                    if (shown.used()) {
                        endAfterReuse(handle, shown, now);
                        return new Rotation.Reused();
                    }
                    if (shown.ended()
                            || !now.isBefore(shown.expiresAt())
                            || !now.isBefore(shown.endsAt())) {
                        return new Rotation.Over();
                    }
                    handle.createUpdate(
                                    "UPDATE refresh_tokens SET used_at = :now"
                                            + " WHERE token_hash = :hash")
                            .bind("now", now)
                            .bind("hash", hash)
                            .execute();
                    insert(handle, shown.session(), next);
                    return new Rotation.Rotated(shown.user(), shown.session());
                });
    }

    /** Ends the session of the token with {@code hash}, if there is one and it is not over. */
    void end(byte[] hash, Instant now) {
        database.write(
                handle ->
                        lock(handle, hash)
                                .ifPresent(shown -> end(handle, shown, now, "logged_out")));
    }

    /** The sessions of a person that are not over, newest first. */
    List<Session> sessions(UserId user, Instant now, @Nullable SessionId current) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT s.*, greatest(s.started_at,
                                                (SELECT max(t.used_at) FROM refresh_tokens t
                                                  WHERE t.session_id = s.session_id)) AS used
                                        FROM sessions s
                                        WHERE user_id = :user AND ended_at IS NULL
                                            AND ends_at > :now
                                            AND EXISTS (SELECT FROM refresh_tokens t
                                                WHERE t.session_id = s.session_id
                                                    AND t.used_at IS NULL
                                                    AND t.expires_at > :now)
                                        ORDER BY started_at DESC, session_id DESC
                                        """)
                                .bind("user", user.value())
                                .bind("now", now)
                                .map((row, context) -> session(row, current))
                                .list());
    }

    /** Ends a session of a person; says whether there is such a one. */
    boolean end(UserId user, SessionId session, Instant now) {
        return database.transaction(
                handle ->
                        handle.createUpdate(
                                                """
                                                UPDATE sessions
                                                SET ended_at = coalesce(ended_at, :now),
                                                    ended_why =
                                                        coalesce(ended_why, 'ended_by_owner')
                                                WHERE session_id = :session AND user_id = :user
                                                """)
                                        .bind("now", now)
                                        .bind("session", session.value())
                                        .bind("user", user.value())
                                        .execute()
                                == 1);
    }

    /** Deletes what has been over since {@code before}, with its tokens. */
    int forgetSessions(Instant before) {
        return database.transaction(
                handle ->
                        handle.createUpdate(
                                        """
                                        DELETE FROM sessions
                                        WHERE ends_at < :before OR ended_at < :before
                                        """)
                                .bind("before", before)
                                .execute());
    }

    /**
     * The key that signs. One that was created at or before {@code oldest} is replaced by what
     * {@code maker} makes, and its private half forgotten.
     */
    StoredKey presentKey(Instant now, Instant oldest, Function<Instant, StoredKey> maker) {
        return database.transaction(
                handle -> {
                    handle.execute("SELECT pg_advisory_xact_lock(hashtext('users.signing_keys'))");
                    Optional<StoredKey> present =
                            handle.createQuery(
                                            "SELECT * FROM signing_keys WHERE replaced_at IS NULL")
                                    .map((row, context) -> storedKey(row))
                                    .findOne();
                    if (present.isPresent() && present.get().createdAt().isAfter(oldest)) {
                        return present.get();
                    }
                    StoredKey next = maker.apply(now);
                    handle.createUpdate(
                                    """
                                    UPDATE signing_keys
                                    SET replaced_at = :now, wrapped_key = NULL, sealed_jwk = NULL
                                    WHERE replaced_at IS NULL
                                    """)
                            .bind("now", now)
                            .execute();
                    insert(handle, next);
                    return next;
                });
    }

    /** The public halves of the present key and of those replaced since {@code since}. */
    List<String> publicKeys(Instant since) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT public_jwk FROM signing_keys
                                        WHERE replaced_at IS NULL OR replaced_at >= :since
                                        ORDER BY created_at DESC, key_id DESC
                                        """)
                                .bind("since", since)
                                .mapTo(String.class)
                                .list());
    }

    /** Forgets keys that were replaced before {@code before}. */
    void forgetKeys(Instant before) {
        database.write(
                handle ->
                        handle.createUpdate("DELETE FROM signing_keys WHERE replaced_at < :before")
                                .bind("before", before)
                                .execute());
    }

    /** The session is locked too, so that of two who show the same token one comes second. */
    private static Optional<Shown> lock(Handle handle, byte[] hash) {
        return handle.createQuery(
                        """
                        SELECT s.session_id, s.user_id, p.login, t.used_at IS NOT NULL AS used,
                            s.ended_at IS NOT NULL AS ended, t.expires_at, s.ends_at
                        FROM refresh_tokens t
                        JOIN sessions s USING (session_id)
                        JOIN people p USING (user_id)
                        WHERE t.token_hash = :hash
                        FOR UPDATE OF t, s
                        """)
                .bind("hash", hash)
                .map((row, context) -> shown(row))
                .findOne();
    }

    private void endAfterReuse(Handle handle, Shown shown, Instant now) {
        if (end(handle, shown, now, "refresh_reused")) {
            audit.record(
                    handle,
                    shown.login(),
                    "session.ended",
                    shown.session(),
                    null,
                    null,
                    "a refresh token was used twice");
        }
    }

    private static boolean end(Handle handle, Shown shown, Instant now, String why) {
        return handle.createUpdate(
                                """
                                UPDATE sessions SET ended_at = :now, ended_why = :why
                                WHERE session_id = :session AND ended_at IS NULL
                                """)
                        .bind("now", now)
                        .bind("why", why)
                        .bind("session", shown.session().value())
                        .execute()
                == 1;
    }

    private static void insert(Handle handle, SessionId session, Token token) {
        handle.createUpdate(
                        """
                        INSERT INTO refresh_tokens (token_hash, session_id, expires_at)
                        VALUES (:hash, :session, :expiresAt)
                        """)
                .bind("hash", token.hash())
                .bind("session", session.value())
                .bind("expiresAt", token.expiresAt())
                .execute();
    }

    private static void insert(Handle handle, StoredKey key) {
        handle.createUpdate(
                        """
                        INSERT INTO signing_keys
                            (key_id, created_at, public_jwk, wrapped_key, sealed_jwk)
                        VALUES (:id, :createdAt, :publicJwk, :wrapped, :sealed)
                        """)
                .bind("id", key.id())
                .bind("createdAt", key.createdAt())
                .bind("publicJwk", key.publicJwk())
                .bind("wrapped", key.sealed().wrappedKey())
                .bind("sealed", key.sealed().ciphertext())
                .execute();
    }

    private static Session session(ResultSet row, @Nullable SessionId current) throws SQLException {
        SessionId session = new SessionId(Rows.uuid(row, "session_id"));
        return new Session(
                session,
                Rows.instant(row, "started_at"),
                Rows.instant(row, "used"),
                Rows.instant(row, "ends_at"),
                Rows.text(row, "agent"),
                session.equals(current));
    }

    private static Shown shown(ResultSet row) throws SQLException {
        return new Shown(
                new SessionId(Rows.uuid(row, "session_id")),
                new UserId(Rows.uuid(row, "user_id")),
                row.getString("login"),
                row.getBoolean("used"),
                row.getBoolean("ended"),
                Rows.instant(row, "expires_at"),
                Rows.instant(row, "ends_at"));
    }

    private static StoredKey storedKey(ResultSet row) throws SQLException {
        return new StoredKey(
                Rows.uuid(row, "key_id"),
                Rows.instant(row, "created_at"),
                row.getString("public_jwk"),
                new Sealed(row.getBytes("wrapped_key"), row.getBytes("sealed_jwk")));
    }
}
