package io.leverageguard.venues.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.leverageguard.kit.json.FrameError;
import io.leverageguard.venues.BookTick;
import io.leverageguard.venues.FrameMutations;
import io.leverageguard.venues.HeardTicks;
import io.leverageguard.venues.SymbolTable;
import io.leverageguard.venues.TickSink;
import io.leverageguard.venues.binance.BinanceEvent.AggTrade;
import io.leverageguard.venues.binance.BinanceEvent.BookTicker;
import io.leverageguard.venues.binance.BinanceEvent.DepthUpdate;
import io.leverageguard.venues.binance.BinanceEvent.MarkPriceUpdate;
import io.leverageguard.venues.binance.BinanceEvent.Trade;
import io.leverageguard.venues.binance.BinanceMessages.Level;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BinanceDecoderTest {
    private static final String DEPTH =
            """
            {"stream":"btcusdt@depth","data":{"e":"depthUpdate","E":1700000000009,\
            "T":1700000000007,"s":"BTCUSDT","U":101,"u":105,"pu":99,\
            "b":[["60000.10","1.500"],["59999.90","0.000"]],"a":[["60000.20","0.007"]]}}""";
    private static final String QUOTE =
            """
            {"stream":"btcusdt@bookTicker","data":{"e":"bookTicker","u":7,"s":"BTCUSDT",\
            "b":"60000.10","B":"1.500","a":"60000.20","A":"0.007",\
            "T":1700000000007,"E":1700000000009}}""";
    private static final String TRADE =
            """
            {"e":"trade","E":1700000000009,"T":1700000000007,"s":"BTCUSDT","t":42,\
            "p":"60000.10","q":"0.25","X":"MARKET","m":true}""";
    private static final String AGG_TRADE =
            """
            {"e":"aggTrade","E":1700000000009,"s":"BTCUSDT","a":41,"p":"60000.1","q":"3",\
            "nq":"3","f":40,"l":44,"T":1700000000007,"m":false}""";
    private static final String MARK =
            """
            {"stream":"btcusdt@markPrice@1s","data":{"e":"markPriceUpdate",\
            "E":1700000000009,"s":"BTCUSDT","p":"60000.12345678","ap":"60000.1",\
            "P":"60001.00000000","i":"60002.50","r":"-0.00012300","T":1700006400000}}""";
    private static final List<String> FRAMES = List.of(DEPTH, QUOTE, TRADE, AGG_TRADE, MARK);

    private final HeardTicks heard = new HeardTicks();
    private final SymbolTable symbols = new SymbolTable();
    private final BinanceDecoder decoder = new BinanceDecoder(symbols, heard);

    BinanceDecoderTest() {
        symbols.add("ETHUSDT", 2, 3);
        symbols.add("BTCUSDT", 1, 3);
    }

    @Test
    void everyHotFrameIsDecodedWrappedAndBare() {
        FRAMES.forEach(frame -> assertThat(decode(frame)).isTrue());
        assertThat(heard.lines)
                .containsExactly(
                        "change 1: 101-105 after 99, 600001x1500 599999x0 / 600002x7"
                                + " @1700000000007",
                        "quote 1: 600001 x 1500 / 600002 x 7 @1700000000007",
                        "trade 1 42: 600001 x 250 sell @1700000000007",
                        "trade 1 41: 600001 x 3000 buy @1700000000007",
                        "mark 1: 600001234567800 600025000000000 -1230000 until 1700006400000"
                                + " @1700000000009");
    }

    @Test
    void orderOfTheMembersDoesNotMatter() {
        assertThat(
                        decode(
                                """
                                {"data": {"q":"0.25","p":"60000.1","T":7,"t":42,"m":true,
                                "s":"BTCUSDT","e":"trade"}, "stream": "x"}"""))
                .isTrue();
        assertThat(
                        decode(
                                """
                                {"q":"0.25","p":"60000.1","T":7,"t":42,"m":true,
                                "s":"BTCUSDT","e":"trade"}"""))
                .isTrue();
        assertThat(heard.lines).hasSize(2).containsOnly("trade 1 42: 600001 x 250 sell @7");
    }

    @Test
    void whatIsNotHotOrNotOursIsLeftAlone() {
        for (String frame :
                List.of(
                        "{\"result\":null,\"id\":3}",
                        "{\"stream\":\"x\",\"data\":null}",
                        "{\"e\":\"ACCOUNT_UPDATE\",\"a\":{}}",
                        "{\"stream\":\"x\",\"data\":{\"e\":\"kline\",\"s\":\"BTCUSDT\"}}",
                        TRADE.replace("BTCUSDT", "XRPUSDT"))) {
            assertThat(decode(frame)).as(frame).isFalse();
        }
        assertThat(heard.lines).isEmpty();
    }

    @Test
    void frameThatLacksAMemberOrIsTooFineIsRefused() {
        for (String frame :
                List.of(
                        TRADE.replace("\"p\"", "\"x\""),
                        TRADE.replace("\"s\"", "\"x\""),
                        QUOTE.replace("\"A\"", "\"x\""),
                        DEPTH.replace("\"a\"", "\"x\""),
                        MARK.replace("\"i\"", "\"x\""),
                        TRADE.replace("60000.10", "60000.15"),
                        TRADE.replace("\"60000.10\"", "null"),
                        DEPTH.replace("[\"60000.20\",\"0.007\"]", "[\"60000.20\"]"))) {
            assertThatThrownBy(() -> decode(frame)).as(frame).isInstanceOf(FrameError.class);
        }
        assertThat(heard.lines).isEmpty();
    }

    @Test
    void contractWithoutFundingHasAnEmptyRate() {
        assertThat(decode(MARK.replace("-0.00012300", ""))).isTrue();
        assertThat(heard.lines.getFirst()).contains(" 0 until ");
    }

    @Test
    void bookOfManyLevelsIsDecodedAndOneWithoutEndRefused() {
        String level = "[\"60000.10\",\"1.500\"]";
        assertThat(decode(DEPTH.replace(level, level + ("," + level).repeat(4_000)))).isTrue();
        assertThatThrownBy(() -> decode(DEPTH.replace(level, level + ("," + level).repeat(30_000))))
                .isInstanceOf(FrameError.class);
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
                60_000,
                (frame, lines) -> {
                    String line = jackson(frame);
                    if (line != null) {
                        assertThat(lines).as(frame).containsExactly(line);
                        compared[0]++;
                    }
                });
        assertThat(compared[0]).isGreaterThan(1_000);
    }

    @Test
    void eventsEqualThoseOfTheCodec() {
        BinanceEventReader events = new BinanceEventReader();
        List<String> other =
                List.of(
                        MARK.replace("-0.00012300", ""),
                        TRADE.replace("MARKET", "INSURANCE_FUND"),
                        TRADE.replace("BTCUSDT", "\\u0042TCUSDT"),
                        TRADE.replace("60000.10", "6.00001E+4"),
                        TRADE.replace("\"p\"", "\"x\""),
                        "{\"stream\":\"x\",\"data\":{\"e\":\"unheard of\"}}",
                        "{\"result\":null,\"id\":3}");
        for (String frame : Stream.concat(FRAMES.stream(), other.stream()).toList()) {
            assertThat(events.read(frame)).isEqualTo(BinanceMessages.frame(frame).data());
        }
        assertThatThrownBy(() -> events.read("{\"e\":"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void damagedFrameGivesTheEventOfTheCodecOrItsRefusal() {
        BinanceEventReader events = new BinanceEventReader();
        int[] equal = {0};
        FrameMutations.damaged(
                FRAMES,
                20_000,
                frame -> {
                    BinanceEvent expected;
                    try {
                        expected = BinanceMessages.frame(frame).data();
                    } catch (IllegalArgumentException e) {
                        return;
                    }
                    assertThat(events.read(frame)).as(frame).isEqualTo(expected);
                    equal[0]++;
                });
        assertThat(equal[0]).isGreaterThan(1_000);
    }

    @Test
    void nothingIsAllocated() {
        TickSink counter =
                new TickSink() {
                    @Override
                    public void onTrade(
                            int symbol, long id, long price, long lots, boolean maker, long at) {}

                    @Override
                    public void onQuote(
                            int symbol, long bid, long bids, long ask, long asks, long at) {}

                    @Override
                    public void onMark(
                            int symbol, long mark, long index, long rate, long next, long at) {}

                    @Override
                    public void onBook(int symbol, BookTick book) {}
                };
        BinanceDecoder quiet = new BinanceDecoder(symbols, counter);
        byte[][] frames = new byte[FRAMES.size()][];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = FRAMES.get(i).getBytes(StandardCharsets.UTF_8);
        }
        decode(quiet, frames);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        decode(quiet, frames);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        // The measurement itself is a few hundred bytes.
        assertThat(allocated).isLessThan(2_000);
    }

    private static void decode(BinanceDecoder quiet, byte[][] frames) {
        for (int i = 0; i < 20_000; i++) {
            byte[] frame = frames[i % frames.length];
            quiet.decode(frame, 0, frame.length);
        }
    }

    private boolean decode(String frame) {
        byte[] bytes = frame.getBytes(StandardCharsets.UTF_8);
        return decoder.decode(bytes, 0, bytes.length);
    }

    /** What the records say; null when the codec refuses the frame or reads no number. */
    private static @Nullable String jackson(String frame) {
        HeardTicks told = new HeardTicks();
        try {
            hand(BinanceMessages.frame(frame).data(), told);
        } catch (IllegalArgumentException | ArithmeticException | NullPointerException e) {
            return null;
        }
        return told.lines.isEmpty() ? null : told.lines.getFirst();
    }

    private static void hand(@Nullable BinanceEvent event, HeardTicks told) {
        switch (event) {
            case Trade t ->
                    told.onTrade(
                            1,
                            t.tradeId(),
                            price(t.price()),
                            quantity(t.quantity()),
                            t.buyerMaker(),
                            t.time());
            case AggTrade t ->
                    told.onTrade(
                            1,
                            t.aggregateId(),
                            price(t.price()),
                            quantity(t.quantity()),
                            t.buyerMaker(),
                            t.time());
            case BookTicker q ->
                    told.onQuote(
                            1,
                            price(q.bid()),
                            quantity(q.bidQuantity()),
                            price(q.ask()),
                            quantity(q.askQuantity()),
                            q.time() == 0 ? q.eventTime() : q.time());
            case MarkPriceUpdate m -> {
                BigDecimal rate = m.fundingRate() == null ? BigDecimal.ZERO : m.fundingRate();
                told.onMark(
                        1,
                        mark(m.markPrice()),
                        mark(m.indexPrice()),
                        mark(rate),
                        m.nextFundingTime(),
                        m.eventTime());
            }
            case DepthUpdate d ->
                    told.lines.add(
                            "change 1: %d-%d after %d,%s /%s @%d"
                                    .formatted(
                                            d.firstUpdateId(),
                                            d.finalUpdateId(),
                                            d.previousUpdateId(),
                                            levels(d.bids()),
                                            levels(d.asks()),
                                            d.time() == 0 ? d.eventTime() : d.time()));
            case null, default -> {}
        }
    }

    private static String levels(List<Level> levels) {
        StringBuilder text = new StringBuilder();
        for (Level level : levels) {
            text.append(' ').append(price(level.price()));
            text.append('x').append(quantity(level.quantity()));
        }
        return text.toString();
    }

    private static long price(BigDecimal value) {
        return value.setScale(1, RoundingMode.UNNECESSARY).unscaledValue().longValueExact();
    }

    private static long quantity(BigDecimal value) {
        return value.setScale(3, RoundingMode.UNNECESSARY).unscaledValue().longValueExact();
    }

    private static long mark(BigDecimal value) {
        return value.setScale(TickSink.MARK_SCALE, RoundingMode.HALF_UP)
                .unscaledValue()
                .longValueExact();
    }
}
