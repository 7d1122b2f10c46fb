package io.leverageguard.venues.okx;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.venues.LiquidationFile;
import io.leverageguard.venues.LiquidationFile.Kind;
import io.leverageguard.venues.LiquidationFile.NormalizedLiquidation;
import io.leverageguard.venues.LiquidationFile.RawEvidence;
import io.leverageguard.venues.Reports.Closure;
import io.leverageguard.venues.Reports.IncomeReport;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.PositionSide;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class OkxLiquidationsTest {
    private static final String ID = "680800019749904384";
    private static final String ORDER = "GET /api/v5/trade/order";
    private static final String HISTORY = "GET /api/v5/trade/orders-history";
    private static final String CLOSED = "GET /api/v5/account/positions-history";

    private final FakeOkx okx = new FakeOkx();
    private final Instant from = okx.clock.now().minusSeconds(86_400);
    private final Instant to = okx.clock.now();

    @Test
    void fullLiquidationIsProvenByItsCategoryItsListItsMoneyAndThePosition() {
        script("full_liquidation", "3", "-30");
        LiquidationFile file = collect();
        NormalizedLiquidation liquidation = Objects.requireNonNull(file.liquidation());
        assertThat(liquidation)
                .returns("okx", NormalizedLiquidation::venue)
                .returns("447", NormalizedLiquidation::accountUid)
                .returns("BTCUSDT", NormalizedLiquidation::symbol)
                .returns(PositionSide.LONG, NormalizedLiquidation::positionSide)
                .returns(Kind.FULL, NormalizedLiquidation::kind)
                .returns(Closure.LIQUIDATION, NormalizedLiquidation::closure)
                .returns(true, NormalizedLiquidation::listedAsLiquidation)
                .returns(new BigDecimal("0.05"), NormalizedLiquidation::quantity)
                .returns(new BigDecimal("-500"), NormalizedLiquidation::realizedPnl)
                .returns(new BigDecimal("2.5"), NormalizedLiquidation::fees)
                .returns(new BigDecimal("-1"), NormalizedLiquidation::funding)
                .returns(new BigDecimal("30"), NormalizedLiquidation::liquidationFee);
        assertThat(liquidation.fills()).hasSize(2).allMatch(fill -> fill.tradeId().startsWith("-"));
        BigDecimal booked =
                liquidation.income().stream()
                        .map(IncomeReport::amount)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(booked).as("profit, fees, funding and penalty").isEqualTo("-533.5");
    }

    @Test
    void everyAnswerIsKeptAsReceivedAndWithoutTheKey() {
        script("full_liquidation", "3", "-30");
        List<RawEvidence> evidence = collect().evidence();
        assertThat(evidence)
                .extracting(RawEvidence::source)
                .containsExactly(
                        ORDER,
                        HISTORY,
                        HISTORY,
                        HISTORY,
                        CLOSED,
                        "GET /api/v5/trade/fills",
                        "GET /api/v5/account/bills",
                        "GET /api/v5/account/config");
        assertThat(evidence)
                .allSatisfy(
                        answer -> {
                            assertThat(answer.request()).doesNotContain("KEY", "PASS", "SIGN");
                            assertThat(answer.body()).startsWith("{\"code\":\"0\"");
                        });
    }

    @Test
    void partialLiquidationAndDeleveragingAreToldApart() {
        script("partial_liquidation", "4", "-30");
        assertThat(liquidation())
                .returns(Kind.PARTIAL, NormalizedLiquidation::kind)
                .returns(true, NormalizedLiquidation::listedAsLiquidation);
        script("adl", "5", "0");
        assertThat(liquidation())
                .returns(Kind.ADL, NormalizedLiquidation::kind)
                .returns(Closure.ADL, NormalizedLiquidation::closure)
                .returns(false, NormalizedLiquidation::listedAsLiquidation);
    }

    @Test
    void ownersOwnOrderIsNoLiquidation() {
        script("normal", "2", "0");
        assertThat(liquidation())
                .returns(Kind.USER, NormalizedLiquidation::kind)
                .returns(Closure.USER, NormalizedLiquidation::closure)
                .returns(false, NormalizedLiquidation::listedAsLiquidation);
    }

    @Test
    void orderThatNoListHasIsNotProven() {
        script("full_liquidation", "3", "-30");
        okx.forget(HISTORY).rows(HISTORY);
        assertThat(liquidation())
                .returns(Kind.USER, NormalizedLiquidation::kind)
                .returns(false, NormalizedLiquidation::listedAsLiquidation);
    }

    @Test
    void penaltyOfSeveralClosingsTogetherIsTakenFromTheLedger() {
        script("partial_liquidation", "3", "-99");
        okx.forget(CLOSED).rows(CLOSED, closed("3", "-99", "8"));
        assertThat(liquidation().liquidationFee()).isEqualTo("30");
    }

    @Test
    void orderThatTheVenueHasForgottenIsFoundInItsLists() {
        script("full_liquidation", "3", "-30");
        okx.forget(ORDER).refuse(ORDER, "51603", "Order does not exist");
        assertThat(liquidation()).returns(Kind.FULL, NormalizedLiquidation::kind);
    }

    @Test
    void orderThatTheVenueDoesNotKnowLeavesEvidenceAlone() {
        script("full_liquidation", "3", "-30");
        okx.forget(ORDER).refuse(ORDER, "51603", "Order does not exist");
        okx.forget(HISTORY).rows(HISTORY);
        LiquidationFile file = collect();
        assertThat(file.liquidation()).isNull();
        assertThat(file.evidence()).hasSize(4);
    }

    @Test
    void whatIsOlderThanAWeekIsAskedOfTheArchives() {
        script("full_liquidation", "3", "-30");
        String archive = "GET /api/v5/trade/orders-history-archive";
        okx.rows(archive, order("full_liquidation"));
        okx.rows("GET /api/v5/account/bills-archive");
        okx.account().liquidation("BTCUSDT", ID, to.minusSeconds(30 * 86_400), to);
        assertThat(okx.to(archive)).hasSize(3);
        assertThat(okx.to(HISTORY)).isEmpty();
    }

    @Test
    void forcedOrdersAreListedOldestFirst() {
        okx.on(
                HISTORY,
                call -> {
                    String category = FakeOkx.params(call).getOrDefault("category", "");
                    return FakeOkx.reply(
                            200,
                            FakeOkx.done(
                                    order(category)
                                            .replace(
                                                    "1760100000000",
                                                    category.equals("adl") ? "1" : "2")));
                });
        assertThat(okx.account().forcedOrders(from))
                .extracting(OrderReport::closure)
                .containsExactly(Closure.ADL, Closure.LIQUIDATION, Closure.LIQUIDATION);
    }

    private LiquidationFile collect() {
        return okx.account().liquidation("BTCUSDT", ID, from, to);
    }

    private NormalizedLiquidation liquidation() {
        return Objects.requireNonNull(collect().liquidation());
    }

    private void script(String category, String type, String penalty) {
        List<String> endpoints =
                List.of(
                        ORDER,
                        HISTORY,
                        CLOSED,
                        "GET /api/v5/trade/fills",
                        "GET /api/v5/account/bills",
                        "GET /api/v5/account/config");
        endpoints.forEach(okx::forget);
        okx.clock.advance(Duration.ofSeconds(5));
        okx.rows(ORDER, order(category));
        okx.rows(HISTORY, order(category));
        okx.rows(CLOSED, closed(type, penalty, "5"));
        okx.rows("GET /api/v5/trade/fills", fill("-4", "2"), fill("-3", "3"));
        String[] bills = {
            bill("5", "109", "-30", ID, ""),
            bill("5", "104", "-302.5", ID, "-4"),
            bill("5", "104", "-200", ID, "-3"),
            bill("8", "173", "-1", "", ""),
            bill("2", "1", "-9", "99", "12"),
        };
        String[] own = Arrays.copyOfRange(bills, penalty.equals("0") ? 1 : 0, bills.length);
        okx.rows("GET /api/v5/account/bills", own);
        okx.rows("GET /api/v5/account/config", "{\"uid\":\"447\",\"perm\":\"read_only\"}");
    }

    private static String order(String category) {
        return """
        {"instId":"BTC-USDT-SWAP","ordId":"%s","clOrdId":"","side":"sell","ordType":"market",\
        "sz":"5","px":"","state":"filled","category":"%s","accFillSz":"5","avgPx":"101000",\
        "posSide":"net","reduceOnly":"true","cTime":"1760100000000","uTime":"1760100000002"}\
        """
                .formatted(ID, category);
    }

    private static String closed(String type, String penalty, String total) {
        return """
        {"instId":"BTC-USDT-SWAP","type":"%s","closeTotalPos":"%s","liqPenalty":"%s",\
        "triggerPx":"101100","direction":"long","cTime":"1760000000000",\
        "uTime":"1760100000003"}\
        """
                .formatted(type, total, penalty);
    }

    private static String fill(String tradeId, String size) {
        return """
        {"instId":"BTC-USDT-SWAP","tradeId":"%1$s","ordId":"%2$s","billId":"b%1$s",\
        "fillPx":"101000","fillSz":"%3$s","fillPnl":"-250","side":"sell","execType":"T",\
        "fee":"-1.25","feeCcy":"USDT","ts":"1760100000001"}\
        """
                .formatted(tradeId, ID, size);
    }

    private static String bill(
            String type, String subType, String change, String order, String trade) {
        return """
        {"instId":"BTC-USDT-SWAP","billId":"%s-%s-%s","type":"%s","subType":"%s","balChg":"%s",\
        "posBalChg":"0","ordId":"%s","tradeId":"%s","ccy":"USDT","ts":"1760100000001"}\
        """
                .formatted(type, subType, trade, type, subType, change, order, trade);
    }
}
