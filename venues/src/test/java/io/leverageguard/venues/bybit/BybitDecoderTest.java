package io.leverageguard.venues.bybit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.kit.json.FrameError;
import io.leverageguard.kit.json.FrameReader;
import io.leverageguard.venues.FrameMutations;
import io.leverageguard.venues.HeardTicks;
import io.leverageguard.venues.SymbolTable;
import io.leverageguard.venues.TickSink;
import io.leverageguard.venues.bybit.BybitEvent.OrderBook;
import io.leverageguard.venues.bybit.BybitEvent.Tickers;
import io.leverageguard.venues.bybit.BybitEvent.Trades;
import io.leverageguard.venues.bybit.BybitMarketMessages.Book;
import io.leverageguard.venues.bybit.BybitMarketMessages.Level;
import io.leverageguard.venues.bybit.BybitMarketMessages.Ticker;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BybitDecoderTest {
    private static final String UUID = "20f43950-d8dd-5b31-9112-a178eb6023af";
    private static final String BOOK =
            """
            {"topic":"orderbook.50.BTCUSDT","type":"snapshot","ts":1700000000009,"data":{\
            "s":"BTCUSDT","b":[["60000.10","1.500"],["59999.90","0.2"]],"a":[["60000.20","1"]],\
            "u":18521288,"seq":7961638724},"cts":1700000000007}""";
    private static final String CHANGE =
            """
            {"topic":"orderbook.50.BTCUSDT","type":"delta","ts":1700000000029,"data":{\
            "s":"BTCUSDT","b":[],"a":[["60000.20","0"]],"u":18521289,"seq":7961638725}}""";
    private static final String TRADES =
            """
            {"topic":"publicTrade.BTCUSDT","type":"snapshot","ts":1700000000009,"data":[{\
            "T":1700000000007,"s":"BTCUSDT","S":"Buy","v":"0.001","p":"60000.10",\
            "L":"PlusTick","i":"20f43950-d8dd-5b31-9112-a178eb6023af","BT":false,"seq":1},{\
            "T":1700000000008,"s":"BTCUSDT","S":"Sell","v":"2","p":"60000",\
            "L":"PlusTick","i":"2290000000061666327","BT":false,"seq":2}]}""";
    private static final String TICKER =
            """
            {"topic":"tickers.BTCUSDT","type":"snapshot","data":{"symbol":"BTCUSDT",\
            "tickDirection":"PlusTick","price24hPcnt":"0.017103","lastPrice":"60000.10",\
            "markPrice":"60000.33","indexPrice":"60010.36","nextFundingTime":"1700006400000",\
            "fundingRate":"-0.000212","bid1Price":"60000.10","bid1Size":"84.489"},\
            "cs":24987956059,"ts":1700000000009}""";
    private static final String TICKER_CHANGE =
            """
            {"topic":"tickers.BTCUSDT","type":"delta","data":{"symbol":"BTCUSDT",\
            "markPrice":"60000.4","fundingRate":""},"cs":24987956060,"ts":1700000000109}""";
    private static final List<String> FRAMES = List.of(BOOK, CHANGE, TRADES, TICKER, TICKER_CHANGE);

    private final HeardTicks heard = new HeardTicks();
    private final SymbolTable symbols = new SymbolTable();
    private final BybitDecoder decoder = new BybitDecoder(symbols, heard);

    BybitDecoderTest() {
        symbols.add("BTCUSDT", 2, 3);
    }

    @Test
    void everyHotFrameIsDecoded() {
        FRAMES.forEach(frame -> assertThat(decode(frame)).isTrue());
        assertThat(heard.lines)
                .containsExactly(
                        "book 0: 0-18521288 after 0, 6000010x1500 5999990x200 / 6000020x1000"
                                + " @1700000000007",
                        "change 0: 0-18521289 after 0, / 6000020x0 @1700000000029",
                        "trade 0 %d: 6000010 x 1 buy @1700000000007"
                                .formatted(FrameReader.code(UUID)),
                        "trade 0 2290000000061666327: 6000000 x 2000 sell @1700000000008",
                        "mark 0: 600003300000000 600103600000000 -2120000 until 1700006400000"
                                + " @1700000000009",
                        "mark 0: 600004000000000 unchanged unchanged until unchanged"
                                + " @1700000000109");
    }

    @Test
    void topicMayStandBehindTheNews() {
        String topic = "\"topic\":\"publicTrade.BTCUSDT\",";
        String turned = TRADES.replace(topic, "").replace("]}", "]," + topic + "\"x\":1}");
        assertThat(decode(turned)).isTrue();
        assertThat(heard.lines).hasSize(2);
    }

    @Test
    void whatIsNotHotOrNotOursOrTellsNothingIsLeftAlone() {
        for (String frame :
                List.of(
                        "{\"success\":true,\"ret_msg\":\"pong\",\"op\":\"ping\"}",
                        BOOK.replace("orderbook", "kline"),
                        TRADES.replace("BTCUSDT", "XRPUSDT"),
                        TICKER_CHANGE.replace("markPrice", "lastPrice"))) {
            assertThat(decode(frame)).as(frame).isFalse();
        }
        assertThat(heard.lines).isEmpty();
    }

    @Test
    void tradesAreHandedOverAllOrNot() {
        for (String frame :
                List.of(
                        TRADES.replace("\"p\":\"60000\"", "\"p\":\"60000.001\""),
                        TRADES.replace("\"Sell\"", "\"\""),
                        TRADES.replaceFirst("\"s\":\"BTCUSDT\"", "\"s\":\"BTCUSDT\",\"v\":{}"))) {
            assertThatThrownBy(() -> decode(frame)).as(frame).isInstanceOf(FrameError.class);
        }
        assertThat(heard.lines).isEmpty();
    }

    @Test
    void everyTruncatedFrameIsRefused() {
        FRAMES.forEach(frame -> FrameMutations.truncatedIsRefused(decoder::decode, heard, frame));
    }

    @Test
    void damagedFrameIsDecodedAsJacksonDoesOrRefused() {
        int[] compared = {0};
        FrameMutations.decodeOrRefuse(
                decoder::decode,
                heard,
                FRAMES,
                40_000,
                (frame, lines) -> {
                    List<String> told = jackson(frame);
                    if (!told.isEmpty()) {
                        assertThat(lines).as(frame).isEqualTo(told);
                        compared[0]++;
                    }
                });
        assertThat(compared[0]).isGreaterThan(1_000);
    }

    private boolean decode(String frame) {
        byte[] bytes = frame.getBytes(StandardCharsets.UTF_8);
        return decoder.decode(bytes, 0, bytes.length);
    }

    /** What the records say; nothing when the codec refuses the frame or reads no number. */
    private static List<String> jackson(String text) {
        HeardTicks told = new HeardTicks();
        try {
            hand(BybitEvent.read(text), told);
        } catch (IllegalArgumentException | ArithmeticException | NullPointerException e) {
            return List.of();
        }
        return told.lines;
    }

    private static void hand(BybitEvent event, HeardTicks told) {
        switch (event) {
            case OrderBook b -> {
                Book book = Objects.requireNonNull(b.data());
                told.lines.add(
                        "%s 0: 0-%d after 0,%s /%s @%d"
                                .formatted(
                                        "snapshot".equals(b.type()) ? "book" : "change",
                                        book.updateId(),
                                        levels(book.bids()),
                                        levels(book.asks()),
                                        b.engineTime() == 0 ? b.time() : b.engineTime()));
            }
            case Trades trades -> {
                for (BybitEvent.Trade t : trades.data()) {
                    told.onTrade(
                            0,
                            t.tradeId().length() >= 36
                                    ? FrameReader.code(t.tradeId())
                                    : Long.parseLong(t.tradeId()),
                            scaled(t.price(), 2),
                            scaled(t.quantity(), 3),
                            t.side().equals("Sell"),
                            t.time());
                }
            }
            case Tickers t -> {
                Ticker ticker = Objects.requireNonNull(t.data());
                told.onMark(
                        0,
                        mark(ticker.markPrice()),
                        mark(ticker.indexPrice()),
                        mark(ticker.fundingRate()),
                        ticker.nextFundingTime() == null
                                ? TickSink.UNCHANGED
                                : ticker.nextFundingTime(),
                        t.time());
            }
            default -> {}
        }
    }

    private static String levels(List<Level> levels) {
        StringBuilder text = new StringBuilder();
        for (Level level : levels) {
            text.append(' ').append(scaled(level.price(), 2));
            text.append('x').append(scaled(level.quantity(), 3));
        }
        return text.toString();
    }

    private static long scaled(@Nullable BigDecimal value, int scale) {
        return Objects.requireNonNull(value)
                .setScale(scale, RoundingMode.UNNECESSARY)
                .unscaledValue()
                .longValueExact();
    }

    private static long mark(@Nullable BigDecimal value) {
        return value == null
                ? TickSink.UNCHANGED
                : value.setScale(TickSink.MARK_SCALE, RoundingMode.HALF_UP)
                        .unscaledValue()
                        .longValueExact();
    }
}
