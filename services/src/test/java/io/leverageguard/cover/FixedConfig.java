package io.leverageguard.cover;

import io.leverageguard.api.config.Config;
import io.leverageguard.api.config.ConfigEvent;
import io.leverageguard.api.config.ConfigEvent.SettingChanged;
import io.leverageguard.api.config.SettingKey;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.testkit.MemoryFeed;
import java.time.Instant;
import java.util.List;

/** Settings that announce what a test sets. */
final class FixedConfig implements Config {
    private final MemoryFeed<ConfigEvent> feed = new MemoryFeed<>();

    void set(SettingKey key, String value) {
        feed.add(Instant.EPOCH, new SettingChanged(key.settingName(), value, 1));
    }

    @Override
    public Settings settings(Actor actor, None nothing) {
        return new Settings(List.of());
    }

    @Override
    public MemoryFeed<ConfigEvent> events() {
        return feed;
    }

    @Override
    public Setting change(Actor actor, ChangeSetting command) {
        throw notHere();
    }

    @Override
    public Setting rollBack(Actor actor, RollBackSetting command) {
        throw notHere();
    }

    @Override
    public Settings history(Actor actor, SettingRef ref) {
        throw notHere();
    }

    @Override
    public AuditTrail audit() {
        throw notHere();
    }

    private static UnsupportedOperationException notHere() {
        return new UnsupportedOperationException("cover does not call this");
    }
}
