package io.leverageguard.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.api.analytics.Analytics;
import io.leverageguard.api.analytics.Analytics.Break;
import io.leverageguard.api.analytics.Analytics.Reconciliation;
import io.leverageguard.api.analytics.Analytics.Report;
import io.leverageguard.api.analytics.Analytics.ReportRequest;
import io.leverageguard.api.cover.Cover.ClaimState;
import io.leverageguard.api.cover.CoverEvent;
import io.leverageguard.api.payout.Payouts.State;
import io.leverageguard.api.trading.TradingEvent;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.kit.json.Json;
import io.leverageguard.testkit.TestKit;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AnalyticsServiceTest {
    private static final Actor OPERATOR = Actor.service("test");
    private static final List<String> TABLES =
            List.of(
                    "people",
                    "accounts",
                    "positions",
                    "fills",
                    "liquidations",
                    "reconciliations",
                    "candles",
                    "warnings",
                    "quotes",
                    "policies",
                    "claims",
                    "payables",
                    "payouts",
                    "transfers",
                    "strategies");

    private final TestKit testKit = TestKit.create();
    private final Story story = new Story();
    private Analytics analytics;

    @BeforeEach
    void open() {
        AnalyticsModule module = new AnalyticsModule(testKit.kit());
        module.listen(story.feeds());
        analytics = module.api();
    }

    @AfterEach
    void close() {
        testKit.close();
    }

    @Test
    void aPaidClaimReconcilesWithoutBreaks() {
        story.play("ten-x");
        testKit.settle();
        Reconciliation found = analytics.reconcile(OPERATOR, None.NONE);
        assertThat(found.breaks()).isEmpty();
        assertThat(found.compared()).isEqualTo(2);
    }

    @Test
    void anUnpaidPayableIsABreak() {
        story.payable();
        story.cover.add(
                new CoverEvent.ClaimPayable(
                        Story.CLAIM, Story.POLICY, Story.TRADER, Story.BENEFIT, "root"));
        story.payout(State.AUTHORIZED);
        testKit.settle();
        assertThat(breaks())
                .containsExactly("paid_by_payout", "paid_in_ledger", "credited_to_customer");
    }

    @Test
    void aPayoutThatTheLedgerDoesNotKnowIsABreak() {
        story.cover.add(
                new CoverEvent.ClaimPayable(
                        Story.CLAIM, Story.POLICY, Story.TRADER, Story.BENEFIT, "root"));
        story.payout(State.CONFIRMED);
        testKit.settle();
        assertThat(breaks())
                .containsExactly("payable_in_ledger", "paid_in_ledger", "credited_to_customer");
    }

    @Test
    void approvalsWithoutPromiseAndPayoutsWithoutClaimAreBreaks() {
        story.claim(ClaimState.APPROVED);
        story.payout(State.CREATED);
        testKit.settle();
        assertThat(breaks()).containsExactly("approved_claim", "payout_without_claim");
    }

    @Test
    void aReserveThatIsLeftAfterADecisionIsABreak() {
        story.claim(ClaimState.NOTIFIED);
        story.reserve("100");
        testKit.settle();
        assertThat(breaks()).isEmpty();
        story.claim(ClaimState.DECLINED);
        testKit.settle();
        assertThat(analytics.reconcile(OPERATOR, None.NONE).breaks())
                .singleElement()
                .satisfies(
                        found -> {
                            assertThat(found.kind()).isEqualTo("left_in_ledger");
                            assertThat(found.found()).isEqualTo("100.000000 USDT");
                        });
    }

    @Test
    void aDifferenceAtTheVenueIsABreakUntilItIsGone() {
        story.reconciled(List.of("position BTCUSDT: 1 here, 0 there"));
        testKit.settle();
        assertThat(breaks()).containsExactly("venue_account");
        story.reconciled(List.of());
        testKit.settle();
        assertThat(breaks()).isEmpty();
    }

    @Test
    void rebuildingGivesTheSameProjections() {
        story.play("ten-x");
        testKit.settle();
        Map<String, List<String>> before = projections();
        assertThat(before.get("fills")).hasSize(3);
        analytics.rebuild(OPERATOR, None.NONE);
        assertThat(projections().values()).allMatch(List::isEmpty);
        testKit.settle();
        assertThat(projections()).isEqualTo(before);
    }

    @Test
    void eventsThatComeTwiceChangeNothing() {
        story.play("ten-x");
        testKit.settle();
        Map<String, List<String>> before = projections();
        story.trading.add(
                new TradingEvent.AccountOpened(Story.ACCOUNT, Story.TRADER, "binance", "uid-1"));
        story.claim(ClaimState.PAID);
        story.payout(State.CONFIRMED);
        story.candle(0, 116_830);
        story.reconciled(List.of());
        testKit.settle();
        assertThat(projections()).isEqualTo(before);
    }

    @Test
    void theReportShowsWhatHappenedAndIsWellFormed() throws Exception {
        story.play("ten-x");
        testKit.settle();
        Report report = report("The crash");
        assertThat(report.html()).isEqualTo("reports/desk-20251010T200000Z-20251010T210000Z.html");
        String html = read(report.html());
        assertThat(html)
                .contains("8,000.00 USDT", "no breaks", "ten-x liquidated", "ma-cross")
                .contains("class=\"liquidation\"", "class=\"barrier\"")
                .doesNotContain("NaN", "<script", "http://www.w3.org/1999");
        for (String svg : html.split("(?=<svg )")) {
            if (svg.startsWith("<svg ")) {
                String picture = svg.substring(0, svg.indexOf("</svg>") + 6);
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(picture.getBytes(StandardCharsets.UTF_8)));
            }
        }
        assertThat(html.split("<svg ")).hasSize(4);
    }

    @Test
    void theSameReportIsWrittenTwiceTheSame() throws IOException {
        story.play("ten-x");
        testKit.settle();
        Report first = report("The crash");
        String html = read(first.html());
        analytics.rebuild(OPERATOR, None.NONE);
        testKit.settle();
        assertThat(report("The crash")).isEqualTo(first);
        assertThat(read(first.html())).isEqualTo(html);
    }

    @Test
    void profitOfAStrategyIsCashFlowAndWhatItHoldsAtTheLastClose() throws IOException {
        story.play("ten-x");
        testKit.settle();
        var strategy = Json.tree(read(report("x").json())).get("strategies").get(0);
        assertThat(strategy.get("profit").asString()).isEqualTo("9");
        assertThat(strategy.get("fills").asInt()).isEqualTo(2);
    }

    @Test
    void namesThatLookLikeMarkupOrFormulasDoNoHarm() throws IOException {
        story.play("=cmd|'<b>\"x\"");
        testKit.settle();
        Report report = report("<script>alert(1)</script>");
        assertThat(read(report.html()))
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "=cmd|&#39;&lt;b&gt;&quot;x")
                .doesNotContain("<script>", "<b>\"x\"");
        assertThat(read(report.csv())).contains("\"'=cmd|'<b>\"\"x\"\"\"").contains("\r\n");
    }

    @Test
    void anEmptyDeskHasAReportToo() throws IOException {
        assertThat(read(report("nothing").html())).contains("none").doesNotContain("NaN");
    }

    @Test
    void aSpanThatEndsBeforeItBeginsIsRefused() {
        assertThatThrownBy(
                        () ->
                                analytics.report(
                                        OPERATOR, new ReportRequest(Story.at(1), Story.at(1), "x")))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.code()).isEqualTo("invalid_field"));
    }

    private Report report(String title) {
        return analytics.report(OPERATOR, new ReportRequest(Story.at(0), Story.at(60), title));
    }

    private String read(String path) throws IOException {
        return Files.readString(testKit.kit().data().resolve(path));
    }

    private List<String> breaks() {
        return analytics.reconcile(OPERATOR, None.NONE).breaks().stream().map(Break::kind).toList();
    }

    private Map<String, List<String>> projections() {
        Map<String, List<String>> all = new TreeMap<>();
        for (String table : TABLES) {
            String sql = "SELECT t::text FROM " + table + " t ORDER BY 1";
            all.put(
                    table,
                    testKit.kit()
                            .databases()
                            .open("analytics")
                            .read(handle -> handle.createQuery(sql).mapTo(String.class).list()));
        }
        return all;
    }
}
