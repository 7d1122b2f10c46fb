package io.leverageguard.api.config;

import io.leverageguard.api.config.Config.Setting;
import io.leverageguard.api.config.ConfigEvent.SettingChanged;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.feed.EventFeed.Stored;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.kernel.run.Pump;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The settings as one service sees them: read from memory, kept fresh from the config feed. The
 * built-in defaults hold until the first {@link #pump} has read the present values.
 */
public final class LiveSettings implements Pump {
    private final String name;
    private final Actor actor;
    private final Config config;
    private final EventFeed<ConfigEvent> feed;
    private final Map<String, BigDecimal> values = new ConcurrentHashMap<>();
    private long cursor;
    private boolean loaded;

    /** For the service {@code reader}. */
    public LiveSettings(String reader, Config config) {
        this.name = reader + "<-config(settings)";
        this.actor = Actor.service(reader);
        this.config = config;
        this.feed = config.events();
    }

    /** The present value. */
    public BigDecimal get(SettingKey key) {
        return values.getOrDefault(key.settingName(), key.initial());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public synchronized int pump() {
        if (!loaded) {
            for (Setting setting : config.settings(actor, None.NONE).settings()) {
                values.put(setting.name(), new BigDecimal(setting.value()));
            }
            loaded = true;
        }
        List<Stored<ConfigEvent>> page = feed.read(cursor, EventFeed.PAGE_SIZE_MAX);
        for (Stored<ConfigEvent> stored : page) {
            switch (stored.event()) {
                case SettingChanged changed ->
                        values.put(changed.name(), new BigDecimal(changed.value()));
            }
            cursor = stored.seq();
        }
        return page.size();
    }
}
