package io.leverageguard.venues;

import io.leverageguard.venues.Reports.LiquidationPrint;
import io.leverageguard.venues.Reports.MarkUpdate;
import io.leverageguard.venues.Reports.QuoteUpdate;
import io.leverageguard.venues.Reports.TradePrint;

/** Is told what happens in public. Called by one thread at a time. */
public interface MarketSink {
    /** A trade. */
    void onTrade(TradePrint trade);

    /** Mark, index and funding. */
    void onMark(MarkUpdate mark);

    /** Best bid and ask. */
    void onQuote(QuoteUpdate quote);

    /** A published liquidation; not every one is published. */
    void onLiquidation(LiquidationPrint liquidation);

    /** Whether books are wanted: they are most of what a venue sends, and not all need them. */
    default boolean wantsBooks() {
        return false;
    }

    /** A book that is in step with the venue's has changed. */
    default void onBook(BookUpdate update) {}

    /** The connection was lost and is back: something may be missing since. */
    void onGap();
}
