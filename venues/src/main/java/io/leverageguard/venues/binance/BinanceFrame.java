package io.leverageguard.venues.binance;

import static io.leverageguard.kit.json.FrameReader.code;

import io.leverageguard.kit.json.FrameError;
import io.leverageguard.kit.json.FrameReader;
import io.leverageguard.venues.BookTick;

/**
 * One of Binance's frequent public frames, read from its bytes without allocation and kept in
 * fields: depthUpdate, bookTicker, trade, aggTrade or markPriceUpdate, bare or in the combined
 * wrapping.
 */
final class BinanceFrame {
    private static final long STREAM = code("stream");
    private static final long DATA = code("data");
    private static final long KIND = code("e");
    static final long DEPTH = code("depthUpdate");
    static final long QUOTE = code("bookTicker");
    static final long TRADE = code("trade");
    static final long AGG_TRADE = code("aggTrade");
    static final long MARK = code("markPriceUpdate");
    private static final long MARKET = code("MARKET");
    private static final int PREVIOUS = 'p' << 8 | 'u';
    private static final int NAME_MAX = 0xffff;
    private static final int NUMBERS = 4;

    /** Stands for the contract among what was seen; the numbers have the bits below. */
    private static final int SYMBOL = 1 << NUMBERS;

    private final FrameReader reader = new FrameReader();
    private final BookTick book = new BookTick();
    private final long[] mantissas = new long[NUMBERS];
    private final int[] scales = new int[NUMBERS];

    private long kind;
    private int seen;
    private int symbolFrom;
    private int symbolTo;
    private boolean buyerMaker;
    private boolean ofMarket;
    private long eventTime;
    private long time;
    private long id;
    private long firstId;
    private long lastId;

    /**
     * Reads a frame; false when it is of another kind.
     *
     * @throws FrameError when the bytes are no such frame
     */
    boolean read(byte[] frame, int from, int to) {
        reader.open(frame, from, to);
        reader.peek();
        int start = reader.mark();
        reader.object();
        long first = reader.nextName();
        boolean found;
        if (first == STREAM || first == DATA) {
            found = wrapped(first);
        } else {
            reader.back(start);
            found = event();
        }
        if (found) {
            reader.close();
            require(SYMBOL | (kind == QUOTE ? 0b1111 : 0b11));
        }
        return found;
    }

    /** One of the constants above. */
    long kind() {
        return kind;
    }

    /** Where the contract's name begins in the bytes. */
    int symbolFrom() {
        return symbolFrom;
    }

    /** Where the contract's name has ended. */
    int symbolTo() {
        return symbolTo;
    }

    /** Whether a number has been sent. */
    boolean has(int place) {
        return (seen & 1 << place) != 0;
    }

    /**
     * The digits of a number: price and quantity of a trade; bid, its quantity, ask, its quantity;
     * mark, index, rate, settlement price.
     */
    long mantissa(int place) {
        return mantissas[place];
    }

    /** How many of the digits stand behind the point. */
    int scale(int place) {
        return scales[place];
    }

    /** The levels of a depthUpdate, as sent. */
    BookTick book() {
        return book;
    }

    boolean buyerMaker() {
        return buyerMaker;
    }

    /** Whether a trade is of the kind MARKET, as nearly all are. */
    boolean ofMarket() {
        return ofMarket;
    }

    long eventTime() {
        return eventTime;
    }

    /** The time of the transaction, of a mark that of the next funding; zero when not sent. */
    long time() {
        return time;
    }

    /** The number of the trade, or of the last change. */
    long id() {
        return id;
    }

    /** The number of the first change, or of the first of trades put together. */
    long firstId() {
        return firstId;
    }

    /** The number of the last change before, or of the last of trades put together. */
    long lastId() {
        return lastId;
    }

    private boolean wrapped(long first) {
        boolean found = false;
        for (long name = first; name != FrameReader.END; name = reader.nextName()) {
            if (name != DATA || reader.peek() != '{') {
                reader.skip();
            } else {
                found = event();
                if (!found) {
                    return false;
                }
            }
        }
        return found;
    }

    /** Reads an event; false when it is of another kind, and then not to its end. */
    private boolean event() {
        kind = findKind();
        seen = 0;
        eventTime = 0;
        time = 0;
        id = 0;
        firstId = 0;
        lastId = 0;
        buyerMaker = false;
        ofMarket = false;
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
    private long findKind() {
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
                symbolFrom = reader.textFrom();
                symbolTo = reader.textTo();
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
            case PREVIOUS -> lastId = reader.integer();
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
            if (name == 'u') {
                id = reader.integer();
                return true;
            }
            return keep("bBaA".indexOf(name));
        }
        if (kind == MARK) {
            return keep("pirP".indexOf(name));
        }
        if (name == 'm') {
            buyerMaker = reader.bool();
        } else if (name == (kind == TRADE ? 't' : 'a')) {
            id = reader.integer();
        } else if (name == 'f' && kind == AGG_TRADE) {
            firstId = reader.integer();
        } else if (name == 'l' && kind == AGG_TRADE) {
            lastId = reader.integer();
        } else if (name == 'X' && kind == TRADE) {
            reader.text();
            ofMarket = reader.textCode() == MARKET;
        } else {
            return keep("pq".indexOf(name));
        }
        return true;
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

    private void require(int members) {
        if ((seen & members) != members) {
            throw new FrameError("an event lacks a member");
        }
    }
}
