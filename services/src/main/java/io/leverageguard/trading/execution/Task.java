package io.leverageguard.trading.execution;

import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.kernel.ids.OrderId;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Refusal.Reason;
import io.leverageguard.kernel.run.Pump;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A parent or routed order that is being worked. One thread at a time works it: its pump, or
 * somebody who commands it. What the venue made of its parts waits until then.
 */
abstract class Task implements Pump {
    private static final int WAIT_SECONDS_MAX = 30;
    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);
    private static final Duration LOOK_AFTER = Duration.ofSeconds(30);

    final PartSender sender;
    final List<PartRow> parts = new ArrayList<>();
    private final ReentrantLock turn = new ReentrantLock(true);
    private final List<PartRow> unsaved = new ArrayList<>();
    private final Queue<Order> news = new ConcurrentLinkedQueue<>();
    private Instant tryAt = Instant.MIN;
    private Instant lookAt;
    private int version;
    private boolean isUnsaved;

    /** Takes over parts that an earlier process left: how they stand is asked first of all. */
    Task(PartSender sender, List<PartRow> left) {
        this.sender = sender;
        this.parts.addAll(left);
        this.lookAt = left.isEmpty() ? sender.now().plus(LOOK_AFTER) : Instant.MIN;
    }

    abstract OrderId id();

    /** The venue its parts go to. */
    abstract String venueOf(PartRow part);

    /** Whether parts that trading may never have got are not to be sent any more. */
    abstract boolean isEnding();

    /** Does what can be done now; says whether anything changed. */
    abstract boolean work(List<PartRow> changed);

    /** Keeps and tells what has changed. */
    abstract void keep(List<PartRow> changed);

    /** Whether nothing more will happen. */
    abstract boolean isDone();

    /** News of one of its parts. */
    final void tell(Order order) {
        news.add(order);
    }

    @Override
    public final int pump() {
        if (!turn.tryLock()) {
            return 0;
        }
        try {
            return step() ? 1 : 0;
        } finally {
            turn.unlock();
        }
    }

    /** Runs a command between two steps, then a step. */
    final void command(Runnable change) {
        try {
            if (!turn.tryLock(WAIT_SECONDS_MAX, TimeUnit.SECONDS)) {
                throw new Refusal(Reason.UNAVAILABLE, "order_busy", "the order is busy; try again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(Reason.UNAVAILABLE, "interrupted", "the request was given up");
        }
        try {
            change.run();
            step();
        } finally {
            turn.unlock();
        }
    }

    /** A step at once instead of at the next pump. */
    final void hurry() {
        command(() -> {});
    }

    private boolean step() {
        // What could not be kept last time comes first: nothing is sent that is not on record.
        boolean saved = save();
        if (isDone()) {
            return saved;
        }
        takeNews(unsaved);
        lookAfter(unsaved);
        isUnsaved |= work(unsaved);
        return save();
    }

    private boolean save() {
        if (!isUnsaved && unsaved.isEmpty()) {
            return false;
        }
        isUnsaved = true;
        keep(List.copyOf(unsaved));
        unsaved.clear();
        isUnsaved = false;
        return true;
    }

    private void takeNews(List<PartRow> changed) {
        for (Order order = news.poll(); order != null; order = news.poll()) {
            for (int i = 0; i < parts.size(); i++) {
                PartRow part = parts.get(i);
                if (part.order().equals(order.order())) {
                    replace(part, part.after(order, sender.now()), changed);
                }
            }
        }
    }

    /** Parts without an answer are sent again; the others are looked up now and then. */
    private void lookAfter(List<PartRow> changed) {
        Instant now = sender.now();
        boolean look = !now.isBefore(lookAt);
        if (look) {
            lookAt = now.plus(LOOK_AFTER);
        }
        List<PartRow> unanswered = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            PartRow part = parts.get(i);
            if (part.isUnanswered()) {
                unanswered.add(part);
            } else if (look && part.isOpen()) {
                replace(part, sender.look(part), changed);
            }
        }
        if (!unanswered.isEmpty() && !now.isBefore(tryAt)) {
            tryAt = now.plus(TRY_AGAIN);
            sendAgain(unanswered, changed);
        }
    }

    private void sendAgain(List<PartRow> unanswered, List<PartRow> changed) {
        List<PartRow> answers =
                isEnding()
                        ? unanswered.stream().map(sender::look).toList()
                        : sender.sendAll(unanswered, this::venueOf);
        for (int i = 0; i < answers.size(); i++) {
            replace(unanswered.get(i), answers.get(i), changed);
        }
    }

    /** Cancels what is open and can be cancelled; what has no answer waits for one. */
    final void cancelOpen(List<PartRow> changed) {
        for (int i = 0; i < parts.size(); i++) {
            PartRow part = parts.get(i);
            if (part.canBeCanceled()) {
                cancel(part, changed);
            }
        }
    }

    final void cancel(PartRow part, List<PartRow> changed) {
        if (sender.now().isBefore(tryAt)) {
            return;
        }
        PartRow next = sender.cancel(part);
        if (next.equals(part)) {
            tryAt = sender.now().plus(TRY_AGAIN);
        }
        replace(part, next, changed);
    }

    /** Takes a new part up; it must be on record before it is sent. */
    final void add(PartRow part) {
        if (part.number() != parts.size() + 1) {
            throw new IllegalStateException("part " + part.number() + " after " + parts.size());
        }
        parts.add(part);
        tryAt = Instant.MIN;
        version++;
    }

    /** A part that is on record has been sent. */
    final void sent(PartRow before, PartRow after, List<PartRow> changed) {
        if (after.isUnanswered()) {
            tryAt = sender.now().plus(TRY_AGAIN);
        }
        replace(before, after, changed);
    }

    /** Grows with each change of the parts. */
    final int version() {
        return version;
    }

    private void replace(PartRow before, PartRow after, List<PartRow> changed) {
        if (!after.equals(before)) {
            parts.set(before.number() - 1, after);
            version++;
            changed.removeIf(other -> other.number() == after.number());
            changed.add(after);
        }
    }
}
