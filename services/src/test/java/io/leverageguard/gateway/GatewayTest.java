package io.leverageguard.gateway;

import static io.leverageguard.gateway.Desk.PASSWORD;
import static io.leverageguard.gateway.Desk.code;
import static io.leverageguard.gateway.Desk.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.api.users.Users.Person;
import io.leverageguard.api.users.UsersRoutes;
import io.leverageguard.kernel.rpc.Route;
import io.leverageguard.kit.http.WebClient.Reply;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class GatewayTest {
    private final Desk desk = new Desk();

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void peopleRegisterLogInRefreshAndLogOutOverHttp() {
        Reply registered = post("/api/v1/auth/register", credentials("ten-x"));
        assertThat(registered.status()).isEqualTo(200);
        assertThat(json(registered).path("roles").toString()).isEqualTo("[\"TRADER\"]");

        JsonNode tokens = json(post("/api/v1/auth/login", credentials("ten-x")));
        Reply me = desk.get("/api/v1/me", tokens.path("accessToken").asString());
        assertThat(json(me).path("login").asString()).isEqualTo("ten-x");

        String refresh = refreshBody(tokens);
        JsonNode next = json(post("/api/v1/auth/refresh", refresh));
        assertThat(code(post("/api/v1/auth/refresh", refresh))).isEqualTo("refresh_reused");
        assertThat(post("/api/v1/auth/logout", refreshBody(next)).status()).isEqualTo(200);
    }

    @Test
    void withoutATokenNothingIsShown() {
        Reply reply = desk.get("/api/v1/me", "");

        assertThat(reply.status()).isEqualTo(401);
        assertThat(code(reply)).isEqualTo("not_logged_in");
        assertThat(reply.headers()).containsEntry("www-authenticate", "Bearer");
        assertThat(reply.headers().get("content-type")).startsWith("application/problem+json");
    }

    @Test
    void forgedAndExpiredTokensAreTurnedAway() {
        desk.register("ten-x");
        String token = desk.token("ten-x");
        assertThat(code(desk.get("/api/v1/me", token + "x"))).isEqualTo("token_invalid");
        assertThat(desk.get("/api/v1/me", token).status()).isEqualTo(200);

        desk.kit.clock().advance(Duration.ofMinutes(5));
        Reply expired = desk.get("/api/v1/me", token);
        assertThat(expired.status()).isEqualTo(401);
        assertThat(code(expired)).isEqualTo("token_expired");
    }

    @Test
    void missingPermissionIsForbidden() {
        Person person = desk.register("ten-x");
        String path = "/api/v1/users/" + person.user() + "/roles";
        String body = "{\"roles\":[\"ADMIN\"],\"why\":\"me first\"}";

        Reply reply = desk.call("PUT", path, desk.token("ten-x"), body);
        assertThat(reply.status()).isEqualTo(403);
        assertThat(code(reply)).isEqualTo("not_permitted");
        assertThat(desk.get("/api/v1/settings", desk.token("ten-x")).status()).isEqualTo(403);

        Reply byAdmin = desk.call("PUT", path, desk.adminToken(), body);
        assertThat(json(byAdmin).path("roles").toString()).isEqualTo("[\"ADMIN\"]");
    }

    @Test
    void logInsAreCountedByAddressAndRefusedWhenTooMany() {
        Reply first = post("/api/v1/auth/login", credentials("nobody"));
        assertThat(first.status()).isEqualTo(401);
        assertThat(first.headers())
                .containsEntry("ratelimit-limit", "10")
                .containsEntry("ratelimit-remaining", "9");
        for (int i = 1; i < 10; i++) {
            post("/api/v1/auth/login", credentials("nobody"));
        }
        assertThat(post("/api/v1/auth/refresh", "{\"refreshToken\":\"x\"}").status())
                .as("whoever comes back with a token guesses nothing")
                .isEqualTo(401);

        Reply tooMany = post("/api/v1/auth/login", credentials("nobody"));
        assertThat(tooMany.status()).isEqualTo(429);
        assertThat(code(tooMany)).isEqualTo("rate_limit");
        assertThat(tooMany.headers()).containsEntry("retry-after", "6");

        desk.kit.clock().advance(Duration.ofSeconds(6));
        assertThat(post("/api/v1/auth/login", credentials("nobody")).status()).isEqualTo(401);
    }

    @Test
    void ordinaryCallsAreCountedByPersonAndTheLimitIsASetting() {
        desk.register("ten-x");
        String token = desk.token("ten-x");
        desk.call(
                "PUT",
                "/api/v1/settings/gateway.rate_general",
                desk.adminToken(),
                "{\"value\":\"2\",\"expectedVersion\":0,\"why\":\"test\"}");
        desk.kit.settle();

        assertThat(desk.get("/api/v1/me", token).headers())
                .containsEntry("ratelimit-limit", "2")
                .containsEntry("ratelimit-remaining", "1");
        assertThat(desk.get("/api/v1/me", token).status()).isEqualTo(200);
        assertThat(desk.get("/api/v1/me", token).status()).isEqualTo(429);
        assertThat(desk.get("/api/v1/me", desk.adminToken()).status()).isEqualTo(200);
    }

    @Test
    void internalRoutesDoNotExistFromOutside() {
        String token = desk.adminToken();
        for (Route<?, ?> route : UsersRoutes.ALL) {
            if (route.audience() == Route.Audience.INTERNAL) {
                Reply reply = desk.call("POST", route.path(), token, "{}");
                assertThat(reply.status()).as(route.path()).isEqualTo(404);
            }
        }
        assertThat(desk.call("POST", "/internal/users/events", token, "{}").status())
                .isEqualTo(404);
        assertThat(desk.call("POST", "/internal/users/audit", token, "{}").status()).isEqualTo(404);
    }

    @Test
    void pretendedInternalTokenIsRefused() {
        Reply reply =
                desk.call(
                        "POST",
                        "/internal/users/person",
                        Map.of(
                                "x-lg-internal",
                                "1760126400.abcdef",
                                "x-lg-actor",
                                "{\"user\":\"00000000-0000-0000-0000-000000000000\","
                                        + "\"name\":\"cover\",\"roles\":[\"SERVICE\"]}"),
                        "{}");

        assertThat(reply.status()).isEqualTo(401);
    }

    @Test
    void oversizedBodyIsRefused() {
        Reply reply = post("/api/v1/auth/login", "{\"login\":\"" + "x".repeat(100_000) + "\"}");

        assertThat(reply.status()).isEqualTo(413);
    }

    @Test
    void badFieldsAreNamed() {
        Reply wrong =
                post(
                        "/api/v1/auth/register",
                        "{\"login\":\"A\",\"password\":\"" + PASSWORD + "\"}");
        Reply missing = post("/api/v1/auth/register", "{\"login\":\"ten-x\"}");

        assertThat(wrong.status()).isEqualTo(400);
        assertThat(json(wrong).path("field").asString("")).isEqualTo("login");
        assertThat(missing.status()).isEqualTo(400);
        assertThat(missing.text()).contains("password");
    }

    @Test
    void documentHasEveryPublicRouteWithSchemas() {
        JsonNode document = json(desk.get("/api/openapi.json", ""));

        assertThat(document.path("openapi").asString("")).startsWith("3.1");
        for (Route<?, ?> route : GatewayHttp.publicRoutes()) {
            JsonNode operation =
                    document.path("paths")
                            .path(route.path())
                            .path(route.method().name().toLowerCase(java.util.Locale.ROOT));
            assertThat(operation.path("summary").asString("")).isEqualTo(route.summary());
            assertThat(operation.path("responses").toString())
                    .as(route.path())
                    .contains("application/json");
        }
        assertThat(document.toString()).doesNotContain("/internal/");
        JsonNode login = document.path("paths").path("/api/v1/auth/login").path("post");
        assertThat(login.path("requestBody").toString()).contains("schema");
    }

    @Test
    void pagesAreServedWithAStrictPolicy() {
        for (String path : new String[] {"/", "/trade/okx/BTC-USDT-SWAP", "/api/docs"}) {
            Reply page = desk.get(path, "");
            assertThat(page.status()).as(path).isEqualTo(200);
            assertThat(page.headers().get("content-type")).startsWith("text/html");
            assertThat(page.headers().get("content-security-policy"))
                    .contains("default-src 'none'")
                    .doesNotContain("unsafe");
        }
        assertThat(desk.get("/", "").text()).contains("<title>LeverageGuard</title>");
        assertThat(desk.get("/api/v1/nothing", "").status()).isEqualTo(404);
        assertThat(desk.get("/internal/nothing", "").status()).isEqualTo(404);
        assertThat(desk.call("POST", "/", "", "{}").status()).isEqualTo(405);
    }

    @Test
    void auditorsSeeThatEveryChainIsIntact() {
        desk.register("ten-x");

        JsonNode report = json(desk.get("/api/v1/audit/verification", desk.adminToken()));

        assertThat(report.path("intact").asBoolean(false)).isTrue();
        assertThat(report.path("chains").size()).isEqualTo(2);
        assertThat(report.path("chains").get(1).path("service").asString("")).isEqualTo("users");
        assertThat(desk.get("/api/v1/audit/verification", desk.token("ten-x")).status())
                .isEqualTo(403);
    }

    @Test
    void brokenChainIsReported() {
        desk.register("ten-x");
        String token = desk.adminToken();
        desk.kit
                .kit()
                .databases()
                .open("users")
                .write(
                        handle -> {
                            handle.execute("ALTER TABLE audit DISABLE TRIGGER ALL");
                            handle.execute("UPDATE audit SET why = 'forged' WHERE seq = 1");
                        });

        JsonNode report = json(desk.get("/api/v1/audit/verification", token));

        assertThat(report.path("intact").asBoolean(true)).isFalse();
        assertThat(report.path("chains").get(1).path("firstBroken").asInt(0)).isEqualTo(1);
    }

    private Reply post(String path, String body) {
        return desk.call("POST", path, "", body);
    }

    private static String credentials(String login) {
        return "{\"login\":\"%s\",\"password\":\"%s\"}".formatted(login, PASSWORD);
    }

    private static String refreshBody(JsonNode tokens) {
        return "{\"refreshToken\":\"%s\"}".formatted(tokens.path("refreshToken").asString(""));
    }
}
