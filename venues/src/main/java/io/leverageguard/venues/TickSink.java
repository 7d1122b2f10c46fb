package io.leverageguard.venues;

/**
 * Is handed what a decoder reads, as plain numbers and without anything being allocated.
 *
 * <p>A contract is its number in the {@link SymbolTable}; prices and quantities are whole numbers
 * in the scales that stand there. A quantity is what the venue counts in: contracts at OKX, coins
 * elsewhere. Times are milliseconds since 1970 by the venue's clock.
 */
public interface TickSink {
    /** Decimal places of marks, of indices and of funding rates; what is finer is rounded. */
    int MARK_SCALE = 10;

    /**
     * A trade.
     *
     * @param tradeId the venue's number; where that is no number, one made of its name
     */
    void onTrade(
            int symbol, long tradeId, long price, long quantity, boolean buyerMaker, long timeMs);

    /** Best bid and ask, and their quantities; zero when a side is empty. */
    void onQuote(int symbol, long bid, long bidQuantity, long ask, long askQuantity, long timeMs);

    /**
     * Mark, index and the rate of the next funding, in {@link #MARK_SCALE}; {@link #UNCHANGED} for
     * what a venue that sends changes has not sent, zero for what a venue never sends here.
     */
    void onMark(
            int symbol, long mark, long index, long fundingRate, long nextFundingMs, long timeMs);

    /** A whole book or its changes; {@code book} is valid during the call only. */
    void onBook(int symbol, BookTick book);

    /** Stands for a number that the frame does not have. */
    long UNCHANGED = Long.MIN_VALUE;
}
