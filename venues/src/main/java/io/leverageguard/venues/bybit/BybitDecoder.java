package io.leverageguard.venues.bybit;

import static io.leverageguard.kit.json.FrameReader.code;

import io.leverageguard.kit.json.FrameError;
import io.leverageguard.kit.json.FrameReader;
import io.leverageguard.venues.BookTick;
import io.leverageguard.venues.SymbolTable;
import io.leverageguard.venues.TickSink;
import io.leverageguard.venues.TradeTicks;

/**
 * Decodes the frequent public frames of Bybit from their bytes, without allocation: {@code
 * orderbook}, {@code publicTrade}, and of {@code tickers} the mark, the index and the funding, of
 * which a delta has only what has changed.
 *
 * <p>What {@link BybitEvent} reads of these frames, this reads to the same values. One thread.
 */
public final class BybitDecoder {
    private static final long TOPIC = code("topic");
    private static final long TYPE = code("type");
    private static final long TIME = code("ts");
    private static final long ENGINE_TIME = code("cts");
    private static final long DATA = code("data");
    private static final long SNAPSHOT = code("snapshot");

    private static final long BOOK = code("orderbook");
    private static final long TRADES = code("publicTrade");
    private static final long TICKER = code("tickers");

    private static final long SYMBOL = code("s");
    private static final long BIDS = code("b");
    private static final long ASKS = code("a");
    private static final long UPDATE = code("u");
    private static final long TRADE_TIME = code("T");
    private static final long SIDE = code("S");
    private static final long QUANTITY = code("v");
    private static final long PRICE = code("p");
    private static final long TRADE_ID = code("i");
    private static final long BUY = code("Buy");
    private static final long SELL = code("Sell");
    private static final long TICKER_SYMBOL = code("symbol");
    private static final long MARK = code("markPrice");
    private static final long INDEX = code("indexPrice");
    private static final long RATE = code("fundingRate");
    private static final long NEXT_FUNDING = code("nextFundingTime");
    private static final int UUID_DIGITS = 36;

    private final SymbolTable symbols;
    private final TickSink sink;
    private final FrameReader reader = new FrameReader();
    private final BookTick book = new BookTick();
    private final TradeTicks trades = new TradeTicks();

    private byte[] bytes = {};
    private long topic;
    private boolean snapshot;
    private long time;
    private long engineTime;
    private int symbol;
    private long update;
    private long mark;
    private long index;
    private long rate;
    private long nextFunding;

    /** Decodes the frames of the contracts in {@code symbols}. */
    public BybitDecoder(SymbolTable symbols, TickSink sink) {
        this.symbols = symbols;
        this.sink = sink;
    }

    /**
     * Decodes one frame and hands it over.
     *
     * @return whether it was news of one of these topics, of a contract in the table, and had
     *     anything to tell; nothing is handed over when not
     * @throws FrameError when the bytes are no such frame; nothing is handed over
     */
    public boolean decode(byte[] frame, int from, int to) {
        bytes = frame;
        topic = 0;
        snapshot = false;
        time = 0;
        engineTime = 0;
        int data = -1;
        long readAs = 0;
        reader.open(frame, from, to);
        reader.object();
        for (long name = reader.nextName(); name != FrameReader.END; name = reader.nextName()) {
            if (reader.isAbsent()) {
                continue;
            }
            if (name == TOPIC) {
                topic();
            } else if (name == TYPE) {
                reader.text();
                snapshot = reader.textCode() == SNAPSHOT;
            } else if (name == TIME) {
                time = reader.integer();
            } else if (name == ENGINE_TIME) {
                engineTime = reader.integer();
            } else if (name == DATA) {
                data = reader.mark();
                readAs = topic;
                data();
            } else {
                reader.skip();
            }
        }
        reader.close();
        if (data >= 0 && readAs != topic) {
            reader.back(data);
            data();
        }
        return data >= 0 && symbol != SymbolTable.NONE && handOver();
    }

    /** Reads the news by the topic; it nearly always stands before them. */
    private void data() {
        symbol = SymbolTable.NONE;
        if (topic == TRADES) {
            trades();
        } else if (topic == BOOK) {
            book();
        } else if (topic == TICKER) {
            ticker();
        } else {
            reader.skip();
        }
    }

    /** Of a topic such as {@code orderbook.50.BTCUSDT} the first part tells the kind. */
    private void topic() {
        reader.text();
        int to = reader.textFrom();
        while (to < reader.textTo() && bytes[to] != '.') {
            to++;
        }
        topic = code(bytes, reader.textFrom(), to);
    }

    private void symbol() {
        reader.text();
        symbol = symbols.find(bytes, reader.textFrom(), reader.textTo());
    }

    private void trades() {
        trades.clear();
        reader.array();
        while (reader.nextElement()) {
            int before = symbol;
            trade();
            if (before != SymbolTable.NONE && before != symbol) {
                throw new FrameError("trades of two contracts");
            }
        }
    }

    private void trade() {
        trades.begin();
        reader.object();
        for (long name = reader.nextName(); name != FrameReader.END; name = reader.nextName()) {
            if (reader.isAbsent()) {
                continue;
            }
            if (name == SYMBOL) {
                symbol();
            } else if (name == TRADE_TIME) {
                trades.time(reader.integer());
            } else if (name == SIDE) {
                trades.readTakerSide(reader, BUY, SELL);
            } else if (name == QUANTITY) {
                trades.readQuantity(reader);
            } else if (name == PRICE) {
                trades.readPrice(reader);
            } else if (name == TRADE_ID) {
                trades.id(tradeId());
            } else {
                reader.skip();
            }
        }
    }

    /** A number, or what its letters hash to: contracts name their trades with UUIDs. */
    private long tradeId() {
        reader.peek();
        int start = reader.mark();
        reader.text();
        if (reader.textTo() - reader.textFrom() >= UUID_DIGITS) {
            return reader.textCode();
        }
        reader.back(start);
        return reader.integer();
    }

    private void book() {
        book.clear();
        update = 0;
        reader.object();
        for (long name = reader.nextName(); name != FrameReader.END; name = reader.nextName()) {
            if (reader.isAbsent()) {
                continue;
            }
            if (name == SYMBOL) {
                symbol();
            } else if (name == BIDS) {
                book.bids().read(reader);
            } else if (name == ASKS) {
                book.asks().read(reader);
            } else if (name == UPDATE) {
                update = reader.integer();
            } else {
                reader.skip();
            }
        }
    }

    private void ticker() {
        mark = TickSink.UNCHANGED;
        index = TickSink.UNCHANGED;
        rate = TickSink.UNCHANGED;
        nextFunding = TickSink.UNCHANGED;
        reader.object();
        for (long name = reader.nextName(); name != FrameReader.END; name = reader.nextName()) {
            if (reader.isAbsent()) {
                continue;
            }
            if (name == TICKER_SYMBOL) {
                symbol();
            } else if (name == MARK) {
                mark = markDecimal();
            } else if (name == INDEX) {
                index = markDecimal();
            } else if (name == RATE) {
                rate = markDecimal();
            } else if (name == NEXT_FUNDING) {
                nextFunding = reader.integer();
            } else {
                reader.skip();
            }
        }
    }

    private boolean handOver() {
        if (topic == TRADES) {
            return trades.handOver(symbols, symbol, sink);
        }
        if (topic == BOOK) {
            book.describe(snapshot, 0, update, 0, engineTime == 0 ? time : engineTime);
            book.scale(symbols.priceScale(symbol), symbols.quantityScale(symbol));
            sink.onBook(symbol, book);
            return true;
        }
        boolean told =
                Math.max(Math.max(mark, index), Math.max(rate, nextFunding)) > TickSink.UNCHANGED;
        if (told) {
            sink.onMark(symbol, mark, index, rate, nextFunding, time);
        }
        return told;
    }

    private long markDecimal() {
        reader.decimal();
        return FrameReader.rounded(reader.mantissa(), reader.scale(), TickSink.MARK_SCALE);
    }
}
