package io.leverageguard.api.gateway;

import io.leverageguard.api.gateway.Gateway.AuditPage;
import io.leverageguard.api.gateway.Gateway.AuditQuery;
import io.leverageguard.api.gateway.Gateway.AuditReport;
import io.leverageguard.api.gateway.Gateway.SystemReport;
import io.leverageguard.api.users.Users.LogIn;
import io.leverageguard.api.users.Users.Sessions;
import io.leverageguard.kernel.access.Permission;
import io.leverageguard.kernel.rpc.Route;
import io.leverageguard.kernel.rpc.Route.Method;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.kernel.rpc.Route.RateClass;
import java.util.List;

/**
 * The operations of {@link Gateway}, and those of a browser's session, each described once.
 *
 * <p>A browser keeps its refresh token in a cookie that no script can read and that is sent to
 * {@link #SESSION} only. These three routes want the header {@code X-LG-Desk: 1}, which a page of
 * somebody else cannot send. Programs log in with {@code UsersRoutes} instead.
 */
public final class GatewayRoutes {
    /** Where the cookie of a browser's session is sent. */
    public static final String SESSION = "/api/v1/session";

    /** A short-lived access token; the refresh token travels in the cookie. */
    public record SessionTokens(String accessToken, long expiresInSeconds) {
        @Override
        public String toString() {
            return "SessionTokens[…]";
        }
    }

    /** Logs a browser in. */
    public static final Route<LogIn, SessionTokens> OPEN_SESSION =
            Route.open(
                            Method.POST,
                            SESSION,
                            LogIn.class,
                            SessionTokens.class,
                            Permission.ANYONE,
                            "Opens a session for a browser; needs the header X-LG-Desk")
                    .counted(RateClass.AUTH);

    /** Exchanges the cookie's refresh token. */
    public static final Route<None, SessionTokens> RENEW_SESSION =
            Route.open(
                    Method.POST,
                    SESSION + "/refresh",
                    None.class,
                    SessionTokens.class,
                    Permission.ANYONE,
                    "Renews the session of the cookie; needs the header X-LG-Desk");

    /** Logs a browser out. */
    public static final Route<None, None> CLOSE_SESSION =
            Route.open(
                    Method.DELETE,
                    SESSION,
                    None.class,
                    None.class,
                    Permission.ANYONE,
                    "Ends the session of the cookie; needs the header X-LG-Desk");

    /** Lists the caller's sessions; the gateway knows in which of them the caller is. */
    public static final Route<None, Sessions> SESSIONS =
            Route.open(
                    Method.GET,
                    "/api/v1/sessions",
                    None.class,
                    Sessions.class,
                    Permission.LOGGED_IN,
                    "Lists the caller's sessions, newest first");

    /** {@link Gateway#verifyAudit}. */
    public static final Route<None, AuditReport> VERIFY_AUDIT =
            Route.open(
                    Method.GET,
                    "/api/v1/audit/verification",
                    None.class,
                    AuditReport.class,
                    Permission.AUDIT,
                    "Recomputes the audit chain of every service");

    /** {@link Gateway#audit}. */
    public static final Route<AuditQuery, AuditPage> AUDIT =
            Route.open(
                    Method.GET,
                    "/api/v1/audit",
                    AuditQuery.class,
                    AuditPage.class,
                    Permission.AUDIT,
                    "Pages through the audit trail of a service, newest first");

    /** {@link Gateway#system}. */
    public static final Route<None, SystemReport> SYSTEM =
            Route.open(
                    Method.GET,
                    "/api/v1/system",
                    None.class,
                    SystemReport.class,
                    Permission.AUDIT,
                    "Shows services, feeds and pumps of every process");

    /** Every operation, in the order of the API document. */
    public static final List<Route<?, ?>> ALL =
            List.of(
                    OPEN_SESSION,
                    RENEW_SESSION,
                    CLOSE_SESSION,
                    SESSIONS,
                    VERIFY_AUDIT,
                    AUDIT,
                    SYSTEM);

    private GatewayRoutes() {}
}
