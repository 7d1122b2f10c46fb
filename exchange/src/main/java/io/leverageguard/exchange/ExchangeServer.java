package io.leverageguard.exchange;

import io.leverageguard.exchange.ExchangeConfig.AccountSpec;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.http.WebServer;
import io.leverageguard.kit.http.WebServer.Request;
import io.leverageguard.kit.http.WebServer.Response;
import io.leverageguard.kit.http.WebServer.Socket;
import io.leverageguard.kit.http.WebServer.SocketListener;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A simulated exchange that speaks Binance's USD-M protocol, and a control interface under /sim.
 *
 * <p>Requests and frames take turns under one lock: the core has one writer.
 */
public final class ExchangeServer implements AutoCloseable {
    private static final long BODY_BYTES_MAX = 64 * 1024;
    private static final long BEAT_MILLIS = 100;

    private final ReentrantLock turn = new ReentrantLock(true);
    private final Exchange exchange;
    private final BinanceStreams streams;
    private final BinanceEvents events;
    private final BinanceApi binance;
    private final SimApi sim;
    private final WebServer web;
    private @Nullable ScheduledExecutorService timer;
    private @Nullable ScheduledFuture<?> beat;
    private int port;

    private ExchangeServer(ExchangeConfig config) {
        Clients clients = new Clients(config.seed());
        Faults faults = new Faults();
        Present present = new Present(config.startTime().toEpochMilli());
        streams = new BinanceStreams(clients);
        events = new BinanceEvents(streams, clients, faults, present::now);
        exchange =
                new Exchange(
                        config.scenario(),
                        config.startTime().toEpochMilli(),
                        config.seed(),
                        config.insurance(),
                        events);
        present.exchange = exchange;
        for (AccountSpec spec : config.accounts()) {
            Account account = exchange.openAccount();
            exchange.deposit(account, spec.usdt());
            clients.add(
                    new ApiKey(
                            spec.key(),
                            spec.secret(),
                            account,
                            spec.permissions(),
                            exchange.now()));
        }
        RequestCounts counts = new RequestCounts(config.limitsEnforced());
        binance = new BinanceApi(exchange, clients, faults, counts);
        sim = new SimApi(exchange, clients, faults, streams, events);
        web = new WebServer(config.host(), config.port(), BODY_BYTES_MAX, this::handle, this::open);
    }

    /** What time it is, also while the exchange is being made. */
    private static final class Present {
        private final long start;
        private @Nullable Exchange exchange;

        private Present(long start) {
            this.start = start;
        }

        private long now() {
            return exchange == null ? start : exchange.now();
        }
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
            Response response =
                    request.path().startsWith("/sim/")
                            ? sim.handle(request)
                            : binance.handle(request);
            events.flush(exchange);
            return response;
        } finally {
            turn.unlock();
        }
    }

    private @Nullable SocketListener open(Request upgrade, Socket socket) {
        turn.lock();
        try {
            Peer peer = streams.open(upgrade, socket);
            return peer == null ? null : new Ear(peer);
        } finally {
            turn.unlock();
        }
    }

    /** Hears one socket. */
    private final class Ear implements SocketListener {
        private final Peer peer;

        private Ear(Peer peer) {
            this.peer = peer;
        }

        @Override
        public void text(String frame) {
            turn.lock();
            try {
                streams.hear(peer, frame);
            } finally {
                turn.unlock();
            }
        }

        @Override
        public void closed() {
            turn.lock();
            try {
                streams.close(peer);
            } finally {
                turn.unlock();
            }
        }
    }
}
