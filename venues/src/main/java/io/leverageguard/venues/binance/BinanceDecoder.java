package io.leverageguard.venues.binance;

import io.leverageguard.kit.json.FrameError;
import io.leverageguard.kit.json.FrameReader;
import io.leverageguard.venues.BookTick;
import io.leverageguard.venues.SymbolTable;
import io.leverageguard.venues.TickSink;

/**
 * Decodes the frequent public frames of Binance from their bytes, without allocation: depthUpdate,
 * bookTicker, trade, aggTrade and markPriceUpdate, bare or in the combined wrapping.
 *
 * <p>What {@link BinanceEvent} reads of these frames, this reads to the same values. One thread.
 */
public final class BinanceDecoder {
    private final SymbolTable symbols;
    private final TickSink sink;
    private final BinanceFrame frame = new BinanceFrame();
    private int symbol;

    /** Decodes the frames of the contracts in {@code symbols}. */
    public BinanceDecoder(SymbolTable symbols, TickSink sink) {
        this.symbols = symbols;
        this.sink = sink;
    }

    /**
     * Decodes one frame and hands it over.
     *
     * @return whether it was one of these kinds and of a contract in the table; nothing is handed
     *     over when not
     * @throws FrameError when the bytes are no such frame; nothing is handed over
     */
    public boolean decode(byte[] bytes, int from, int to) {
        if (!frame.read(bytes, from, to)) {
            return false;
        }
        symbol = symbols.find(bytes, frame.symbolFrom(), frame.symbolTo());
        if (symbol == SymbolTable.NONE) {
            return false;
        }
        handOver();
        return true;
    }

    private void handOver() {
        long at = frame.time() == 0 ? frame.eventTime() : frame.time();
        if (frame.kind() == BinanceFrame.DEPTH) {
            BookTick book = frame.book();
            book.describe(frame.firstId(), frame.id(), frame.lastId(), at);
            book.scale(symbols.priceScale(symbol), symbols.quantityScale(symbol));
            sink.onBook(symbol, book);
        } else if (frame.kind() == BinanceFrame.QUOTE) {
            sink.onQuote(symbol, price(0), quantity(1), price(2), quantity(3), at);
        } else if (frame.kind() == BinanceFrame.MARK) {
            long rate = frame.has(2) ? mark(2) : 0;
            sink.onMark(symbol, mark(0), mark(1), rate, frame.time(), frame.eventTime());
        } else {
            boolean buyerMaker = frame.buyerMaker();
            sink.onTrade(symbol, frame.id(), price(0), quantity(1), buyerMaker, frame.time());
        }
    }

    private long price(int place) {
        return FrameReader.scaled(
                frame.mantissa(place), frame.scale(place), symbols.priceScale(symbol));
    }

    private long quantity(int place) {
        return FrameReader.scaled(
                frame.mantissa(place), frame.scale(place), symbols.quantityScale(symbol));
    }

    private long mark(int place) {
        return FrameReader.rounded(frame.mantissa(place), frame.scale(place), TickSink.MARK_SCALE);
    }
}
