package io.leverageguard.config;

import io.leverageguard.api.config.Config;
import io.leverageguard.api.config.ConfigEvent;
import io.leverageguard.kit.Kit;
import io.leverageguard.kit.sql.Database;

/** Wires the config service. The only public class of this package. */
public final class ConfigModule {
    private final ConfigService service;

    /** Opens the schema and serves the routes, the feed and the audit trail. */
    public ConfigModule(Kit kit) {
        Database database = kit.databases().open("config");
        ConfigRepository repository =
                new ConfigRepository(database, database.feed(ConfigEvent.class), database.audit());
        service = new ConfigService(kit.clock(), repository);
        ConfigHttp.serve(kit.server(), service);
    }

    /** The service itself. */
    public Config api() {
        return service;
    }
}
