package io.leverageguard.api.chain;

import static io.leverageguard.kernel.rpc.Route.Method.GET;
import static io.leverageguard.kernel.rpc.Route.Method.POST;

import io.leverageguard.kernel.access.Permission;
import io.leverageguard.kernel.rpc.Route;
import io.leverageguard.kernel.rpc.Route.None;
import java.util.List;

/** The operations of {@link Chain}. */
public final class ChainRoutes {
    /** {@link Chain#networks}. */
    public static final Route<None, Chain.Networks> NETWORKS =
            Route.open(
                    GET,
                    "/api/v1/chain/networks",
                    None.class,
                    Chain.Networks.class,
                    Permission.AUDIT,
                    "List the configured networks and the account that signs on each");

    /** {@link Chain#anchor}. */
    public static final Route<None, Chain.ChainTxs> ANCHOR =
            Route.open(
                    POST,
                    "/api/v1/chain/anchors",
                    None.class,
                    Chain.ChainTxs.class,
                    Permission.OPERATE_FUND,
                    "Anchor the ledger's head hash on every configured network");

    /** {@link Chain#transactions}. */
    public static final Route<None, Chain.ChainTxs> TRANSACTIONS =
            Route.open(
                    GET,
                    "/api/v1/chain/transactions",
                    None.class,
                    Chain.ChainTxs.class,
                    Permission.AUDIT,
                    "List our transactions, newest first");

    /** All of them, in the order of the API document. */
    public static final List<Route<?, ?>> ALL = List.of(NETWORKS, ANCHOR, TRANSACTIONS);

    private ChainRoutes() {}
}
