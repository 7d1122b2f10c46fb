package io.leverageguard.gateway;

import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.run.Pump;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.http.WebServer.Request;
import io.leverageguard.kit.http.WebServer.Socket;
import io.leverageguard.kit.http.WebServer.SocketListener;
import io.leverageguard.kit.http.WebServer.Sockets;
import io.leverageguard.kit.stream.Hub;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Opens the WebSockets of the stream, and looks after them every few seconds: sends a heartbeat,
 * closes those who did not log in in time or whose token has expired.
 */
final class StreamSockets implements Sockets, Pump {
    static final String PATH = "/api/v1/stream";
    static final Duration BEAT_EVERY = Duration.ofSeconds(15);
    private static final int SOCKETS_MAX = 20_000;

    private final Clock clock;
    private final Hub hub;
    private final AccessTokens tokens;
    private final Set<StreamSession> sessions = ConcurrentHashMap.newKeySet();
    private Instant nextBeat;

    StreamSockets(Clock clock, Hub hub, AccessTokens tokens) {
        this.clock = clock;
        this.hub = hub;
        this.tokens = tokens;
        this.nextBeat = clock.now().plus(BEAT_EVERY);
    }

    @Override
    public @Nullable SocketListener open(Request upgrade, Socket socket) {
        if (sessions.size() >= SOCKETS_MAX) {
            return null;
        }
        StreamSession session = new StreamSession(clock, hub, tokens, socket, sessions::remove);
        sessions.add(session);
        String header = upgrade.header("authorization");
        if (!header.isEmpty()) {
            try {
                session.logIn(Admission.bearer(header));
            } catch (Refusal refusal) {
                session.tell(refusal);
            }
        }
        return session;
    }

    @Override
    public String name() {
        return "gateway(stream)";
    }

    /** Looks after the sockets when it is time; never says that there is more to do. */
    @Override
    public int pump() {
        Instant now = clock.now();
        if (now.isBefore(nextBeat)) {
            return 0;
        }
        nextBeat = now.plus(BEAT_EVERY);
        sessions.forEach(session -> session.beat(now));
        return 0;
    }
}
