package io.leverageguard.venues.binance;

import static io.leverageguard.kit.json.FrameReader.code;

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
    private static final long DATA = code("data");
    private static final long KIND = code("e");
    private static final long DEPTH = code("depthUpdate");
    private static final long QUOTE = code("bookTicker");
    private static final long TRADE = code("trade");
    private static final long AGG_TRADE = code("aggTrade");
    private static final long MARK = code("markPriceUpdate");
    private static final int PREVIOUS = 'p' << 8 | 'u';
    private static final int NAME_MAX = 0xffff;
    private static final int NUMBERS = 4;

    /** Stands in {@link #seen} for the contract; the numbers have the bits below. */
    private static final int SYMBOL = 1 << NUMBERS;

    private final SymbolTable symbols;
    private final TickSink sink;
    private final FrameReader reader = new FrameReader();
    private final BookTick book = new BookTick();
    private final long[] mantissas = new long[NUMBERS];
    private final int[] scales = new int[NUMBERS];

    private byte[] bytes = {};
    private long kind;
    private int symbol;
    private int seen;
    private boolean buyerMaker;
    private long eventTime;
    private long time;
    private long id;
    private long firstId;
    private long previousId;

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
    public boolean decode(byte[] frame, int from, int to) {
        bytes = frame;
        reader.open(frame, from, to);
        reader.peek();
        int start = reader.mark();
        reader.object();
        boolean found = false;
        for (long name = reader.nextName(); name != FrameReader.END; name = reader.nextName()) {
            boolean bare = name == KIND && !found;
            if (bare) {
                reader.back(start);
            }
            if (!bare && (name != DATA || reader.peek() != '{')) {
                reader.skip();
                continue;
            }
            found = event();
            if (!found) {
                return false;
            }
            if (bare) {
                break;
            }
        }
        reader.close();
        return found && handOver();
    }

    /** Reads an event; false when it is of another kind, and then not to its end. */
    private boolean event() {
        kind = kind();
        seen = 0;
        symbol = SymbolTable.NONE;
        eventTime = 0;
        time = 0;
        id = 0;
        firstId = 0;
        previousId = 0;
        buyerMaker = false;
        book.clear();
        if (kind != DEPTH && kind != QUOTE && kind != TRADE && kind != AGG_TRADE && kind != MARK) {
            return false;
        }
        reader.object();
        for (long name = reader.nextName(); name != FrameReader.END; name = reader.nextName()) {
            if (!reader.isAbsent() && !member(name)) {
                reader.skip();
            }
        }
        return true;
    }

    /** The kind of the event that begins here; it nearly always stands first. */
    private long kind() {
        reader.peek();
        int start = reader.mark();
        reader.object();
        long found = 0;
        for (long name = reader.nextName(); name != FrameReader.END; name = reader.nextName()) {
            if (name == KIND && reader.peek() == '"') {
                reader.text();
                found = reader.textCode();
                break;
            }
            reader.skip();
        }
        reader.back(start);
        return found;
    }

    private boolean member(long name) {
        if (name < 0 || name > NAME_MAX) {
            return false;
        }
        switch ((int) name) {
            case 's' -> {
                reader.text();
                symbol = symbols.find(bytes, reader.textFrom(), reader.textTo());
                seen |= SYMBOL;
            }
            case 'E' -> eventTime = reader.integer();
            case 'T' -> time = reader.integer();
            default -> {
                return kind == DEPTH ? depth((int) name) : number((int) name);
            }
        }
        return true;
    }

    private boolean depth(int name) {
        switch (name) {
            case 'U' -> firstId = reader.integer();
            case 'u' -> id = reader.integer();
            case PREVIOUS -> previousId = reader.integer();
            case 'b' -> {
                book.bids().read(reader);
                seen |= 1;
            }
            case 'a' -> {
                book.asks().read(reader);
                seen |= 2;
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean number(int name) {
        if (kind == QUOTE) {
            return keep("bBaA".indexOf(name));
        }
        if (kind == MARK) {
            return keep("pir".indexOf(name));
        }
        if (name == 'm') {
            buyerMaker = reader.bool();
            return true;
        }
        if (name == (kind == TRADE ? 't' : 'a')) {
            id = reader.integer();
            return true;
        }
        return keep("pq".indexOf(name));
    }

    private boolean keep(int place) {
        if (place < 0) {
            return false;
        }
        reader.decimal();
        mantissas[place] = reader.mantissa();
        scales[place] = reader.scale();
        seen |= 1 << place;
        return true;
    }

    private boolean handOver() {
        require(SYMBOL | (kind == QUOTE ? 0b1111 : 0b11));
        if (symbol == SymbolTable.NONE) {
            return false;
        }
        if (kind == DEPTH) {
            book.describe(false, firstId, id, previousId, time == 0 ? eventTime : time);
            book.scale(symbols.priceScale(symbol), symbols.quantityScale(symbol));
            sink.onBook(symbol, book);
        } else if (kind == QUOTE) {
            long at = time == 0 ? eventTime : time;
            sink.onQuote(symbol, price(0), quantity(1), price(2), quantity(3), at);
        } else if (kind == MARK) {
            long rate = (seen & 4) == 0 ? 0 : mark(2);
            sink.onMark(symbol, mark(0), mark(1), rate, time, eventTime);
        } else {
            sink.onTrade(symbol, id, price(0), quantity(1), buyerMaker, time);
        }
        return true;
    }

    private void require(int members) {
        if ((seen & members) != members) {
            throw new FrameError("an event lacks a member");
        }
    }

    private long price(int place) {
        return FrameReader.scaled(mantissas[place], scales[place], symbols.priceScale(symbol));
    }

    private long quantity(int place) {
        return FrameReader.scaled(mantissas[place], scales[place], symbols.quantityScale(symbol));
    }

    private long mark(int place) {
        return FrameReader.rounded(mantissas[place], scales[place], TickSink.MARK_SCALE);
    }
}
