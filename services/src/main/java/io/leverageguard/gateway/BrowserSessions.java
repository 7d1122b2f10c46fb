package io.leverageguard.gateway;

import io.leverageguard.api.gateway.GatewayRoutes;
import io.leverageguard.api.gateway.GatewayRoutes.SessionTokens;
import io.leverageguard.api.users.Users;
import io.leverageguard.api.users.Users.LogIn;
import io.leverageguard.api.users.Users.Refresh;
import io.leverageguard.api.users.Users.SessionQuery;
import io.leverageguard.api.users.Users.Sessions;
import io.leverageguard.api.users.Users.Tokens;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Refusal.Reason;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.kit.http.HttpServer;
import io.leverageguard.kit.http.HttpServer.WithHeaders;
import java.time.Duration;
import java.util.Map;

/**
 * Keeps the refresh token of a browser where no script can read it: in a cookie that goes to these
 * operations only, and never with a request that another site began. Beside that, each of them
 * wants a header which a form of another site cannot send.
 */
final class BrowserSessions {
    static final String COOKIE = "lg_refresh";
    static final String DESK = "x-lg-desk";

    /**
     * As long as a refresh token may be configured to live; users decides whether it still does.
     */
    private static final Duration KEPT = Duration.ofDays(90);

    private final Users users;
    private final AccessTokens tokens;

    BrowserSessions(Users users, AccessTokens tokens) {
        this.users = users;
        this.tokens = tokens;
    }

    void serve(HttpServer server) {
        server.serveWithHeaders(GatewayRoutes.OPEN_SESSION, this::open);
        server.serveWithHeaders(GatewayRoutes.RENEW_SESSION, this::renew);
        server.serveWithHeaders(GatewayRoutes.CLOSE_SESSION, this::close);
        server.serveWithHeaders(GatewayRoutes.SESSIONS, this::list);
    }

    private WithHeaders<SessionTokens> open(
            Actor actor, LogIn command, Map<String, String> headers) {
        requireDesk(headers);
        return given(users.logIn(actor, command), headers);
    }

    private WithHeaders<SessionTokens> renew(
            Actor actor, None nothing, Map<String, String> headers) {
        requireDesk(headers);
        String shown = cookie(headers);
        if (shown.isEmpty()) {
            throw new Refusal(
                    Reason.UNAUTHENTICATED, "no_session", "there is no session here; log in");
        }
        return given(users.refresh(actor, new Refresh(shown)), headers);
    }

    private WithHeaders<None> close(Actor actor, None nothing, Map<String, String> headers) {
        requireDesk(headers);
        String shown = cookie(headers);
        if (!shown.isEmpty()) {
            users.logOut(actor, new Refresh(shown));
        }
        return new WithHeaders<>(None.NONE, Map.of("set-cookie", set("", Duration.ZERO, headers)));
    }

    private WithHeaders<Sessions> list(Actor actor, None nothing, Map<String, String> headers) {
        String token = headers.getOrDefault("authorization", "");
        SessionQuery query =
                new SessionQuery(
                        token.isEmpty() ? null : tokens.verify(Admission.bearer(token)).session());
        return new WithHeaders<>(users.sessions(actor, query), Map.of());
    }

    private static WithHeaders<SessionTokens> given(Tokens fresh, Map<String, String> headers) {
        return new WithHeaders<>(
                new SessionTokens(fresh.accessToken(), fresh.expiresInSeconds()),
                Map.of("set-cookie", set(fresh.refreshToken(), KEPT, headers)));
    }

    private static void requireDesk(Map<String, String> headers) {
        if (!headers.getOrDefault(DESK, "").equals("1")) {
            throw Refusal.forbidden(
                    "desk_header_missing", "this is for our own pages: send X-LG-Desk: 1");
        }
    }

    /** The cookie in RFC 6265 form. A proxy before us says whether the browser came by https. */
    private static String set(String token, Duration kept, Map<String, String> headers) {
        String cookie =
                "%s=%s; Path=%s; Max-Age=%d; HttpOnly; SameSite=Strict"
                        .formatted(COOKIE, token, GatewayRoutes.SESSION, kept.toSeconds());
        boolean secure = headers.getOrDefault("x-forwarded-proto", "").equalsIgnoreCase("https");
        return secure ? cookie + "; Secure" : cookie;
    }

    private static String cookie(Map<String, String> headers) {
        for (String pair : headers.getOrDefault("cookie", "").split(";", -1)) {
            String stripped = pair.strip();
            if (stripped.startsWith(COOKIE + "=")) {
                return stripped.substring(COOKIE.length() + 1);
            }
        }
        return "";
    }
}
