package io.leverageguard.api.trading;

import static io.leverageguard.kernel.access.Permission.LOGGED_IN;
import static io.leverageguard.kernel.access.Permission.TRADE;
import static io.leverageguard.kernel.rpc.Route.Method.DELETE;
import static io.leverageguard.kernel.rpc.Route.Method.GET;
import static io.leverageguard.kernel.rpc.Route.Method.POST;
import static io.leverageguard.kernel.rpc.Route.Method.PUT;
import static io.leverageguard.kernel.rpc.Route.RateClass.TRADING;

import io.leverageguard.api.trading.Protection.AdjustMargin;
import io.leverageguard.api.trading.Protection.KillRef;
import io.leverageguard.api.trading.Protection.Kills;
import io.leverageguard.api.trading.Protection.LiftKill;
import io.leverageguard.api.trading.Protection.MarginChange;
import io.leverageguard.api.trading.Protection.MarginChangeRef;
import io.leverageguard.api.trading.Protection.Protections;
import io.leverageguard.api.trading.Protection.StartKill;
import io.leverageguard.api.trading.Protection.StopPolicy;
import io.leverageguard.api.trading.Protection.StopPolicyRef;
import io.leverageguard.api.trading.Trading.AccountRef;
import io.leverageguard.kernel.rpc.Route;
import io.leverageguard.kernel.rpc.Route.None;
import java.util.List;

/** The operations of {@link Protection}. */
public final class ProtectionRoutes {
    private static final String ROOT = "/api/v1/trading";
    private static final String ACCOUNT_PATH = ROOT + "/accounts/{account}";

    /** {@link Protection#kill}. */
    public static final Route<StartKill, Kill> KILL =
            Route.open(
                    POST,
                    ROOT + "/kills",
                    StartKill.class,
                    Kill.class,
                    LOGGED_IN,
                    "Stops trading in a scope, cancels its orders and closes its positions");

    /** {@link Protection#killed}. */
    public static final Route<KillRef, Kill> KILLED =
            Route.open(
                    GET,
                    ROOT + "/kills/{kill}",
                    KillRef.class,
                    Kill.class,
                    LOGGED_IN,
                    "Shows how far a use of the kill switch has come");

    /** {@link Protection#kills}. */
    public static final Route<None, Kills> KILLS =
            Route.open(
                    GET,
                    ROOT + "/kills",
                    None.class,
                    Kills.class,
                    LOGGED_IN,
                    "Lists uses of the kill switch, newest first");

    /** {@link Protection#lift}. */
    public static final Route<LiftKill, Kill> LIFT =
            Route.open(
                    POST,
                    ROOT + "/kills/{kill}/lift",
                    LiftKill.class,
                    Kill.class,
                    LOGGED_IN,
                    "Lets a scope trade again that the kill switch had stopped");

    /** {@link Protection#setStopPolicy}. */
    public static final Route<StopPolicy, StopPolicy> SET_STOP_POLICY =
            Route.open(
                    PUT,
                    ACCOUNT_PATH + "/stop-policy",
                    StopPolicy.class,
                    StopPolicy.class,
                    TRADE,
                    "Has every position of an account, or of one symbol, protected by a stop");

    /** {@link Protection#removeStopPolicy}. */
    public static final Route<StopPolicyRef, None> REMOVE_STOP_POLICY =
            Route.open(
                    DELETE,
                    ACCOUNT_PATH + "/stop-policy",
                    StopPolicyRef.class,
                    None.class,
                    TRADE,
                    "Ends a stop policy and cancels its stops");

    /** {@link Protection#protections}. */
    public static final Route<AccountRef, Protections> PROTECTIONS =
            Route.open(
                    GET,
                    ACCOUNT_PATH + "/protection",
                    AccountRef.class,
                    Protections.class,
                    TRADE,
                    "Shows the stop policies of an account and how its positions stand");

    /** {@link Protection#adjustMargin}. */
    public static final Route<AdjustMargin, MarginChange> ADJUST_MARGIN =
            Route.open(
                            POST,
                            ACCOUNT_PATH + "/margin",
                            AdjustMargin.class,
                            MarginChange.class,
                            TRADE,
                            "Adds margin to an isolated position, or takes it")
                    .counted(TRADING);

    /** {@link Protection#marginChange}. */
    public static final Route<MarginChangeRef, MarginChange> MARGIN_CHANGE =
            Route.open(
                    GET,
                    ROOT + "/margin-changes/{change}",
                    MarginChangeRef.class,
                    MarginChange.class,
                    TRADE,
                    "Shows what became of a change of margin");

    /** Every route, for the server's and the gateway's tables. */
    public static final List<Route<?, ?>> ALL =
            List.of(
                    KILL,
                    KILLED,
                    KILLS,
                    LIFT,
                    SET_STOP_POLICY,
                    REMOVE_STOP_POLICY,
                    PROTECTIONS,
                    ADJUST_MARGIN,
                    MARGIN_CHANGE);

    private ProtectionRoutes() {}
}
