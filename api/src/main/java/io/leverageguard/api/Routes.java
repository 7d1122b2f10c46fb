package io.leverageguard.api;

import io.leverageguard.api.config.ConfigRoutes;
import io.leverageguard.api.gateway.GatewayRoutes;
import io.leverageguard.api.users.UsersRoutes;
import io.leverageguard.kernel.rpc.Route;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every operation of the product. Each service's {@code XRoutes} has a constant {@code ALL}, {@code
 * List<Route<?, ?>>}; this is all of them, in the order of the API document.
 */
public final class Routes {
    /** Every operation, public and internal. */
    public static final List<Route<?, ?>> ALL =
            Stream.of(UsersRoutes.ALL, ConfigRoutes.ALL, GatewayRoutes.ALL)
                    .<Route<?, ?>>flatMap(List::stream)
                    .toList();

    private Routes() {}
}
