package io.leverageguard.kernel.access;

/** What a role allows. A route names the one permission that it needs. */
public enum Permission {
    /** Nothing: anybody may call. */
    ANYONE,
    /** To be logged in. */
    LOGGED_IN,
    /** To hold accounts and to place orders on them; to run strategies. */
    TRADE,
    /** To ask for quotes, to buy cover and to file claims. */
    COVER,
    /** To decide claims that were referred. */
    REVIEW_CLAIMS,
    /** To provide capital to the pool. */
    PROVIDE_CAPITAL,
    /** To confirm receipts, to see the whole ledger, to reconcile. */
    OPERATE_FUND,
    /** To approve payouts above the automatic limit. */
    APPROVE_PAYOUTS,
    /** To change limits and to stop trading. */
    SET_LIMITS,
    /** To change runtime settings. */
    CONFIGURE,
    /** To give and take roles. */
    ADMINISTER_USERS,
    /** To read audit trails, system state and reports of everybody. */
    AUDIT,
    /** To call internal routes: services only. */
    INTERNAL
}
