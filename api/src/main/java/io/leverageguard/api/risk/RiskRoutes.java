package io.leverageguard.api.risk;

import static io.leverageguard.kernel.access.Permission.LOGGED_IN;
import static io.leverageguard.kernel.access.Permission.SET_LIMITS;
import static io.leverageguard.kernel.rpc.Route.Method.GET;
import static io.leverageguard.kernel.rpc.Route.Method.PUT;

import io.leverageguard.api.risk.Risk.AccountLimits;
import io.leverageguard.api.risk.Risk.Exposure;
import io.leverageguard.api.risk.Risk.Limits;
import io.leverageguard.api.risk.Risk.SetLimits;
import io.leverageguard.api.risk.Risk.SetTradingState;
import io.leverageguard.api.risk.Risk.Warnings;
import io.leverageguard.kernel.rpc.Route;
import java.util.List;

/** The operations of {@link Risk}. */
public final class RiskRoutes {
    private static final String ONE = "/api/v1/accounts/{account}";

    /** {@link Risk#limits}. */
    public static final Route<AccountLimits, Limits> LIMITS =
            Route.open(
                    GET,
                    ONE + "/limits",
                    AccountLimits.class,
                    Limits.class,
                    LOGGED_IN,
                    "Shows the limits of an account");

    /** {@link Risk#setLimits}. */
    public static final Route<SetLimits, Limits> SET_ACCOUNT_LIMITS =
            Route.open(
                    PUT,
                    ONE + "/limits",
                    SetLimits.class,
                    Limits.class,
                    SET_LIMITS,
                    "Gives an account limits of its own");

    /** {@link Risk#setTradingState}. */
    public static final Route<SetTradingState, Limits> SET_TRADING_STATE =
            Route.open(
                    PUT,
                    ONE + "/trading-state",
                    SetTradingState.class,
                    Limits.class,
                    SET_LIMITS,
                    "Lets an account trade, only reduce, or not trade at all");

    /** {@link Risk#exposure}. */
    public static final Route<AccountLimits, Exposure> EXPOSURE =
            Route.open(
                    GET,
                    ONE + "/exposure",
                    AccountLimits.class,
                    Exposure.class,
                    LOGGED_IN,
                    "Shows what an account has at risk now");

    /** {@link Risk#warnings}. */
    public static final Route<AccountLimits, Warnings> WARNINGS =
            Route.open(
                    GET,
                    ONE + "/warnings",
                    AccountLimits.class,
                    Warnings.class,
                    LOGGED_IN,
                    "Lists the margin warnings of an account, newest first");

    /** Every route of this service. */
    public static final List<Route<?, ?>> ALL =
            List.of(LIMITS, SET_ACCOUNT_LIMITS, SET_TRADING_STATE, EXPOSURE, WARNINGS);

    private RiskRoutes() {}
}
