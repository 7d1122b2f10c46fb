package io.leverageguard.venues;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * A change of an order book that is in step with the venue's.
 *
 * @param whole whether the levels are the whole book, as after every synchronisation, and without
 *     levels when the book is lost; otherwise they are what changed
 * @param bids best first when the book is whole; a level without quantity is gone
 * @param sequence the venue's number of the book's state after this change
 */
public record BookUpdate(
        String symbol,
        boolean whole,
        List<Level> bids,
        List<Level> asks,
        long sequence,
        Instant at) {
    /** All that is offered at one price. */
    public record Level(BigDecimal price, BigDecimal quantity) {}
}
