package io.leverageguard.venues.okx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.leverageguard.venues.Reports.CommandOutcome;
import io.leverageguard.venues.Reports.FillReport;
import io.leverageguard.venues.Reports.IncomeReport;
import io.leverageguard.venues.Reports.KeyRights;
import io.leverageguard.venues.Reports.OrderSide;
import io.leverageguard.venues.Reports.PositionSide;
import io.leverageguard.venues.Triggers.PriceSource;
import io.leverageguard.venues.Triggers.TriggerKind;
import io.leverageguard.venues.Triggers.TriggerOutcome;
import io.leverageguard.venues.Triggers.TriggerReport;
import io.leverageguard.venues.Triggers.TriggerRequest;
import io.leverageguard.venues.Triggers.TriggerState;
import io.leverageguard.venues.VenueAccount;
import io.leverageguard.venues.VenueError;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OkxSettingsTest {
    private final FakeOkx okx = new FakeOkx();
    private final VenueAccount account = okx.account();

    @Test
    void conditionalOrderKeepsItsIdAndClosesTheWholePositionWithoutAQuantity() {
        String path = "POST /api/v5/trade/order-algo";
        okx.rows(path, "{\"algoId\":\"5\",\"algoClOrdId\":\"t1\",\"sCode\":\"0\",\"sMsg\":\"\"}");
        TriggerRequest request =
                new TriggerRequest(
                        "BTCUSDT",
                        "t1",
                        OrderSide.SELL,
                        TriggerKind.TAKE_PROFIT,
                        PriceSource.MARK,
                        new BigDecimal("130000"),
                        null,
                        null,
                        null,
                        true,
                        PositionSide.LONG);
        assertThat(account.placeTrigger(request))
                .isInstanceOfSatisfying(
                        TriggerOutcome.Accepted.class,
                        accepted ->
                                assertThat(accepted.trigger())
                                        .returns("5", TriggerReport::venueTriggerId)
                                        .returns(TriggerState.WAITING, TriggerReport::state));
        assertThat(FakeOkx.body(okx.to(path).getFirst()))
                .isEqualTo(
                        "{\"instId\":\"BTC-USDT-SWAP\",\"tdMode\":\"cross\",\"side\":\"sell\","
                                + "\"posSide\":\"long\",\"ordType\":\"conditional\","
                                + "\"algoClOrdId\":\"t1\",\"closeFraction\":\"1\","
                                + "\"reduceOnly\":true,\"tpTriggerPx\":\"130000\","
                                + "\"tpTriggerPxType\":\"mark\",\"tpOrdPx\":\"-1\"}");
        okx.forget(path).hang(path);
        assertThat(account.placeTrigger(request)).isInstanceOf(TriggerOutcome.Unknown.class);
        okx.forget(path)
                .rows(path, "{\"algoId\":\"\",\"sCode\":\"51280\",\"sMsg\":\"SL trigger\"}");
        assertThat(account.placeTrigger(request))
                .isEqualTo(new TriggerOutcome.Rejected("51280", "SL trigger"));
    }

    @Test
    void waitingConditionalOrdersAreAskedForByType() {
        okx.on(
                "GET /api/v5/trade/orders-algo-pending",
                call ->
                        FakeOkx.reply(
                                200,
                                FakeOkx.done(
                                        algo(FakeOkx.params(call).getOrDefault("ordType", "")))));
        assertThat(account.openTriggers())
                .extracting(TriggerReport::kind)
                .containsExactly(TriggerKind.STOP, TriggerKind.STOP, TriggerKind.TRAILING);
        okx.refuse("GET /api/v5/trade/order-algo", "51603", "Order does not exist");
        assertThat(account.trigger("BTCUSDT", "t1")).isEmpty();
        okx.rows(
                "POST /api/v5/trade/cancel-algos",
                "{\"algoId\":\"5\",\"sCode\":\"0\",\"sMsg\":\"\"}");
        assertThat(account.cancelTrigger("BTCUSDT", "t1")).isEqualTo(new CommandOutcome.Done());
    }

    @Test
    void leverageOfHedgedIsolatedPositionsIsSetForBothLegs() {
        String path = "POST /api/v5/account/set-leverage";
        okx.rows("GET /api/v5/account/config", "{\"uid\":\"1\",\"posMode\":\"long_short_mode\"}");
        okx.rows(path, "{\"lever\":\"20\"}");
        account.setIsolated("BTCUSDT", true);
        account.setLeverage("BTCUSDT", 20);
        assertThat(okx.to(path))
                .extracting(FakeOkx::body)
                .containsExactly(leverage("long"), leverage("short"));
        assertThat(account.hedgeMode()).isTrue();
    }

    @Test
    void marginModeThatTheVenueRefusesIsTakenBack() {
        String path = "POST /api/v5/account/set-leverage";
        okx.rows("GET /api/v5/account/config", "{\"uid\":\"1\",\"posMode\":\"net_mode\"}");
        okx.refuse(path, "59101", "cancel all pending isolated margin orders first");
        okx.rows(path, "{\"lever\":\"20\"}");
        account.setIsolated("BTCUSDT", true);
        account.setIsolated("BTCUSDT", false);
        assertThatThrownBy(() -> account.setLeverage("BTCUSDT", 20)).isInstanceOf(VenueError.class);
        account.setLeverage("BTCUSDT", 20);
        assertThat(okx.to(path).getLast()).extracting(FakeOkx::body).isEqualTo(leverage("net"));
    }

    @Test
    void marginModeIsNotChangedUnderOrdersThatWaitInTheOther() {
        account.setIsolated("BTCUSDT", true);
        okx.forget("GET /api/v5/trade/orders-pending")
                .rows(
                        "GET /api/v5/trade/orders-pending",
                        "{\"instId\":\"BTC-USDT-SWAP\",\"ordId\":\"1\",\"tdMode\":\"isolated\"}");
        account.setIsolated("BTCUSDT", true);
        assertThatThrownBy(() -> account.setIsolated("BTCUSDT", false))
                .isInstanceOfSatisfying(
                        VenueError.class,
                        e -> assertThat(e.kind()).isEqualTo(VenueError.Kind.REJECTED));
        okx.forget("GET /api/v5/trade/orders-pending")
                .rows("GET /api/v5/trade/orders-pending")
                .forget("GET /api/v5/trade/orders-algo-pending")
                .rows(
                        "GET /api/v5/trade/orders-algo-pending",
                        "{\"instId\":\"BTC-USDT-SWAP\",\"algoId\":\"2\",\"tdMode\":\"isolated\"}");
        assertThatThrownBy(() -> account.setIsolated("BTCUSDT", false))
                .isInstanceOf(VenueError.class);
    }

    @Test
    void marginModeOfAnEarlierProcessIsGoneBy() {
        String path = "POST /api/v5/account/set-leverage";
        okx.rows("GET /api/v5/account/config", "{\"uid\":\"1\",\"posMode\":\"net_mode\"}");
        okx.rows(path, "{\"lever\":\"20\"}");
        account.remember("BTCUSDT", true);
        account.setLeverage("BTCUSDT", 20);
        assertThat(okx.to(path)).extracting(FakeOkx::body).containsExactly(leverage("net"));
    }

    @Test
    void marginIsAddedAndTakenAway() {
        String path = "POST /api/v5/account/position/margin-balance";
        okx.rows(path, "{\"amt\":\"5\"}");
        account.adjustMargin("BTCUSDT", null, new BigDecimal("5"));
        account.adjustMargin("BTCUSDT", PositionSide.SHORT, new BigDecimal("-2.5"));
        assertThat(okx.to(path))
                .extracting(FakeOkx::body)
                .containsExactly(
                        "{\"instId\":\"BTC-USDT-SWAP\",\"posSide\":\"net\",\"type\":\"add\","
                                + "\"amt\":\"5\"}",
                        "{\"instId\":\"BTC-USDT-SWAP\",\"posSide\":\"short\",\"type\":\"reduce\","
                                + "\"amt\":\"2.5\"}");
        okx.forget(path).refuse(path, "59301", "Margin adjustment failed");
        assertThatThrownBy(() -> account.adjustMargin("BTCUSDT", null, BigDecimal.ONE))
                .isInstanceOfSatisfying(
                        VenueError.class,
                        e -> assertThat(e.kind()).isEqualTo(VenueError.Kind.REJECTED));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "read_only | true | false | false",
                "read_only,trade | true | true | false",
                "read_only,withdraw,trade | true | true | true",
                "read_only,earn | true | true | false",
                "'' | false | false | false",
            })
    void rightsOfAKeyAreRead(String perm, boolean reads, boolean trades, boolean withdraws) {
        okx.rows(
                "GET /api/v5/account/config",
                "{\"uid\":\"447\",\"perm\":\"" + perm + "\",\"ip\":\"1.2.3.4\"}");
        assertThat(account.rights())
                .isEqualTo(
                        new KeyRights(
                                "447", reads, trades, withdraws, withdraws, true, Instant.EPOCH));
    }

    @Test
    void fillsAreReadPageByPageOldestFirstAndOnce() {
        String path = "GET /api/v5/trade/fills";
        String[] full =
                IntStream.range(0, 100)
                        .mapToObj(i -> fill(200 - i, 1_760_100_000_000L - i))
                        .toArray(String[]::new);
        okx.rows(path, full);
        okx.rows(path, fill(101, 1_760_100_000_000L - 99), fill(100, 1_760_100_000_000L - 100));
        List<FillReport> fills = account.fills("BTCUSDT", okx.clock.now().minusSeconds(86_400));
        assertThat(fills).hasSize(101);
        assertThat(fills.getFirst())
                .returns("100", FillReport::tradeId)
                .returns(new BigDecimal("0.5"), FillReport::fee);
        assertThat(FakeOkx.params(okx.to(path).getLast())).containsEntry("after", "b101");
        okx.rows("GET /api/v5/trade/fills-history");
        assertThat(account.fills("BTCUSDT", Instant.EPOCH)).isEmpty();
    }

    @Test
    void linesOfTheLedgerHaveWordsAndWhatTheyDid() {
        okx.rows(
                "GET /api/v5/account/bills",
                bill("3", "8", "173", "-1.5", "0"),
                bill("2", "6", "160", "-100", "100"),
                bill("1", "5", "109", "-7", "0"),
                bill("0", "77", "1", "4", "0"));
        Instant now = okx.clock.now();
        assertThat(account.income("BTCUSDT", now.minusSeconds(86_400), now))
                .extracting(IncomeReport::kind, line -> line.amount().intValue())
                .containsExactlyInAnyOrder(
                        tuple("FUNDING_FEE", -1),
                        tuple("MARGIN_TRANSFER", 100),
                        tuple("LIQUIDATION_FEE", -7),
                        tuple("TYPE_77", 4));
    }

    private static String algo(String type) {
        return """
        {"instId":"BTC-USDT-SWAP","algoId":"5","algoClOrdId":"t1","ordType":"%s","side":"sell",\
        "state":"live","sz":"1","slTriggerPx":"90000","cTime":"1","uTime":"1"}\
        """
                .formatted(type);
    }

    private static String leverage(String side) {
        return """
        {"instId":"BTC-USDT-SWAP","lever":"20","mgnMode":"isolated","posSide":"%s"}\
        """
                .formatted(side);
    }

    private static String fill(int id, long at) {
        return """
        {"instId":"BTC-USDT-SWAP","tradeId":"%1$d","ordId":"77","billId":"b%1$d","fillPx":"5",\
        "fillSz":"1","side":"buy","execType":"M","fee":"-0.5","feeCcy":"USDT","ts":"%2$d"}\
        """
                .formatted(id, at);
    }

    private static String bill(
            String id, String type, String subType, String change, String position) {
        return """
        {"instId":"BTC-USDT-SWAP","billId":"%s","type":"%s","subType":"%s","balChg":"%s",\
        "posBalChg":"%s","ccy":"USDT","ts":"1760100000000"}\
        """
                .formatted(id, type, subType, change, position);
    }
}
