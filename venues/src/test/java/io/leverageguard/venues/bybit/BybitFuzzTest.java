package io.leverageguard.venues.bybit;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.kernel.time.SteppedClock;
import io.leverageguard.venues.VenueError;
import io.leverageguard.venues.bybit.BybitAccountMessages.Execution;
import io.leverageguard.venues.bybit.BybitAccountMessages.Order;
import io.leverageguard.venues.bybit.BybitAccountMessages.Position;
import io.leverageguard.venues.bybit.BybitAccountMessages.Transaction;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Damages good frames and rows at random: what comes of it is a report or a refusal. */
class BybitFuzzTest {
    private static final List<String> FRAMES =
            List.of(
                    "{\"topic\":\"order\",\"data\":[" + Rows.order("o1", "New", "0", "") + "]}",
                    "{\"topic\":\"execution\",\"data\":["
                            + Rows.execution("e1", "o1", "100", "1", "")
                            + "]}",
                    "{\"topic\":\"position\",\"data\":[" + Rows.position("Buy", 0) + "]}",
                    "{\"topic\":\"wallet\",\"data\":[{\"coin\":[{\"coin\":\"USDT\","
                            + "\"walletBalance\":\"5\",\"equity\":\"5\"}]}]}",
                    "{\"topic\":\"tickers.BTCUSDT\",\"type\":\"snapshot\",\"data\":{\"symbol\":"
                            + "\"BTCUSDT\",\"markPrice\":\"1\",\"indexPrice\":\"1\","
                            + "\"nextFundingTime\":\"5\",\"bid1Price\":\"1\",\"bid1Size\":\"1\","
                            + "\"ask1Price\":\"2\",\"ask1Size\":\"1\"},\"ts\":1}",
                    "{\"topic\":\"orderbook.50.BTCUSDT\",\"type\":\"delta\",\"ts\":1,\"data\":"
                            + "{\"s\":\"BTCUSDT\",\"b\":[[\"1\",\"2\"]],\"a\":[],\"u\":2}}",
                    "{\"topic\":\"publicTrade.BTCUSDT\",\"ts\":1,\"data\":[{\"T\":1,\"s\":"
                            + "\"BTCUSDT\",\"S\":\"Buy\",\"v\":\"1\",\"p\":\"1\",\"i\":\"t\"}]}",
                    "{\"topic\":\"allLiquidation.BTCUSDT\",\"data\":[{\"T\":1,\"s\":\"BTCUSDT\","
                            + "\"S\":\"Sell\",\"v\":\"1\",\"p\":\"1\"}]}",
                    "{\"success\":true,\"ret_msg\":\"pong\",\"req_id\":\"7\",\"op\":\"ping\"}");

    private static final List<String> PIECES =
            List.of(
                    "null",
                    "\"\"",
                    "-1",
                    "1e999999999",
                    "\"1E-400\"",
                    "true",
                    "{}",
                    "[]",
                    "\"NaN\"",
                    "9223372036854775808",
                    "\"99999999999999999999\"",
                    "\\",
                    "\"",
                    ",",
                    ":",
                    "]");

    private final BybitMarketEvents market =
            new BybitMarketEvents(
                    new Told.Market(),
                    new SteppedClock(Instant.EPOCH),
                    Set.of("BTCUSDT"),
                    new HashSet<>());
    private final BybitAccountEvents account =
            new BybitAccountEvents(new Told.Account(), () -> true, BybitParser::trigger);

    @Property(tries = 3_000, seed = "20251010")
    void aDamagedFrameIsReadOrRefused(@ForAll long seed) {
        Random random = new Random(seed);
        String frame = damaged(FRAMES.get(random.nextInt(FRAMES.size())), random);
        try {
            BybitEvent event = BybitEvent.read(frame);
            market.read(event).run();
            account.read(event).run();
        } catch (IllegalArgumentException | VenueError e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @Property(tries = 2_000, seed = "20251010")
    void aDamagedRowIsReadOrRefused(@ForAll long seed) {
        Random random = new Random(seed);
        try {
            read(random);
        } catch (IllegalArgumentException | VenueError e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    private static void read(Random random) {
        switch (random.nextInt(4)) {
            case 0 -> {
                Order row =
                        BybitMessages.read(
                                damaged(Rows.order("o1", "New", "0", ""), random), Order.class);
                BybitParser.order(row);
                BybitParser.trigger(row);
            }
            case 1 -> {
                String row = damaged(Rows.execution("e1", "o1", "1", "0", ""), random);
                BybitParser.fill(BybitMessages.read(row, Execution.class), BigDecimal.ONE);
            }
            case 2 ->
                    BybitParser.position(
                            BybitMessages.read(
                                    damaged(Rows.position("Buy", 1), random), Position.class),
                            random.nextBoolean());
            default ->
                    BybitParser.income(
                            BybitMessages.read(
                                    damaged(
                                            Rows.transaction("TRADE", "o", "t", "\"change\":\"1\""),
                                            random),
                                    Transaction.class));
        }
    }

    /** Replaces, removes and repeats pieces, at the borders of words more often than elsewhere. */
    private static String damaged(String text, Random random) {
        StringBuilder damaged = new StringBuilder(text);
        for (int i = random.nextInt(3); i >= 0 && !damaged.isEmpty(); i--) {
            int at = random.nextInt(damaged.length());
            int colon = damaged.indexOf(":", at);
            if (random.nextInt(3) > 0 && colon > 0) {
                int end = colon + 1;
                while (end < damaged.length() && ",}]".indexOf(damaged.charAt(end)) < 0) {
                    end++;
                }
                damaged.replace(colon + 1, end, PIECES.get(random.nextInt(PIECES.size())));
            } else if (random.nextBoolean()) {
                damaged.delete(at, Math.min(damaged.length(), at + 1 + random.nextInt(20)));
            } else {
                damaged.insert(at, damaged.substring(at));
            }
        }
        return damaged.toString();
    }
}
