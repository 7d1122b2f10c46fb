package io.leverageguard.venues.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.venues.AccountSink;
import io.leverageguard.venues.Reports.BalanceReport;
import io.leverageguard.venues.Reports.FillReport;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.PositionReport;
import io.leverageguard.venues.VenueError;
import io.leverageguard.venues.VenueStream;
import io.leverageguard.venues.binance.BinanceMessages.Command;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BinanceStreamTest {
    private static final String MARKET = "/market/stream";
    private static final String PUBLIC = "/public/stream";
    private static final String PRIVATE = "/private/ws";
    private static final int GOING_AWAY = 1001;

    private FakeBinance binance = new FakeBinance();
    private final Sinks.Market market = new Sinks.Market();
    private final Sinks.Account account = new Sinks.Account();

    @AfterEach
    void close() {
        binance.close();
    }

    @Test
    void eachKindOfStreamIsOpenedWhereTheVenueServesIt() {
        try (VenueStream _ = openMarket("ETHUSDT", "BTCUSDT")) {
            assertThat(binance.socket(MARKET).upgrade().query())
                    .isEqualTo(
                            "streams=btcusdt@aggTrade/btcusdt@markPrice@1s/btcusdt@forceOrder"
                                    + "/ethusdt@aggTrade/ethusdt@markPrice@1s/ethusdt@forceOrder");
            assertThat(binance.socket(PUBLIC).upgrade().query())
                    .isEqualTo("streams=btcusdt@bookTicker/ethusdt@bookTicker");
        }
    }

    @Test
    void framesAreHandedOverByThePumpAloneAndAlwaysInTheSameOrder() {
        try (VenueStream stream = openMarket("BTCUSDT")) {
            binance.socket(PUBLIC).push(quote("116000"));
            binance.socket(MARKET).push(trade(1));
            binance.socket(MARKET).push(mark("116830"));
            binance.socket(MARKET).push(liquidation());
            stream.fence();
            assertThat(market.told).isEmpty();
            assertThat(stream.pump()).isEqualTo(4);
            assertThat(market.told)
                    .containsExactly("trade 1", "mark 116830", "liquidation LONG", "quote 116000");
            assertThat(stream.pump()).isZero();
        }
    }

    @Test
    void fenceWaitsForEverythingThatWasSentBefore() {
        try (VenueStream stream = openMarket("BTCUSDT")) {
            for (int i = 0; i < 3_000; i++) {
                binance.socket(MARKET).push(trade(i));
            }
            stream.fence();
            assertThat(stream.pump()).as("a bounded amount").isEqualTo(1_024);
            while (stream.pump() > 0) {
                assertThat(market.told.size()).isLessThanOrEqualTo(3_000);
            }
            assertThat(market.told).hasSize(3_000).last().isEqualTo("trade 2999");
        }
    }

    @Test
    void fenceAsksWithAFreshIdEachTime() {
        try (VenueStream stream = openMarket("BTCUSDT")) {
            stream.fence();
            stream.fence();
            List<Command> asked =
                    binance.socket(MARKET).received().stream()
                            .map(frame -> BinanceMessages.read(frame, Command.class))
                            .toList();
            assertThat(asked)
                    .extracting(Command::method)
                    .containsExactly("LIST_SUBSCRIPTIONS", "LIST_SUBSCRIPTIONS");
            assertThat(asked).extracting(Command::id).doesNotHaveDuplicates();
        }
    }

    @Test
    void fenceGivesUpWhenTheVenueDoesNotAnswer() {
        binance.close();
        binance = new FakeBinance(100, Duration.ofMillis(100));
        try (VenueStream stream = openMarket("BTCUSDT")) {
            binance.mute = true;
            assertThatThrownBy(stream::fence)
                    .isInstanceOf(VenueError.class)
                    .hasMessageContaining("fence");
        }
    }

    @Test
    void lossIsToldAfterWhatHadArrivedAndBeforeWhatComesNext() {
        try (VenueStream stream = openMarket("BTCUSDT")) {
            binance.socket(MARKET).push(trade(1));
            binance.socket(MARKET).socket().close(GOING_AWAY, "maintenance");
            stream.fence();
            assertThat(stream.pump()).isPositive();
            assertThat(market.told).containsExactly("trade 1", "gap");
            binance.socket(MARKET).push(trade(2));
            stream.fence();
            stream.pump();
            assertThat(market.told).containsExactly("trade 1", "gap", "trade 2");
            assertThat(binance.sockets).hasSize(3);
        }
    }

    @Test
    void reopeningWaitsTwiceAsLongEachTimeByTheInjectedClock() {
        try (VenueStream stream = openMarket("BTCUSDT")) {
            binance.refuse = true;
            int before = binance.upgrades.get();
            binance.socket(MARKET).socket().close(GOING_AWAY, "maintenance");
            stream.fence();
            stream.pump();
            stream.pump();
            assertThat(binance.upgrades.get() - before).as("at once, then not").isEqualTo(1);
            attemptsAfter(stream, Duration.ofMillis(999), before, 1);
            attemptsAfter(stream, Duration.ofMillis(1), before, 2);
            attemptsAfter(stream, Duration.ofMillis(1_999), before, 2);
            attemptsAfter(stream, Duration.ofMillis(1), before, 3);
            binance.refuse = false;
            assertThat(market.told).isEmpty();
            attemptsAfter(stream, Duration.ofSeconds(4), before, 4);
            assertThat(market.told).containsExactly("gap");
        }
    }

    @Test
    void streamThatCannotBeOpenedAtFirstIsOpenedLater() {
        binance.refuse = true;
        try (VenueStream stream = openMarket("BTCUSDT")) {
            binance.refuse = false;
            stream.pump();
            binance.socket(MARKET).push(trade(1));
            stream.fence();
            stream.pump();
            assertThat(market.told).containsExactly("gap", "gap", "trade 1");
        }
    }

    @Test
    void silentConnectionThatAnswersIsKept() {
        try (VenueStream stream = openMarket("BTCUSDT")) {
            binance.clock.advance(Duration.ofSeconds(61));
            stream.pump();
            stream.fence();
            binance.clock.advance(Duration.ofSeconds(11));
            stream.pump();
            stream.pump();
            assertThat(binance.sockets).hasSize(2);
            assertThat(market.told).isEmpty();
        }
    }

    @Test
    void silentConnectionThatDoesNotAnswerIsReplaced() {
        try (VenueStream stream = openAccount()) {
            binance.mute = true;
            binance.clock.advance(Duration.ofSeconds(61));
            stream.pump();
            binance.clock.advance(Duration.ofSeconds(11));
            stream.pump();
            assertThat(binance.sockets).hasSize(1);
            stream.pump();
            assertThat(binance.sockets).hasSize(2);
            assertThat(account.told).containsExactly("gap");
        }
    }

    @Test
    void connectionThatAnswersWithoutMarksIsReplaced() {
        try (VenueStream stream = openMarket("BTCUSDT")) {
            for (int i = 0; i < 3; i++) {
                binance.clock.advance(Duration.ofSeconds(61));
                stream.fence();
                stream.pump();
            }
            stream.pump();
            assertThat(binance.sockets).as("the quotes may be silent").hasSize(3);
            assertThat(market.told).containsExactly("gap");
            binance.socket(MARKET).push(mark("116830"));
            stream.fence();
            stream.pump();
            assertThat(market.told).containsExactly("gap", "mark 116830");
        }
    }

    @Test
    void fullQueueDropsTheConnectionAndTellsAGap() {
        binance.close();
        binance = new FakeBinance(3, Duration.ofSeconds(30));
        try (VenueStream stream = openMarket("BTCUSDT")) {
            for (int i = 1; i <= 5; i++) {
                binance.socket(MARKET).push(trade(i));
            }
            stream.fence();
            stream.pump();
            assertThat(market.told).containsExactly("trade 1", "trade 2", "trade 3", "gap");
        }
    }

    @Test
    void frameThatCannotBeUsedIsToldAsAGap() {
        try (VenueStream stream = openAccount()) {
            binance.socket(PRIVATE).push("{\"e\":\"ORDER_TRADE_UPDATE\",\"E\":1,\"o\":{}}");
            binance.socket(PRIVATE).push("nonsense");
            binance.socket(PRIVATE).push("{\"e\":\"SOMETHING_NEW\",\"E\":1}");
            binance.socket(PRIVATE).push(order("c1", "TRADE", "FILLED", "1", 7));
            stream.fence();
            stream.pump();
            assertThat(account.told).containsExactly("gap", "gap", "fill 7 USER");
        }
    }

    @Test
    void fillIsToldOnceHoweverOftenItIsSent() {
        try (VenueStream stream = openAccount()) {
            binance.socket(PRIVATE).push(order("c1", "NEW", "NEW", "0", 0));
            binance.socket(PRIVATE).push(order("c1", "TRADE", "FILLED", "1", 7));
            binance.socket(PRIVATE).push(order("c1", "TRADE", "FILLED", "1", 7));
            stream.fence();
            stream.pump();
            assertThat(account.told).containsExactly("order c1 NEW", "fill 7 USER");
        }
    }

    @Test
    void liquidationIsAnnouncedAsAnOrderAndThenFilled() {
        try (VenueStream stream = openAccount()) {
            binance.socket(PRIVATE).push(order("autoclose-1", "CALCULATED", "NEW", "0", 0));
            binance.socket(PRIVATE).push(order("autoclose-1", "CALCULATED", "FILLED", "1", 8));
            stream.fence();
            stream.pump();
            assertThat(account.told).containsExactly("order autoclose-1 NEW", "fill 8 LIQUIDATION");
        }
    }

    @Test
    void fundingIsToldWithItsSignAndTheBalanceAfterIt() {
        try (VenueStream stream = openAccount()) {
            binance.socket(PRIVATE)
                    .push(
                            """
                            {"e":"ACCOUNT_UPDATE","E":1,"T":1,"a":{"m":"FUNDING_FEE",
                             "B":[{"a":"USDT","wb":"99.5","cw":"0","bc":"-0.5"}],
                             "P":[{"s":"BTCUSDT","pa":"1","ep":"116830","up":"0",
                                   "mt":"isolated","iw":"11683","ps":"BOTH"}]}}
                            """);
            stream.fence();
            stream.pump();
            assertThat(account.told).containsExactly("funding BTCUSDT -0.5", "account FUNDING_FEE");
        }
    }

    @Test
    void listenKeyIsKeptAliveEveryTwentyMinutes() {
        try (VenueStream stream = openAccount()) {
            assertThat(binance.socket(PRIVATE).upgrade().query()).isEqualTo("listenKey=key1");
            keptAliveAfter(stream, Duration.ofMinutes(19), 0);
            keptAliveAfter(stream, Duration.ofMinutes(1), 1);
            keptAliveAfter(stream, Duration.ofMinutes(19), 1);
            keptAliveAfter(stream, Duration.ofMinutes(1), 2);
            assertThat(binance.sockets).hasSize(1);
            assertThat(account.told).isEmpty();
        }
    }

    @Test
    void listenKeyThatTheVenueForgotIsReplaced() {
        binance = restarted("{\"code\":-1125,\"msg\":\"This listenKey does not exist.\"}", 400);
        try (VenueStream stream = openAccount()) {
            keptAliveAfter(stream, Duration.ofMinutes(20), 1);
            stream.pump();
            assertThat(binance.socket(PRIVATE).upgrade().query()).isEqualTo("listenKey=key2");
            assertThat(account.told).containsExactly("gap");
        }
    }

    @Test
    void keepAliveThatFailsForAWhileIsTriedAgainAMinuteLater() {
        binance = restarted("oops", 500);
        try (VenueStream stream = openAccount()) {
            keptAliveAfter(stream, Duration.ofMinutes(20), 1);
            keptAliveAfter(stream, Duration.ofSeconds(59), 1);
            keptAliveAfter(stream, Duration.ofSeconds(1), 2);
            assertThat(binance.sockets).hasSize(1);
        }
    }

    @Test
    void expiredListenKeyReopensTheStreamWithANewOne() {
        binance = restarted("{}", 200);
        try (VenueStream stream = openAccount()) {
            binance.socket(PRIVATE)
                    .push("{\"e\":\"listenKeyExpired\",\"E\":1,\"listenKey\":\"key1\"}");
            stream.fence();
            stream.pump();
            stream.pump();
            assertThat(binance.socket(PRIVATE).upgrade().query()).isEqualTo("listenKey=key2");
            assertThat(account.told).containsExactly("gap");
        }
    }

    @Test
    void sinkThatFailsIsToldAGapNextTime() {
        Failing failing = new Failing();
        try (VenueStream stream = binance.account().stream(failing)) {
            binance.socket(PRIVATE).push(order("c1", "NEW", "NEW", "0", 0));
            stream.fence();
            assertThatThrownBy(stream::pump).hasMessage("no room");
            stream.pump();
            assertThat(failing.gaps).isEqualTo(1);
        }
    }

    @Test
    void closedStreamHandsOverNothing() {
        VenueStream stream = openMarket("BTCUSDT");
        binance.socket(MARKET).push(trade(1));
        stream.fence();
        stream.close();
        assertThat(stream.pump()).isZero();
        assertThat(market.told).isEmpty();
    }

    /** A server whose first listen key is key1 and whose second is key2. */
    private FakeBinance restarted(String keepAlive, int status) {
        binance.close();
        FakeBinance fresh = new FakeBinance();
        fresh.replace("POST /fapi/v1/listenKey", 200, "{\"listenKey\":\"key1\"}");
        fresh.answer("POST /fapi/v1/listenKey", 200, "{\"listenKey\":\"key2\"}");
        fresh.replace("PUT /fapi/v1/listenKey", status, keepAlive);
        return fresh;
    }

    private void attemptsAfter(VenueStream stream, Duration time, int before, int attempts) {
        binance.clock.advance(time);
        stream.pump();
        assertThat(binance.upgrades.get() - before).isEqualTo(attempts);
    }

    private void keptAliveAfter(VenueStream stream, Duration time, int times) {
        binance.clock.advance(time);
        stream.fence();
        stream.pump();
        assertThat(binance.to("PUT /fapi/v1/listenKey")).hasSize(times);
    }

    private VenueStream openMarket(String... symbols) {
        return binance.venue.market(Set.of(symbols), market);
    }

    private VenueStream openAccount() {
        return binance.account().stream(account);
    }

    private static String trade(long id) {
        return """
        {"stream":"btcusdt@aggTrade","data":{"e":"aggTrade","E":2,"s":"BTCUSDT","a":%d,
         "p":"116830.1","q":"0.5","f":1,"l":2,"T":1,"m":false}}
        """
                .formatted(id);
    }

    private static String mark(String price) {
        return """
        {"stream":"btcusdt@markPrice@1s","data":{"e":"markPriceUpdate","E":2,"s":"BTCUSDT",
         "p":"%s","i":"116831","P":"0","r":"0.0001","T":3,"ap":"1"}}
        """
                .formatted(price);
    }

    private static String quote(String bid) {
        return """
        {"stream":"btcusdt@bookTicker","data":{"e":"bookTicker","u":1,"E":2,"T":1,
         "s":"BTCUSDT","b":"%s","B":"1","a":"116900","A":"2"}}
        """
                .formatted(bid);
    }

    private static String liquidation() {
        return """
        {"stream":"btcusdt@forceOrder","data":{"e":"forceOrder","E":2,"o":{"s":"BTCUSDT",
         "S":"SELL","o":"LIMIT","f":"IOC","q":"1","p":"101000","ap":"101200","X":"FILLED",
         "l":"1","z":"1","T":1}}}
        """;
    }

    private static String order(
            String id, String execution, String status, String filled, long tradeId) {
        return """
        {"e":"ORDER_TRADE_UPDATE","E":2,"T":1,"o":{"s":"BTCUSDT","c":"%s","S":"SELL",
         "o":"LIMIT","f":"IOC","q":"1","p":"101000","ap":"101200","x":"%s","X":"%s","i":71,
         "l":"%s","z":"%s","L":"101200","T":1,"t":%d,"ot":"LIMIT","rp":"0"}}
        """
                .formatted(id, execution, status, filled, filled, tradeId);
    }

    /** A sink without room for orders. */
    private static final class Failing implements AccountSink {
        private int gaps;

        @Override
        public void onOrder(OrderReport order) {
            throw new IllegalStateException("no room");
        }

        @Override
        public void onFill(FillReport fill, OrderReport order) {}

        @Override
        public void onAccount(
                List<BalanceReport> balances, List<PositionReport> positions, String reason) {}

        @Override
        public void onFunding(String symbol, BigDecimal amount, Instant at) {}

        @Override
        public void onGap() {
            gaps++;
        }
    }
}
