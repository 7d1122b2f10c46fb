package io.leverageguard.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.api.notification.NotificationRoutes;
import io.leverageguard.api.users.Users.Language;
import io.leverageguard.api.users.UsersEvent;
import io.leverageguard.api.users.UsersEvent.UserRegistered;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.access.Role;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kit.http.WebClient;
import io.leverageguard.kit.json.Json;
import io.leverageguard.testkit.MemoryFeed;
import io.leverageguard.testkit.TestKit;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NotificationHttpTest {
    private static final UserId TEN_X = new UserId(new UUID(0, 7));

    private final TestKit testKit = TestKit.create();
    private int port;

    @BeforeEach
    void open() {
        MemoryFeed<UsersEvent> users = new MemoryFeed<>();
        NotificationModule module = new NotificationModule(testKit.kit(), new FakeUsers(TEN_X));
        module.listen(
                users,
                new MemoryFeed<>(),
                new MemoryFeed<>(),
                new MemoryFeed<>(),
                new MemoryFeed<>(),
                new MemoryFeed<>(),
                new MemoryFeed<>());
        users.add(new UserRegistered(TEN_X, "ten-x", Language.EN));
        testKit.server()
                .gate((route, in, headers) -> new Actor(TEN_X, "ten-x", Set.of(Role.TRADER)));
        port = testKit.server().start();
        testKit.settle();
    }

    @AfterEach
    void close() {
        testKit.close();
    }

    @Test
    void aMessageIsListedAndMarkedAsRead() throws IOException {
        String inbox = send("GET", NotificationRoutes.INBOX.path(), "").text();
        assertThat(inbox).contains("\"unread\":1", "Welcome to LeverageGuard, ten-x");
        String id = Json.tree(inbox).get("messages").get(0).get("id").asString();
        assertThat(send("POST", "/api/v1/notifications/" + id + "/read", "").text())
                .contains("\"read\":true");
        WebClient.Reply unknown =
                send("POST", "/api/v1/notifications/" + new UUID(0, 1) + "/read", "");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.text()).contains("notification_not_found");
    }

    @Test
    void allMessagesAreMarkedAsReadOrThoseThatWereSeen() throws IOException {
        String unread = NotificationRoutes.UNREAD.path();
        String read = NotificationRoutes.MARK_ALL_READ.path();
        assertThat(send("GET", unread, "").text()).isEqualTo("{\"unread\":1}");
        assertThat(send("POST", read, "{\"until\":\"2020-01-01T00:00:00Z\"}").text())
                .isEqualTo("{\"unread\":1}");
        assertThat(send("POST", read, "{}").text()).isEqualTo("{\"unread\":0}");
        assertThat(send("POST", read, "{}").text()).isEqualTo("{\"unread\":0}");
        assertThat(send("GET", unread, "").text()).isEqualTo("{\"unread\":0}");
        assertThat(send("POST", read, "{\"until\":\"soon\"}").status()).isEqualTo(400);
    }

    @Test
    void preferencesAreReplacedAndWrongOnesRefused() throws IOException {
        String path = NotificationRoutes.PREFERENCES.path();
        assertThat(send("PUT", path, "{\"language\":\"ZH\",\"channels\":[]}").status())
                .isEqualTo(200);
        assertThat(send("GET", path, "").text())
                .contains("\"language\":\"ZH\"", "\"channels\":[\"INBOX\"]");
        WebClient.Reply wrong =
                send(
                        "PUT",
                        path,
                        "{\"language\":\"ZH\",\"channels\":[\"WEBHOOK\"],"
                                + "\"webhook\":\"http://example.com\"}");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.text()).contains("invalid_field", "webhook");
        assertThat(send("PUT", path, "{\"language\":\"FR\",\"channels\":[]}").status())
                .isEqualTo(400);
    }

    private WebClient.Reply send(String method, String path, String body) throws IOException {
        return testKit.kit()
                .web()
                .send(
                        new WebClient.Call(
                                method,
                                URI.create("http://127.0.0.1:" + port + path),
                                body.isEmpty()
                                        ? Map.of()
                                        : Map.of("content-type", "application/json"),
                                body.getBytes(StandardCharsets.UTF_8),
                                Duration.ofSeconds(10)));
    }
}
