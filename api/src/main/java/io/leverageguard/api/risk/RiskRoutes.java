package io.leverageguard.api.risk;

import static io.leverageguard.kernel.access.Permission.AUDIT;
import static io.leverageguard.kernel.access.Permission.LOGGED_IN;
import static io.leverageguard.kernel.access.Permission.SET_LIMITS;
import static io.leverageguard.kernel.access.Permission.TRADE;
import static io.leverageguard.kernel.rpc.Route.Method.GET;
import static io.leverageguard.kernel.rpc.Route.Method.POST;
import static io.leverageguard.kernel.rpc.Route.Method.PUT;

import io.leverageguard.api.risk.Risk.AccountLimits;
import io.leverageguard.api.risk.Risk.AllScopeLimits;
import io.leverageguard.api.risk.Risk.DecideLimits;
import io.leverageguard.api.risk.Risk.Exposure;
import io.leverageguard.api.risk.Risk.LiftTrips;
import io.leverageguard.api.risk.Risk.LimitChanges;
import io.leverageguard.api.risk.Risk.Limits;
import io.leverageguard.api.risk.Risk.MarginActions;
import io.leverageguard.api.risk.Risk.ProposeLimits;
import io.leverageguard.api.risk.Risk.ScopeFilter;
import io.leverageguard.api.risk.Risk.ScopeLimits;
import io.leverageguard.api.risk.Risk.ScopeRef;
import io.leverageguard.api.risk.Risk.SetLimits;
import io.leverageguard.api.risk.Risk.SetMarginPolicy;
import io.leverageguard.api.risk.Risk.SetTradingState;
import io.leverageguard.api.risk.Risk.Trips;
import io.leverageguard.api.risk.Risk.Warnings;
import io.leverageguard.kernel.rpc.Route;
import io.leverageguard.kernel.rpc.Route.None;
import java.util.List;

/** The operations of {@link Risk}. */
public final class RiskRoutes {
    private static final String ONE = "/api/v1/accounts/{account}";
    private static final String SCOPE = "/api/v1/limits/{kind}/{key}";

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

    /** {@link Risk#scopeLimits}. */
    public static final Route<ScopeRef, ScopeLimits> SCOPE_LIMITS =
            Route.open(
                    GET,
                    SCOPE,
                    ScopeRef.class,
                    ScopeLimits.class,
                    LOGGED_IN,
                    "Shows the limits of a scope");

    /** {@link Risk#allLimits}. */
    public static final Route<None, AllScopeLimits> ALL_LIMITS =
            Route.internal(
                    "/internal/risk/limits",
                    None.class,
                    AllScopeLimits.class,
                    "Lists every scope that has limits or a trading state of its own");

    /** {@link Risk#proposeLimits}. */
    public static final Route<ProposeLimits, LimitChange> PROPOSE_LIMITS =
            Route.open(
                    POST,
                    SCOPE + "/changes",
                    ProposeLimits.class,
                    LimitChange.class,
                    SET_LIMITS,
                    "Changes the limits of a scope; what loosens much waits for a second person");

    /** {@link Risk#decideLimits}. */
    public static final Route<DecideLimits, LimitChange> DECIDE_LIMITS =
            Route.open(
                    POST,
                    "/api/v1/limit-changes/{change}/decision",
                    DecideLimits.class,
                    LimitChange.class,
                    SET_LIMITS,
                    "Decides a change of limits that waits for a second person");

    /** {@link Risk#limitChanges}. */
    public static final Route<ScopeFilter, LimitChanges> LIMIT_CHANGES =
            Route.open(
                    GET,
                    "/api/v1/limit-changes",
                    ScopeFilter.class,
                    LimitChanges.class,
                    AUDIT,
                    "Lists changes of limits, newest first");

    /** {@link Risk#trips}. */
    public static final Route<ScopeFilter, Trips> TRIPS =
            Route.open(
                    GET,
                    "/api/v1/trips",
                    ScopeFilter.class,
                    Trips.class,
                    LOGGED_IN,
                    "Lists loss limits that were reached, newest first");

    /** {@link Risk#liftTrips}. */
    public static final Route<LiftTrips, LimitChange> LIFT_TRIPS =
            Route.open(
                    POST,
                    "/api/v1/trips/{kind}/{key}/lift",
                    LiftTrips.class,
                    LimitChange.class,
                    SET_LIMITS,
                    "Lets a scope trade again although a loss limit was reached");

    /** {@link Risk#marginPolicy}. */
    public static final Route<AccountLimits, MarginPolicy> MARGIN_POLICY =
            Route.open(
                    GET,
                    ONE + "/margin-policy",
                    AccountLimits.class,
                    MarginPolicy.class,
                    LOGGED_IN,
                    "Shows what is to be done before the venue liquidates");

    /** {@link Risk#setMarginPolicy}. */
    public static final Route<SetMarginPolicy, MarginPolicy> SET_MARGIN_POLICY =
            Route.open(
                    PUT,
                    ONE + "/margin-policy",
                    SetMarginPolicy.class,
                    MarginPolicy.class,
                    TRADE,
                    "Says what is to be done before the venue liquidates");

    /** {@link Risk#marginActions}. */
    public static final Route<AccountLimits, MarginActions> MARGIN_ACTIONS =
            Route.open(
                    GET,
                    ONE + "/margin-actions",
                    AccountLimits.class,
                    MarginActions.class,
                    LOGGED_IN,
                    "Lists what the margin policy asked for, newest first");

    /** {@link Risk#knowMargins}. */
    public static final Route<AccountMargins, None> KNOW_MARGINS =
            Route.internal(
                    "/internal/risk/margins",
                    AccountMargins.class,
                    None.class,
                    "Takes in wallet and margin tables of an account");

    /** {@link Risk#report}. */
    public static final Route<ScopeRef, RiskReport> REPORT =
            Route.open(
                    GET,
                    "/api/v1/risk-reports/{kind}/{key}",
                    ScopeRef.class,
                    RiskReport.class,
                    LOGGED_IN,
                    "Shows everything that a scope has at risk now");

    /** Every route of this service. */
    public static final List<Route<?, ?>> ALL =
            List.of(
                    LIMITS,
                    SET_ACCOUNT_LIMITS,
                    SET_TRADING_STATE,
                    EXPOSURE,
                    WARNINGS,
                    SCOPE_LIMITS,
                    ALL_LIMITS,
                    PROPOSE_LIMITS,
                    DECIDE_LIMITS,
                    LIMIT_CHANGES,
                    TRIPS,
                    LIFT_TRIPS,
                    MARGIN_POLICY,
                    SET_MARGIN_POLICY,
                    MARGIN_ACTIONS,
                    KNOW_MARGINS,
                    REPORT);

    private RiskRoutes() {}
}
