package io.leverageguard.venues.binance;

import io.leverageguard.kit.json.FrameError;
import io.leverageguard.venues.BookTick;
import io.leverageguard.venues.SymbolTable;
import io.leverageguard.venues.binance.BinanceEvent.AggTrade;
import io.leverageguard.venues.binance.BinanceEvent.BookTicker;
import io.leverageguard.venues.binance.BinanceEvent.DepthUpdate;
import io.leverageguard.venues.binance.BinanceEvent.MarkPriceUpdate;
import io.leverageguard.venues.binance.BinanceEvent.Trade;
import io.leverageguard.venues.binance.BinanceMessages.Level;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads frames of Binance as events: the frequent public ones without the codec, the others with
 * it. Either way gives equal events. One thread.
 */
public final class BinanceEventReader {
    private static final int SYMBOLS_MAX = 4_096;

    private final BinanceFrame frame = new BinanceFrame();

    /** The names that were read, so that each is made once. */
    private final SymbolTable symbols = new SymbolTable();

    /**
     * The event in a frame; null when there is none.
     *
     * @throws IllegalArgumentException when {@code text} is no frame of the venue
     */
    public @Nullable BinanceEvent read(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        BinanceEvent frequent = frequent(bytes);
        return frequent == null ? BinanceMessages.frame(text).data() : frequent;
    }

    private @Nullable BinanceEvent frequent(byte[] bytes) {
        try {
            if (!frame.read(bytes, 0, bytes.length)) {
                return null;
            }
        } catch (FrameError _) {
            // The codec says what is wrong, or takes what it has more patience for.
            return null;
        }
        String symbol = symbol(bytes);
        return symbol == null ? null : event(symbol);
    }

    private @Nullable BinanceEvent event(String symbol) {
        long kind = frame.kind();
        if (kind == BinanceFrame.DEPTH) {
            return depth(symbol);
        }
        if (kind == BinanceFrame.QUOTE) {
            return new BookTicker(
                    frame.id(),
                    frame.eventTime(),
                    frame.time(),
                    symbol,
                    number(0),
                    number(1),
                    number(2),
                    number(3));
        }
        if (kind == BinanceFrame.AGG_TRADE) {
            return new AggTrade(
                    frame.eventTime(),
                    symbol,
                    frame.id(),
                    number(0),
                    number(1),
                    frame.firstId(),
                    frame.lastId(),
                    frame.time(),
                    frame.buyerMaker());
        }
        if (kind == BinanceFrame.TRADE && frame.ofMarket()) {
            return new Trade(
                    frame.eventTime(),
                    frame.time(),
                    symbol,
                    frame.id(),
                    number(0),
                    number(1),
                    "MARKET",
                    frame.buyerMaker());
        }
        return kind == BinanceFrame.MARK && frame.has(2) && frame.has(3) ? mark(symbol) : null;
    }

    private MarkPriceUpdate mark(String symbol) {
        return new MarkPriceUpdate(
                frame.eventTime(),
                symbol,
                number(0),
                number(1),
                number(3),
                number(2),
                frame.time());
    }

    private DepthUpdate depth(String symbol) {
        return new DepthUpdate(
                frame.eventTime(),
                frame.time(),
                symbol,
                frame.firstId(),
                frame.id(),
                frame.lastId(),
                levels(frame.book().bids()),
                levels(frame.book().asks()));
    }

    private static List<Level> levels(BookTick.Side side) {
        List<Level> levels = new ArrayList<>(side.size());
        for (int i = 0; i < side.size(); i++) {
            levels.add(new Level(side.priceAsSent(i), side.quantityAsSent(i)));
        }
        return levels;
    }

    private BigDecimal number(int place) {
        return BigDecimal.valueOf(frame.mantissa(place), frame.scale(place));
    }

    /** Null when the name is written in a way that only the codec understands. */
    private @Nullable String symbol(byte[] bytes) {
        int from = frame.symbolFrom();
        int to = frame.symbolTo();
        int known = symbols.find(bytes, from, to);
        if (known != SymbolTable.NONE) {
            return symbols.name(known);
        }
        String name = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        if (name.indexOf('\\') >= 0) {
            return null;
        }
        if (symbols.size() < SYMBOLS_MAX) {
            symbols.add(name, 0, 0);
        }
        return name;
    }
}
