package io.leverageguard.launcher;

import io.leverageguard.api.notification.NotificationRoutes;
import io.leverageguard.api.notification.Notifications.Message;
import io.leverageguard.api.users.Users.LogIn;
import io.leverageguard.api.users.Users.Refresh;
import io.leverageguard.api.users.Users.Register;
import io.leverageguard.api.users.Users.Tokens;
import io.leverageguard.api.users.UsersRoutes;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.rpc.Route;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.http.WebClient;
import io.leverageguard.kit.http.WebServer;
import io.leverageguard.kit.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One person of the story: logged in, with a WebSocket on which messages arrive. */
final class Member implements AutoCloseable {
    private static final Duration FRESH_FOR = Duration.ofMinutes(3);
    private static final long FRAME_SECONDS_MAX = 10;

    private final Desk desk;
    private final Clock clock;
    private final String name;
    private final String password;
    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private final UserId user;
    private Tokens tokens;
    private Instant tokensAt;
    private final WebClient.ClientSocket socket;

    private Member(Desk desk, Clock clock, WebClient web, String name, String password) {
        this.desk = desk;
        this.clock = clock;
        this.name = name;
        this.password = password;
        this.tokens = desk.call(UsersRoutes.LOG_IN, "", new LogIn(name, password));
        this.tokensAt = clock.now();
        this.user = desk.call(UsersRoutes.ME, tokens.accessToken(), None.NONE).user();
        this.socket = listen(web);
    }

    /** Registers and logs in. */
    static Member register(Desk desk, Clock clock, WebClient web, String name, String password) {
        desk.call(UsersRoutes.REGISTER, "", new Register(name, password, null));
        return new Member(desk, clock, web, name, password);
    }

    /** Logs in somebody who exists. */
    static Member logIn(Desk desk, Clock clock, WebClient web, String name, String password) {
        return new Member(desk, clock, web, name, password);
    }

    String name() {
        return name;
    }

    UserId user() {
        return user;
    }

    /** Calls the desk, with a fresh token if the present one is old. */
    <Q, R> R call(Route<Q, R> route, Q request) {
        stayLoggedIn();
        return desk.call(route, tokens.accessToken(), request);
    }

    /** Renews the tokens when they are old, on the WebSocket too. */
    void stayLoggedIn() {
        if (clock.now().isAfter(tokensAt.plus(FRESH_FOR))) {
            tokens = renewed();
            tokensAt = clock.now();
            socket.send(authFrame());
        }
    }

    /**
     * A refresh whose answer was lost has used the token up, and repeating it ends the session:
     * then one logs in again, as a person would.
     */
    private Tokens renewed() {
        try {
            return desk.call(UsersRoutes.REFRESH, "", new Refresh(tokens.refreshToken()));
        } catch (Desk.Refused e) {
            if (!e.code().equals("refresh_reused")) {
                throw e;
            }
            return desk.call(UsersRoutes.LOG_IN, "", new LogIn(name, password));
        }
    }

    /** Everything in the inbox, oldest first. */
    List<Message> inbox() {
        return call(NotificationRoutes.INBOX, None.NONE).messages().reversed();
    }

    /** Waits until the WebSocket has brought {@code count} messages; says how many came. */
    int received(int count) {
        int came = 0;
        try {
            while (came < count) {
                String frame = frames.poll(FRAME_SECONDS_MAX, TimeUnit.SECONDS);
                if (frame == null) {
                    return came;
                }
                came += Json.tree(frame).has("data") ? 1 : 0;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return came;
    }

    @Override
    public void close() {
        socket.close();
    }

    private WebClient.ClientSocket listen(WebClient web) {
        URI base = desk.base();
        URI stream = URI.create("ws://" + base.getHost() + ":" + base.getPort() + "/api/v1/stream");
        try {
            WebClient.ClientSocket opened = web.open(stream, Map.of(), new Frames());
            opened.send(authFrame());
            opened.send(Json.write(Map.of("op", "subscribe", "topic", "notification." + user)));
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException("no stream at " + stream, e);
        }
    }

    private String authFrame() {
        return Json.write(Map.of("op", "auth", "token", tokens.accessToken()));
    }

    /** Keeps what arrives. */
    private final class Frames implements WebServer.SocketListener {
        @Override
        public void text(String frame) {
            frames.add(frame);
        }

        @Override
        public void closed() {}
    }
}
