package io.leverageguard.venues.okx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.leverageguard.venues.BookUpdate;
import io.leverageguard.venues.Reports.BalanceReport;
import io.leverageguard.venues.Reports.FillReport;
import io.leverageguard.venues.Reports.LiquidationPrint;
import io.leverageguard.venues.Reports.MarkUpdate;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.OrderStatus;
import io.leverageguard.venues.Reports.PositionReport;
import io.leverageguard.venues.Reports.PositionSide;
import io.leverageguard.venues.Reports.QuoteUpdate;
import io.leverageguard.venues.Reports.TradePrint;
import io.leverageguard.venues.Triggers.TriggerReport;
import io.leverageguard.venues.VenueError;
import io.leverageguard.venues.VenueStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OkxStreamTest {
    private static final String PUBLIC = "/ws/v5/public";
    private static final String PRIVATE = "/ws/v5/private";
    private static final String BUSINESS = "/ws/v5/business";

    private final FakeOkx okx = new FakeOkx();
    private final Told told = new Told();

    @Test
    void everyChannelOfAContractIsSubscribedInOneGo() {
        try (VenueStream _ = market()) {
            assertThat(okx.socket(PUBLIC).received())
                    .singleElement()
                    .asString()
                    .startsWith("{\"op\":\"subscribe\",\"args\":[{\"channel\":\"trades\"")
                    .contains("{\"channel\":\"books\",\"instId\":\"BTC-USDT-SWAP\"}")
                    .contains("{\"channel\":\"index-tickers\",\"instId\":\"BTC-USDT\"}")
                    .contains("{\"channel\":\"liquidation-orders\",\"instType\":\"SWAP\"}");
        }
    }

    @Test
    void accountLogsInFirstOnBothOfItsSockets() {
        try (VenueStream _ = okx.account().stream(told)) {
            String login =
                    OkxMessages.write(
                            new OkxEvent.Command<>(
                                    null,
                                    "login",
                                    List.of(
                                            new OkxSigner(FakeOkx.CREDENTIALS)
                                                    .login(okx.clock.now()))));
            assertThat(okx.socket(PRIVATE).received()).hasSize(2).first().isEqualTo(login);
            assertThat(okx.socket(BUSINESS).received()).hasSize(2).first().isEqualTo(login);
            assertThat(okx.socket(PRIVATE).received().getLast())
                    .contains("\"orders\"", "\"positions\"", "\"account\"");
            assertThat(okx.socket(BUSINESS).received().getLast()).contains("\"orders-algo\"");
        }
    }

    @Test
    void logInUsesTheVenuesClock() {
        okx.ahead = Duration.ofSeconds(100);
        try (VenueStream _ = okx.account().stream(told)) {
            assertThat(okx.socket(PRIVATE).received().getFirst())
                    .contains("\"timestamp\":\"" + okx.now() / 1000 + "\"");
        }
    }

    @Test
    void refusedLogInIsTriedAgainLaterAndThenToldAsAGap() {
        okx.login = "60009";
        try (VenueStream stream = okx.account().stream(told)) {
            assertThat(okx.socket(PRIVATE).isClosed()).isTrue();
            okx.login = "0";
            settle(stream);
            okx.clock.advance(Duration.ofSeconds(2));
            settle(stream);
            assertThat(okx.socket(PRIVATE).isClosed()).isFalse();
            assertThat(told.lines).contains("gap");
        }
    }

    @Test
    void publicEventsAreToldInBaseUnits() {
        try (VenueStream stream = market()) {
            push(
                    "trades",
                    "{\"instId\":\"BTC-USDT-SWAP\",\"tradeId\":\"7\",\"px\":\"116830\","
                            + "\"sz\":\"2.5\",\"side\":\"sell\",\"ts\":\"1760130000000\"}");
            push(
                    "bbo-tbt",
                    "{\"asks\":[[\"116831\",\"3\",\"0\",\"1\"]],\"bids\":[[\"116830\",\"200\","
                            + "\"0\",\"2\"]],\"ts\":\"1760130000000\",\"seqId\":5}");
            okx.socket(PUBLIC)
                    .push(
                            "{\"arg\":{\"channel\":\"liquidation-orders\",\"instType\":\"SWAP\"},"
                                    + "\"data\":[{\"instId\":\"BTC-USDT-SWAP\",\"details\":["
                                    + "{\"side\":\"sell\",\"posSide\":\"net\",\"bkPx\":\"101000\","
                                    + "\"sz\":\"12.5\",\"ts\":\"1760130000000\"}]},"
                                    + "{\"instId\":\"DOGE-USDT-SWAP\",\"details\":[]},"
                                    + "{\"instId\":\"BTC-USD-SWAP\",\"details\":[]}]}");
            settle(stream);
            assertThat(told.lines).containsExactly("trade 7", "quote 116830", "liquidation LONG");
            assertThat(told.last(TradePrint.class).quantity()).isEqualTo("0.025");
            assertThat(told.last(TradePrint.class).buyerMaker()).isTrue();
            assertThat(told.last(QuoteUpdate.class).bidQuantity()).isEqualTo("2");
            assertThat(told.last(LiquidationPrint.class).quantity()).isEqualTo("0.125");
        }
    }

    @Test
    void markIsToldOnceIndexAndFundingAreKnown() {
        try (VenueStream stream = market()) {
            String mark =
                    "{\"instId\":\"BTC-USDT-SWAP\",\"markPx\":\"116830\",\"ts\":\"1760130000000\"}";
            push("mark-price", mark);
            push(
                    "funding-rate",
                    "{\"instId\":\"BTC-USDT-SWAP\",\"fundingRate\":\"0.0001\","
                            + "\"fundingTime\":\"1760140800000\",\"ts\":\"1760130000000\"}");
            push("mark-price", mark);
            okx.socket(PUBLIC)
                    .push(
                            "{\"arg\":{\"channel\":\"index-tickers\",\"instId\":\"BTC-USDT\"},"
                                    + "\"data\":[{\"instId\":\"BTC-USDT\",\"idxPx\":\"116820\","
                                    + "\"ts\":\"1\"}]}");
            push("mark-price", mark);
            settle(stream);
            assertThat(told.lines).containsExactly("mark 116830");
            assertThat(told.last(MarkUpdate.class).index()).isEqualTo("116820");
            assertThat(told.last(MarkUpdate.class).fundingRate()).isEqualTo("0.0001");
        }
    }

    @Test
    void bookIsKeptAndBegunAnewWithTheConnectionWhenAFrameIsMissing() {
        try (VenueStream stream = market()) {
            push("books", "snapshot", book(-1, 10, "[\"100\",\"5\",\"0\",\"1\"]"));
            push("books", "update", book(10, 11, "[\"100\",\"0\",\"0\",\"0\"]"));
            push("books", "update", book(11, 11, ""));
            settle(stream);
            assertThat(told.lines).containsExactly("book 10 whole", "book 11");
            assertThat(told.last(BookUpdate.class).bids().getFirst().quantity()).isZero();
            push("books", "update", book(13, 14, "[\"99\",\"1\",\"0\",\"1\"]"));
            settle(stream);
            assertThat(okx.sockets).hasSize(2);
            assertThat(told.lines)
                    .containsExactly("book 10 whole", "book 11", "book 0 whole", "gap");
            push("books", "snapshot", book(-1, 20, "[\"98\",\"2\",\"0\",\"1\"]"));
            settle(stream);
            assertThat(told.lines.getLast()).isEqualTo("book 20 whole");
            assertThat(told.last(BookUpdate.class).bids().getFirst().quantity()).isEqualTo("0.02");
        }
    }

    @Test
    void fillsAreToldOnceWithTheFeeAsPaid() {
        try (VenueStream stream = okx.account().stream(told)) {
            orders(order("live", "", "0"));
            orders(order("filled", "41", "3"));
            orders(order("filled", "41", "3"));
            settle(stream);
            assertThat(told.lines).containsExactly("order c1 NEW", "fill 41 USER");
            FillReport fill = told.last(FillReport.class);
            assertThat(fill.quantity()).isEqualTo("0.03");
            assertThat(fill.fee()).isEqualTo("1.5");
            assertThat(fill.realizedPnl()).isEqualTo("-2.5");
            assertThat(fill.maker()).isFalse();
            assertThat(told.last(OrderReport.class).status()).isEqualTo(OrderStatus.FILLED);
        }
    }

    @Test
    void forcedClosuresAreToldAsWhatTheyAre() {
        try (VenueStream stream = okx.account().stream(told)) {
            orders(order("filled", "-9", "3").replace("normal", "full_liquidation"));
            orders(order("filled", "-10", "3").replace("normal", "adl"));
            orders(order("filled", "12", "3").replace("normal", "something_new"));
            settle(stream);
            assertThat(told.lines)
                    .containsExactly("fill -9 LIQUIDATION", "fill -10 ADL", "fill 12 USER");
        }
    }

    @Test
    void orderWithoutAnIdOfItsOwnersIsCalledByTheVenuesNumber() {
        try (VenueStream stream = okx.account().stream(told)) {
            orders(order("canceled", "", "0").replace("\"c1\"", "\"\""));
            settle(stream);
            assertThat(told.lines).containsExactly("order 680800019749904384 CANCELED");
        }
    }

    @Test
    void positionsAreToldInBaseUnits() {
        try (VenueStream stream = okx.account().stream(told)) {
            pushPrivate("positions", position("-5"));
            settle(stream);
            assertThat(told.lines).containsExactly("account positions");
            PositionReport position = told.last(PositionReport.class);
            assertThat(position.quantity()).isEqualTo("-0.05");
            assertThat(position.isolatedWallet()).isEqualTo("600");
            assertThat(position.leverage()).isEqualTo(10);
            assertThat(position.liquidationPrice()).isNull();
            assertThat(position.positionSide()).isNull();
        }
    }

    @Test
    void fundingIsAnEventWhoseAmountTheLedgerHas() {
        String paid =
                "{\"instId\":\"BTC-USDT-SWAP\",\"billId\":\"5\",\"type\":\"8\",\"balChg\":"
                        + "\"-1.25\",\"ts\":\"1760130000000\"}";
        String event = "{\"eventType\":\"funding_fee\",\"pTime\":\"1760130000000\"}";
        try (VenueStream stream = okx.account().stream(told)) {
            okx.rows("GET /api/v5/account/bills", paid);
            pushPrivate("balance_and_position", event);
            pushPrivate("balance_and_position", event);
            settle(stream);
            assertThat(told.lines).containsExactly("funding BTCUSDT -1.25");
            assertThat(FakeOkx.params(okx.to("GET /api/v5/account/bills").getFirst()))
                    .containsEntry("type", "8");
            okx.forget("GET /api/v5/account/bills").rows("GET /api/v5/account/bills");
            pushPrivate("balance_and_position", event);
            settle(stream);
            assertThat(told.lines.getLast()).as("compare later").isEqualTo("gap");
        }
    }

    @Test
    void legsOfAHedgedPositionHaveTheirSigns() {
        try (VenueStream stream = okx.account().stream(told)) {
            okx.socket(PRIVATE)
                    .push(
                            "{\"arg\":{\"channel\":\"positions\"},\"data\":["
                                    + position("5").replace("net", "short")
                                    + ","
                                    + position("7").replace("net", "long")
                                    + "]}");
            settle(stream);
            assertThat(told.reports)
                    .extracting(
                            report -> ((PositionReport) report).quantity().toPlainString(),
                            report -> ((PositionReport) report).positionSide())
                    .containsExactly(
                            tuple("-0.05", PositionSide.SHORT), tuple("0.07", PositionSide.LONG));
        }
    }

    @Test
    void balanceHasIsolatedMarginsAndNoUnrealisedProfit() {
        try (VenueStream stream = okx.account().stream(told)) {
            okx.socket(PRIVATE)
                    .push(
                            "{\"arg\":{\"channel\":\"account\"},\"data\":[{\"uTime\":\"1\","
                                    + "\"details\":[{\"ccy\":\"USDT\",\"eq\":\"1050\",\"upl\":"
                                    + "\"50\",\"cashBal\":\"800\",\"availEq\":\"700\"}]}]}");
            settle(stream);
            assertThat(told.last(BalanceReport.class).wallet()).isEqualTo("1000");
            assertThat(told.last(BalanceReport.class).available()).isEqualTo("700");
        }
    }

    @Test
    void conditionalOrdersAreToldFromTheBusinessSocket() {
        try (VenueStream stream = okx.account().stream(told)) {
            okx.socket(BUSINESS)
                    .push(
                            "{\"arg\":{\"channel\":\"orders-algo\"},\"data\":[{\"instId\":"
                                    + "\"BTC-USDT-SWAP\",\"algoId\":\"5\",\"algoClOrdId\":\"t1\","
                                    + "\"ordType\":\"conditional\",\"side\":\"sell\",\"state\":"
                                    + "\"effective\",\"sz\":\"2\",\"slTriggerPx\":\"90000\","
                                    + "\"ordIdList\":[\"77\"],\"uTime\":\"1\"}]}");
            settle(stream);
            assertThat(told.lines).containsExactly("trigger t1 TRIGGERED");
            assertThat(told.last(TriggerReport.class).venueOrderId()).isEqualTo("77");
        }
    }

    @Test
    void frameThatCannotBeUsedIsAGapAndTheStreamGoesOn() {
        try (VenueStream stream = market()) {
            push("trades", "{\"instId\":\"BTC-USDT-SWAP\",\"tradeId\":\"7\"}");
            okx.socket(PUBLIC).push("{\"arg\":{\"channel\":\"trades\"},\"data\":\"x\"}");
            okx.socket(PUBLIC).push("<html>");
            push(
                    "trades",
                    "{\"instId\":\"BTC-USDT-SWAP\",\"tradeId\":\"8\",\"px\":\"1\",\"sz\":\"1\","
                            + "\"side\":\"buy\",\"ts\":\"1\"}");
            settle(stream);
            assertThat(told.lines).containsExactly("gap", "gap", "gap", "trade 8");
        }
    }

    @Test
    void lossIsToldAndTheStreamSubscribesAgain() {
        try (VenueStream stream = market()) {
            okx.socket(PUBLIC).drop();
            settle(stream);
            assertThat(okx.sockets).hasSize(2);
            assertThat(okx.socket(PUBLIC).received()).hasSize(1);
            assertThat(told.lines).containsExactly("gap");
        }
    }

    @Test
    void noticeOfAClosingConnectionIsFollowed() {
        try (VenueStream stream = market()) {
            okx.socket(PUBLIC)
                    .push(
                            "{\"event\":\"notice\",\"code\":\"64008\",\"msg\":\"The connection will"
                                    + " soon be closed for a service upgrade.\"}");
            settle(stream);
            assertThat(okx.sockets).hasSize(2);
            assertThat(told.lines).containsExactly("gap");
        }
    }

    @Test
    void pingIsSaidBeforeThirtySecondsOfSilenceAndSilenceEndsTheConnection() {
        try (VenueStream stream = market()) {
            okx.clock.advance(Duration.ofSeconds(21));
            settle(stream);
            assertThat(okx.socket(PUBLIC).received()).last().isEqualTo("ping");
            settle(stream);
            okx.mute = true;
            okx.clock.advance(Duration.ofSeconds(21));
            stream.pump();
            okx.clock.advance(Duration.ofSeconds(11));
            stream.pump();
            assertThat(okx.sockets.getFirst().isClosed()).isTrue();
        }
    }

    @Test
    void fenceWaitsForThePong() {
        try (VenueStream stream = market()) {
            stream.fence();
            assertThat(okx.socket(PUBLIC).received()).last().isEqualTo("ping");
            okx.mute = true;
            assertThatThrownBy(stream::fence).isInstanceOf(VenueError.class);
        }
    }

    private VenueStream market() {
        return okx.venue.market(Set.of("BTCUSDT"), told);
    }

    private static void settle(VenueStream stream) {
        for (int i = 0; i < 100 && stream.pump() > 0; i++) {
            assertThat(i).as("settles").isLessThan(99);
        }
    }

    private void push(String channel, String row) {
        push(channel, "", row);
    }

    private void push(String channel, String action, String row) {
        okx.socket(PUBLIC)
                .push(
                        ("{\"arg\":{\"channel\":\"%s\",\"instId\":\"BTC-USDT-SWAP\"},"
                                        + "%s\"data\":[%s]}")
                                .formatted(
                                        channel,
                                        action.isEmpty() ? "" : "\"action\":\"" + action + "\",",
                                        row));
    }

    private void orders(String row) {
        pushPrivate("orders", row);
    }

    private void pushPrivate(String channel, String row) {
        okx.socket(PRIVATE)
                .push("{\"arg\":{\"channel\":\"%s\"},\"data\":[%s]}".formatted(channel, row));
    }

    private static String book(long previous, long last, String bid) {
        return ("{\"asks\":[],\"bids\":[%s],\"ts\":\"1\",\"checksum\":0,"
                        + "\"prevSeqId\":%d,\"seqId\":%d}")
                .formatted(bid, previous, last);
    }

    private static String order(String state, String tradeId, String filled) {
        return """
        {"instId":"BTC-USDT-SWAP","ordId":"680800019749904384","clOrdId":"c1","side":"buy",\
        "ordType":"market","sz":"3","px":"","state":"%s","category":"normal","tradeId":"%s",\
        "accFillSz":"%s","fillSz":"%s","fillPx":"116830","avgPx":"116830","fillFee":"-1.5",\
        "fillFeeCcy":"USDT","fillPnl":"-2.5","execType":"T","reduceOnly":"false",\
        "fillTime":"1760130000000","cTime":"1760130000000","uTime":"1760130000001"}\
        """
                .formatted(state, tradeId, filled, filled);
    }

    private static String position(String size) {
        return """
        {"instId":"BTC-USDT-SWAP","posId":"1","posSide":"net","mgnMode":"isolated","pos":"%s",\
        "avgPx":"116830","upl":"1","margin":"600","lever":"10","liqPx":"",\
        "uTime":"1760130000000"}\
        """
                .formatted(size);
    }
}
