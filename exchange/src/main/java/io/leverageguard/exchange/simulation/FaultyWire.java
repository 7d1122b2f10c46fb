package io.leverageguard.exchange.simulation;

import io.leverageguard.kit.http.WebClient.Call;
import io.leverageguard.kit.http.WebClient.ClientSocket;
import io.leverageguard.kit.http.WebClient.Reply;
import io.leverageguard.kit.http.WebServer.SocketListener;
import io.leverageguard.kit.http.Wire;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * A network that fails by seed: requests that do not arrive, answers that do not come back, sockets
 * that break, and sockets that say nothing more without breaking. Every call takes time.
 */
final class FaultyWire implements Wire {
    /** How often things go wrong, per thousand; and how long an answer takes. */
    record Weather(int lostRequest, int lostReply, int refusedSocket, int latencyMsMax) {
        static final Weather CALM = new Weather(0, 0, 0, 20);
    }

    private final Wire wire;
    private final SplittableRandom random;
    private final Consumer<Duration> passTime;
    private final List<Line> lines = new ArrayList<>();
    private Weather weather = Weather.CALM;
    private int faults;

    FaultyWire(Wire wire, SplittableRandom random, Consumer<Duration> passTime) {
        this.wire = wire;
        this.random = random;
        this.passTime = passTime;
    }

    void weather(Weather next) {
        weather = next;
    }

    /** How many things went wrong. */
    int faults() {
        return faults;
    }

    /** Breaks every socket. */
    void breakSockets() {
        faults++;
        List.copyOf(lines).forEach(Line::close);
    }

    /** From now on nothing is heard on the sockets that are open. */
    void silenceSockets() {
        faults++;
        lines.forEach(line -> line.silent = true);
    }

    @Override
    public Reply send(Call call) throws IOException {
        pass(random.nextInt(weather.latencyMsMax) + 1);
        if (happens(weather.lostRequest)) {
            passTime.accept(call.timeout());
            throw new IOException("no answer in " + call.timeout());
        }
        Reply reply = wire.send(call);
        if (happens(weather.lostReply)) {
            passTime.accept(call.timeout());
            throw new IOException("no answer in " + call.timeout());
        }
        pass(random.nextInt(weather.latencyMsMax) + 1);
        return reply;
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
            listener.closed();
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
