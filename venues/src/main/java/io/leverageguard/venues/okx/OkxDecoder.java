package io.leverageguard.venues.okx;

import static io.leverageguard.kit.json.FrameReader.code;

import io.leverageguard.kit.json.FrameError;
import io.leverageguard.kit.json.FrameReader;
import io.leverageguard.venues.BookTick;
import io.leverageguard.venues.SymbolTable;
import io.leverageguard.venues.TickSink;
import io.leverageguard.venues.TradeTicks;

/**
 * Decodes the frequent public frames of OKX from their bytes, without allocation: the book channels
 * ({@code books}, {@code books5}, {@code books-l2-tbt}, {@code books50-l2-tbt}), {@code bbo-tbt},
 * {@code trades} and {@code mark-price}. Quantities are contracts.
 *
 * <p>What {@link OkxMessages} reads of these frames, this reads to the same values. One thread.
 */
public final class OkxDecoder {
    private static final long ARG = code("arg");
    private static final long ACTION = code("action");
    private static final long DATA = code("data");
    private static final long CHANNEL = code("channel");
    private static final long INSTRUMENT = code("instId");
    private static final long SNAPSHOT = code("snapshot");

    private static final long BOOKS = code("books");
    private static final long BOOKS_5 = code("books5");
    private static final long BOOKS_TBT = code("books-l2-tbt");
    private static final long BOOKS_50_TBT = code("books50-l2-tbt");
    private static final long BEST = code("bbo-tbt");
    private static final long TRADES = code("trades");
    private static final long MARK = code("mark-price");

    private static final long ASKS = code("asks");
    private static final long BIDS = code("bids");
    private static final long TIME = code("ts");
    private static final long SEQUENCE = code("seqId");
    private static final long PREVIOUS = code("prevSeqId");
    private static final long TRADE_ID = code("tradeId");
    private static final long PRICE = code("px");
    private static final long SIZE = code("sz");
    private static final long SIDE = code("side");
    private static final long BUY = code("buy");
    private static final long SELL = code("sell");
    private static final long MARK_PRICE = code("markPx");

    private final SymbolTable symbols;
    private final TickSink sink;
    private final FrameReader reader = new FrameReader();
    private final BookTick book = new BookTick();
    private final TradeTicks trades = new TradeTicks();

    private byte[] bytes = {};
    private long channel;
    private int symbol;
    private boolean snapshot;
    private int rows;
    private long time;
    private long sequence;
    private long previous;
    private long mark;

    /** Decodes the frames of the contracts in {@code symbols}. */
    public OkxDecoder(SymbolTable symbols, TickSink sink) {
        this.symbols = symbols;
        this.sink = sink;
    }

    /**
     * Decodes one frame and hands it over.
     *
     * @return whether it was news of one of these channels and of a contract in the table; nothing
     *     is handed over when not
     * @throws FrameError when the bytes are no such frame; nothing is handed over
     */
    public boolean decode(byte[] frame, int from, int to) {
        bytes = frame;
        channel = 0;
        symbol = SymbolTable.NONE;
        snapshot = false;
        int data = -1;
        long readAs = 0;
        reader.open(frame, from, to);
        reader.object();
        for (long name = reader.nextName(); name != FrameReader.END; name = reader.nextName()) {
            if (reader.isAbsent()) {
                continue;
            }
            if (name == ARG) {
                argument();
            } else if (name == ACTION) {
                reader.text();
                snapshot = reader.textCode() == SNAPSHOT;
            } else if (name == DATA) {
                data = reader.mark();
                readAs = channel;
                rows();
            } else {
                reader.skip();
            }
        }
        reader.close();
        if (data < 0 || symbol == SymbolTable.NONE || !isHot()) {
            return false;
        }
        if (readAs != channel) {
            reader.back(data);
            rows();
        }
        return rows > 0 && handOver();
    }

    private boolean isHot() {
        return isBook() || channel == BEST || channel == TRADES || channel == MARK;
    }

    private boolean isBook() {
        return channel == BOOKS
                || channel == BOOKS_5
                || channel == BOOKS_TBT
                || channel == BOOKS_50_TBT;
    }

    private void argument() {
        reader.object();
        for (long name = reader.nextName(); name != FrameReader.END; name = reader.nextName()) {
            if (reader.isAbsent()) {
                continue;
            }
            if (name == CHANNEL) {
                reader.text();
                channel = reader.textCode();
            } else if (name == INSTRUMENT) {
                reader.text();
                symbol = symbols.find(bytes, reader.textFrom(), reader.textTo());
            } else {
                reader.skip();
            }
        }
    }

    /** Reads the rows by the channel; it nearly always stands before them. */
    private void rows() {
        rows = 0;
        if (!isHot()) {
            reader.skip();
            return;
        }
        trades.clear();
        reader.array();
        while (reader.nextElement()) {
            rows++;
            if (channel == TRADES) {
                trade();
            } else {
                only();
                row();
            }
        }
    }

    private void only() {
        if (rows > 1) {
            throw new FrameError("more than one row");
        }
        book.clear();
        time = 0;
        sequence = 0;
        previous = 0;
        mark = TickSink.UNCHANGED;
    }

    private void trade() {
        trades.begin();
        reader.object();
        for (long name = reader.nextName(); name != FrameReader.END; name = reader.nextName()) {
            if (reader.isAbsent()) {
                continue;
            }
            if (name == TRADE_ID) {
                trades.id(reader.integer());
            } else if (name == PRICE) {
                trades.readPrice(reader);
            } else if (name == SIZE) {
                trades.readQuantity(reader);
            } else if (name == SIDE) {
                trades.readTakerSide(reader, BUY, SELL);
            } else if (name == TIME) {
                trades.time(reader.integer());
            } else {
                reader.skip();
            }
        }
    }

    private void row() {
        reader.object();
        for (long name = reader.nextName(); name != FrameReader.END; name = reader.nextName()) {
            if (reader.isAbsent()) {
                continue;
            }
            if (name == ASKS) {
                book.asks().read(reader);
            } else if (name == BIDS) {
                book.bids().read(reader);
            } else if (name == TIME) {
                time = reader.integer();
            } else if (name == SEQUENCE) {
                sequence = reader.integer();
            } else if (name == PREVIOUS) {
                previous = reader.integer();
            } else if (name == MARK_PRICE) {
                reader.decimal();
                mark = FrameReader.rounded(reader.mantissa(), reader.scale(), TickSink.MARK_SCALE);
            } else {
                reader.skip();
            }
        }
    }

    private boolean handOver() {
        if (channel == TRADES) {
            return trades.handOver(symbols, symbol, sink);
        }
        if (channel == MARK) {
            if (mark == TickSink.UNCHANGED) {
                throw new FrameError("a mark has no price");
            }
            long none = TickSink.UNCHANGED;
            sink.onMark(symbol, mark, none, none, none, time);
            return true;
        }
        book.scale(symbols.priceScale(symbol), symbols.quantityScale(symbol));
        if (channel == BEST) {
            BookTick.Side bids = book.bids();
            BookTick.Side asks = book.asks();
            sink.onQuote(
                    symbol,
                    bids.size() == 0 ? 0 : bids.price(0),
                    bids.size() == 0 ? 0 : bids.quantity(0),
                    asks.size() == 0 ? 0 : asks.price(0),
                    asks.size() == 0 ? 0 : asks.quantity(0),
                    time);
        } else {
            book.describe(snapshot || channel == BOOKS_5, 0, sequence, previous, time);
            sink.onBook(symbol, book);
        }
        return true;
    }
}
