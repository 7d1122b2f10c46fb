package io.leverageguard.kit.stream;

import io.leverageguard.kit.run.InOrder;
import io.leverageguard.kit.stream.Hub.Message;
import io.leverageguard.kit.stream.Hub.Subscriber;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One subscription: what waits for it, and the turns it is given to read. */
final class Reader {
    /** More than these waiting means that the reader does not keep up. */
    static final int WAITING_MAX = 256;

    private final Subscriber subscriber;
    private final Consumer<Reader> onDrop;
    private final InOrder turns = new InOrder("stream");
    private final Deque<Message> waiting = new ArrayDeque<>();
    private boolean ended;
    private boolean running;

    Reader(Subscriber subscriber, Consumer<Reader> onDrop) {
        this.subscriber = subscriber;
        this.onDrop = onDrop;
    }

    void offer(Message message) {
        boolean drop = false;
        synchronized (this) {
            if (ended) {
                return;
            }
            if (message.conflated()) {
                waiting.removeIf(Message::conflated);
            }
            if (waiting.size() < WAITING_MAX) {
                waiting.add(message);
            } else {
                ended = true;
                waiting.clear();
                drop = true;
            }
            if (!running && !drop) {
                running = true;
                turns.execute(this::drain);
            }
        }
        if (drop) {
            onDrop.accept(this);
            turns.execute(subscriber::dropped);
        }
    }

    synchronized void end() {
        ended = true;
        waiting.clear();
    }

    private void drain() {
        for (Message message = next(); message != null; message = next()) {
            subscriber.take(message);
        }
    }

    private synchronized @Nullable Message next() {
        Message first = waiting.poll();
        running = first != null;
        return first;
    }
}
