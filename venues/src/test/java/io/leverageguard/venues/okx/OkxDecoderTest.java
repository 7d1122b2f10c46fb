package io.leverageguard.venues.okx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.kit.json.FrameError;
import io.leverageguard.venues.FrameMutations;
import io.leverageguard.venues.HeardTicks;
import io.leverageguard.venues.SymbolTable;
import io.leverageguard.venues.TickSink;
import io.leverageguard.venues.okx.OkxMarkets.Book;
import io.leverageguard.venues.okx.OkxMarkets.Level;
import io.leverageguard.venues.okx.OkxMarkets.MarkPrice;
import io.leverageguard.venues.okx.OkxMarkets.Trade;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OkxDecoderTest {
    private static final String BOOK =
            """
            {"arg":{"channel":"books","instId":"BTC-USDT-SWAP"},"action":"snapshot","data":[{\
            "asks":[["60000.2","415","0","13"],["60000.5","7.25","0","2"]],\
            "bids":[["60000.1","256","0","12"]],"ts":"1700000000007","checksum":0,\
            "prevSeqId":-1,"seqId":123456}]}""";
    private static final String CHANGE =
            """
            {"arg":{"channel":"books","instId":"BTC-USDT-SWAP"},"action":"update","data":[{\
            "asks":[],"bids":[["60000.1","0","0","0"]],"ts":"1700000000107","checksum":-85519,\
            "prevSeqId":123456,"seqId":123457}]}""";
    private static final String BEST =
            """
            {"arg":{"channel":"bbo-tbt","instId":"BTC-USDT-SWAP"},"data":[{\
            "asks":[["60000.2","415","0","13"]],"bids":[["60000.1","256","0","12"]],\
            "ts":"1700000000007","seqId":9}]}""";
    private static final String TRADES =
            """
            {"arg":{"channel":"trades","instId":"BTC-USDT-SWAP"},"data":[{\
            "instId":"BTC-USDT-SWAP","tradeId":"130639474","px":"60000.1","sz":"12.5",\
            "side":"buy","ts":"1700000000007","count":"3","seqId":1},{\
            "instId":"BTC-USDT-SWAP","tradeId":"130639475","px":"60000","sz":"1",\
            "side":"sell","ts":"1700000000008","count":"1","seqId":1}]}""";
    private static final String MARK =
            """
            {"arg":{"channel":"mark-price","instId":"BTC-USDT-SWAP"},"data":[{\
            "instType":"SWAP","instId":"BTC-USDT-SWAP","markPx":"60000.12",\
            "ts":"1700000000007"}]}""";
    private static final List<String> FRAMES = List.of(BOOK, CHANGE, BEST, TRADES, MARK);

    private final HeardTicks heard = new HeardTicks();
    private final SymbolTable symbols = new SymbolTable();
    private final OkxDecoder decoder = new OkxDecoder(symbols, heard);

    OkxDecoderTest() {
        symbols.add("BTC-USDT-SWAP", 1, 2);
    }

    @Test
    void everyHotFrameIsDecoded() {
        FRAMES.forEach(frame -> assertThat(decode(frame)).isTrue());
        assertThat(heard.lines)
                .containsExactly(
                        "book 0: 0-123456 after -1, 600001x25600 / 600002x41500 600005x725"
                                + " @1700000000007",
                        "change 0: 0-123457 after 123456, 600001x0 / @1700000000107",
                        "quote 0: 600001 x 25600 / 600002 x 41500 @1700000000007",
                        "trade 0 130639474: 600001 x 1250 buy @1700000000007",
                        "trade 0 130639475: 600000 x 100 sell @1700000000008",
                        "mark 0: 600001200000000 unchanged unchanged until unchanged"
                                + " @1700000000007");
    }

    @Test
    void channelMayStandBehindTheRows() {
        String rows = BEST.substring(BEST.indexOf("\"data\""), BEST.length() - 1);
        String arg = BEST.substring(1, BEST.indexOf(",\"data\""));
        assertThat(decode("{" + rows + "," + arg + "}")).isTrue();
        assertThat(heard.lines)
                .containsExactly("quote 0: 600001 x 25600 / 600002 x 41500 @1700000000007");
    }

    @Test
    void emptySideOfTheBestIsZero() {
        assertThat(decode(BEST.replace("[\"60000.2\",\"415\",\"0\",\"13\"]", ""))).isTrue();
        assertThat(heard.lines).containsExactly("quote 0: 600001 x 25600 / 0 x 0 @1700000000007");
    }

    @Test
    void whatIsNotHotOrNotOursIsLeftAlone() {
        for (String frame :
                List.of(
                        "{\"event\":\"subscribe\",\"arg\":{\"channel\":\"books\","
                                + "\"instId\":\"BTC-USDT-SWAP\"},\"connId\":\"a4d3ae55\"}",
                        "{\"event\":\"error\",\"code\":\"60012\",\"msg\":\"no\"}",
                        MARK.replace("mark-price", "funding-rate"),
                        TRADES.replace("BTC-", "XRP-"),
                        TRADES.substring(0, TRADES.indexOf("[{")) + "[]}")) {
            assertThat(decode(frame)).as(frame).isFalse();
        }
        assertThat(heard.lines).isEmpty();
    }

    @Test
    void tradesAreHandedOverAllOrNot() {
        for (String frame :
                List.of(
                        TRADES.replace("\"px\":\"60000\"", "\"px\":\"\""),
                        TRADES.replace("\"sell\"", "\"give\""),
                        TRADES.replace("\"sz\":\"1\"", "\"sz\":\"0.001\""))) {
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
            OkxEvent.Frame<OkxEvent> frame = OkxMessages.frame(text);
            for (OkxEvent row : Objects.requireNonNull(frame.data())) {
                hand(frame, row, told);
            }
        } catch (IllegalArgumentException | ArithmeticException | NullPointerException e) {
            return List.of();
        }
        return told.lines;
    }

    private static void hand(OkxEvent.Frame<OkxEvent> frame, OkxEvent row, HeardTicks told) {
        long none = TickSink.UNCHANGED;
        switch (row) {
            case Trade t ->
                    told.onTrade(
                            0,
                            Long.parseLong(t.tradeId()),
                            scaled(t.px(), 1),
                            scaled(t.sz(), 2),
                            t.side().equals("sell"),
                            t.ts());
            case MarkPrice m ->
                    told.onMark(
                            0,
                            Objects.requireNonNull(m.markPx())
                                    .setScale(TickSink.MARK_SCALE, RoundingMode.HALF_UP)
                                    .unscaledValue()
                                    .longValueExact(),
                            none,
                            none,
                            none,
                            m.ts());
            case Book b when "bbo-tbt".equals(Objects.requireNonNull(frame.arg()).channel()) ->
                    told.onQuote(
                            0,
                            b.bids().isEmpty() ? 0 : scaled(b.bids().getFirst().px(), 1),
                            b.bids().isEmpty() ? 0 : scaled(b.bids().getFirst().sz(), 2),
                            b.asks().isEmpty() ? 0 : scaled(b.asks().getFirst().px(), 1),
                            b.asks().isEmpty() ? 0 : scaled(b.asks().getFirst().sz(), 2),
                            b.ts());
            case Book b ->
                    told.lines.add(
                            "%s 0: 0-%d after %d,%s /%s @%d"
                                    .formatted(
                                            "snapshot".equals(frame.action()) ? "book" : "change",
                                            b.seqId() == null ? 0 : b.seqId(),
                                            b.prevSeqId() == null ? 0 : b.prevSeqId(),
                                            levels(b.bids()),
                                            levels(b.asks()),
                                            b.ts()));
            default -> {}
        }
    }

    private static String levels(List<Level> levels) {
        StringBuilder text = new StringBuilder();
        for (Level level : levels) {
            text.append(' ').append(scaled(level.px(), 1));
            text.append('x').append(scaled(level.sz(), 2));
        }
        return text.toString();
    }

    private static long scaled(@Nullable BigDecimal value, int scale) {
        return Objects.requireNonNull(value)
                .setScale(scale, RoundingMode.UNNECESSARY)
                .unscaledValue()
                .longValueExact();
    }
}
