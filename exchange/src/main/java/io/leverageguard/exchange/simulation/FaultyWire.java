package io.leverageguard.exchange.simulation;

import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.http.WebClient.Call;
import io.leverageguard.kit.http.WebClient.ClientSocket;
import io.leverageguard.kit.http.WebClient.Reply;
import io.leverageguard.kit.http.WebServer.SocketListener;
import io.leverageguard.kit.http.Wire;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * A network that fails by seed: requests that do not arrive, or long after their sender gave up,
 * answers that do not come back, sockets that break, and sockets that say nothing more without
 * breaking. Every call takes time.
 */
public final class FaultyWire implements Wire {
    /** How often things go wrong, per thousand; and how long an answer takes. */
    public record Weather(
            int lostRequest, int lateRequest, int lostReply, int refusedSocket, int latencyMsMax) {
        /** Nothing goes wrong. */
        public static final Weather CALM = new Weather(0, 0, 0, 0, 20);
    }

    private static final int LATE_MS_MAX = 40_000;

    /** A request that is still on its way. */
    private record Late(Instant due, Call call) {}

    private final Wire wire;
    private final Clock clock;
    private final SplittableRandom random;
    private final Consumer<Duration> passTime;
    private final List<Line> lines = new ArrayList<>();
    private final List<Late> late = new ArrayList<>();
    private Weather weather = Weather.CALM;
    private int faults;

    /**
     * A network in front of another.
     *
     * @param passTime is told how long each end of a call takes, and makes that time pass
     */
    public FaultyWire(
            Wire wire, Clock clock, SplittableRandom random, Consumer<Duration> passTime) {
        this.wire = wire;
        this.clock = clock;
        this.random = random;
        this.passTime = passTime;
    }

    /** How it is from now on. */
    public void weather(Weather next) {
        weather = next;
    }

    /** How many things went wrong. */
    public int faults() {
        return faults;
    }

    /** Breaks every socket. */
    public void breakSockets() {
        faults++;
        List.copyOf(lines).forEach(Line::close);
    }

    /** From now on nothing is heard on the sockets that are open. */
    public void silenceSockets() {
        faults++;
        lines.forEach(line -> line.silent = true);
    }

    /**
     * The process on this side has died: its sockets close, and nobody is there to be told. What it
     * has sent still arrives.
     */
    public void hangUp() {
        for (Line line : List.copyOf(lines)) {
            line.silent = true;
            line.deaf = true;
            line.close();
        }
        lines.clear();
    }

    /** When the next request arrives that is late. */
    public Optional<Instant> nextLate() {
        return late.stream().map(Late::due).min(Comparator.naturalOrder());
    }

    /** Brings what is late and due; nobody waits for the answers any more. */
    public void deliverLate() throws IOException {
        List<Late> due =
                late.stream()
                        .filter(one -> !one.due.isAfter(clock.now()))
                        .sorted(Comparator.comparing(Late::due))
                        .toList();
        late.removeAll(due);
        for (Late one : due) {
            Reply _ = wire.send(one.call);
        }
    }

    @Override
    public Reply send(Call call) throws IOException {
        pass(random.nextInt(weather.latencyMsMax) + 1);
        if (happens(weather.lostRequest)) {
            throw silence(call);
        }
        if (weather.lateRequest > 0 && happens(weather.lateRequest)) {
            late.add(new Late(clock.now().plusMillis(random.nextInt(LATE_MS_MAX)), call));
            throw silence(call);
        }
        Reply reply = wire.send(call);
        if (happens(weather.lostReply)) {
            throw silence(call);
        }
        pass(random.nextInt(weather.latencyMsMax) + 1);
        return reply;
    }

    private IOException silence(Call call) {
        passTime.accept(call.timeout());
        return new IOException("no answer in " + call.timeout());
    }

    @Override
    public ClientSocket open(URI uri, Map<String, String> headers, SocketListener listener)
            throws IOException {
        if (happens(weather.refusedSocket)) {
            throw new IOException("connection refused");
        }
        Line line = new Line(listener);
        line.socket = wire.open(uri, headers, line);
        lines.add(line);
        return line;
    }

    private boolean happens(int perMille) {
        boolean happens = random.nextInt(1000) < perMille;
        faults += happens ? 1 : 0;
        return happens;
    }

    private void pass(long millis) {
        passTime.accept(Duration.ofMillis(millis));
    }

    /** A socket that may fall silent. */
    private final class Line implements SocketListener, ClientSocket {
        private final SocketListener listener;
        private ClientSocket socket = NONE;
        private boolean silent;
        private boolean deaf;

        private Line(SocketListener listener) {
            this.listener = listener;
        }

        @Override
        public void text(String frame) {
            if (!silent) {
                listener.text(frame);
            }
        }

        @Override
        public void closed() {
            lines.remove(this);
            if (!deaf) {
                listener.closed();
            }
        }

        @Override
        public boolean send(String text) {
            return silent || socket.send(text);
        }

        @Override
        public boolean isOpen() {
            return socket.isOpen();
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    /** Stands in until the socket is open. */
    private static final ClientSocket NONE =
            new ClientSocket() {
                @Override
                public boolean send(String text) {
                    return false;
                }

                @Override
                public boolean isOpen() {
                    return true;
                }

                @Override
                public void close() {}
            };
}
