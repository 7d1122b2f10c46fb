package io.leverageguard.kit.run;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks one at a time, in the order they were given, on a virtual thread that exists only
 * while there are any. Whoever gives tasks bounds how many wait.
 */
public final class InOrder implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(InOrder.class);

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final String name;

    /** Names its threads {@code name}. */
    public InOrder(String name) {
        this.name = name;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (waiting.getAndIncrement() == 0) {
            Thread.ofVirtual().name(name).start(this::drain);
        }
    }

    /** How many tasks have not ended yet. */
    public int waiting() {
        return waiting.get();
    }

    private void drain() {
        do {
            Runnable task = tasks.remove();
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                LOG.error("{} failed", name, e);
            }
        } while (waiting.decrementAndGet() > 0);
    }
}
