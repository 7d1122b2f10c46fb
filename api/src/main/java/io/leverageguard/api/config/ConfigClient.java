package io.leverageguard.api.config;

import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.rpc.Caller;
import io.leverageguard.kernel.rpc.Route.None;

/** {@link Config} in another process. */
public final class ConfigClient implements Config {
    private final Caller caller;

    /** Calls through {@code caller}. */
    public ConfigClient(Caller caller) {
        this.caller = caller;
    }

    @Override
    public Settings settings(Actor actor, None nothing) {
        return caller.call(ConfigRoutes.SETTINGS, actor, nothing);
    }

    @Override
    public Setting change(Actor actor, ChangeSetting command) {
        return caller.call(ConfigRoutes.CHANGE, actor, command);
    }

    @Override
    public Setting rollBack(Actor actor, RollBackSetting command) {
        return caller.call(ConfigRoutes.ROLL_BACK, actor, command);
    }

    @Override
    public Settings history(Actor actor, SettingRef ref) {
        return caller.call(ConfigRoutes.HISTORY, actor, ref);
    }

    @Override
    public EventFeed<ConfigEvent> events() {
        return caller.feed("config", ConfigEvent.class);
    }

    @Override
    public AuditTrail audit() {
        return caller.audit("config");
    }
}
