package io.leverageguard.kit.stream;

/** Live streams by topic. Nothing is queued without bound and nothing waits for a slow reader. */
public final class Hub implements AutoCloseable {
    /**
     * What was published.
     *
     * @param seq its number in the topic: 1, 2, 3, …; a gap means that something was left out
     * @param json the content
     */
    public record Message(String topic, long seq, String json) {}

    /** Reads a topic. Called in order, one call at a time, on a thread of the hub. */
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

    /** A message of which each one counts: a reader who cannot keep up loses the subscription. */
    public void publish(String topic, String json) {
        throw new UnsupportedOperationException();
    }

    /** A message that replaces the ones before it: a slow reader is only sent the newest. */
    public void conflate(String topic, String json) {
        throw new UnsupportedOperationException();
    }

    /** Reads a topic from now on; of a conflated topic the present message comes first. */
    public Subscription subscribe(String topic, Subscriber subscriber) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
