package io.leverageguard.exchange;

import io.leverageguard.exchange.core.ExchangeListener;
import io.leverageguard.kit.http.WebServer.Request;
import io.leverageguard.kit.http.WebServer.Response;
import io.leverageguard.kit.http.WebServer.Socket;
import io.leverageguard.kit.http.WebServer.SocketListener;
import org.jspecify.annotations.Nullable;

/**
 * One venue's way to speak to the exchange. Called by one thread at a time; requests are answered
 * with the venue's own codes and words, whatever was asked.
 */
public interface Protocol {
    /** Whether the path is one of this venue's addresses, for calls and for sockets. */
    boolean serves(String path);

    /** Answers a call. */
    Response handle(Request request);

    /** Takes a socket; null when there is nothing at its address. */
    @Nullable SocketListener open(Request upgrade, Socket socket);

    /** What the exchange tells while something happens. */
    ExchangeListener listener();

    /** Tells what has changed since the last time; called after each request and each second. */
    void flush();

    /** Closes every socket. */
    void dropSockets();

    /** Open sockets. */
    int sockets();
}
