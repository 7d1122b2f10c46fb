package io.leverageguard.api.config;

import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.rpc.Route.None;
import java.time.Instant;
import java.util.List;

/** Runtime settings: their values, versions and history. What exists is {@link SettingKey}. */
public interface Config {
    /** Every setting with its present value. */
    Settings settings(Actor actor, None nothing);

    /**
     * Changes one setting. Refuses with {@code unknown_setting}, {@code setting_out_of_range}, or
     * {@code setting_changed_meanwhile} when {@code expectedVersion} is not the present one.
     */
    Setting change(Actor actor, ChangeSetting command);

    /** Brings back the value of an earlier version, as a new version. */
    Setting rollBack(Actor actor, RollBackSetting command);

    /** Every version of one setting, newest first. */
    Settings history(Actor actor, SettingRef ref);

    /** What this service announces. */
    EventFeed<ConfigEvent> events();

    /** Changes of settings. */
    AuditTrail audit();

    /**
     * One version of a setting.
     *
     * @param name {@link SettingKey#settingName()}
     * @param version 0 for the built-in default
     */
    record Setting(
            String name,
            String value,
            long version,
            String changedBy,
            Instant changedAt,
            String why,
            String description) {}

    /** Several settings. */
    record Settings(List<Setting> settings) {}

    /** A new value, and why. */
    record ChangeSetting(String name, String value, long expectedVersion, String why) {}

    /** Back to an earlier version, and why. */
    record RollBackSetting(String name, long version, String why) {}

    /** Names a setting. */
    record SettingRef(String name) {}
}
