package io.leverageguard.trading;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.OrderId;
import io.leverageguard.kernel.rpc.Refusal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says to the venues what a batch has decided, once the batch is journalled: the errands of one
 * order one after the other, those of different orders at the same time, each on a virtual thread.
 * In story time the caller's thread runs them all before it goes on.
 */
final class Dispatch {
    /** How much may be under way; who asks for more is refused. */
    static final int UNDER_WAY_MAX = 20_000;

    /** A caller is not kept waiting for longer. */
    private static final Duration ANSWER_MAX = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);

    private final Runner runner;
    private final boolean live;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<OrderId, Deque<Errand>> lines = new HashMap<>();
    private final Map<AccountId, List<Errand>> parked = new HashMap<>();
    private final Deque<OrderId> ready = new ArrayDeque<>();
    private int underWay;

    /** Runs errands. */
    interface Runner {
        /** Says it to the venue; the order after its answer. */
        Order run(Errand errand);

        /** Whether there is a way to the account's venue now. */
        boolean isConnected(AccountId account);
    }

    private Dispatch(Runner runner, boolean live) {
        this.runner = runner;
        this.live = live;
    }

    /** Runs each errand on a virtual thread. */
    static Dispatch live(Runner runner) {
        return new Dispatch(runner, true);
    }

    /** Runs errands when {@link #drain} is called. */
    static Dispatch stepped(Runner runner) {
        return new Dispatch(runner, false);
    }

    /** Refuses when as much is under way as may be. */
    void requireRoom() {
        lock.lock();
        try {
            if (underWay >= UNDER_WAY_MAX) {
                throw new Refusal(
                        Refusal.Reason.LIMIT_REACHED,
                        "venues_slow",
                        "too much waits for the venues; nothing was changed, try again");
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether something is still to be said, or being said, of the order. */
    boolean isUnderWay(OrderId order) {
        lock.lock();
        try {
            return lines.containsKey(order);
        } finally {
            lock.unlock();
        }
    }

    /** Takes the errands of a batch that is journalled. */
    void accept(List<Errand> errands) {
        Set<OrderId> starting = new HashSet<>();
        lock.lock();
        try {
            for (Errand errand : errands) {
                OrderId order = errand.order().order();
                underWay++;
                Deque<Errand> line = lines.get(order);
                if (line == null) {
                    line = new ArrayDeque<>();
                    lines.put(order, line);
                    starting.add(order);
                    ready.add(order);
                }
                line.add(errand);
            }
            if (live) {
                ready.clear();
            }
        } finally {
            lock.unlock();
        }
        if (live) {
            starting.forEach(order -> Thread.ofVirtual().start(() -> runLine(order)));
        }
    }

    /** The account is connected: what waited for it goes on. */
    void resume(AccountId account) {
        List<Errand> waiting;
        lock.lock();
        try {
            waiting = parked.remove(account);
            if (waiting == null) {
                return;
            }
            waiting.forEach(errand -> ready.add(errand.order().order()));
            if (live) {
                ready.clear();
            }
        } finally {
            lock.unlock();
        }
        if (live) {
            waiting.forEach(
                    errand -> Thread.ofVirtual().start(() -> runLine(errand.order().order())));
        }
    }

    /**
     * The order after the errand; empty when there is no answer within {@link #ANSWER_MAX}: then
     * the errand is still under way. Throws what the errand was refused with.
     */
    Optional<Order> outcome(Errand errand) {
        try {
            return live
                    ? Optional.of(errand.outcome().get(ANSWER_MAX.toMillis(), MILLISECONDS))
                    : Optional.ofNullable(errand.outcome().getNow(null));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException | CompletionException e) {
            if (e.getCause() instanceof Refusal refusal) {
                throw refusal;
            }
            throw new IllegalStateException("an errand failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /**
     * Runs what waits, and what that brings about, on the caller's thread. May be called again
     * while an errand is on its way: others go on meanwhile.
     */
    void drain() {
        OrderId next;
        while (!live && (next = ready.poll()) != null) {
            runLine(next);
        }
    }

    private void runLine(OrderId order) {
        Errand errand;
        while ((errand = first(order)) != null) {
            run(errand);
            done(order);
        }
    }

    private void run(Errand errand) {
        try {
            errand.outcome().complete(runner.run(errand));
        } catch (Refusal refusal) {
            errand.outcome().completeExceptionally(refusal);
        } catch (RuntimeException e) {
            LOG.error("an errand of order {} failed", errand.order().order(), e);
            errand.outcome().completeExceptionally(e);
        }
    }

    /** The next errand of the order; null when there is none, or no way to the venue. */
    private @Nullable Errand first(OrderId order) {
        lock.lock();
        try {
            Deque<Errand> line = lines.get(order);
            if (line == null) {
                return null;
            }
            Errand errand = line.getFirst();
            AccountId account = errand.order().account();
            if (!runner.isConnected(account)) {
                parked.computeIfAbsent(account, _ -> new ArrayList<>()).add(errand);
                return null;
            }
            return errand;
        } finally {
            lock.unlock();
        }
    }

    private void done(OrderId order) {
        lock.lock();
        try {
            underWay--;
            Deque<Errand> line = lines.get(order);
            if (line != null) {
                line.removeFirst();
                if (line.isEmpty()) {
                    lines.remove(order);
                }
            }
        } finally {
            lock.unlock();
        }
    }
}
