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

    final Socket socket;
    final Family family;
    final boolean combined;
    final Set<String> streams = new LinkedHashSet<>();

    BinancePeer(Socket socket, Family family, boolean combined) {
        this.socket = socket;
        this.family = family;
        this.combined = combined;
    }

    /** Sends an event of a stream, in the form that the address has. */
    void send(String stream, String event) {
        socket.send(combined ? "{\"stream\":\"" + stream + "\",\"data\":" + event + "}" : event);
    }

    /** Books and quotes are under /public, everything else that is public under /market. */
    boolean serves(String stream) {
        boolean books =
                stream.contains("@depth")
                        || stream.endsWith("bookTicker")
                        || stream.endsWith("@trade");
        return switch (family) {
            case ALL -> true;
            case PUBLIC -> books;
            case MARKET -> !books || stream.endsWith("@trade");
            case PRIVATE -> false;
        };
    }
}
