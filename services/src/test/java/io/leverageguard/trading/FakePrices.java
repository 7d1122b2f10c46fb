package io.leverageguard.trading;

import io.leverageguard.venues.MarketSink;
import io.leverageguard.venues.Reports.MarkUpdate;
import io.leverageguard.venues.Reports.TradePrint;
import io.leverageguard.venues.VenueStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** The public stream of {@link FakeVenue}. */
final class FakePrices implements VenueStream {
    private final MarketSink sink;
    private final Deque<Consumer<MarketSink>> frames = new ArrayDeque<>();
    private int serial;

    FakePrices(MarketSink sink) {
        this.sink = sink;
    }

    /** Mark and index are at this price. */
    void mark(BigDecimal price, Instant at) {
        frames.add(
                to ->
                        to.onMark(
                                new MarkUpdate(
                                        FakeVenue.SYMBOL, price, price, BigDecimal.ZERO, at, at)));
    }

    /** A trade at this price. */
    void trade(BigDecimal price, Instant at) {
        String id = "p" + serial++;
        frames.add(
                to ->
                        to.onTrade(
                                new TradePrint(
                                        FakeVenue.SYMBOL, id, price, BigDecimal.ONE, false, at)));
    }

    @Override
    public String name() {
        return "fake.prices";
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
