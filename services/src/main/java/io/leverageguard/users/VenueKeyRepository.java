package io.leverageguard.users;

import io.leverageguard.api.users.Users.VenueKey;
import io.leverageguard.api.users.UsersEvent;
import io.leverageguard.api.users.UsersEvent.VenueKeyRevoked;
import io.leverageguard.api.users.UsersEvent.VenueKeyStored;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.ids.VenueKeyId;
import io.leverageguard.kit.feed.PostgresAudit;
import io.leverageguard.kit.feed.PostgresFeed;
import io.leverageguard.kit.sql.Database;
import io.leverageguard.kit.sql.Rows;
import io.leverageguard.users.Vault.Sealed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Stores venue keys as the vault sealed them, and whose the venue accounts are. */
final class VenueKeyRepository {
    /** What became of an attempt to store a key. */
    enum Storing {
        STORED,
        /** The owner has stored the same key before. */
        KNOWN,
        TOO_MANY,
        /** The venue account belongs to another person. */
        FOREIGN_ACCOUNT
    }

    /** A key with what the vault made of its secret. */
    record SealedKey(VenueKey key, Sealed sealed) {}

    private final Database database;
    private final PostgresFeed<UsersEvent> feed;
    private final PostgresAudit audit;

    VenueKeyRepository(Database database, PostgresFeed<UsersEvent> feed, PostgresAudit audit) {
        this.database = database;
        this.feed = feed;
        this.audit = audit;
    }

    /** The key of {@code owner} with this fingerprint that is not revoked. */
    Optional<VenueKey> find(UserId owner, byte[] fingerprint) {
        return database.read(handle -> find(handle, owner, fingerprint));
    }

    Optional<VenueKey> find(VenueKeyId id) {
        return database.read(
                handle ->
                        handle.createQuery("SELECT * FROM venue_keys WHERE key_id = :id")
                                .bind("id", id.value())
                                .map((row, context) -> venueKey(row))
                                .findOne());
    }

    /** Binds the venue account to the owner, for good, and stores the key. */
    Storing store(SealedKey sealedKey, byte[] fingerprint, String by, int keysMax) {
        VenueKey key = sealedKey.key();
        return database.transaction(
                handle -> {
                    if (!bindAccount(handle, key)) {
                        return Storing.FOREIGN_ACCOUNT;
                    }
                    if (find(handle, key.owner(), fingerprint).isPresent()) {
                        return Storing.KNOWN;
                    }
                    if (countOf(handle, key.owner()) >= keysMax) {
                        return Storing.TOO_MANY;
                    }
                    insert(handle, sealedKey, fingerprint);
                    audit.record(handle, by, "venue_key.stored", key.id(), null, key, "");
                    feed.append(
                            handle,
                            new VenueKeyStored(
                                    key.owner(), key.id(), key.venue(), key.accountUid()));
                    return Storing.STORED;
                });
    }

    /** The keys of a person, oldest first. */
    List<VenueKey> keys(UserId owner, int limit) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT * FROM venue_keys WHERE owner = :owner
                                        ORDER BY revoked_at IS NOT NULL, stored_at, key_id
                                        LIMIT :limit
                                        """)
                                .bind("owner", owner.value())
                                .bind("limit", limit)
                                .map((row, context) -> venueKey(row))
                                .list());
    }

    /** Forgets the sealed secret. Revoking twice changes nothing. */
    void revoke(VenueKey key, Instant now, String by) {
        database.write(
                handle -> {
                    int revoked =
                            handle.createUpdate(
                                            """
                                            UPDATE venue_keys
                                            SET revoked_at = :now, wrapped_key = NULL, sealed = NULL
                                            WHERE key_id = :id AND revoked_at IS NULL
                                            """)
                                    .bind("now", now)
                                    .bind("id", key.id().value())
                                    .execute();
                    if (revoked == 1) {
                        audit.record(handle, by, "venue_key.revoked", key.id(), key, null, "");
                        feed.append(handle, new VenueKeyRevoked(key.owner(), key.id()));
                    }
                });
    }

    /** Hands out a sealed key that is not revoked, and writes down to whom. */
    Optional<SealedKey> open(VenueKeyId id, String by) {
        return database.transaction(
                handle -> {
                    Optional<SealedKey> found =
                            handle.createQuery(
                                            """
                                            SELECT * FROM venue_keys
                                            WHERE key_id = :id AND revoked_at IS NULL
                                            """)
                                    .bind("id", id.value())
                                    .map((row, context) -> sealedKey(row))
                                    .findOne();
                    if (found.isPresent()) {
                        audit.record(handle, by, "venue_key.opened", id, null, null, "");
                    }
                    return found;
                });
    }

    /** The row stays locked until the commit, so that of two owners one comes second. */
    private static boolean bindAccount(Handle handle, VenueKey key) {
        return handle.createQuery(
                        """
                        INSERT INTO venue_accounts (venue, account_uid, owner)
                        VALUES (:venue, :uid, :owner)
                        ON CONFLICT (venue, account_uid) DO UPDATE SET owner = venue_accounts.owner
                        RETURNING owner = :owner
                        """)
                .bind("venue", key.venue())
                .bind("uid", key.accountUid())
                .bind("owner", key.owner().value())
                .mapTo(Boolean.class)
                .one();
    }

    private static Optional<VenueKey> find(Handle handle, UserId owner, byte[] fingerprint) {
        return handle.createQuery(
                        """
                        SELECT * FROM venue_keys
                        WHERE owner = :owner AND fingerprint = :fingerprint AND revoked_at IS NULL
                        """)
                .bind("owner", owner.value())
                .bind("fingerprint", fingerprint)
                .map((row, context) -> venueKey(row))
                .findOne();
    }

    private static int countOf(Handle handle, UserId owner) {
        return handle.createQuery(
                        """
                        SELECT count(*) FROM venue_keys
                        WHERE owner = :owner AND revoked_at IS NULL
                        """)
                .bind("owner", owner.value())
                .mapTo(Integer.class)
                .one();
    }

    private static void insert(Handle handle, SealedKey sealedKey, byte[] fingerprint) {
        VenueKey key = sealedKey.key();
        handle.createUpdate(
                        """
                        INSERT INTO venue_keys (key_id, owner, venue, label, key_hint, fingerprint,
                            account_uid, can_trade, stored_at, wrapped_key, sealed)
                        VALUES (:id, :owner, :venue, :label, :hint, :fingerprint,
                            :uid, :canTrade, :storedAt, :wrapped, :sealed)
                        """)
                .bind("id", key.id().value())
                .bind("owner", key.owner().value())
                .bind("venue", key.venue())
                .bind("label", key.label())
                .bind("hint", key.keyHint())
                .bind("fingerprint", fingerprint)
                .bind("uid", key.accountUid())
                .bind("canTrade", key.canTrade())
                .bind("storedAt", key.storedAt())
                .bind("wrapped", sealedKey.sealed().wrappedKey())
                .bind("sealed", sealedKey.sealed().ciphertext())
                .execute();
    }

    private static SealedKey sealedKey(ResultSet row) throws SQLException {
        return new SealedKey(
                venueKey(row), new Sealed(row.getBytes("wrapped_key"), row.getBytes("sealed")));
    }

    private static VenueKey venueKey(ResultSet row) throws SQLException {
        return new VenueKey(
                new VenueKeyId(Rows.uuid(row, "key_id")),
                new UserId(Rows.uuid(row, "owner")),
                Rows.text(row, "venue"),
                Rows.text(row, "label"),
                Rows.text(row, "key_hint"),
                Rows.text(row, "account_uid"),
                row.getBoolean("can_trade"),
                Rows.instantOrNull(row, "revoked_at") != null,
                Rows.instant(row, "stored_at"));
    }
}
