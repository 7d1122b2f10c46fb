package io.leverageguard.venues.bybit;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.venues.VenueCredentials;
import io.leverageguard.venues.VenueStream;
import io.leverageguard.venues.bybit.BybitMessages.Command;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class BybitStreamTest {
    private static final int GOING_AWAY = 1001;

    private final FakeBybit bybit = new FakeBybit(Duration.ofSeconds(2));
    private final Told.Market market = new Told.Market();
    private final Told.Account account = new Told.Account();

    @AfterEach
    void close() {
        bybit.close();
    }

    @Test
    void theMarketIsSubscribedWhenTheStreamOpens() {
        try (VenueStream _ = openMarket()) {
            assertThat(bybit.socket().upgrade().path()).isEqualTo("/v5/public/linear");
            assertThat(args(bybit.socket().received().getFirst()))
                    .containsExactly(
                            "publicTrade.BTCUSDT",
                            "tickers.BTCUSDT",
                            "allLiquidation.BTCUSDT",
                            "orderbook.50.BTCUSDT");
        }
    }

    @Test
    void tradesTickersAndLiquidationsAreHandedOverInTurn() {
        try (VenueStream stream = openMarket()) {
            bybit.socket().push(ticker("delta", "\"markPrice\":\"99\""));
            bybit.socket()
                    .push(
                            ticker(
                                    "snapshot",
                                    "\"markPrice\":\"100\",\"indexPrice\":\"101\","
                                            + "\"fundingRate\":\"0.0001\",\"bid1Price\":\"99\","
                                            + "\"bid1Size\":\"1\",\"ask1Price\":\"102\","
                                            + "\"ask1Size\":\"2\""));
            bybit.socket().push(trade("t1", "Sell"));
            bybit.socket().push(ticker("delta", "\"markPrice\":\"100.5\""));
            bybit.socket().push(ticker("delta", "\"bid1Price\":\"99.5\",\"bid1Size\":\"3\""));
            bybit.socket().push(ticker("delta", "\"lastPrice\":\"100\""));
            bybit.socket().push(liquidation("Buy"));
            stream.fence();
            assertThat(market.told).isEmpty();
            pump(stream);
            assertThat(market.told)
                    .containsExactly(
                            "mark 100 101 0.0001",
                            "quote 99 102",
                            "trade t1 sold",
                            "mark 100.5 101 0.0001",
                            "quote 99.5 102",
                            "liquidation LONG 95");
        }
    }

    @Test
    void aBookThatHasLostAFrameIsSubscribedAnew() {
        try (VenueStream stream = openMarket()) {
            bybit.socket().push(book("snapshot", 10));
            bybit.socket().push(book("delta", 11));
            bybit.socket().push(book("delta", 13));
            stream.fence();
            pump(stream);
            assertThat(market.told)
                    .containsExactly("book whole 10 1/1", "book change 11 1/1", "book whole 0 0/0");
            bybit.socket().push(book("delta", 14));
            stream.fence();
            // Its question may go out between the two commands; the next one goes after both.
            stream.fence();
            assertThat(bybit.socket().ops())
                    .containsSubsequence("subscribe", "unsubscribe", "subscribe");
            bybit.socket().push(book("snapshot", 20));
            stream.fence();
            pump(stream);
            assertThat(market.told).endsWith("book whole 20 1/1");
        }
    }

    @Test
    void theAccountLogsInBeforeItSubscribes() {
        try (VenueStream _ = bybit.account().stream(account)) {
            assertThat(bybit.socket().upgrade().path()).isEqualTo("/v5/private");
            assertThat(bybit.socket().ops()).containsExactly("auth", "subscribe", "subscribe");
            List<JsonNode> logIn = bybit.socket().received().getFirst().args();
            long expires = logIn.get(1).asLong();
            assertThat(expires).isGreaterThan(bybit.clock.now().toEpochMilli());
            assertThat(logIn.getFirst().asString()).isEqualTo("KEY");
            assertThat(logIn.getLast().asString())
                    .isEqualTo(
                            new BybitSigner(new VenueCredentials("KEY", "SECRET", ""))
                                    .logIn(expires));
            assertThat(args(bybit.socket().received().get(1))).containsExactly("dcp.future");
            assertThat(args(bybit.socket().received().getLast()))
                    .containsExactly("order", "execution", "position", "wallet");
        }
    }

    @Test
    void aRefusedLogInIsTriedAgainLater() {
        bybit.refused = "auth";
        try (VenueStream stream = bybit.account().stream(account)) {
            assertThat(bybit.socket().ops()).containsExactly("auth");
            bybit.refused = "";
            bybit.clock.advance(Duration.ofSeconds(2));
            pump(stream);
            assertThat(bybit.socket().ops()).containsExactly("auth", "subscribe", "subscribe");
            assertThat(account.told).containsExactly("gap");
        }
    }

    @Test
    void aLostConnectionIsOpenedAgainLoggedInAndToldAsAGap() {
        try (VenueStream stream = bybit.account().stream(account)) {
            bybit.socket().push(orders(Rows.order("o1", "New", "0", "")));
            stream.fence();
            bybit.socket().socket().close(GOING_AWAY, "bye");
            stream.fence();
            pump(stream);
            assertThat(bybit.sockets).hasSize(2);
            assertThat(bybit.socket().ops()).containsExactly("auth", "subscribe", "subscribe");
            assertThat(account.told).containsExactly("order o1 NEW", "gap");
        }
    }

    @Test
    void aSilentConnectionIsPingedAndGivenUp() {
        try (VenueStream stream = openMarket()) {
            bybit.clock.advance(Duration.ofSeconds(19));
            pump(stream);
            stream.fence();
            assertThat(bybit.socket().ops()).contains("ping");
            bybit.mute = true;
            bybit.clock.advance(Duration.ofSeconds(19));
            pump(stream);
            assertThat(bybit.sockets).hasSize(1);
            bybit.mute = false;
            bybit.clock.advance(Duration.ofSeconds(11));
            pump(stream);
            assertThat(bybit.sockets).hasSize(2);
            assertThat(market.told).contains("gap");
        }
    }

    @Test
    void aFillIsToldOnceWithTheNewestStateOfItsOrder() {
        try (VenueStream stream = bybit.account().stream(account)) {
            bybit.socket().push(orders(Rows.order("o1", "New", "0", "")));
            bybit.socket().push(executions(Rows.execution("e1", "o1", "100", "1", "")));
            bybit.socket().push(executions(Rows.execution("e1", "o1", "100", "1", "")));
            bybit.socket().push(orders(Rows.order("o1", "New", "0", "")));
            bybit.socket().push(executions(Rows.execution("e2", "o1", "102", "0", "")));
            bybit.socket().push(orders(Rows.order("o1", "Filled", "2", "")));
            stream.fence();
            pump(stream);
            assertThat(account.told)
                    .containsExactly(
                            "order o1 NEW",
                            "fill e1 1 of 2 at 100 PARTIALLY_FILLED USER",
                            "fill e2 2 of 2 at 101 FILLED USER",
                            "order o1 FILLED");
        }
    }

    @Test
    void forcedClosuresAndPaymentsAreToldApart() {
        try (VenueStream stream = bybit.account().stream(account)) {
            bybit.socket()
                    .push(
                            executions(
                                    Rows.execution("b", "o1", "95", "1", "")
                                            .replace("\"Trade\"", "\"BustTrade\""),
                                    Rows.execution("a", "o2", "95", "1", "")
                                            .replace("\"Trade\"", "\"AdlTrade\""),
                                    Rows.execution(
                                            "l",
                                            "o3",
                                            "95",
                                            "1",
                                            ",\"createType\":\"CreateByLiq\""),
                                    Rows.execution("n", "o4", "95", "1", "")
                                            .replace("\"Trade\"", "\"NewWord\""),
                                    Rows.execution("f", "", "95", "0", "")
                                            .replace("\"Trade\"", "\"Funding\"")));
            bybit.socket().push(executions(Rows.execution("x", "o5", "95", "1", "")));
            stream.fence();
            pump(stream);
            assertThat(account.told)
                    .containsExactly(
                            "fill b 1 of 2 at 95 PARTIALLY_FILLED LIQUIDATION",
                            "fill a 1 of 2 at 95 PARTIALLY_FILLED ADL",
                            "fill l 1 of 2 at 95 PARTIALLY_FILLED LIQUIDATION",
                            "fill n 1 of 2 at 95 PARTIALLY_FILLED USER",
                            "funding BTCUSDT -0.06",
                            "fill x 1 of 2 at 95 PARTIALLY_FILLED USER");
        }
    }

    @Test
    void conditionalOrdersPositionsAndBalancesAreTold() {
        bybit.forget("GET /v5/account/info")
                .answer("GET /v5/account/info", "{\"marginMode\":\"ISOLATED_MARGIN\"}");
        try (VenueStream stream = bybit.account().stream(account)) {
            String stop = ",\"stopOrderType\":\"Stop\",\"triggerDirection\":2";
            bybit.socket().push(orders(Rows.order("s1", "Untriggered", "0", stop)));
            bybit.socket().push(orders(Rows.order("s1", "Triggered", "0", stop)));
            bybit.socket().push(orders(Rows.order("s1", "New", "0", stop)));
            bybit.socket().push(orders(Rows.order("s2", "Deactivated", "0", stop)));
            bybit.socket()
                    .push(
                            "{\"topic\":\"position\",\"data\":[%s]}"
                                    .formatted(Rows.position("Sell", 0)));
            bybit.socket()
                    .push(
                            "{\"topic\":\"wallet\",\"data\":[{\"coin\":[{\"coin\":\"USDT\","
                                    + "\"walletBalance\":\"50\",\"equity\":\"49\"}]}]}");
            bybit.socket().push("{\"topic\":\"greeks\",\"data\":[{\"gamma\":\"1\"}]}");
            stream.fence();
            pump(stream);
            assertThat(account.told)
                    .containsExactly(
                            "trigger TAKE_PROFIT WAITING",
                            "trigger TAKE_PROFIT TRIGGERED",
                            "trigger TAKE_PROFIT TRIGGERED",
                            "order s1 NEW",
                            "trigger TAKE_PROFIT CANCELED",
                            "position -3 isolated 24",
                            "balance 50");
        }
    }

    @Test
    void aFrameThatCannotBeUsedIsAGapAndTheStreamLives() {
        try (VenueStream stream = bybit.account().stream(account)) {
            bybit.socket().push("no JSON");
            bybit.socket().push("{\"topic\":\"order\",\"data\":[{\"orderId\":\"\"}]}");
            bybit.socket().push("{\"topic\":\"execution\",\"data\":[{\"execId\":[]}]}");
            bybit.socket().push(orders(Rows.order("o1", "Brand new", "0", "")));
            stream.fence();
            pump(stream);
            assertThat(account.told).containsExactly("gap", "gap", "gap", "order o1 UNKNOWN");
        }
    }

    private VenueStream openMarket() {
        return bybit.venue.market(Set.of("BTCUSDT"), market);
    }

    private static void pump(VenueStream stream) {
        for (int i = 0; i < 10; i++) {
            stream.pump();
        }
    }

    private static List<String> args(Command command) {
        return command.args().stream().map(JsonNode::asString).toList();
    }

    private static String orders(String... rows) {
        return "{\"topic\":\"order\",\"data\":[" + String.join(",", rows) + "]}";
    }

    private static String executions(String... rows) {
        return "{\"topic\":\"execution\",\"data\":[" + String.join(",", rows) + "]}";
    }

    private static String ticker(String type, String words) {
        return """
        {"topic":"tickers.BTCUSDT","type":"%s","data":{"symbol":"BTCUSDT",%s},"ts":7}"""
                .formatted(type, words);
    }

    private static String trade(String id, String side) {
        return """
        {"topic":"publicTrade.BTCUSDT","type":"snapshot","ts":7,"data":[{"T":6,"s":"BTCUSDT",\
        "S":"%s","v":"0.001","p":"100","i":"%s","BT":false}]}"""
                .formatted(side, id);
    }

    private static String liquidation(String positionSide) {
        return """
        {"topic":"allLiquidation.BTCUSDT","type":"snapshot","ts":7,"data":[{"T":6,"s":"BTCUSDT",\
        "S":"%s","v":"2","p":"95"}]}"""
                .formatted(positionSide);
    }

    private static String book(String type, long number) {
        return """
        {"topic":"orderbook.50.BTCUSDT","type":"%s","ts":7,"data":{"s":"BTCUSDT",\
        "b":[["99","%d"]],"a":[["101","1"]],"u":%d,"seq":1},"cts":6}"""
                .formatted(type, number, number);
    }
}
