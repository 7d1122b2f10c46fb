package io.leverageguard.config;

import io.leverageguard.api.config.Config;
import io.leverageguard.api.config.ConfigEvent;
import io.leverageguard.api.config.ConfigRoutes;
import io.leverageguard.kernel.rpc.Server;

/** Exposes {@link Config} to people and to other processes. */
final class ConfigHttp {
    private ConfigHttp() {}

    static void serve(Server server, Config config) {
        server.serve(ConfigRoutes.SETTINGS, config::settings);
        server.serve(ConfigRoutes.CHANGE, config::change);
        server.serve(ConfigRoutes.ROLL_BACK, config::rollBack);
        server.serve(ConfigRoutes.HISTORY, config::history);
        server.serveFeed("config", ConfigEvent.class, config.events());
        server.serveAudit("config", config.audit());
    }
}
