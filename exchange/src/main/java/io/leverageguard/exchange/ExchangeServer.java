package io.leverageguard.exchange;

import io.leverageguard.exchange.binance.BinanceProtocol;
import io.leverageguard.exchange.bybit.BybitProtocol;
import io.leverageguard.exchange.core.Clients;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.Faults;
import io.leverageguard.exchange.core.Listeners;
import io.leverageguard.exchange.okx.OkxProtocol;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.http.WebServer;
import io.leverageguard.kit.http.WebServer.Request;
import io.leverageguard.kit.http.WebServer.Response;
import io.leverageguard.kit.http.WebServer.Socket;
import io.leverageguard.kit.http.WebServer.SocketListener;
import io.leverageguard.kit.http.Wire;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A simulated exchange that speaks the protocols of several venues on one port, and a control
 * interface under /sim.
 *
 * <p>Requests and frames take turns under one lock: the core has one writer.
 */
public final class ExchangeServer implements AutoCloseable {
    private static final long BODY_BYTES_MAX = 64 * 1024;
    private static final long BEAT_MILLIS = 100;

    private final ReentrantLock turn = new ReentrantLock(true);
    private final Exchange exchange;
    private final Faults faults;
    private final List<Protocol> protocols;
    private final SimApi sim;
    private final WebServer web;
    private @Nullable ScheduledExecutorService timer;
    private @Nullable ScheduledFuture<?> beat;
    private int port;

    private ExchangeServer(ExchangeConfig config) {
        Clients clients = new Clients();
        faults = new Faults(config.seed());
        Listeners listeners = new Listeners();
        exchange =
                new Exchange(
                        config.scenario(),
                        config.startTime().toEpochMilli(),
                        config.seed(),
                        config.insurance(),
                        listeners);
        boolean limits = config.limitsEnforced();
        protocols =
                List.of(
                        new BinanceProtocol(exchange, clients, faults, config.seed(), limits),
                        new OkxProtocol(exchange, clients, faults, config.seed(), limits),
                        new BybitProtocol(exchange, clients, faults, limits));
        protocols.forEach(protocol -> listeners.add(protocol.listener()));
        sim = new SimApi(exchange, clients, faults, protocols);
        config.accounts().forEach(sim::open);
        web = new WebServer(config.host(), config.port(), BODY_BYTES_MAX, this::handle, this::open);
    }

    /** Starts one. */
    public static ExchangeServer start(ExchangeConfig config) {
        ExchangeServer server = new ExchangeServer(config);
        server.port = server.web.start();
        Clock clock = config.clock();
        if (clock != null) {
            server.run(clock, config.startTime(), config.speed());
        }
        return server;
    }

    /** One that listens nowhere; {@link #wire} leads to it. */
    public static ExchangeServer inMemory(ExchangeConfig config) {
        return new ExchangeServer(config);
    }

    /** The way to it inside this process. */
    public Wire wire() {
        return new MemoryWire(this::handle, this::open);
    }

    /** The core: the truth, for whoever drives this exchange on one thread. */
    public Exchange core() {
        return exchange;
    }

    /** What goes wrong on purpose. */
    public Faults faults() {
        return faults;
    }

    /** Where it listens. */
    public int port() {
        return port;
    }

    /** The exchange's time. */
    public Instant now() {
        turn.lock();
        try {
            return Instant.ofEpochMilli(exchange.now());
        } finally {
            turn.unlock();
        }
    }

    /** Moves time; false when the scenario has no more bars. Same as POST /sim/clock. */
    public boolean advance(Duration duration) {
        turn.lock();
        try {
            return !sim.advance(duration.toMillis()).done();
        } finally {
            turn.unlock();
        }
    }

    /** Whether time still moves by itself; false also when it stands by intent. */
    public boolean isBeating() {
        ScheduledFuture<?> beating = beat;
        return beating != null && !beating.isDone();
    }

    @Override
    public void close() {
        ScheduledExecutorService running = timer;
        if (running != null) {
            running.shutdownNow();
        }
        web.close();
    }

    private void run(Clock clock, Instant start, BigDecimal speed) {
        Instant began = clock.now();
        ScheduledExecutorService running =
                Executors.newSingleThreadScheduledExecutor(
                        task -> Thread.ofPlatform().daemon().name("exchange").unstarted(task));
        timer = running;
        beat =
                running.scheduleAtFixedRate(
                        () -> follow(Duration.between(began, clock.now()), start, speed),
                        BEAT_MILLIS,
                        BEAT_MILLIS,
                        TimeUnit.MILLISECONDS);
    }

    private void follow(Duration passed, Instant start, BigDecimal speed) {
        turn.lock();
        try {
            long lived = BigDecimal.valueOf(passed.toMillis()).multiply(speed).longValue();
            long due = start.toEpochMilli() + lived - exchange.now();
            if (due > 0) {
                sim.advance(due);
            }
        } finally {
            turn.unlock();
        }
    }

    private Response handle(Request request) {
        turn.lock();
        try {
            Response response = answer(request);
            settle();
            return response;
        } finally {
            turn.unlock();
        }
    }

    /** Tells what a request or a frame has changed. */
    private void settle() {
        faults.flush(exchange.now());
        protocols.forEach(Protocol::flush);
    }

    private Response answer(Request request) {
        if (request.path().startsWith("/sim/")) {
            return sim.handle(request);
        }
        for (Protocol protocol : protocols) {
            if (protocol.serves(request.path())) {
                return protocol.handle(request);
            }
        }
        return Response.json(404, "{\"error\":\"no venue has this path\"}");
    }

    private @Nullable SocketListener open(Request upgrade, Socket socket) {
        turn.lock();
        try {
            for (Protocol protocol : protocols) {
                if (protocol.serves(upgrade.path())) {
                    SocketListener ear = protocol.open(upgrade, socket);
                    return ear == null ? null : new Turn(ear);
                }
            }
            return null;
        } finally {
            turn.unlock();
        }
    }

    /** Hears one socket when it is its turn. */
    private final class Turn implements SocketListener {
        private final SocketListener ear;

        private Turn(SocketListener ear) {
            this.ear = ear;
        }

        @Override
        public void text(String frame) {
            turn.lock();
            try {
                ear.text(frame);
                settle();
            } finally {
                turn.unlock();
            }
        }

        @Override
        public void closed() {
            turn.lock();
            try {
                ear.closed();
            } finally {
                turn.unlock();
            }
        }
    }
}
