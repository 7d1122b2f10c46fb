package io.leverageguard.venues.okx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.fail;

import io.leverageguard.venues.VenueError;
import io.leverageguard.venues.VenueStream;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Breaks good frames and answers: the parsers say no in one way, and the stream goes on. */
class OkxParserPropertyTest {
    private static final List<String> PUBLIC =
            List.of(
                    "{\"arg\":{\"channel\":\"trades\",\"instId\":\"BTC-USDT-SWAP\"},\"data\":[{"
                            + "\"instId\":\"BTC-USDT-SWAP\",\"tradeId\":\"7\",\"px\":\"116830\","
                            + "\"sz\":\"2.5\",\"side\":\"sell\",\"ts\":\"1760130000000\"}]}",
                    "{\"arg\":{\"channel\":\"books\",\"instId\":\"BTC-USDT-SWAP\"},\"action\":"
                            + "\"snapshot\",\"data\":[{\"asks\":[[\"116831\",\"3\",\"0\",\"1\"]],"
                            + "\"bids\":[[\"116830\",\"2\",\"0\",\"2\"]],\"ts\":\"1\","
                            + "\"prevSeqId\":-1,\"seqId\":5}]}",
                    "{\"arg\":{\"channel\":\"liquidation-orders\",\"instType\":\"SWAP\"},\"data\":["
                            + "{\"instId\":\"BTC-USDT-SWAP\",\"details\":[{\"side\":\"sell\","
                            + "\"bkPx\":\"101000\",\"sz\":\"12.5\",\"ts\":\"1\"}]}]}",
                    "{\"event\":\"subscribe\",\"arg\":{\"channel\":\"tickers\"},\"connId\":\"a\"}",
                    "pong");
    private static final List<String> PRIVATE =
            List.of(
                    "{\"arg\":{\"channel\":\"orders\",\"instType\":\"SWAP\"},\"data\":[{\"instId\":"
                            + "\"BTC-USDT-SWAP\",\"ordId\":\"5\",\"clOrdId\":\"c\",\"side\":"
                            + "\"buy\","
                            + "\"ordType\":\"limit\",\"sz\":\"3\",\"state\":\"filled\","
                            + "\"category\":"
                            + "\"full_liquidation\",\"tradeId\":\"-4\",\"accFillSz\":\"3\","
                            + "\"fillSz\":\"3\",\"fillPx\":\"9\",\"cTime\":\"1\","
                            + "\"uTime\":\"2\"}]}",
                    "{\"arg\":{\"channel\":\"positions\"},\"data\":[{\"instId\":\"BTC-USDT-SWAP\","
                            + "\"posId\":\"1\",\"posSide\":\"long\",\"pos\":\"5\",\"avgPx\":\"9\","
                            + "\"lever\":\"10\",\"fundingFee\":\"-1\",\"uTime\":\"3\"}]}",
                    "{\"arg\":{\"channel\":\"account\"},\"data\":[{\"details\":[{\"ccy\":\"USDT\","
                            + "\"eq\":\"5\",\"upl\":\"1\",\"availEq\":\"2\"}]}]}",
                    "{\"arg\":{\"channel\":\"orders-algo\"},\"data\":[{\"instId\":"
                            + "\"BTC-USDT-SWAP\",\"algoId\":\"5\",\"ordType\":\"trigger\",\"side\":"
                            + "\"sell\",\"state\":\"live\",\"sz\":\"2\",\"uTime\":\"1\"}]}");
    private static final List<String> SCRAPS =
            List.of(
                    "null",
                    "\"\"",
                    "-1",
                    "1e400",
                    "\"1E+999999999\"",
                    "{}",
                    "[]",
                    "[[[",
                    "true",
                    "\"\\u0000\"",
                    "99999999999999999999",
                    "\"NaN\"",
                    ",",
                    "\"BTC-USDT-SWAP\"");

    @Property(tries = 2_000, seed = "20251010")
    void brokenFramesAreRefusedInOneWay(@ForAll long seed) {
        Random random = new Random(seed);
        String frame = broken(anyOf(random.nextBoolean() ? PUBLIC : PRIVATE, random), random);
        List<Runnable> readings =
                List.of(
                        () -> OkxMessages.frame(frame),
                        () -> OkxMessages.readReply(frame, OkxOrders.Order.class),
                        () -> OkxMessages.readCommand(frame),
                        () -> OkxMessages.isPush(frame));
        for (Runnable reading : readings) {
            Throwable thrown = catchThrowable(reading::run);
            assertThat(thrown == null || thrown instanceof IllegalArgumentException)
                    .as("%s made of %s", thrown, frame)
                    .isTrue();
        }
    }

    @Property(tries = 300, seed = "20251010")
    void streamsSurviveBrokenFrames(@ForAll long seed) {
        Random random = new Random(seed);
        FakeOkx okx = new FakeOkx();
        Told told = new Told();
        try (VenueStream market = okx.venue.market(Set.of("BTCUSDT"), told);
                VenueStream account = okx.account().stream(told)) {
            for (int i = 0; i < 5; i++) {
                okx.socket("/ws/v5/public").push(broken(anyOf(PUBLIC, random), random));
                okx.socket("/ws/v5/private").push(broken(anyOf(PRIVATE, random), random));
                market.pump();
                account.pump();
            }
            settle(market);
            settle(account);
            told.lines.clear();
            okx.socket("/ws/v5/public").push(PUBLIC.getFirst());
            settle(market);
            assertThat(told.lines).containsExactly("trade 7");
        }
    }

    @Property(tries = 300, seed = "20251010")
    void brokenAnswersAreVenueErrors(@ForAll long seed) {
        Random random = new Random(seed);
        FakeOkx okx = new FakeOkx();
        String frame = anyOf(PRIVATE, random);
        String rows = frame.substring(frame.indexOf("\"data\""));
        String body = broken("{\"code\":\"0\",\"msg\":\"\"," + rows, random);
        for (String path :
                List.of("account/positions", "account/balance", "trade/orders-pending")) {
            okx.forget("GET /api/v5/" + path).answer("GET /api/v5/" + path, 200, body);
        }
        try {
            okx.account().positions();
            okx.account().openOrders();
            okx.account().balances();
        } catch (VenueError e) {
            assertThat(e.kind()).isNotNull();
        } catch (RuntimeException e) {
            fail(body, e);
        }
    }

    private static String anyOf(List<String> frames, Random random) {
        return frames.get(random.nextInt(frames.size()));
    }

    /** Cuts, doubles, or puts in something strange, up to three times. */
    private static String broken(String frame, Random random) {
        StringBuilder text = new StringBuilder(frame);
        for (int times = random.nextInt(3); times >= 0 && !text.isEmpty(); times--) {
            int at = random.nextInt(text.length());
            int to = Math.min(text.length(), at + random.nextInt(12));
            switch (random.nextInt(4)) {
                case 0 -> text.delete(at, to);
                case 1 -> text.insert(at, text.substring(at, to));
                case 2 -> text.setCharAt(at, (char) random.nextInt(256));
                default -> replaceValue(text, anyOf(SCRAPS, random), at);
            }
        }
        return text.toString();
    }

    /** Puts {@code scrap} where the next value stands. */
    private static void replaceValue(StringBuilder text, String scrap, int at) {
        int colon = text.indexOf(":", at);
        int end = colon < 0 ? -1 : text.indexOf(",", colon);
        if (end > 0) {
            text.replace(colon + 1, end, scrap);
        }
    }

    private static void settle(VenueStream stream) {
        for (int i = 0; i < 100 && stream.pump() > 0; i++) {
            assertThat(i).as("settles").isLessThan(99);
        }
    }
}
