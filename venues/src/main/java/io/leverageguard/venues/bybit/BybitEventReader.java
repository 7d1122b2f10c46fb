package io.leverageguard.venues.bybit;

import io.leverageguard.kit.json.FrameError;
import io.leverageguard.venues.MemberReader;
import io.leverageguard.venues.MemberReader.Members;
import io.leverageguard.venues.bybit.BybitEvent.OrderBook;
import io.leverageguard.venues.bybit.BybitEvent.Tickers;
import io.leverageguard.venues.bybit.BybitEvent.Trade;
import io.leverageguard.venues.bybit.BybitEvent.Trades;
import io.leverageguard.venues.bybit.BybitMarketMessages.Book;
import io.leverageguard.venues.bybit.BybitMarketMessages.Level;
import io.leverageguard.venues.bybit.BybitMarketMessages.Ticker;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads frames of Bybit: those of {@code orderbook}, {@code publicTrade} and {@code tickers}
 * without the codec, the others, and what is unusual in any way, with it. Either way gives equal
 * events. One thread.
 */
public final class BybitEventReader {
    private static final String NEWS = "{\"topic\":\"";
    private static final Members FRAME =
            Members.of(4, "topic", "type", "ts", "data", "cts", "cs", "op");
    private static final Members BOOK = Members.of(4, "s", "b", "a", "u", "seq", "ts", "cts");
    private static final Members TRADE =
            Members.of(7, "T", "s", "S", "v", "p", "i", "BT", "L", "seq");
    private static final Members TICKER =
            Members.of(
                    1,
                    "symbol",
                    "tickDirection",
                    "price24hPcnt",
                    "lastPrice",
                    "prevPrice24h",
                    "highPrice24h",
                    "lowPrice24h",
                    "prevPrice1h",
                    "markPrice",
                    "indexPrice",
                    "openInterest",
                    "openInterestValue",
                    "turnover24h",
                    "volume24h",
                    "fundingRate",
                    "nextFundingTime",
                    "fundingIntervalHour",
                    "fundingCap",
                    "predictedDeliveryPrice",
                    "basisRate",
                    "basis",
                    "deliveryFeeRate",
                    "deliveryTime",
                    "bid1Price",
                    "bid1Size",
                    "ask1Price",
                    "ask1Size");

    private final MemberReader in = new MemberReader();
    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, BigDecimal> amounts = new HashMap<>();

    /**
     * Reads one frame.
     *
     * @throws IllegalArgumentException when {@code text} is no frame of the venue
     */
    public BybitEvent read(String text) {
        BybitEvent frequent = frequent(text);
        return frequent == null ? BybitEvent.read(text) : frequent;
    }

    /** The topic of a frame that begins with it, as news do; nothing else is read. */
    static @Nullable String topic(String frame) {
        int end = frame.startsWith(NEWS) ? frame.indexOf('"', NEWS.length()) : -1;
        if (end < 0) {
            return null;
        }
        String topic = frame.substring(NEWS.length(), end);
        return topic.indexOf('\\') < 0 ? topic : null;
    }

    /** The event, when it is one of the frequent ones and as they always are. */
    @Nullable BybitEvent frequent(String text) {
        in.open(text);
        try {
            return event();
        } catch (FrameError _) {
            // The codec says what is wrong, or takes what it has more patience for.
            return null;
        }
    }

    private @Nullable BybitEvent event() {
        String topic = "";
        String type = "";
        long time = 0;
        long engineTime = 0;
        long sequence = 0;
        Book book = null;
        List<Trade> trades = null;
        Ticker ticker = null;
        in.object(FRAME);
        for (String name = in.nextMember(); name != null; name = in.nextMember()) {
            switch (name) {
                case "topic" -> topic = in.word();
                case "type" -> type = in.word();
                case "ts" -> time = in.integer();
                case "cts" -> engineTime = in.integer();
                case "cs" -> sequence = in.integer();
                case "data" -> {
                    if (topic.startsWith("orderbook.")) {
                        book = book();
                    } else if (topic.startsWith("publicTrade.")) {
                        trades = trades();
                    } else if (topic.startsWith("tickers.")) {
                        ticker = ticker();
                    } else {
                        return null;
                    }
                }
                default -> {
                    return null;
                }
            }
        }
        in.close();
        if (book != null) {
            return new OrderBook(topic, type, time, book, engineTime);
        }
        return trades == null
                ? new Tickers(topic, type, ticker, sequence, time)
                : new Trades(topic, type, time, trades);
    }

    private Book book() {
        String symbol = "";
        List<Level> bids = List.of();
        List<Level> asks = List.of();
        long time = 0;
        long updateId = 0;
        long sequence = 0;
        long engineTime = 0;
        in.object(BOOK);
        for (String name = in.nextMember(); name != null; name = in.nextMember()) {
            switch (name) {
                case "s" -> symbol = in.word();
                case "b" -> bids = levels();
                case "a" -> asks = levels();
                case "u" -> updateId = in.integer();
                case "seq" -> sequence = in.integer();
                case "ts" -> time = in.integer();
                default -> engineTime = in.integer();
            }
        }
        return new Book(symbol, bids, asks, time, updateId, sequence, engineTime);
    }

    private List<Level> levels() {
        List<Level> levels = new ArrayList<>();
        in.array();
        while (in.nextElement()) {
            in.array();
            in.element();
            BigDecimal price = in.amount();
            in.element();
            levels.add(new Level(price, in.amount()));
            in.endArray();
        }
        return levels;
    }

    private List<Trade> trades() {
        List<Trade> trades = new ArrayList<>();
        in.array();
        while (in.nextElement()) {
            trades.add(trade());
        }
        return trades;
    }

    private Trade trade() {
        long time = 0;
        String symbol = "";
        String side = "";
        BigDecimal quantity = null;
        BigDecimal price = null;
        String direction = "";
        String tradeId = "";
        boolean blockTrade = false;
        long sequence = 0;
        in.object(TRADE);
        for (String name = in.nextMember(); name != null; name = in.nextMember()) {
            switch (name) {
                case "T" -> time = in.integer();
                case "s" -> symbol = in.word();
                case "S" -> side = in.word();
                case "v" -> quantity = in.amount();
                case "p" -> price = in.amount();
                case "L" -> direction = in.word();
                case "i" -> tradeId = in.text();
                case "BT" -> blockTrade = in.bool();
                default -> sequence = in.integer();
            }
        }
        return new Trade(
                time, symbol, side, quantity, price, direction, tradeId, blockTrade, sequence);
    }

    /** Of a delta nearly everything is absent. */
    private Ticker ticker() {
        texts.clear();
        amounts.clear();
        Long nextFunding = null;
        in.object(TICKER);
        for (String name = in.nextMember(); name != null; name = in.nextMember()) {
            switch (name) {
                case "symbol",
                        "tickDirection",
                        "fundingIntervalHour",
                        "predictedDeliveryPrice",
                        "basisRate",
                        "basis",
                        "deliveryFeeRate",
                        "deliveryTime" ->
                        texts.put(name, in.text());
                case "nextFundingTime" -> nextFunding = in.isAbsent() ? null : in.integer();
                default -> {
                    if (!in.isAbsent()) {
                        amounts.put(name, in.amount());
                    }
                }
            }
        }
        return ticker(nextFunding);
    }

    private Ticker ticker(@Nullable Long nextFunding) {
        return new Ticker(
                texts.getOrDefault("symbol", ""),
                texts.getOrDefault("tickDirection", ""),
                amounts.get("price24hPcnt"),
                amounts.get("lastPrice"),
                amounts.get("prevPrice24h"),
                amounts.get("highPrice24h"),
                amounts.get("lowPrice24h"),
                amounts.get("prevPrice1h"),
                amounts.get("markPrice"),
                amounts.get("indexPrice"),
                amounts.get("openInterest"),
                amounts.get("openInterestValue"),
                amounts.get("turnover24h"),
                amounts.get("volume24h"),
                amounts.get("fundingRate"),
                nextFunding,
                texts.getOrDefault("fundingIntervalHour", ""),
                amounts.get("fundingCap"),
                texts.getOrDefault("predictedDeliveryPrice", ""),
                texts.getOrDefault("basisRate", ""),
                texts.getOrDefault("basis", ""),
                texts.getOrDefault("deliveryFeeRate", ""),
                texts.getOrDefault("deliveryTime", ""),
                amounts.get("bid1Price"),
                amounts.get("bid1Size"),
                amounts.get("ask1Price"),
                amounts.get("ask1Size"));
    }
}
