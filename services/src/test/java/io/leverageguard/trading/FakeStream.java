package io.leverageguard.trading;

import io.leverageguard.venues.AccountSink;
import io.leverageguard.venues.VenueStream;
import java.util.Deque;
import java.util.function.Consumer;

/** The private stream of a {@link FakeAccount}. */
final class FakeStream implements VenueStream {
    private final Deque<Consumer<AccountSink>> frames;
    private final AccountSink sink;

    FakeStream(Deque<Consumer<AccountSink>> frames, AccountSink sink) {
        this.frames = frames;
        this.sink = sink;
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public int pump() {
        int count = frames.size();
        for (int i = 0; i < count; i++) {
            frames.removeFirst().accept(sink);
        }
        return count;
    }

    @Override
    public void fence() {}

    @Override
    public void close() {
        frames.clear();
    }
}
