package io.leverageguard.venues.binance;

import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.http.WebClient.ClientSocket;
import io.leverageguard.kit.http.WebServer.SocketListener;
import io.leverageguard.kit.http.Wire;
import io.leverageguard.venues.VenueError;
import io.leverageguard.venues.VenuesConfig;
import io.leverageguard.venues.binance.BinanceEvent.ListenKeyExpired;
import io.leverageguard.venues.binance.BinanceMessages.Command;
import io.leverageguard.venues.binance.BinanceMessages.Frame;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket to Binance that is opened again whenever it is lost. What arrives waits in a
 * bounded queue; everything else happens in {@link #pump}, by the injected clock: handing over,
 * looking after the connection, opening it again. What had arrived before a loss is handed over
 * before the loss is told.
 */
final class BinanceConnection {
    private static final Logger LOG = LoggerFactory.getLogger(BinanceConnection.class);
    private static final int FRAMES_PER_PUMP = 1_024;
    private static final int BACKOFF_EXPONENT_MAX = 6;
    private static final Duration SILENCE_MAX = Duration.ofSeconds(60);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(10);

    private final Wire web;
    private final Clock clock;
    private final VenuesConfig config;
    private final Source source;
    private final Receiver receiver;
    private final AtomicLong commandIds = new AtomicLong();

    private volatile @Nullable Session session;
    private volatile boolean closed;
    private boolean gapOwed;
    private int failures;
    private Instant nextAttemptAt = Instant.MIN;
    private Instant heardAt;
    private @Nullable Instant probedAt;

    /** Opens at once; when that fails, the pump tries again. */
    BinanceConnection(
            Wire web, Clock clock, VenuesConfig config, Source source, Receiver receiver) {
        this.web = web;
        this.clock = clock;
        this.config = config;
        this.source = source;
        this.receiver = receiver;
        this.heardAt = clock.now();
        gapOwed = !open();
    }

    /** Knows where to connect to. */
    interface Source {
        /** Where; may ask the venue first. */
        URI target() throws IOException;

        /** Does what keeps the connection valid; false when it no longer is. */
        boolean isCurrent();
    }

    /** Understands events. */
    interface Receiver {
        /**
         * Reads an event and returns what hands it over.
         *
         * @throws VenueError when the event cannot be used
         */
        Runnable read(BinanceEvent event);

        /** Something may be missing since. */
        void gap();
    }

    /** Hands over what has arrived, a bounded amount, and looks after the connection. */
    int pump() {
        if (closed) {
            return 0;
        }
        Session current = session;
        if (current == null) {
            return reopen();
        }
        boolean gone = current.closed;
        int handed = hand(current);
        if (handed < FRAMES_PER_PUMP && gone) {
            LOG.warn("connection lost, opening it again");
            session = null;
            gapOwed = true;
            return handed + 1 + reopen();
        }
        return gone ? handed : handed + watch(current);
    }

    /** Asks the venue for its list of subscriptions; done when that, or the end, has come. */
    CompletableFuture<Void> ask() {
        Session current = session;
        return current == null
                ? CompletableFuture.completedFuture(null)
                : current.ask(commandIds.incrementAndGet());
    }

    void close() {
        closed = true;
        Session current = session;
        if (current != null) {
            current.end();
        }
    }

    private int hand(Session current) {
        int handed = 0;
        while (handed < FRAMES_PER_PUMP) {
            String text = current.waiting.poll();
            if (text == null) {
                break;
            }
            handed++;
            hand(current, text);
        }
        return handed;
    }

    private void hand(Session current, String text) {
        Runnable handover;
        try {
            BinanceEvent event = BinanceMessages.frame(text).data();
            if (event instanceof ListenKeyExpired) {
                current.end();
            }
            handover = event == null ? () -> {} : receiver.read(event);
        } catch (IllegalArgumentException | VenueError e) {
            LOG.warn("binance sent a frame that cannot be used: {}", e.getMessage());
            handover = receiver::gap;
        }
        boolean done = false;
        try {
            handover.run();
            done = true;
        } finally {
            gapOwed |= !done;
        }
    }

    private int reopen() {
        Instant now = clock.now();
        if (now.isBefore(nextAttemptAt)) {
            return 0;
        }
        if (!open()) {
            int exponent = Math.min(failures, BACKOFF_EXPONENT_MAX);
            failures++;
            nextAttemptAt = now.plusSeconds(Math.min(60, 1L << exponent));
            return 0;
        }
        failures = 0;
        if (tellGap()) {
            LOG.info("connection open again");
        }
        return 1;
    }

    private boolean open() {
        try {
            Session opened = new Session(config.streamQueueMax());
            opened.attach(web.open(source.target(), Map.of(), opened));
            heardAt = clock.now();
            probedAt = null;
            session = opened;
            return true;
        } catch (IOException | VenueError e) {
            LOG.warn("cannot open a stream of binance: {}", e.getMessage());
            return false;
        }
    }

    private boolean tellGap() {
        boolean owed = gapOwed;
        if (owed) {
            receiver.gap();
            gapOwed = false;
        }
        return owed;
    }

    /**
     * A connection that is silent is asked for a sign of life; without one it counts as lost. Says
     * whether there is more to do.
     */
    private int watch(Session current) {
        boolean told = tellGap();
        Instant now = clock.now();
        Instant probed = probedAt;
        if (current.heard) {
            current.heard = false;
            heardAt = now;
            probedAt = null;
        } else if (probed != null && now.isAfter(probed.plus(ANSWER_MAX))) {
            LOG.warn("no sign of life since {}", heardAt);
            current.end();
        } else if (probed == null && now.isAfter(heardAt.plus(SILENCE_MAX))) {
            probedAt = now;
            current.probe(commandIds.incrementAndGet());
        }
        if (!source.isCurrent()) {
            current.end();
        }
        return told || current.closed ? 1 : 0;
    }

    /** One WebSocket from its opening to its end, and what arrived on it. */
    private static final class Session implements SocketListener {
        private final ArrayBlockingQueue<String> waiting;
        private final Map<Long, CompletableFuture<Void>> asked = new ConcurrentHashMap<>();
        private volatile @Nullable ClientSocket socket;
        private volatile boolean closed;
        private volatile boolean heard;

        private Session(int queueMax) {
            this.waiting = new ArrayBlockingQueue<>(queueMax);
        }

        private void attach(ClientSocket opened) {
            socket = opened;
            if (closed) {
                opened.close();
            }
        }

        @Override
        public void text(String frame) {
            heard = true;
            if (closed || answered(frame)) {
                return;
            }
            if (!waiting.offer(frame)) {
                LOG.warn("{} frames wait already, dropping the connection", waiting.size());
                end();
            }
        }

        @Override
        public void closed() {
            end();
        }

        private boolean answered(String frame) {
            try {
                if (!BinanceMessages.isAnswer(frame)) {
                    return false;
                }
                Frame answer = BinanceMessages.frame(frame);
                CompletableFuture<Void> question =
                        answer.id() == null ? null : asked.remove(answer.id());
                if (question != null) {
                    question.complete(null);
                }
                return true;
            } catch (IllegalArgumentException _) {
                return false;
            }
        }

        private CompletableFuture<Void> ask(long id) {
            CompletableFuture<Void> question = new CompletableFuture<>();
            asked.put(id, question);
            probe(id);
            return question;
        }

        private void probe(long id) {
            ClientSocket open = socket;
            String command = BinanceMessages.write(new Command("LIST_SUBSCRIPTIONS", null, id));
            if (closed || open == null || !open.send(command)) {
                end();
            }
        }

        private void end() {
            closed = true;
            ClientSocket open = socket;
            if (open != null) {
                open.close();
            }
            asked.values().forEach(question -> question.complete(null));
            asked.clear();
        }
    }
}
