package io.leverageguard.trading;

import io.leverageguard.engine.Command.PriceSource;
import io.leverageguard.engine.Engine;
import io.leverageguard.engine.EngineAgent;
import io.leverageguard.engine.EngineProxy;
import io.leverageguard.engine.Journal;
import io.leverageguard.engine.Work;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Refusal.Reason;
import io.leverageguard.kit.ops.Telemetry;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine's thread, and the way to it. Whoever asks waits until the answer is committed; all who
 * wait at the same time share one commit. In story time there is no thread: the caller's does it.
 */
final class EngineRoom implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EngineRoom.class);

    private final Desk desk;
    private final EngineProxy proxy;
    private final EngineAgent agent;
    private final @Nullable Thread thread;
    private Runnable afterwards = () -> {};

    private EngineRoom(Desk desk, Journal journal, TradingConfig config, boolean ownThread) {
        this.desk = desk;
        this.proxy = new EngineProxy(config.ringCapacity(), this::wakeUp);
        this.agent = new EngineAgent(desk.engine(), proxy, journal, config.snapshotEvery());
        agent.recover();
        this.thread =
                ownThread
                        ? Thread.ofPlatform().daemon().name("trading-engine").unstarted(this::run)
                        : null;
    }

    /** Replays the journal, then begins to work on a thread of its own. */
    static EngineRoom live(Desk desk, Journal journal, TradingConfig config) {
        EngineRoom room = new EngineRoom(desk, journal, config, true);
        Objects.requireNonNull(room.thread).start();
        return room;
    }

    /** Replays the journal; then whoever asks is also who works. */
    static EngineRoom stepped(Desk desk, Journal journal, TradingConfig config) {
        return new EngineRoom(desk, journal, config, false);
    }

    /** In story time, what is to be done after each batch on the caller's thread. */
    void afterwards(Runnable work) {
        afterwards = work;
    }

    /** A price, for whoever waits for one; never waits, and a newer one may take its place. */
    void tick(int contract, PriceSource source, long ticks, long at) {
        proxy.offerTick(contract, source, ticks, at);
    }

    /** The time, for whoever waits for it. */
    void time(Instant now) {
        proxy.offerTime(now.toEpochMilli());
    }

    /** Lets the engine's thread answer, and waits until that is committed. */
    <T> T ask(Function<Desk, T> question) {
        return offered(new Ask<>(question, Telemetry.traceparent())).answer();
    }

    /**
     * Lets the engine's thread answer. Who asked is told on that thread once it is committed, and
     * must not keep it.
     *
     * @param trace the W3C traceparent of what causes it, or empty
     */
    <T> CompletableFuture<T> begin(String trace, Function<Desk, T> question) {
        return offered(new Ask<>(question, trace)).committed;
    }

    private <T> Ask<T> offered(Ask<T> ask) {
        switch (proxy.offer(ask)) {
            case ACCEPTED -> {}
            case RING_FULL ->
                    throw new Refusal(
                            Reason.LIMIT_REACHED,
                            "engine_full",
                            "too many orders are waiting; nothing was changed, try again");
            case STOPPED ->
                    throw new Refusal(
                            Reason.UNAVAILABLE, "engine_stopped", "trading is being shut down");
        }
        return ask;
    }

    /** Like {@link #ask}, without an answer. */
    void tell(Consumer<Desk> command) {
        ask(
                on -> {
                    command.accept(on);
                    return true;
                });
    }

    @Override
    public void close() {
        proxy.stop();
        Thread running = thread;
        if (running == null) {
            return;
        }
        try {
            running.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void wakeUp() {
        Thread running = thread;
        if (running == null) {
            agent.doWork();
            afterwards.run();
        } else {
            LockSupport.unpark(running);
        }
    }

    private void run() {
        while (!proxy.isStopped() || !proxy.isEmpty()) {
            if (agent.doWork() == 0 && !proxy.isStopped()) {
                LockSupport.park(this);
            }
        }
    }

    private final class Ask<T> implements Work {
        private final Function<Desk, T> question;
        private final String trace;
        private final CompletableFuture<T> committed = new CompletableFuture<>();
        private Runnable success = () -> {};

        Ask(Function<Desk, T> question, String trace) {
            this.question = question;
            this.trace = trace;
        }

        @Override
        public void act(Engine engine) {
            desk.changes().trace(trace);
            T answer = question.apply(desk);
            success = () -> committed.complete(answer);
        }

        @Override
        public void committed() {
            success.run();
        }

        @Override
        public void failed(RuntimeException cause) {
            if (!(cause instanceof Refusal)) {
                LOG.error("the engine's batch failed", cause);
            }
            committed.completeExceptionally(cause);
        }

        T answer() {
            try {
                return committed.join();
            } catch (CompletionException e) {
                if (e.getCause() instanceof Refusal refusal) {
                    throw refusal;
                }
                throw e;
            }
        }
    }
}
