package io.leverageguard.kit.run;

import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.run.Pump;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.ops.ProcessState.PumpState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives every {@link Pump} of a process: each on a thread of its own when {@link #start started},
 * or all on the caller's thread in {@link #settle story time}.
 */
public final class Pumps implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pumps.class);
    private static final Duration IDLE_MIN = Duration.ofMillis(2);
    private static final Duration IDLE_MAX = Duration.ofMillis(100);
    private static final Duration AFTER_FAILURE = Duration.ofMillis(500);
    private static final Duration STOP_MAX = Duration.ofSeconds(5);
    private static final int ROUNDS_MAX = 10_000;

    private final List<Pump> pumps = new CopyOnWriteArrayList<>();
    private final Map<Pump, Tally> tallies = new ConcurrentHashMap<>();
    private final @Nullable Clock clock;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;

    /** Pumps that are not asked when they did something. */
    public Pumps() {
        this(null);
    }

    /** Pumps that are driven by this clock, or by none. */
    public Pumps(@Nullable Clock clock) {
        this.clock = clock;
    }

    /** Adds a pump. The order of adding is the order in story time. */
    public synchronized void add(Pump pump) {
        pumps.add(pump);
        if (running) {
            threads.add(Thread.ofVirtual().name(pump.name()).start(() -> run(pump)));
        }
    }

    /** Takes a pump out, for example when an account's stream is closed for good. */
    public void remove(Pump pump) {
        pumps.remove(pump);
        tallies.remove(pump);
    }

    /** Every pump, in the order of adding. */
    public List<Pump> all() {
        return List.copyOf(pumps);
    }

    /** What each pump has done, in the order of adding. */
    public List<PumpState> states() {
        return pumps.stream().map(pump -> tally(pump).state()).toList();
    }

    private Tally tally(Pump pump) {
        return tallies.computeIfAbsent(pump, some -> new Tally(some, clock));
    }

    /** Gives each pump, present and future, a virtual thread of its own. */
    public synchronized void start() {
        running = true;
        for (Pump pump : pumps) {
            threads.add(Thread.ofVirtual().name(pump.name()).start(() -> run(pump)));
        }
    }

    /**
     * Drives all pumps in order until none has anything left.
     *
     * @return how much was taken in
     * @throws IllegalStateException if they never come to rest
     */
    public int settle() {
        int total = 0;
        for (int round = 0; round < ROUNDS_MAX; round++) {
            int taken = 0;
            for (Pump pump : pumps) {
                taken += tally(pump).pump();
            }
            if (taken == 0) {
                return total;
            }
            total += taken;
        }
        throw new IllegalStateException("the pumps do not come to rest");
    }

    /** Lets each pump finish what it is at; interrupts would break its connection. */
    @Override
    public synchronized void close() {
        running = false;
        threads.forEach(LockSupport::unpark);
        for (Thread thread : threads) {
            try {
                if (!thread.join(STOP_MAX)) {
                    thread.interrupt();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        threads.clear();
    }

    private void run(Pump pump) {
        long idleNanos = IDLE_MIN.toNanos();
        Tally tally = tally(pump);
        while (running && pumps.contains(pump)) {
            try {
                idleNanos =
                        tally.pump() > 0
                                ? IDLE_MIN.toNanos()
                                : Math.min(idleNanos * 2, IDLE_MAX.toNanos());
            } catch (Refusal e) {
                LOG.info("{} waits: {}", pump.name(), e.getMessage());
                idleNanos = AFTER_FAILURE.toNanos();
            } catch (RuntimeException | Error e) {
                if (!running) {
                    return;
                }
                LOG.error("{} failed; tried again", pump.name(), e);
                idleNanos = AFTER_FAILURE.toNanos();
            }
            LockSupport.parkNanos(idleNanos);
        }
    }
}
