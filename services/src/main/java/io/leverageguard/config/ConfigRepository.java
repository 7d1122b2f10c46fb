package io.leverageguard.config;

import io.leverageguard.api.config.ConfigEvent;
import io.leverageguard.api.config.ConfigEvent.SettingChanged;
import io.leverageguard.kit.feed.PostgresAudit;
import io.leverageguard.kit.feed.PostgresFeed;
import io.leverageguard.kit.sql.Database;
import io.leverageguard.kit.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Stores the versions of settings. */
final class ConfigRepository {
    /** One stored version. */
    record Version(
            String name, long version, String value, String changedBy, Instant at, String why) {}

    private final Database database;
    private final PostgresFeed<ConfigEvent> feed;
    private final PostgresAudit audit;

    ConfigRepository(Database database, PostgresFeed<ConfigEvent> feed, PostgresAudit audit) {
        this.database = database;
        this.feed = feed;
        this.audit = audit;
    }

    PostgresFeed<ConfigEvent> feed() {
        return feed;
    }

    PostgresAudit audit() {
        return audit;
    }

    /** The newest version of every setting that was ever changed. */
    List<Version> present() {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT DISTINCT ON (name) * FROM settings
                                        ORDER BY name, version DESC
                                        """)
                                .map((row, context) -> version(row))
                                .list());
    }

    /** The newest versions of one setting, newest first. */
    List<Version> history(String name, int limit) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT * FROM settings WHERE name = :name
                                        ORDER BY version DESC LIMIT :limit
                                        """)
                                .bind("name", name)
                                .bind("limit", limit)
                                .map((row, context) -> version(row))
                                .list());
    }

    /** One version, as a list of one or none. */
    List<Version> find(String name, long version) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT * FROM settings
                                        WHERE name = :name AND version = :version
                                        """)
                                .bind("name", name)
                                .bind("version", version)
                                .map((row, context) -> version(row))
                                .list());
    }

    /**
     * Adds {@code next} if the version before it is still the present one, and says whether it did.
     * The primary key decides between two that come at once.
     */
    boolean add(Version next, String valueBefore) {
        return database.transaction(
                handle -> {
                    if (insert(handle, next) == 0) {
                        return false;
                    }
                    audit.record(
                            handle,
                            next.changedBy(),
                            "setting.changed",
                            next.name(),
                            valueBefore,
                            next.value(),
                            next.why());
                    feed.append(
                            handle, new SettingChanged(next.name(), next.value(), next.version()));
                    return true;
                });
    }

    private static int insert(Handle handle, Version next) {
        return handle.createUpdate(
                        """
                        INSERT INTO settings (name, version, value, changed_by, changed_at, why)
                        SELECT :name, :version, :value, :changedBy, :at, :why
                        WHERE :version - 1 =
                            (SELECT coalesce(max(version), 0) FROM settings WHERE name = :name)
                        ON CONFLICT DO NOTHING
                        """)
                .bind("name", next.name())
                .bind("version", next.version())
                .bind("value", next.value())
                .bind("changedBy", next.changedBy())
                .bind("at", next.at())
                .bind("why", next.why())
                .execute();
    }

    private static Version version(ResultSet row) throws SQLException {
        return new Version(
                row.getString("name"),
                row.getLong("version"),
                row.getString("value"),
                row.getString("changed_by"),
                Rows.instant(row, "changed_at"),
                row.getString("why"));
    }
}
