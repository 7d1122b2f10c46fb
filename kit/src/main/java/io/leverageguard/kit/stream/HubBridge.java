package io.leverageguard.kit.stream;

import io.leverageguard.kit.http.HttpCaller;
import io.leverageguard.kit.http.HttpServer;
import io.leverageguard.kit.http.WebClient.ClientSocket;
import io.leverageguard.kit.http.WebServer.Socket;
import io.leverageguard.kit.http.WebServer.SocketListener;
import io.leverageguard.kit.json.Json;
import io.leverageguard.kit.stream.Hub.Message;
import io.leverageguard.kit.stream.Hub.Subscriber;
import io.leverageguard.kit.stream.Hub.Subscription;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings topics from the hub of another process, only those that somebody reads here, with the
 * numbers they have there. The connection is made again when it breaks; readers see a gap.
 */
public final class HubBridge implements AutoCloseable {
    /** Where a process serves its hub to the others. */
    public static final String PATH = "/internal/stream";

    private static final Logger LOG = LoggerFactory.getLogger(HubBridge.class);
    private static final Duration BEFORE_RETRY = Duration.ofMillis(500);

    private static final int TRY_LATER = 1013;

    /** From reader to hub. */
    record Wish(String topic, boolean wanted) {}

    private final Hub hub;
    private final HttpCaller peer;
    private final Set<String> wanted = new TreeSet<>();
    private final Thread thread;
    private @Nullable ClientSocket socket;
    private boolean closed;

    private HubBridge(Hub hub, HttpCaller peer) {
        this.hub = hub;
        this.peer = peer;
        this.thread = Thread.ofVirtual().name("bridge").unstarted(this::keepOpen);
    }

    /** Serves {@code hub} to the other processes. */
    public static void serve(Hub hub, HttpServer server) {
        server.internalSockets(PATH, (_, socket) -> new Wishes(hub, socket));
    }

    /** Takes topics that begin with {@code prefix} from the hub of {@code peer}. */
    public static HubBridge connect(Hub hub, String prefix, HttpCaller peer) {
        HubBridge bridge = new HubBridge(hub, peer);
        hub.bridge(
                prefix,
                new Hub.Source() {
                    @Override
                    public void wanted(String topic) {
                        bridge.wish(topic, true);
                    }

                    @Override
                    public void unwanted(String topic) {
                        bridge.wish(topic, false);
                    }
                });
        bridge.thread.start();
        return bridge;
    }

    @Override
    public void close() {
        ClientSocket open;
        synchronized (this) {
            closed = true;
            open = socket;
        }
        if (open != null) {
            open.close();
        }
        LockSupport.unpark(thread);
    }

    private synchronized void wish(String topic, boolean want) {
        boolean changed = want ? wanted.add(topic) : wanted.remove(topic);
        ClientSocket open = socket;
        if (changed && open != null) {
            open.send(Json.write(new Wish(topic, want)));
        }
    }

    private void keepOpen() {
        while (!isClosed()) {
            if (!isOpen()) {
                open();
            }
            LockSupport.parkNanos(BEFORE_RETRY.toNanos());
        }
    }

    private void open() {
        try {
            ClientSocket opened =
                    peer.open(
                            PATH,
                            new SocketListener() {
                                @Override
                                public void text(String frame) {
                                    hub.relay(Json.read(frame, Message.class));
                                }

                                @Override
                                public void closed() {
                                    LockSupport.unpark(thread);
                                }
                            });
            synchronized (this) {
                socket = opened;
                wanted.forEach(topic -> opened.send(Json.write(new Wish(topic, true))));
                if (closed) {
                    opened.close();
                }
            }
        } catch (IOException e) {
            LOG.info("the streams of the peer cannot be reached: {}", e.getMessage());
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized boolean isOpen() {
        ClientSocket open = socket;
        return open != null && open.isOpen();
    }

    /** The serving side of one bridge. */
    private static final class Wishes implements SocketListener, Subscriber {
        private final Hub hub;
        private final Socket socket;
        private final Map<String, Subscription> subscriptions = new HashMap<>();

        Wishes(Hub hub, Socket socket) {
            this.hub = hub;
            this.socket = socket;
        }

        @Override
        public void text(String frame) {
            Wish wish = Json.read(frame, Wish.class);
            Subscription known = subscriptions.remove(wish.topic());
            if (known != null) {
                known.close();
            }
            if (wish.wanted()) {
                subscriptions.put(wish.topic(), hub.subscribe(wish.topic(), this));
            }
        }

        @Override
        public void closed() {
            subscriptions.values().forEach(Subscription::close);
            subscriptions.clear();
        }

        @Override
        public void take(Message message) {
            socket.send(Json.write(message));
        }

        /** The reader finds out by the gap. */
        @Override
        public void dropped() {
            socket.close(TRY_LATER, "too slow");
        }
    }
}
