package io.leverageguard.venues.binance;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.venues.Reports.PlaceOutcome;
import io.leverageguard.venues.VenueError;
import io.leverageguard.venues.binance.BinanceAlgo.AlgoOrder;
import io.leverageguard.venues.binance.BinanceMessages.Depth;
import io.leverageguard.venues.binance.BinanceMessages.ExchangeInfo;
import io.leverageguard.venues.binance.BinanceMessages.Order;
import io.leverageguard.venues.binance.BinanceMessages.PositionRisk;
import io.leverageguard.venues.binance.BinanceMessages.UserTrade;
import io.leverageguard.venues.binance.BinanceRest.Answer;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever a venue sends, it is read or refused; nothing else is thrown. */
class BinanceNonsensePropertyTest {
    private static final List<String> FRAMES =
            List.of(
                    """
                    {"stream":"btcusdt@aggTrade","data":{"e":"aggTrade","E":2,"s":"BTCUSDT","a":1,
                     "p":"116830.1","q":"0.5","f":1,"l":2,"T":1,"m":false}}
                    """,
                    """
                    {"stream":"btcusdt@depth","data":{"e":"depthUpdate","E":1,"T":1,"s":"BTCUSDT",
                     "U":1,"u":2,"pu":0,"b":[["98","1"]],"a":[["99","0.5"]]}}
                    """,
                    """
                    {"e":"ORDER_TRADE_UPDATE","E":2,"T":1,"o":{"s":"BTCUSDT","c":"a","S":"SELL",
                     "o":"LIMIT","f":"IOC","q":"1","p":"101000","ap":"101200","x":"TRADE",
                     "X":"FILLED","i":71,"l":"1","z":"1","L":"101200","T":1,"t":8,"ot":"LIMIT",
                     "rp":"0","n":"1","N":"USDT"}}
                    """,
                    """
                    {"e":"ACCOUNT_UPDATE","E":1,"T":1,"a":{"m":"FUNDING_FEE",
                     "B":[{"a":"USDT","wb":"99.5","cw":"0","bc":"-0.5"}],
                     "P":[{"s":"BTCUSDT","pa":"1","ep":"116830","up":"0","mt":"isolated",
                           "iw":"11683","ps":"LONG"}]}}
                    """,
                    """
                    {"e":"ALGO_UPDATE","T":2,"E":2,"o":{"caid":"t1","aid":9,"at":"CONDITIONAL",
                     "o":"STOP_MARKET","s":"BTCUSDT","S":"SELL","ps":"BOTH","q":"1","X":"NEW",
                     "ai":"","tp":"90","p":"0"}}
                    """,
                    """
                    {"stream":"btcusdt@forceOrder","data":{"e":"forceOrder","E":2,"o":{
                     "s":"BTCUSDT","S":"SELL","o":"LIMIT","f":"IOC","q":"1","p":"101000",
                     "ap":"101200","X":"FILLED","l":"1","z":"1","T":1}}}
                    """,
                    "{\"result\":null,\"id\":7}");

    private static final List<String> ANSWERS =
            List.of(
                    """
                    {"orderId":5,"symbol":"BTCUSDT","status":"NEW","clientOrderId":"a",
                     "price":"1","avgPrice":"0","origQty":"1","executedQty":"0","type":"LIMIT",
                     "side":"BUY","reduceOnly":false,"time":1,"updateTime":1}
                    """,
                    """
                    {"algoId":9,"clientAlgoId":"t1","orderType":"STOP_MARKET","symbol":"BTCUSDT",
                     "side":"SELL","quantity":"1","algoStatus":"NEW","triggerPrice":"90",
                     "updateTime":1}
                    """,
                    """
                    [{"symbol":"BTCUSDT","positionSide":"BOTH","positionAmt":"1",
                      "entryPrice":"100","notional":"100","positionInitialMargin":"10",
                      "isolatedWallet":"0","updateTime":1}]
                    """,
                    """
                    {"symbols":[{"symbol":"BTCUSDT","contractType":"PERPETUAL","status":"TRADING",
                      "baseAsset":"BTC","quoteAsset":"USDT","filters":[{"filterType":"PRICE_FILTER",
                      "tickSize":"0.1"},{"filterType":"LOT_SIZE","stepSize":"1","minQty":"1",
                      "maxQty":"9"}]}]}
                    """,
                    "{\"lastUpdateId\":10,\"E\":1,\"T\":1,\"bids\":[[\"99\",\"5\"]],\"asks\":[]}");

    private static final List<String> WORDS =
            List.of(
                    "null",
                    "-1",
                    "1e999999",
                    "\"\"",
                    "\"NEW_WORD\"",
                    "[]",
                    "{}",
                    "true",
                    "[null]",
                    "9223372036854775808",
                    "\"\\u0000\"",
                    "0.1",
                    "\"1e5\"",
                    "[[]]",
                    "\"NaN\"");

    @Property(tries = 3_000, seed = "20251010")
    void frameIsReadOrRefused(@ForAll long seed) {
        Random random = new Random(seed);
        String frame = spoil(FRAMES.get(random.nextInt(FRAMES.size())), random);
        BinanceAccountEvents account = new BinanceAccountEvents(new Sinks.Account());
        BinanceMarketEvents market = new BinanceMarketEvents(new Sinks.Market());
        harmless(
                frame,
                () -> {
                    BinanceEvent event = BinanceMessages.frame(frame).data();
                    if (event != null) {
                        market.read(event).run();
                        account.read(event).run();
                    }
                });
        harmless(frame, () -> BinanceMessages.isAnswer(frame));
    }

    @Property(tries = 3_000, seed = "20251010")
    void answerIsReadOrRefused(@ForAll long seed) {
        Random random = new Random(seed);
        String body = spoil(ANSWERS.get(random.nextInt(ANSWERS.size())), random);
        Answer answer = new Answer(200, body, "", "GET /", "", Instant.EPOCH);
        harmless(body, answer::code);
        harmless(body, () -> BinanceParser.order(BinanceParser.read(answer, Order.class)));
        harmless(
                body, () -> BinanceAlgoParser.trigger(BinanceParser.read(answer, AlgoOrder.class)));
        harmless(
                body,
                () ->
                        BinanceParser.readList(answer, PositionRisk.class)
                                .forEach(BinanceParser::position));
        harmless(
                body,
                () -> BinanceParser.readList(answer, UserTrade.class).forEach(BinanceParser::fill));
        harmless(
                body,
                () -> BinanceSymbols.instruments(BinanceParser.read(answer, ExchangeInfo.class)));
        harmless(body, () -> BinanceParser.book("S", BinanceParser.read(answer, Depth.class)));
    }

    @Property(tries = 40, seed = "20251010")
    void nonsenseAfterAnOrderIsNeverARejection(@ForAll long seed) {
        Random random = new Random(seed);
        try (FakeBinance binance = new FakeBinance()) {
            String body = spoil(ANSWERS.getFirst(), random);
            binance.answer("POST /fapi/v1/order", 200, body);
            assertThat(binance.account().place(BinanceCommandsTest.limit("a")))
                    .as(body)
                    .isNotInstanceOf(PlaceOutcome.Rejected.class);
        }
    }

    private static void harmless(String text, Runnable reading) {
        try {
            reading.run();
        } catch (IllegalArgumentException | VenueError e) {
            assertThat(e.getMessage()).as(text).isNotBlank();
        }
    }

    /** Replaces a value, cuts the end off, or changes single characters. */
    private static String spoil(String text, Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> text.substring(0, random.nextInt(text.length()));
            case 1 -> {
                int at = random.nextInt(text.length());
                char odd = (char) (32 + random.nextInt(95));
                yield text.substring(0, at) + odd + text.substring(at + 1);
            }
            default -> {
                String[] parts = text.split(":", -1);
                int at = 1 + random.nextInt(parts.length - 1);
                String word = WORDS.get(random.nextInt(WORDS.size()));
                parts[at] = parts[at].replaceFirst("^(\"[^\"]*\"|[^,}\\]{\\[]+)", quote(word));
                yield String.join(":", parts);
            }
        };
    }

    private static String quote(String word) {
        return Matcher.quoteReplacement(word);
    }
}
