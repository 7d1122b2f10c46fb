package io.leverageguard.gateway;

import static io.leverageguard.gateway.Desk.PASSWORD;
import static io.leverageguard.gateway.Desk.code;
import static io.leverageguard.gateway.Desk.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.kit.http.WebClient.Reply;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A browser's refresh token is where no script and no other site can use it. */
class BrowserSessionsTest {
    private static final String PATH = "/api/v1/session";
    private static final String LOG_IN = "{\"login\":\"ten-x\",\"password\":\"" + PASSWORD + "\"}";

    private final Desk desk = new Desk();

    @BeforeEach
    void register() {
        desk.register("ten-x");
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void theRefreshTokenIsInACookieThatNoScriptCanRead() {
        Reply reply = logIn(Map.of());

        assertThat(reply.status()).isEqualTo(200);
        assertThat(json(reply).propertyNames())
                .containsExactlyInAnyOrder("accessToken", "expiresInSeconds");
        assertThat(reply.headers().get("set-cookie"))
                .startsWith("lg_refresh=")
                .contains("; Path=/api/v1/session;", "; HttpOnly", "; SameSite=Strict")
                .doesNotContain("Secure");
        assertThat(reply.headers()).containsEntry("cache-control", "no-store");
        Reply me = desk.get("/api/v1/me", json(reply).path("accessToken").asString());
        assertThat(json(me).path("login").asString()).isEqualTo("ten-x");
    }

    @Test
    void behindHttpsTheCookieIsSecure() {
        assertThat(logIn(Map.of("x-forwarded-proto", "https")).headers().get("set-cookie"))
                .endsWith("; Secure");
    }

    @Test
    void eachRefreshGivesAnotherCookieAndTheOldOneEndsTheSession() {
        String first = cookie(logIn(Map.of()));
        Reply renewed = send("POST", PATH + "/refresh", Map.of("cookie", first), "");
        String second = cookie(renewed);

        assertThat(renewed.status()).isEqualTo(200);
        assertThat(second).isNotEqualTo(first);
        assertThat(json(renewed).path("accessToken").asString()).isNotEmpty();

        Reply reused = send("POST", PATH + "/refresh", Map.of("cookie", first), "");
        assertThat(reused.status()).isEqualTo(401);
        assertThat(code(reused)).isEqualTo("refresh_reused");
        assertThat(code(send("POST", PATH + "/refresh", Map.of("cookie", second), "")))
                .isEqualTo("session_over");
    }

    @Test
    void otherCookiesDoNotDisturb() {
        String mine = cookie(logIn(Map.of()));
        Map<String, String> headers = Map.of("cookie", "a=b; " + mine + "; lg_refreshed=c");

        assertThat(send("POST", PATH + "/refresh", headers, "").status()).isEqualTo(200);
    }

    @Test
    void loggingOutEndsTheSessionAndTakesTheCookieAway() {
        String cookie = cookie(logIn(Map.of()));
        Reply out = send("DELETE", PATH, Map.of("cookie", cookie), "");

        assertThat(out.status()).isEqualTo(200);
        assertThat(out.headers().get("set-cookie"))
                .startsWith("lg_refresh=; ")
                .contains("Max-Age=0");
        assertThat(code(send("POST", PATH + "/refresh", Map.of("cookie", cookie), "")))
                .isEqualTo("session_over");
        assertThat(send("DELETE", PATH, Map.of(), "").status()).isEqualTo(200);
    }

    @Test
    void withoutTheHeaderOfOurPagesNothingHappens() {
        String cookie = cookie(logIn(Map.of()));
        Map<String, String> foreign = Map.of("cookie", cookie, "content-type", "text/plain");

        for (Reply reply :
                new Reply[] {
                    desk.call("POST", PATH, foreign, LOG_IN),
                    desk.call("POST", PATH + "/refresh", foreign, ""),
                    desk.call("DELETE", PATH, foreign, "")
                }) {
            assertThat(reply.status()).isEqualTo(403);
            assertThat(code(reply)).isEqualTo("desk_header_missing");
            assertThat(reply.headers()).doesNotContainKey("set-cookie");
        }
        assertThat(send("POST", PATH + "/refresh", Map.of("cookie", cookie), "").status())
                .isEqualTo(200);
    }

    @Test
    void whoHasNoSessionIsToldSo() {
        assertThat(code(send("POST", PATH + "/refresh", Map.of(), ""))).isEqualTo("no_session");
        assertThat(
                        code(
                                send(
                                        "POST",
                                        PATH + "/refresh",
                                        Map.of("cookie", "lg_refresh=made-up"),
                                        "")))
                .isEqualTo("refresh_unknown");
        assertThat(code(send("POST", PATH, Map.of(), LOG_IN.replace("horse", "cow"))))
                .isEqualTo("wrong_credentials");
    }

    @Test
    void peopleSeeTheirSessionsAndEndThem() {
        String other = cookie(logIn(Map.of("user-agent", "Phone/1")));
        desk.kit.clock().advance(Duration.ofMinutes(1));
        Reply here = logIn(Map.of("user-agent", "Desk/2"));
        String token = json(here).path("accessToken").asString();
        JsonNode sessions = json(desk.get("/api/v1/sessions", token)).path("sessions");

        assertThat(sessions.size()).isEqualTo(2);
        assertThat(sessions.get(0).path("agent").asString()).isEqualTo("Desk/2");
        assertThat(sessions.get(0).path("current").asBoolean()).isTrue();
        assertThat(sessions.get(1).path("agent").asString()).isEqualTo("Phone/1");
        assertThat(sessions.get(1).path("current").asBoolean()).isFalse();

        String path = "/api/v1/sessions/" + sessions.get(1).path("session").asString();
        assertThat(desk.call("DELETE", path, token, "").status()).isEqualTo(200);
        assertThat(desk.call("DELETE", path, token, "").status()).isEqualTo(200);
        assertThat(json(desk.get("/api/v1/sessions", token)).path("sessions").size()).isEqualTo(1);
        assertThat(code(send("POST", PATH + "/refresh", Map.of("cookie", other), "")))
                .isEqualTo("session_over");
    }

    @Test
    void aSessionIsUsedWhenItIsRenewed() {
        String cookie = cookie(logIn(Map.of()));
        desk.kit.clock().advance(Duration.ofMinutes(3));
        Reply renewed = send("POST", PATH + "/refresh", Map.of("cookie", cookie), "");
        String token = json(renewed).path("accessToken").asString();
        JsonNode session = json(desk.get("/api/v1/sessions", token)).path("sessions").get(0);

        assertThat(session.path("startedAt").asString()).isEqualTo("2025-10-10T20:00:00Z");
        assertThat(session.path("lastUsedAt").asString()).isEqualTo("2025-10-10T20:03:00Z");
    }

    @Test
    void nobodyEndsTheSessionOfAnother() {
        String token = json(logIn(Map.of())).path("accessToken").asString();
        String session =
                json(desk.get("/api/v1/sessions", token))
                        .path("sessions")
                        .get(0)
                        .path("session")
                        .asString();
        desk.register("other");
        Reply reply = desk.call("DELETE", "/api/v1/sessions/" + session, desk.token("other"), "");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(code(reply)).isEqualTo("session_not_found");
    }

    private Reply logIn(Map<String, String> more) {
        return send("POST", PATH, more, LOG_IN);
    }

    private Reply send(String method, String path, Map<String, String> more, String body) {
        Map<String, String> headers = new HashMap<>(more);
        headers.put("content-type", "application/json");
        headers.put("x-lg-desk", "1");
        return desk.call(method, path, headers, body);
    }

    private static String cookie(Reply reply) {
        String set = reply.headers().getOrDefault("set-cookie", "");
        return set.substring(0, set.indexOf(';'));
    }
}
