package io.leverageguard.risk;

import io.leverageguard.api.config.Config;
import io.leverageguard.api.config.ConfigEvent;
import io.leverageguard.api.config.ConfigEvent.SettingChanged;
import io.leverageguard.api.config.SettingKey;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.testkit.MemoryFeed;
import java.util.List;

/** Settings in memory. */
final class FixedConfig implements Config {
    private final MemoryFeed<ConfigEvent> feed = new MemoryFeed<>();

    void set(SettingKey key, String value) {
        feed.add(new SettingChanged(key.settingName(), value, 1));
    }

    @Override
    public Settings settings(Actor actor, None nothing) {
        return new Settings(List.of());
    }

    @Override
    public EventFeed<ConfigEvent> events() {
        return feed;
    }

    @Override
    public Setting change(Actor actor, ChangeSetting command) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Setting rollBack(Actor actor, RollBackSetting command) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Settings history(Actor actor, SettingRef ref) {
        throw new UnsupportedOperationException();
    }

    @Override
    public AuditTrail audit() {
        throw new UnsupportedOperationException();
    }
}
