package io.leverageguard.exchange.okx;

import io.leverageguard.exchange.core.ApiKey;
import io.leverageguard.kit.http.WebServer.Socket;
import io.leverageguard.venues.okx.OkxEvent.Arg;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One WebSocket: where it is, who it is, and what it has subscribed to. */
final class OkxPeer {
    /** The three addresses. */
    enum Site {
        PUBLIC,
        PRIVATE,
        BUSINESS
    }

    static final int CHANNELS_MAX = 480;

    final Socket socket;
    final Site site;
    final String connId;
    final Set<Arg> channels = new LinkedHashSet<>();

    /** When it has subscribed, unsubscribed or logged in during the last hour. */
    final Deque<Long> changes = new ArrayDeque<>();

    @Nullable ApiKey key;

    /** It stays open and hears nothing any more: a fault. */
    boolean stalled;

    /** The last time that anything was heard from it or sent to it. */
    long active;

    OkxPeer(Socket socket, Site site, String connId, long now) {
        this.socket = socket;
        this.site = site;
        this.connId = connId;
        this.active = now;
    }

    boolean hears(String channel) {
        return channels.stream().anyMatch(arg -> OkxChannels.name(arg).equals(channel));
    }

    void send(String text, long now) {
        if (!stalled) {
            active = now;
            socket.send(text);
        }
    }
}
