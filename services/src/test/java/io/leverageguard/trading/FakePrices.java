package io.leverageguard.trading;

import io.leverageguard.venues.MarketSink;
import io.leverageguard.venues.Reports.MarkUpdate;
import io.leverageguard.venues.Reports.TradePrint;
import java.math.BigDecimal;
import java.time.Instant;

/** The public stream of {@link FakeVenue}. */
final class FakePrices extends FakeStream<MarketSink> {
    private int serial;

    FakePrices(MarketSink sink) {
        super(sink);
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
}
