package io.leverageguard.venues.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.kit.http.WebServer.Response;
import io.leverageguard.venues.LiquidationFile;
import io.leverageguard.venues.LiquidationFile.Kind;
import io.leverageguard.venues.LiquidationFile.NormalizedLiquidation;
import io.leverageguard.venues.LiquidationFile.RawEvidence;
import io.leverageguard.venues.Reports.Closure;
import io.leverageguard.venues.Reports.IncomeReport;
import io.leverageguard.venues.Reports.PositionSide;
import io.leverageguard.venues.VenueError;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BinanceLiquidationsTest {
    private static final Instant FROM = Instant.parse("2025-10-10T20:00:00Z");
    private static final Instant TO = Instant.parse("2025-10-10T21:30:00Z");
    private static final long LIQUIDATED_AT = Instant.parse("2025-10-10T21:20:00Z").toEpochMilli();
    private static final String POSITIONS = "GET /fapi/v3/positionRisk";
    private static final String TRADES = "GET /fapi/v1/userTrades";

    private final FakeBinance binance = new FakeBinance();

    @BeforeEach
    void writeDownALiquidation() {
        binance.answer("GET /fapi/v1/order", 200, order("autoclose-16", "FILLED"));
        listed("LIQUIDATION", order("autoclose-16", "FILLED"));
        trades(trade(901, 71, "0.6", "-6000", "25"), trade(902, 71, "0.4", "-4000", "15"));
        income(
                line("FUNDING_FEE", "-3.5", LIQUIDATED_AT - 60_000, ""),
                line("FUNDING_FEE", "-1", LIQUIDATED_AT + 60_000, ""),
                line("REALIZED_PNL", "77", LIQUIDATED_AT - 50_000, "800"),
                line("REALIZED_PNL", "-6000", LIQUIDATED_AT, "901"),
                line("REALIZED_PNL", "-4000", LIQUIDATED_AT, "902"),
                line("COMMISSION", "-25", LIQUIDATED_AT, "901"),
                line("COMMISSION", "-15", LIQUIDATED_AT, "902"),
                line("INSURANCE_CLEAR", "-9", LIQUIDATED_AT - 70_000, ""),
                line("INSURANCE_CLEAR", "-1265", LIQUIDATED_AT + 40, ""),
                line("TRANSFER", "500", LIQUIDATED_AT, ""));
        left("0.000");
        binance.answer("GET /api/v3/account", 200, "{\"uid\":4711}");
        binance.answer("GET /sapi/v1/account/apiRestrictions", 200, "{\"enableReading\":true}");
    }

    @AfterEach
    void close() {
        binance.close();
    }

    @Test
    void liquidationIsNormalisedFromWhatTheVenueSays() {
        NormalizedLiquidation found = found();
        assertThat(found.kind()).isEqualTo(Kind.FULL);
        assertThat(found.closure()).isEqualTo(Closure.LIQUIDATION);
        assertThat(found.listedAsLiquidation()).isTrue();
        assertThat(found.venue()).isEqualTo("binance");
        assertThat(found.accountUid()).isEqualTo("4711");
        assertThat(found.positionSide()).isEqualTo(PositionSide.LONG);
        assertThat(found.quantity()).isEqualTo("1.0");
        assertThat(found.averagePrice()).isEqualTo("101200.5");
        assertThat(found.fills()).hasSize(2);
        assertThat(found.realizedPnl()).isEqualTo("-10000");
        assertThat(found.fees()).isEqualTo("40");
        assertThat(found.funding()).as("up to the end of the position").isEqualTo("-3.5");
        assertThat(found.liquidationFee()).as("of this one").isEqualTo("1265");
        assertThat(found.startedAt()).isEqualTo(Instant.ofEpochMilli(LIQUIDATED_AT));
        assertThat(found.endedAt()).isEqualTo(Instant.ofEpochMilli(LIQUIDATED_AT + 20));
    }

    @Test
    void linesOfOtherTradesAreLeftOut() {
        assertThat(found().income())
                .extracting(IncomeReport::kind)
                .containsExactly(
                        "FUNDING_FEE",
                        "REALIZED_PNL",
                        "REALIZED_PNL",
                        "COMMISSION",
                        "COMMISSION",
                        "INSURANCE_CLEAR");
    }

    @Test
    void everyAnswerIsKeptAsReceivedWithoutKeyAndSignature() {
        List<RawEvidence> evidence = collect().evidence();
        assertThat(evidence)
                .extracting(RawEvidence::source)
                .containsExactly(
                        "GET /fapi/v1/order",
                        "GET /fapi/v1/forceOrders",
                        "GET /fapi/v1/forceOrders",
                        "GET /fapi/v1/userTrades",
                        "GET /fapi/v1/userTrades",
                        "GET /fapi/v3/positionRisk",
                        "GET /fapi/v1/income",
                        "GET /api/v3/account",
                        "GET /sapi/v1/account/apiRestrictions");
        assertThat(evidence.getFirst().body()).isEqualTo(order("autoclose-16", "FILLED"));
        assertThat(evidence.getFirst().request())
                .startsWith("GET /fapi/v1/order?symbol=BTCUSDT&orderId=71&recvWindow=10000");
        assertThat(evidence)
                .allSatisfy(
                        row -> {
                            assertThat(row.request()).doesNotContain("signature", "KEY");
                            assertThat(row.at()).isEqualTo(binance.clock.now());
                        });
    }

    @Test
    void positionThatIsLeftMakesItPartial() {
        left("0.500");
        assertThat(found().kind()).isEqualTo(Kind.PARTIAL);
    }

    @Test
    void positionOpenedAfterwardsDoesNotMakeItPartial() {
        trades(
                trade(901, 71, "0.6", "-6000", "25"),
                trade(902, 71, "0.4", "-4000", "15"),
                trade(903, 99, "0.2", "0", "1").replace("SELL", "BUY"));
        left("0.200");
        assertThat(found().kind()).isEqualTo(Kind.FULL);
    }

    @Test
    void restThatTheOwnerSoldAfterwardsMakesItPartial() {
        trades(
                trade(901, 71, "0.6", "-6000", "25"),
                trade(902, 71, "0.4", "-4000", "15"),
                trade(903, 99, "0.5", "-5000", "1"));
        assertThat(found().kind()).isEqualTo(Kind.PARTIAL);
    }

    @Test
    void takeoverByTheInsuranceFundIsSeen() {
        binance.replace("GET /fapi/v1/order", 200, order("autoclose-16", "NEW_INSURANCE"));
        assertThat(found().kind()).isEqualTo(Kind.TAKEOVER);
    }

    @Test
    void ownMarketOrderIsTheOwners() {
        binance.replace("GET /fapi/v1/order", 200, order("c1", "FILLED"));
        listed("LIQUIDATION");
        NormalizedLiquidation found = found();
        assertThat(found.kind()).isEqualTo(Kind.USER);
        assertThat(found.closure()).isEqualTo(Closure.USER);
        assertThat(found.listedAsLiquidation()).isFalse();
    }

    @Test
    void idChosenToLookLikeALiquidationDoesNotMakeOne() {
        listed("LIQUIDATION");
        NormalizedLiquidation found = found();
        assertThat(found.kind()).isEqualTo(Kind.USER);
        assertThat(found.listedAsLiquidation()).isFalse();
    }

    @Test
    void deleveragingIsNoLiquidation() {
        binance.replace("GET /fapi/v1/order", 200, order("adl_autoclose", "FILLED"));
        listed("ADL", order("adl_autoclose", "FILLED"));
        NormalizedLiquidation found = found();
        assertThat(found.kind()).isEqualTo(Kind.ADL);
        assertThat(found.closure()).isEqualTo(Closure.ADL);
        assertThat(found.listedAsLiquidation()).isFalse();
    }

    @Test
    void orderThatIsOnlyInTheListIsFoundThere() {
        binance.replace("GET /fapi/v1/order", 400, "{\"code\":-2013,\"msg\":\"No order.\"}");
        assertThat(found().kind()).isEqualTo(Kind.FULL);
    }

    @Test
    void orderThatNobodyKnowsLeavesEvidenceButNoFacts() {
        binance.replace("GET /fapi/v1/order", 400, "{\"code\":-2013,\"msg\":\"No order.\"}");
        listed("LIQUIDATION");
        LiquidationFile file = collect();
        assertThat(file.liquidation()).isNull();
        assertThat(file.evidence()).hasSize(3);
        assertThat(file.evidence().getFirst().body()).contains("-2013");
    }

    @Test
    void windowLongerThanAWeekIsAskedInPieces() {
        binance.account().liquidation("BTCUSDT", "71", TO.minus(Duration.ofDays(16)), TO);
        assertThat(binance.to("GET /fapi/v1/forceOrders")).hasSize(6);
    }

    @Test
    void venueThatDoesNotAnswerMakesNoFile() {
        binance.replace("GET /fapi/v1/income", 500, "oops");
        assertThatThrownBy(this::collect)
                .isInstanceOfSatisfying(
                        VenueError.class,
                        error -> assertThat(error.kind()).isEqualTo(VenueError.Kind.UNAVAILABLE));
    }

    private LiquidationFile collect() {
        return binance.account().liquidation("BTCUSDT", "71", FROM, TO);
    }

    private NormalizedLiquidation found() {
        return Objects.requireNonNull(collect().liquidation());
    }

    /** Lists {@code orders} under one type and nothing under the other. */
    private void listed(String type, String... orders) {
        binance.replaceWith(
                "GET /fapi/v1/forceOrders",
                request -> {
                    String asked = FakeBinance.params(request).get("autoCloseType");
                    boolean same = type.equals(asked);
                    return Response.json(200, same ? FakeBinance.lines(orders) : "[]");
                });
    }

    /** Answers by order id or from a trade id on, as the venue does. */
    private void trades(String... trades) {
        binance.replaceWith(
                TRADES,
                request -> {
                    boolean byOrder = FakeBinance.params(request).containsKey("orderId");
                    List<String> rows =
                            List.of(trades).stream()
                                    .filter(row -> !byOrder || row.contains("\"orderId\":71"))
                                    .toList();
                    return Response.json(200, FakeBinance.lines(rows.toArray(String[]::new)));
                });
    }

    private void income(String... lines) {
        binance.replace("GET /fapi/v1/income", 200, FakeBinance.lines(lines));
    }

    private void left(String quantity) {
        binance.replace(
                POSITIONS,
                200,
                "[{\"symbol\":\"BTCUSDT\",\"positionSide\":\"BOTH\",\"positionAmt\":\""
                        + quantity
                        + "\",\"entryPrice\":\"111200\",\"updateTime\":1}]");
    }

    private static String order(String id, String status) {
        return """
        {"orderId":71,"symbol":"BTCUSDT","status":"%s","clientOrderId":"%s","price":"101000",
         "avgPrice":"101200.5","origQty":"1.0","executedQty":"1.0","cumQuote":"101200.5",
         "timeInForce":"IOC","type":"LIMIT","side":"SELL","positionSide":"BOTH","time":%d,
         "updateTime":%d}
        """
                .formatted(status, id, LIQUIDATED_AT, LIQUIDATED_AT + 20);
    }

    private static String trade(long id, long order, String qty, String pnl, String fee) {
        return """
        {"symbol":"BTCUSDT","id":%d,"orderId":%d,"side":"SELL","price":"101200.5","qty":"%s",
         "realizedPnl":"%s","commission":"%s","commissionAsset":"USDT","time":%d,
         "positionSide":"BOTH","maker":false}
        """
                .formatted(id, order, qty, pnl, fee, LIQUIDATED_AT + 20);
    }

    private static String line(String type, String amount, long at, String tradeId) {
        return """
        {"symbol":"BTCUSDT","incomeType":"%s","income":"%s","asset":"USDT","time":%d,
         "tranId":%d,"tradeId":"%s"}
        """
                .formatted(type, amount, at, at + amount.hashCode(), tradeId);
    }
}
