package io.leverageguard.kit.http;

import io.leverageguard.kit.http.WebServer.SocketListener;
import io.leverageguard.kit.run.InOrder;
import io.vertx.core.Context;
import io.vertx.core.http.WebSocketBase;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Our end of a WebSocket. What waits to be sent is bounded, and a peer who does not read loses the
 * socket; what waits to be heard is bounded by not reading from the peer.
 */
final class SocketEnd implements WebServer.Socket, WebClient.ClientSocket {
    private static final int SENDING_MAX = 4_096;
    private static final long SENDING_CHARS_MAX = 16 * 1024 * 1024;
    private static final int HEARING_MAX = 512;
    private static final int HEARING_AGAIN = 128;
    private static final int NORMAL = 1000;
    private static final int TEXT_ONLY = 1003;
    private static final int TRY_LATER = 1013;

    private final InOrder inbound = new InOrder("socket");
    private final Queue<String> early = new ArrayDeque<>();
    private @Nullable WebSocketBase socket;
    private @Nullable Context context;
    private boolean closed;
    private boolean paused;
    private int sending;
    private long sendingChars;

    /** Begins; called on the event loop before the first frame is read. */
    synchronized void attach(WebSocketBase opened, Context loop, SocketListener listener) {
        socket = opened;
        context = loop;
        opened.textMessageHandler(text -> hear(listener, text));
        opened.binaryMessageHandler(_ -> close(TEXT_ONLY, "text frames only"));
        opened.exceptionHandler(_ -> opened.close());
        opened.closeHandler(
                _ -> {
                    markClosed();
                    inbound.execute(listener::closed);
                });
        if (closed) {
            opened.close();
        }
        for (String text = early.poll(); text != null; text = early.poll()) {
            write(opened, text);
        }
    }

    @Override
    public synchronized boolean send(String text) {
        if (closed) {
            return false;
        }
        if (sending >= SENDING_MAX || sendingChars + text.length() > SENDING_CHARS_MAX) {
            close(TRY_LATER, "too slow");
            return false;
        }
        sending++;
        sendingChars += text.length();
        WebSocketBase opened = socket;
        if (opened == null) {
            early.add(text);
        } else {
            write(opened, text);
        }
        return true;
    }

    @Override
    public synchronized void close(int code, String reason) {
        closed = true;
        WebSocketBase opened = socket;
        if (opened != null && !opened.isClosed()) {
            opened.close((short) code, reason);
        }
    }

    @Override
    public void close() {
        close(NORMAL, "");
    }

    @Override
    public synchronized boolean isOpen() {
        return !closed;
    }

    private void write(WebSocketBase opened, String text) {
        opened.writeTextMessage(text).onComplete(_ -> sent(text.length()));
    }

    private synchronized void sent(int chars) {
        sending--;
        sendingChars -= chars;
    }

    private synchronized void markClosed() {
        closed = true;
    }

    private void hear(SocketListener listener, String text) {
        inbound.execute(
                () -> {
                    try {
                        listener.text(text);
                    } finally {
                        readOn();
                    }
                });
        synchronized (this) {
            WebSocketBase opened = socket;
            if (inbound.waiting() > HEARING_MAX && !paused && opened != null) {
                paused = true;
                opened.pause();
            }
        }
    }

    private synchronized void readOn() {
        WebSocketBase opened = socket;
        Context loop = context;
        if (paused && inbound.waiting() < HEARING_AGAIN && opened != null && loop != null) {
            paused = false;
            loop.runOnContext(_ -> opened.resume());
        }
    }
}
