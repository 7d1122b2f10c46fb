package io.leverageguard.kit.stream;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Live streams by topic. Nothing is queued without bound and nothing waits for a slow reader. */
public final class Hub implements AutoCloseable {
    /** The most topics one hub keeps. */
    public static final int TOPICS_MAX = 100_000;

    /**
     * What was published.
     *
     * @param seq its number in the topic: 1, 2, 3, …; a gap means that something was left out
     * @param json the content
     * @param conflated whether a newer one replaces it
     */
    public record Message(String topic, long seq, String json, boolean conflated) {}

    /** Reads a topic. Called in order, one call at a time, on a thread of the hub. */
    @FunctionalInterface
    public interface Subscriber {
        /** Takes a message; may block, and then others are left out or the subscription ends. */
        void take(Message message);

        /** The subscription has ended because the subscriber was too slow; the last call. */
        default void dropped() {}
    }

    /** Ends when closed. */
    public interface Subscription extends AutoCloseable {
        /** The number of the last message before the subscription began. */
        long startedAfter();

        @Override
        void close();
    }

    /** Brings topics from elsewhere; told which ones somebody reads here. */
    interface Source {
        /** The first reader came. */
        void wanted(String topic);

        /** The last reader went. */
        void unwanted(String topic);
    }

    private record Bridge(String prefix, Source source) {}

    private static final class Topic {
        private final CopyOnWriteArrayList<Reader> readers = new CopyOnWriteArrayList<>();
        private long seq;
        private @Nullable Message present;
    }

    private final Map<String, Topic> topics = new ConcurrentHashMap<>();
    private final CopyOnWriteArrayList<Bridge> bridges = new CopyOnWriteArrayList<>();

    /** A message of which each one counts: a reader who cannot keep up loses the subscription. */
    public void publish(String topic, String json) {
        send(topic, () -> json, false, false);
    }

    /** Like {@link #publish(String, String)}; written only when somebody reads the topic. */
    public void publish(String topic, Supplier<String> json) {
        send(topic, json, false, false);
    }

    /** A message that replaces the ones before it: a slow reader is only sent the newest. */
    public void conflate(String topic, String json) {
        send(topic, () -> json, true, true);
    }

    /**
     * Like {@link #conflate(String, String)}; written only when somebody reads the topic. Whoever
     * comes when nobody did is sent the next one, and none that is from long ago.
     */
    public void conflate(String topic, Supplier<String> json) {
        send(topic, json, true, false);
    }

    /** Whether somebody reads the topic now. */
    public boolean isRead(String topic) {
        Topic known = topics.get(topic);
        return known != null && !known.readers.isEmpty();
    }

    /** Reads a topic from now on; of a conflated topic the present message comes first. */
    public Subscription subscribe(String topic, Subscriber subscriber) {
        Topic at = topic(topic);
        Reader reader = new Reader(subscriber, ended -> leave(topic, ended));
        long after;
        boolean first;
        synchronized (at) {
            Message present = at.present;
            after = present == null ? at.seq : at.seq - 1;
            first = at.readers.isEmpty();
            at.readers.add(reader);
            if (present != null) {
                reader.offer(present);
            }
        }
        if (first) {
            sources(topic, Source::wanted);
        }
        return new Subscription() {
            @Override
            public long startedAfter() {
                return after;
            }

            @Override
            public void close() {
                reader.end();
                leave(topic, reader);
            }
        };
    }

    /** How many subscriptions there are. */
    public int subscriptions() {
        return topics.values().stream().mapToInt(topic -> topic.readers.size()).sum();
    }

    @Override
    public void close() {
        topics.values().forEach(topic -> topic.readers.forEach(Reader::end));
        topics.clear();
    }

    /** A message that was numbered elsewhere. */
    void relay(Message message) {
        Topic at = topic(message.topic());
        synchronized (at) {
            at.seq = message.seq();
            deliver(at, message);
        }
    }

    /** From now on topics that begin with {@code prefix} come from {@code source}. */
    void bridge(String prefix, Source source) {
        bridges.add(new Bridge(prefix, source));
    }

    private void send(String topic, Supplier<String> json, boolean conflated, boolean kept) {
        Topic at = topic(topic);
        synchronized (at) {
            at.seq++;
            if (kept || !at.readers.isEmpty()) {
                deliver(at, new Message(topic, at.seq, json.get(), conflated));
            } else {
                at.present = null;
            }
        }
    }

    private static void deliver(Topic topic, Message message) {
        topic.present = message.conflated() ? message : null;
        for (Reader reader : topic.readers) {
            reader.offer(message);
        }
    }

    private Topic topic(String name) {
        Topic known = topics.get(name);
        if (known != null) {
            return known;
        }
        if (topics.size() >= TOPICS_MAX) {
            throw new IllegalStateException("more than " + TOPICS_MAX + " topics");
        }
        return topics.computeIfAbsent(name, _ -> new Topic());
    }

    private void leave(String name, Reader reader) {
        Topic topic = topics.get(name);
        if (topic == null) {
            return;
        }
        boolean last;
        synchronized (topic) {
            last = topic.readers.remove(reader) && topic.readers.isEmpty();
        }
        if (last) {
            sources(name, Source::unwanted);
        }
    }

    private void sources(String topic, BiConsumer<Source, String> told) {
        for (Bridge bridge : bridges) {
            if (topic.startsWith(bridge.prefix())) {
                told.accept(bridge.source(), topic);
            }
        }
    }
}
