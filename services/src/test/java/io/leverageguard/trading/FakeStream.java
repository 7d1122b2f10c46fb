package io.leverageguard.trading;

import io.leverageguard.venues.VenueStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** A stream of frames that tests add; whoever pumps hears of those that are there. */
public class FakeStream<S> implements VenueStream {
    /** What is still to be heard. */
    public final Deque<Consumer<S>> frames;

    private final S sink;

    /** A stream of its own frames. */
    public FakeStream(S sink) {
        this(new ArrayDeque<>(), sink);
    }

    FakeStream(Deque<Consumer<S>> frames, S sink) {
        this.frames = frames;
        this.sink = sink;
    }

    @Override
    public final String name() {
        return "fake";
    }

    @Override
    public final int pump() {
        int count = frames.size();
        for (int i = 0; i < count; i++) {
            frames.removeFirst().accept(sink);
        }
        return count;
    }

    @Override
    public final void fence() {}

    @Override
    public final void close() {
        frames.clear();
    }
}
