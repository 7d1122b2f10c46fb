package io.leverageguard.exchange.bybit;

import io.leverageguard.exchange.core.ApiKey;
import io.leverageguard.kit.http.WebServer.Socket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One WebSocket: where it is connected, who it is, what it has subscribed to. */
final class BybitPeer {
    /** The addresses, by what they serve. */
    enum Family {
        PUBLIC("/v5/public/linear"),
        PRIVATE("/v5/private"),
        TRADE("/v5/trade");

        private final String path;

        Family(String path) {
            this.path = path;
        }

        static @Nullable Family of(String path) {
            for (Family family : values()) {
                if (family.path.equals(path)) {
                    return family;
                }
            }
            return null;
        }
    }

    static final int TOPICS_MAX = 500;
    private static final int REQUESTS_KEPT = 1_000;

    final Socket socket;
    final Family family;
    final String id;
    final long idleMillisMax;
    final Set<String> topics = new LinkedHashSet<>();
    private final Set<String> requests = new LinkedHashSet<>();
    private final Deque<String> order = new ArrayDeque<>();
    private @Nullable ApiKey key;
    private long heardAt;
    private boolean stalled;

    BybitPeer(Socket socket, Family family, String id, long idleMillisMax, long now) {
        this.socket = socket;
        this.family = family;
        this.id = id;
        this.idleMillisMax = idleMillisMax;
        this.heardAt = now;
    }

    void heard(long now) {
        heardAt = now;
    }

    boolean isIdle(long now) {
        return now - heardAt >= idleMillisMax;
    }

    /** Who has logged in, if anybody. */
    @Nullable ApiKey key() {
        return key;
    }

    /** From now on it stays open and is told nothing. */
    void stall() {
        stalled = true;
    }

    boolean isStalled() {
        return stalled;
    }

    void login(ApiKey who) {
        key = who;
    }

    /** Whether a request id is new on this socket; it is remembered. */
    boolean isNew(String requestId) {
        if (!requests.add(requestId)) {
            return false;
        }
        order.addLast(requestId);
        if (order.size() > REQUESTS_KEPT) {
            requests.remove(order.removeFirst());
        }
        return true;
    }
}
