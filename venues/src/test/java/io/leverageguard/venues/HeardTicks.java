package io.leverageguard.venues;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** Keeps what a decoder hands over, one line each. */
public final class HeardTicks implements TickSink {
    public final List<String> lines = new ArrayList<>();

    @Override
    public void onTrade(
            int symbol, long tradeId, long price, long quantity, boolean buyerMaker, long timeMs) {
        lines.add(
                "trade %d %d: %d x %d %s @%d"
                        .formatted(
                                symbol,
                                tradeId,
                                price,
                                quantity,
                                buyerMaker ? "sell" : "buy",
                                timeMs));
    }

    @Override
    public void onQuote(
            int symbol, long bid, long bidQuantity, long ask, long askQuantity, long timeMs) {
        lines.add(
                "quote %d: %d x %d / %d x %d @%d"
                        .formatted(symbol, bid, bidQuantity, ask, askQuantity, timeMs));
    }

    @Override
    public void onMark(
            int symbol, long mark, long index, long fundingRate, long nextFundingMs, long timeMs) {
        lines.add(
                "mark %d: %d %d %d until %d @%d"
                        .formatted(symbol, mark, index, fundingRate, nextFundingMs, timeMs));
    }

    @Override
    public void onBook(int symbol, BookTick book) {
        lines.add(
                "change %d: %d-%d after %d,%s /%s @%d"
                        .formatted(
                                symbol,
                                book.firstUpdateId(),
                                book.finalUpdateId(),
                                book.previousUpdateId(),
                                levels(book.bids()),
                                levels(book.asks()),
                                book.timeMs()));
    }

    private static String levels(BookTick.Side side) {
        StringJoiner levels = new StringJoiner("", "", "");
        for (int i = 0; i < side.size(); i++) {
            levels.add(" " + side.price(i) + "x" + side.quantity(i));
        }
        return levels.toString();
    }
}
