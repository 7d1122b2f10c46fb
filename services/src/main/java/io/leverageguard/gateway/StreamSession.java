package io.leverageguard.gateway;

import io.leverageguard.gateway.AccessTokens.Verified;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Refusal.Reason;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.http.WebServer.Socket;
import io.leverageguard.kit.http.WebServer.SocketListener;
import io.leverageguard.kit.json.Json;
import io.leverageguard.kit.stream.Hub;
import io.leverageguard.kit.stream.Hub.Message;
import io.leverageguard.kit.stream.Hub.Subscriber;
import io.leverageguard.kit.stream.Hub.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One reader of the stream.
 *
 * <p>It sends {@code {"op":"auth","token":…}} first, then {@code subscribe} and {@code unsubscribe}
 * with a {@code topic}. It is sent {@code {"topic":…,"seq":…,"data":…}}, where a gap in {@code seq}
 * means that something was left out. The answer to a token and every heartbeat say what time it is
 * here ({@code at}): a reader's own clock may be wrong. Errors are {@code
 * {"op":"error","code":…,"message":…}}. Whoever cannot keep up, does not log in, or lets the token
 * expire without sending a new one is closed.
 */
final class StreamSession implements SocketListener {
    static final int SUBSCRIPTIONS_MAX = 64;
    static final int FRAME_LENGTH_MAX = 8_192;
    static final int FRAMES_PER_BEAT_MAX = 200;
    static final Duration LOG_IN_WITHIN = Duration.ofSeconds(15);
    static final int NOT_LOGGED_IN = 4401;
    static final int TOO_SLOW = 4408;
    static final int TOO_MANY_FRAMES = 4429;

    /** What a reader may say. */
    private record Frame(String op, @Nullable String token, @Nullable String topic) {
        @Override
        public String toString() {
            return "Frame[" + op + "]";
        }
    }

    private final Clock clock;
    private final Hub hub;
    private final AccessTokens tokens;
    private final Socket socket;
    private final Consumer<StreamSession> onClosed;
    private final Instant openedAt;
    private final Map<String, Subscription> subscriptions = new HashMap<>();
    private @Nullable Verified reader;
    private int framesSinceBeat;

    StreamSession(
            Clock clock,
            Hub hub,
            AccessTokens tokens,
            Socket socket,
            Consumer<StreamSession> onClosed) {
        this.clock = clock;
        this.hub = hub;
        this.tokens = tokens;
        this.socket = socket;
        this.onClosed = onClosed;
        this.openedAt = clock.now();
    }

    @Override
    public synchronized void text(String text) {
        framesSinceBeat++;
        if (framesSinceBeat > FRAMES_PER_BEAT_MAX) {
            socket.close(TOO_MANY_FRAMES, "too_many_frames");
            return;
        }
        try {
            if (text.length() > FRAME_LENGTH_MAX) {
                throw new Refusal(Reason.TOO_LARGE, "frame_too_large", "the frame is too large");
            }
            take(Json.read(text, Frame.class));
        } catch (Refusal refusal) {
            tell(refusal);
            if (refusal.reason() == Reason.UNAUTHENTICATED) {
                socket.close(NOT_LOGGED_IN, refusal.code());
            }
        }
    }

    @Override
    public synchronized void closed() {
        subscriptions.values().forEach(Subscription::close);
        subscriptions.clear();
        onClosed.accept(this);
    }

    /** Takes the reader's token; a new one must be the same person's. */
    synchronized void logIn(String token) {
        Verified verified = tokens.verify(token);
        Verified present = reader;
        if (present != null && !present.actor().user().equals(verified.actor().user())) {
            throw Refusal.forbidden("other_person", "this socket is another person's");
        }
        reader = verified;
        ObjectNode answer = Json.object().put("op", "authenticated");
        answer.put("user", verified.actor().user().toString());
        answer.put("expiresAt", verified.expiresAt().toString());
        answer.put("at", clock.now().toString());
        socket.send(answer.toString());
    }

    /** Tells the reader what is wrong. */
    void tell(Refusal refusal) {
        ObjectNode answer = Json.object().put("op", "error").put("code", refusal.code());
        answer.put("message", refusal.getMessage());
        refusal.details().forEach(answer::put);
        socket.send(answer.toString());
    }

    /** Looks after the socket, every {@link StreamSockets#BEAT_EVERY}. */
    synchronized void beat(Instant now) {
        framesSinceBeat = 0;
        Verified present = reader;
        if (present == null && now.isAfter(openedAt.plus(LOG_IN_WITHIN))) {
            socket.close(NOT_LOGGED_IN, "not_logged_in");
        } else if (present != null && !now.isBefore(present.expiresAt())) {
            socket.close(NOT_LOGGED_IN, "token_expired");
        } else {
            socket.send(Json.object().put("op", "heartbeat").put("at", now.toString()).toString());
        }
    }

    private void take(Frame frame) {
        switch (frame.op()) {
            case "auth" -> logIn(present("token", frame.token()));
            case "subscribe" -> subscribe(present("topic", frame.topic()));
            case "unsubscribe" -> unsubscribe(present("topic", frame.topic()));
            case "ping" -> socket.send("{\"op\":\"pong\"}");
            default -> throw Refusal.invalid("op", "auth, subscribe, unsubscribe or ping");
        }
    }

    private void subscribe(String topic) {
        Topic.check(topic, actor());
        Subscription known = subscriptions.get(topic);
        if (known == null) {
            if (subscriptions.size() >= SUBSCRIPTIONS_MAX) {
                throw new Refusal(
                        Reason.LIMIT_REACHED,
                        "too_many_subscriptions",
                        "at most " + SUBSCRIPTIONS_MAX + " topics on one socket",
                        Map.of("topic", topic));
            }
            known = hub.subscribe(topic, new Sending());
            subscriptions.put(topic, known);
        }
        ObjectNode answer = Json.object().put("op", "subscribed").put("topic", topic);
        socket.send(answer.put("seq", known.startedAfter()).toString());
    }

    private void unsubscribe(String topic) {
        Subscription known = subscriptions.remove(topic);
        if (known != null) {
            known.close();
        }
        socket.send(Json.object().put("op", "unsubscribed").put("topic", topic).toString());
    }

    private Actor actor() {
        Verified present = reader;
        if (present == null) {
            throw new Refusal(
                    Reason.UNAUTHENTICATED, "not_logged_in", "send an auth frame with a token");
        }
        if (!clock.now().isBefore(present.expiresAt())) {
            throw new Refusal(
                    Reason.UNAUTHENTICATED, "token_expired", "the access token has expired");
        }
        return present.actor();
    }

    private static String present(String field, @Nullable String value) {
        if (value == null) {
            throw Refusal.invalid(field, "is missing");
        }
        return value;
    }

    /** Passes a topic on. Called by the hub; a socket that takes no more ends the reading. */
    private final class Sending implements Subscriber {
        @Override
        public void take(Message message) {
            String frame =
                    "{\"topic\":%s,\"seq\":%d,\"data\":%s}"
                            .formatted(Json.write(message.topic()), message.seq(), message.json());
            if (!socket.send(frame)) {
                dropped();
            }
        }

        @Override
        public void dropped() {
            socket.close(TOO_SLOW, "too_slow");
        }
    }
}
