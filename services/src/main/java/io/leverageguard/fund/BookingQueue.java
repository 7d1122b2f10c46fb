package io.leverageguard.fund;

import io.leverageguard.api.fund.Fund.Batch;
import io.leverageguard.api.fund.Fund.Booked;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kit.ops.Telemetry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lets callers who book at the same time share one transaction (group commit), because the end of
 * the chain admits only one transaction at a time anyway.
 *
 * <p>Every caller queues its batch and then waits for its turn. Whoever gets the turn books all
 * that is queued, so most find their answer there already. A caller alone pays one lock.
 */
final class BookingQueue {
    static final int WAITING_MAX = 10_000;
    private static final int GROUP_MAX = 256;

    /** A batch and the trace of the call that sent it. */
    record Queued(Batch batch, String trace) {}

    private static final class Waiting {
        private final Queued queued;
        private @Nullable Outcome outcome;
        private @Nullable RuntimeException failure;

        Waiting(Queued queued) {
            this.queued = queued;
        }

        boolean answered() {
            return outcome != null || failure != null;
        }
    }

    private final Function<List<Queued>, List<Outcome>> commit;
    private final ArrayBlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(WAITING_MAX);
    private final ReentrantLock turn = new ReentrantLock(true);

    /** Books groups with {@code commit}, one group at a time. */
    BookingQueue(Function<List<Queued>, List<Outcome>> commit) {
        this.commit = commit;
    }

    /** Books {@code batch} and waits until that is durable. */
    Booked book(Batch batch) {
        Waiting mine = new Waiting(new Queued(batch, Telemetry.traceparent()));
        if (!queue.offer(mine)) {
            throw new Refusal(
                    Refusal.Reason.UNAVAILABLE, "ledger_busy", "too many bookings are waiting");
        }
        turn.lock();
        try {
            while (!mine.answered()) {
                commitGroup();
            }
        } finally {
            turn.unlock();
        }
        if (mine.failure != null) {
            throw mine.failure;
        }
        return Objects.requireNonNull(mine.outcome).booked();
    }

    private void commitGroup() {
        List<Waiting> group = new ArrayList<>();
        queue.drainTo(group, GROUP_MAX);
        try {
            List<Outcome> outcomes =
                    commit.apply(group.stream().map(waiting -> waiting.queued).toList());
            for (int i = 0; i < group.size(); i++) {
                group.get(i).outcome = outcomes.get(i);
            }
        } catch (RuntimeException e) {
            group.forEach(waiting -> waiting.failure = e);
        } finally {
            group.stream()
                    .filter(waiting -> !waiting.answered())
                    .forEach(waiting -> waiting.failure = brokenOff());
        }
    }

    /** Answers those who share a group with an {@link Error}, which goes its own way. */
    private static RuntimeException brokenOff() {
        return new IllegalStateException("the booking broke off");
    }
}
