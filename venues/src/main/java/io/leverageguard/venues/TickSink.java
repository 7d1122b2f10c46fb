package io.leverageguard.venues;

/**
 * Is handed what a decoder reads, as plain numbers and without anything being allocated.
 *
 * <p>A contract is its number in the {@link SymbolTable}; prices and quantities are whole numbers
 * in the scales that stand there. Times are milliseconds since 1970 by the venue's clock.
 */
public interface TickSink {
    /** Decimal places of marks, of indices and of funding rates; what is finer is rounded. */
    int MARK_SCALE = 10;

    /** A trade. */
    void onTrade(
            int symbol, long tradeId, long price, long quantity, boolean buyerMaker, long timeMs);

    /** Best bid and ask, and their quantities. */
    void onQuote(int symbol, long bid, long bidQuantity, long ask, long askQuantity, long timeMs);

    /** Mark, index and the rate of the next funding, in {@link #MARK_SCALE}. */
    void onMark(
            int symbol, long mark, long index, long fundingRate, long nextFundingMs, long timeMs);

    /** Changes of a book; {@code book} is valid during the call only. */
    void onBook(int symbol, BookTick book);
}
