package io.leverageguard.api.config;

import static io.leverageguard.kernel.rpc.Route.Method.GET;
import static io.leverageguard.kernel.rpc.Route.Method.POST;
import static io.leverageguard.kernel.rpc.Route.Method.PUT;

import io.leverageguard.api.config.Config.ChangeSetting;
import io.leverageguard.api.config.Config.RollBackSetting;
import io.leverageguard.api.config.Config.Setting;
import io.leverageguard.api.config.Config.SettingRef;
import io.leverageguard.api.config.Config.Settings;
import io.leverageguard.kernel.access.Permission;
import io.leverageguard.kernel.rpc.Route;
import io.leverageguard.kernel.rpc.Route.None;
import java.util.List;

/** The operations of {@link Config}, each described once. */
public final class ConfigRoutes {
    /** {@link Config#settings}. */
    public static final Route<None, Settings> SETTINGS =
            Route.open(
                    GET,
                    "/api/v1/settings",
                    None.class,
                    Settings.class,
                    Permission.AUDIT,
                    "Every runtime setting with its present value");

    /** {@link Config#change}. */
    public static final Route<ChangeSetting, Setting> CHANGE =
            Route.open(
                    PUT,
                    "/api/v1/settings/{name}",
                    ChangeSetting.class,
                    Setting.class,
                    Permission.CONFIGURE,
                    "Changes a setting, if it still has the expected version");

    /** {@link Config#rollBack}. */
    public static final Route<RollBackSetting, Setting> ROLL_BACK =
            Route.open(
                    POST,
                    "/api/v1/settings/{name}/rollback",
                    RollBackSetting.class,
                    Setting.class,
                    Permission.CONFIGURE,
                    "Brings back the value of an earlier version, as a new version");

    /** {@link Config#history}. */
    public static final Route<SettingRef, Settings> HISTORY =
            Route.open(
                    GET,
                    "/api/v1/settings/{name}/history",
                    SettingRef.class,
                    Settings.class,
                    Permission.AUDIT,
                    "Every version of a setting, newest first");

    /** Every operation, in the order of the API document. */
    public static final List<Route<?, ?>> ALL = List.of(SETTINGS, CHANGE, ROLL_BACK, HISTORY);

    private ConfigRoutes() {}
}
