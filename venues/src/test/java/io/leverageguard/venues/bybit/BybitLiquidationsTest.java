package io.leverageguard.venues.bybit;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.venues.LiquidationFile;
import io.leverageguard.venues.LiquidationFile.Kind;
import io.leverageguard.venues.LiquidationFile.NormalizedLiquidation;
import io.leverageguard.venues.LiquidationFile.RawEvidence;
import io.leverageguard.venues.Reports.Closure;
import io.leverageguard.venues.Reports.IncomeReport;
import io.leverageguard.venues.Reports.PositionSide;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BybitLiquidationsTest {
    private static final Instant FROM = Instant.parse("2025-10-10T20:00:00Z");
    private static final Instant TO = Instant.parse("2025-10-10T21:30:00Z");
    private static final String HISTORY = "GET /v5/order/history";
    private static final String EXECUTIONS = "GET /v5/execution/list";
    private static final String LEDGER = "GET /v5/account/transaction-log";

    private final FakeBybit bybit = new FakeBybit();

    @BeforeEach
    void answer() {
        bybit.answer("GET /v5/user/query-api", "{\"userID\":77}");
        bybit.list("GET /v5/order/realtime");
        bybit.list("GET /v5/position/list", Rows.position("Buy", 0));
    }

    @AfterEach
    void close() {
        bybit.close();
    }

    @Test
    void aTakeoverIsAtTheBankruptcyPriceAndItsMoneyAddsUp() {
        bybit.list(HISTORY, sold("o1", ",\"createType\":\"CreateByTakeOver_PassThrough\""));
        bybit.list(EXECUTIONS, bust("e1"));
        bybit.list(EXECUTIONS);
        bybit.list(EXECUTIONS, bust("e1"));
        bybit.list(
                LEDGER,
                Rows.transaction(
                        "LIQUIDATION",
                        "o1",
                        "e1",
                        "\"cashFlow\":\"-10\",\"fee\":\"0.06\",\"change\":\"-10.06\","
                                + "\"size\":\"0\""),
                Rows.transaction("LIQUIDATION", "", "", "\"change\":\"-0.25\""),
                Rows.transaction(
                        "SETTLEMENT", "", "f1", "\"funding\":\"-0.5\",\"change\":\"-0.5\""),
                Rows.transaction("TRADE", "o9", "e9", "\"cashFlow\":\"4\",\"change\":\"4\""));
        LiquidationFile file = file();
        NormalizedLiquidation found = file.liquidation();
        assertThat(found)
                .isNotNull()
                .returns(Kind.TAKEOVER, NormalizedLiquidation::kind)
                .returns(Closure.LIQUIDATION, NormalizedLiquidation::closure)
                .returns(true, NormalizedLiquidation::listedAsLiquidation)
                .returns("77", NormalizedLiquidation::accountUid)
                .returns(PositionSide.LONG, NormalizedLiquidation::positionSide)
                .returns(new BigDecimal("-10"), NormalizedLiquidation::realizedPnl)
                .returns(new BigDecimal("0.06"), NormalizedLiquidation::fees)
                .returns(new BigDecimal("-0.5"), NormalizedLiquidation::funding)
                .returns(new BigDecimal("0.25"), NormalizedLiquidation::liquidationFee);
        BigDecimal ledger =
                found.income().stream()
                        .map(IncomeReport::amount)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal stated =
                found.realizedPnl()
                        .subtract(found.fees())
                        .add(found.funding())
                        .subtract(found.liquidationFee());
        assertThat(ledger).isEqualByComparingTo(stated);
        assertThat(file.evidence())
                .extracting(RawEvidence::source)
                .containsExactly(
                        HISTORY,
                        EXECUTIONS,
                        EXECUTIONS,
                        EXECUTIONS,
                        LEDGER,
                        "GET /v5/user/query-api");
        assertThat(file.evidence())
                .allSatisfy(one -> assertThat(one.request()).doesNotContain("KEY", "SECRET"));
    }

    @Test
    void aStepOfALiquidationLeavesSomethingOfThePosition() {
        bybit.list(HISTORY, sold("o1", ",\"createType\":\"CreateByLiq\""));
        bybit.list(EXECUTIONS);
        bybit.list(EXECUTIONS);
        bybit.list(EXECUTIONS, sale("e1"));
        bybit.list(
                LEDGER, Rows.transaction("TRADE", "o1", "e1", "\"change\":\"-1\",\"size\":\"3\""));
        assertThat(file().liquidation())
                .isNotNull()
                .returns(Kind.PARTIAL, NormalizedLiquidation::kind)
                .returns(true, NormalizedLiquidation::listedAsLiquidation);
        bybit.forget(LEDGER)
                .list(
                        LEDGER,
                        Rows.transaction("TRADE", "o1", "e1", "\"change\":\"-1\",\"size\":\"0\""));
        bybit.forget(EXECUTIONS).list(EXECUTIONS, sale("e1"));
        assertThat(file().liquidation())
                .isNotNull()
                .returns(Kind.FULL, NormalizedLiquidation::kind);
    }

    @Test
    void withoutALedgerLineThePositionSaysWhatIsLeft() {
        bybit.list(HISTORY, sold("o1", ",\"createType\":\"CreateByLiq\""));
        bybit.list(EXECUTIONS, sale("e1"));
        bybit.list(LEDGER);
        LiquidationFile file = file();
        assertThat(file.liquidation())
                .isNotNull()
                .returns(Kind.PARTIAL, NormalizedLiquidation::kind);
        assertThat(file.evidence())
                .extracting(RawEvidence::source)
                .contains("GET /v5/position/list");
    }

    @Test
    void deleveragingSettlementAndTheOwnersOrdersAreNoLiquidations() {
        bybit.list(EXECUTIONS);
        bybit.list(LEDGER);
        assertThat(kind("CreateByAdl_PassThrough")).isEqualTo(Kind.ADL);
        assertThat(kind("CreateBySettle")).isEqualTo(Kind.SETTLEMENT);
        assertThat(kind("CreateByMmRateClose")).isEqualTo(Kind.USER);
        assertThat(kind("CreateByUser")).isEqualTo(Kind.USER);
        assertThat(kind("CreateByNewInvention")).isEqualTo(Kind.USER);
    }

    @Test
    void anOrderTheVenueDoesNotKnowHasAFileWithoutFacts() {
        bybit.list(HISTORY);
        bybit.list(EXECUTIONS);
        LiquidationFile file = file();
        assertThat(file.liquidation()).isNull();
        assertThat(file.evidence()).hasSize(4);
    }

    private Kind kind(String createType) {
        bybit.forget(HISTORY).list(HISTORY, sold("o1", ",\"createType\":\"" + createType + "\""));
        NormalizedLiquidation found = file().liquidation();
        assertThat(found).isNotNull();
        return found.kind();
    }

    private LiquidationFile file() {
        return bybit.account().liquidation("BTCUSDT", "o1", FROM, TO);
    }

    private static String sold(String id, String more) {
        return Rows.order(id, "Filled", "2", more).replace("\"Buy\"", "\"Sell\"");
    }

    private static String sale(String id) {
        return Rows.execution(id, "o1", "95", "1", "").replace("\"Buy\"", "\"Sell\"");
    }

    private static String bust(String id) {
        return sale(id).replace("\"Trade\"", "\"BustTrade\"");
    }
}
