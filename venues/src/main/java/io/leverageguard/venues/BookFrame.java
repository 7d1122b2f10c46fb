package io.leverageguard.venues;

import io.leverageguard.venues.BookUpdate.Level;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * What a venue says about a book at one time, before anybody knows whether it follows on what was
 * said before. Amounts keep the venue's digits, which its checksum is made of.
 *
 * @param whole whether the levels are the whole book; otherwise they are what changed
 * @param first the number of the first change in it, where the venue numbers changes
 * @param last the number of the book's state after it
 * @param previous {@code last} of the frame before it, where the venue says so
 * @param checksum of the book after it; 0 when there is none
 */
public record BookFrame(
        String symbol,
        boolean whole,
        long first,
        long last,
        long previous,
        int checksum,
        List<Level> bids,
        List<Level> asks,
        Instant at) {

    /** Lists are copied. */
    public BookFrame {
        bids = List.copyOf(bids);
        asks = List.copyOf(asks);
    }

    /** A level in the venue's digits. */
    public static Level level(String price, String quantity) {
        return new Level(new BigDecimal(price), new BigDecimal(quantity));
    }
}
