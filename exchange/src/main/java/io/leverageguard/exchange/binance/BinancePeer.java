package io.leverageguard.exchange.binance;

import io.leverageguard.kit.http.WebServer.Socket;
import java.util.LinkedHashSet;
import java.util.Set;

/** One WebSocket and what it has subscribed to. */
final class BinancePeer {
    /** Which family of streams an address serves. */
    enum Family {
        PUBLIC,
        MARKET,
        PRIVATE,
        ALL
    }

    static final int STREAMS_MAX = 1024;

    /** Frames of a client in one second. */
    private static final int FRAMES_MAX = 10;

    final Socket socket;
    final Family family;
    final boolean combined;
    final long openedAt;
    final Set<String> streams = new LinkedHashSet<>();

    /** Kinds of private events that are wanted; all when there are none. */
    final Set<String> events = new LinkedHashSet<>();

    private long second;
    private int frames;

    BinancePeer(Socket socket, Family family, boolean combined, long openedAt) {
        this.socket = socket;
        this.family = family;
        this.combined = combined;
        this.openedAt = openedAt;
    }

    /** Sends an event of a stream, in the form that the address has. */
    void send(String stream, String event) {
        socket.send(combined ? "{\"stream\":\"" + stream + "\",\"data\":" + event + "}" : event);
    }

    /** Whether private events of this kind are wanted. */
    boolean wants(String event) {
        return events.isEmpty() || events.contains(event);
    }

    /** Counts a frame; whether there were too many in this second. */
    boolean isTooFast(long now) {
        if (now / 1000 != second) {
            second = now / 1000;
            frames = 0;
        }
        frames++;
        return frames > FRAMES_MAX;
    }

    /** Books and quotes are under /public, everything else that is public under /market. */
    boolean serves(String stream) {
        boolean trades = stream.endsWith("@trade");
        boolean books = stream.contains("@depth") || stream.endsWith("bookTicker");
        return switch (family) {
            case ALL -> true;
            case PUBLIC -> books || trades;
            case MARKET -> !books;
            case PRIVATE -> false;
        };
    }
}
