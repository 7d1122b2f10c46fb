package io.leverageguard.venues;

import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.http.WebClient.ClientSocket;
import io.leverageguard.kit.http.WebServer.SocketListener;
import io.leverageguard.kit.http.Wire;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket to a venue that is opened again whenever it is lost. What arrives waits in a
 * bounded queue; everything else happens in {@link #pump}, by the injected clock: handing over,
 * looking after the connection, opening it again. What had arrived before a loss is handed over
 * before the loss is told.
 */
public final class VenueConnection {
    private static final Logger LOG = LoggerFactory.getLogger(VenueConnection.class);
    private static final int FRAMES_PER_PUMP = 1_024;
    private static final int BACKOFF_EXPONENT_MAX = 6;
    private static final Duration ANSWER_MAX = Duration.ofSeconds(10);

    private final Wire web;
    private final Clock clock;
    private final VenuesConfig config;
    private final Talk talk;
    private final AtomicLong questions = new AtomicLong();

    private volatile @Nullable Session session;
    private volatile boolean closed;
    private boolean gapOwed;
    private int failures;
    private Instant nextAttemptAt = Instant.MIN;
    private Instant heardAt;
    private Instant toldAt;
    private Instant askedAt;
    private @Nullable Instant probedAt;

    /** Opens at once; when that fails, the pump tries again. */
    public VenueConnection(Wire web, Clock clock, VenuesConfig config, Talk talk) {
        this.web = web;
        this.clock = clock;
        this.config = config;
        this.talk = talk;
        this.heardAt = clock.now();
        this.toldAt = heardAt;
        this.askedAt = heardAt;
        gapOwed = !open();
    }

    /** How a venue's socket is talked to. */
    public interface Talk {
        /** Whose socket it is, for the log. */
        String name();

        /** Where to; may ask the venue first. */
        URI target() throws IOException;

        /**
         * What is said first: log-in or subscriptions. The connection counts as open when {@link
         * Arrival.Ready} has come; where there is nothing to say, at once.
         */
        default List<String> greeting() {
            return List.of();
        }

        /** What a frame is for. Called by the socket's thread, in the order of arrival. */
        Arrival arrived(String frame);

        /** A question that the venue answers on this socket, in turn. */
        String question(long id);

        /**
         * Reads an event and returns what hands it over.
         *
         * @throws VenueError or IllegalArgumentException when the event cannot be used
         */
        Runnable read(String frame);

        /** Something may be missing since. */
        void gap();

        /** Does what keeps the connection valid; false when it no longer is. */
        default boolean isCurrent() {
            return true;
        }

        /** How often the venue is asked for a sign of life, also while it talks. */
        Duration heartbeat();

        /**
         * After how long without an event the connection counts as lost although the venue answers;
         * absent where events may stay away.
         */
        default @Nullable Duration staleAfter() {
            return null;
        }
    }

    /** What a frame is for. */
    public sealed interface Arrival {
        /** To be handed over. */
        record Event() implements Arrival {}

        /** Answers the question {@code id}; the oldest one, when it is 0. */
        record Answer(long id) implements Arrival {}

        /** The last word of the greeting. */
        record Ready() implements Arrival {}

        /** To be answered at once. */
        record Reply(List<String> frames) implements Arrival {}

        /** Of no use. */
        record Noise() implements Arrival {}

        /** Nothing more comes. */
        record End(String why) implements Arrival {}
    }

    /** Hands over what has arrived, a bounded amount, and looks after the connection. */
    public int pump() {
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
            LOG.warn("connection to {} lost, opening it again", talk.name());
            session = null;
            gapOwed = true;
            return handed + 1 + reopen();
        }
        return gone ? handed : handed + watch(current);
    }

    /** Asks the venue something; done when the answer, or the end, has come. */
    public CompletableFuture<Void> ask() {
        Session current = session;
        return current == null
                ? CompletableFuture.completedFuture(null)
                : current.ask(questions.incrementAndGet());
    }

    /** Closes for good. */
    public void close() {
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
            hand(text);
        }
        if (handed > 0) {
            toldAt = clock.now();
        }
        return handed;
    }

    private void hand(String text) {
        Runnable handover;
        try {
            handover = talk.read(text);
        } catch (IllegalArgumentException | VenueError e) {
            LOG.warn("{} sent a frame that cannot be used: {}", talk.name(), e.getMessage());
            handover = talk::gap;
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
            LOG.info("connection to {} open again", talk.name());
        }
        return 1;
    }

    private boolean open() {
        try {
            URI target = talk.target();
            List<String> greeting = talk.greeting();
            Session opened = new Session(config.streamQueueMax());
            opened.attach(web.open(target, Map.of(), opened));
            opened.greet(greeting, config.fenceTimeout().toMillis());
            heardAt = clock.now();
            toldAt = heardAt;
            askedAt = heardAt;
            probedAt = null;
            session = opened;
            return true;
        } catch (IOException | VenueError e) {
            LOG.warn("cannot open a stream of {}: {}", talk.name(), e.getMessage());
            return false;
        }
    }

    private boolean tellGap() {
        boolean owed = gapOwed;
        if (owed) {
            talk.gap();
            gapOwed = false;
        }
        return owed;
    }

    /**
     * Asks for a sign of life every now and then; without one, and without events where there must
     * be some, the connection counts as lost. Says whether there is more to do.
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
            current.end("no sign of life since " + heardAt);
        }
        if (probedAt == null && now.isAfter(askedAt.plus(talk.heartbeat()))) {
            askedAt = now;
            probedAt = now;
            CompletableFuture<Void> _ = current.ask(questions.incrementAndGet());
        }
        Duration staleAfter = talk.staleAfter();
        if (staleAfter != null && now.isAfter(toldAt.plus(staleAfter))) {
            current.end("no event since " + toldAt);
        }
        if (!talk.isCurrent()) {
            current.end();
        }
        return told || current.closed ? 1 : 0;
    }

    /** One WebSocket from its opening to its end, and what arrived on it. */
    private final class Session implements SocketListener {
        private final ArrayBlockingQueue<String> waiting;
        private final ConcurrentSkipListMap<Long, CompletableFuture<Void>> asked =
                new ConcurrentSkipListMap<>();
        private final CompletableFuture<Boolean> ready = new CompletableFuture<>();
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

        /** Says the greeting and waits until the venue has taken it. */
        private void greet(List<String> greeting, long waitMsMax) throws IOException {
            if (greeting.isEmpty()) {
                return;
            }
            greeting.forEach(this::send);
            try {
                if (ready.get(waitMsMax, TimeUnit.MILLISECONDS)) {
                    return;
                }
            } catch (TimeoutException | ExecutionException _) {
                LOG.warn("{} does not answer the greeting", talk.name());
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            end();
            throw new IOException("the greeting was not taken");
        }

        @Override
        public void text(String frame) {
            heard = true;
            if (closed) {
                return;
            }
            Arrival arrival;
            try {
                arrival = talk.arrived(frame);
            } catch (IllegalArgumentException _) {
                arrival = new Arrival.Event();
            }
            switch (arrival) {
                case Arrival.Event _ -> keep(frame);
                case Arrival.Answer answer -> answered(answer.id());
                case Arrival.Ready _ -> ready.complete(true);
                case Arrival.Reply reply -> reply.frames().forEach(this::send);
                case Arrival.Noise _ -> {}
                case Arrival.End end -> end(end.why());
            }
        }

        @Override
        public void closed() {
            end();
        }

        private void keep(String frame) {
            if (!waiting.offer(frame)) {
                end(waiting.size() + " frames wait already");
            }
        }

        private void answered(long id) {
            Map.Entry<Long, CompletableFuture<Void>> oldest =
                    id == 0 ? asked.pollFirstEntry() : null;
            CompletableFuture<Void> question =
                    oldest == null ? asked.remove(id) : oldest.getValue();
            if (question != null) {
                question.complete(null);
            }
        }

        private CompletableFuture<Void> ask(long id) {
            CompletableFuture<Void> question = new CompletableFuture<>();
            asked.put(id, question);
            send(talk.question(id));
            if (closed) {
                question.complete(null);
            }
            return question;
        }

        private void send(String frame) {
            ClientSocket open = socket;
            if (closed || open == null || !open.send(frame)) {
                end();
            }
        }

        private void end(String why) {
            LOG.warn("dropping the connection to {}: {}", talk.name(), why);
            end();
        }

        private void end() {
            closed = true;
            ready.complete(false);
            ClientSocket open = socket;
            if (open != null) {
                open.close();
            }
            asked.values().forEach(question -> question.complete(null));
            asked.clear();
        }
    }
}
