package io.leverageguard.risk;

import static io.leverageguard.risk.RiskWorld.ACCOUNT;
import static io.leverageguard.risk.RiskWorld.OPERATOR;
import static io.leverageguard.risk.RiskWorld.OWNER;
import static io.leverageguard.risk.RiskWorld.SERVICE;
import static io.leverageguard.risk.RiskWorld.STRANGER;
import static io.leverageguard.risk.RiskWorld.TRADER;
import static io.leverageguard.risk.RiskWorld.propose;
import static io.leverageguard.risk.RiskWorld.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.api.risk.AccountMargins;
import io.leverageguard.api.risk.AccountMargins.Bracket;
import io.leverageguard.api.risk.AccountMargins.SymbolMargins;
import io.leverageguard.api.risk.Risk;
import io.leverageguard.api.risk.Risk.ScopeRef;
import io.leverageguard.api.risk.RiskReport;
import io.leverageguard.api.risk.RiskReport.Basis;
import io.leverageguard.api.risk.RiskReport.Measure;
import io.leverageguard.api.risk.RiskReport.Method;
import io.leverageguard.api.risk.RiskReport.Part;
import io.leverageguard.api.risk.RiskReport.Step;
import io.leverageguard.api.risk.RiskReport.Use;
import io.leverageguard.api.risk.RiskReport.Victim;
import io.leverageguard.api.risk.Scope;
import io.leverageguard.api.trading.Trading.MarginMode;
import io.leverageguard.api.trading.TradingEvent.AccountOpened;
import io.leverageguard.api.trading.TradingEvent.LimitTripped;
import io.leverageguard.engine.pricing.ShockLadder;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.ids.AccountId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RiskReportTest {
    private static final Scope MINE = Scope.account(ACCOUNT);

    private final RiskWorld world = new RiskWorld();
    private final Risk risk = world.risk;

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void anIsolatedPositionByHand() {
        open("1");
        know("20000", "BTCUSDT");
        RiskReport report = report(TRADER, MINE);
        assertThat(report.total().grossNotional()).isEqualByComparingTo("116830");
        assertThat(report.total().equity()).isEqualByComparingTo("20000");
        assertThat(report.total().leverage()).isEqualByComparingTo("5.8415");
        assertThat(report.total().maintenance()).isEqualByComparingTo("467.32");
        assertThat(report.total().marginRatio()).isEqualByComparingTo("0.023366");
        assertThat(report.stress())
                .extracting(Step::scenario)
                .containsExactlyElementsOf(
                        ShockLadder.SCENARIOS.stream().map(ShockLadder.Scenario::name).toList());

        Step five = step(report, "down 5 %");
        assertThat(five.loss()).isEqualByComparingTo("5841.5");
        assertThat(five.equity()).isEqualByComparingTo("14158.5");
        assertThat(five.marginRatio()).isEqualByComparingTo("0.076");
        assertThat(five.liquidated()).isEmpty();

        Step ten = step(report, "down 10 %");
        assertThat(ten.loss()).isEqualByComparingTo("11683");
        assertThat(ten.equity()).isEqualByComparingTo("8317");
        assertThat(ten.liquidated()).containsExactly(new Victim(ACCOUNT, "binance", "BTCUSDT"));
        assertThat(step(report, "10 October 2025").loss()).isEqualByComparingTo("11683");
        assertThat(step(report, "up 5 %").loss()).isEqualByComparingTo("-5841.5");
    }

    /** BTC long 1 at 100,000 and ETH short 10 at 4,000 on one wallet of 20,000. */
    @Test
    void crossPositionsLiveAndDieTogether() {
        cross("BTCUSDT", "1", "100000");
        cross("ETHUSDT", "-10", "4000");
        know("20000", "BTCUSDT", "ETHUSDT");
        RiskReport report = report(TRADER, MINE);
        assertThat(report.total().netNotional()).isEqualByComparingTo("60000");

        Step twenty = step(report, "down 20 %");
        assertThat(twenty.loss()).isEqualByComparingTo("12000");
        assertThat(twenty.equity()).isEqualByComparingTo("8000");
        assertThat(twenty.marginRatio()).isEqualByComparingTo("0.056");
        assertThat(twenty.liquidated()).isEmpty();

        Step march = step(report, "March 2020");
        assertThat(march.loss()).isEqualByComparingTo("20000");
        assertThat(march.equity()).isEqualByComparingTo("0");
        assertThat(march.marginRatio()).isNull();
        assertThat(march.liquidated()).hasSize(2);
    }

    @Test
    void withoutMarginTablesTheAnnouncedLiquidationPriceDecides() {
        open("1");
        RiskReport report = report(TRADER, MINE);
        assertThat(report.total().equity()).isNull();
        assertThat(report.total().leverage()).isNull();
        assertThat(report.total().marginRatio()).isNull();
        assertThat(step(report, "down 5 %").liquidated()).isEmpty();
        Step ten = step(report, "down 10 %");
        assertThat(ten.liquidated()).hasSize(1);
        assertThat(ten.loss()).isEqualByComparingTo("11683");
        assertThat(ten.equity()).isNull();
        assertThat(ten.marginRatio()).isNull();
    }

    @Test
    void olderMarginsThanTheKnownOnesChangeNothing() {
        open("1");
        know("20000", "BTCUSDT");
        Instant earlier = world.testKit.clock().now().minusSeconds(1);
        risk.knowMargins(SERVICE, new AccountMargins(ACCOUNT, BigDecimal.ONE, List.of(), earlier));
        assertThat(report(TRADER, MINE).total().equity()).isEqualByComparingTo("20000");
        RiskReport again = world.restarted().report(TRADER, new ScopeRef(MINE.kind(), MINE.key()));
        assertThat(again).isEqualTo(report(TRADER, MINE));
        refused(
                "not_allowed",
                () ->
                        risk.knowMargins(
                                TRADER,
                                new AccountMargins(ACCOUNT, BigDecimal.ONE, List.of(), earlier)));
        refused(
                "invalid_field",
                () ->
                        risk.knowMargins(
                                SERVICE,
                                new AccountMargins(
                                        ACCOUNT,
                                        BigDecimal.ONE,
                                        List.of(new SymbolMargins("binance", "BTCUSDT", List.of())),
                                        earlier)));
    }

    /** A short of 116,830 while every day was up by one per cent. */
    @Test
    void dailyMovesGiveTheMeasuresByHand() {
        open("-1");
        closes("BTCUSDT", 24 * 60, 1.01, 24);
        RiskReport report = report(TRADER, MINE);
        assertThat(report.tails().basis()).isEqualTo(Basis.DAYS);
        assertThat(report.tails().observations()).isEqualTo(59);
        assertThat(report.tails().measures())
                .contains(
                        new Measure(
                                Method.HISTORICAL,
                                new BigDecimal("0.95"),
                                new BigDecimal("1168.30"),
                                new BigDecimal("1168.30")),
                        new Measure(
                                Method.EWMA,
                                new BigDecimal("0.95"),
                                new BigDecimal("1921.68"),
                                new BigDecimal("2409.87")));
        int calls = world.prices.candleCalls;
        assertThat(report(TRADER, MINE)).isEqualTo(report);
        assertThat(world.prices.candleCalls).isEqualTo(calls);
    }

    @Test
    void aYoungInstrumentIsMeasuredByTheHour() {
        open("-1");
        closes("BTCUSDT", 100, 1.01, 1);
        RiskReport report = report(TRADER, MINE);
        assertThat(report.tails().basis()).isEqualTo(Basis.HOURS);
        assertThat(report.tails().observations()).isEqualTo(99);
        assertThat(report.tails().measures().getFirst().valueAtRisk())
                .isEqualByComparingTo("5723.48");
    }

    @Test
    void whatHasNoHistoryIsNamedAndLeftOut() {
        open("-1");
        RiskReport nothing = report(TRADER, MINE);
        assertThat(nothing.tails().basis()).isEqualTo(Basis.NONE);
        assertThat(nothing.tails().without()).containsExactly("binance:BTCUSDT");
        assertThat(nothing.tails().measures()).isEmpty();
        closes("BTCUSDT", 24 * 60, 1.01, 24);
        cross("NEWUSDT", "1", "5");
        assertThat(report(TRADER, MINE).tails().without()).containsExactly("binance:NEWUSDT");
        assertThat(report(TRADER, MINE).tails().basis()).isEqualTo(Basis.DAYS);
    }

    @Test
    void limitsShowTheirUse() {
        open("1");
        know("20000", "BTCUSDT");
        Scope symbol = Scope.symbol("binance", "BTCUSDT");
        risk.proposeLimits(
                OPERATOR,
                propose(
                        1,
                        symbol,
                        LimitName.each(
                                name ->
                                        name == LimitName.GROSS_NOTIONAL_MAX
                                                ? new BigDecimal("233660")
                                                : null),
                        null));
        assertThat(report(OPERATOR, Scope.desk()).limits())
                .contains(
                        new Use(
                                symbol,
                                "grossNotionalMax",
                                new BigDecimal("233660"),
                                new BigDecimal("116830"),
                                new BigDecimal("0.50000000")),
                        new Use(MINE, "orderNotionalMax", new BigDecimal("250000"), null, null));
        assertThat(report(TRADER, MINE).limits())
                .extracting(Use::limit)
                .containsExactly(
                        "orderNotionalMax", "positionNotionalMax", "leverageMax", "openOrdersMax");
        assertThat(report(TRADER, MINE).limits().get(1).share()).isEqualByComparingTo("0.23366");
        assertThat(report(TRADER, MINE).limits().get(2).used()).isEqualByComparingTo("5.8415");
    }

    @Test
    void theDeskSeesEverybodyAndAPersonTheirOwn() {
        AccountId other = new AccountId(new UUID(0, 80));
        world.trading.add(new AccountOpened(other, STRANGER.user(), "okx", "uid-2"));
        open("1");
        trip(ACCOUNT);
        trip(other);
        assertThat(report(OPERATOR, Scope.desk()).trips()).hasSize(2);
        assertThat(report(OPERATOR, Scope.desk()).byVenue())
                .extracting(Part::name)
                .containsExactly("binance");
        assertThat(report(OPERATOR, Scope.venue("okx")).positions()).isEmpty();
        assertThat(report(TRADER, Scope.user(OWNER)).positions()).hasSize(1);
        assertThat(report(TRADER, Scope.user(OWNER)).trips()).hasSize(1);
        assertThat(report(STRANGER, Scope.user(STRANGER.user())).positions()).isEmpty();
        refused("scope_not_found", () -> report(STRANGER, Scope.user(OWNER)));
        refused("account_not_found", () -> report(STRANGER, MINE));
        refused("not_an_auditor", () -> report(TRADER, Scope.desk()));
        refused("not_an_auditor", () -> report(TRADER, Scope.venue("binance")));
        refused("report_not_offered", () -> report(OPERATOR, Scope.strategy(OWNER, "x")));
        refused("report_not_offered", () -> report(OPERATOR, Scope.symbol("okx", "BTCUSDT")));
    }

    @Test
    void aPositionWithoutAPriceIsNamed() {
        world.position("1", "106000", world.testKit.clock().now());
        RiskReport report = report(TRADER, MINE);
        assertThat(report.total().unpriced()).containsExactly(ACCOUNT + " binance:BTCUSDT");
        assertThat(report.total().grossNotional()).isEqualByComparingTo("0");
        assertThat(report.warnings()).isEmpty();
        world.mark("108000");
        assertThat(report(TRADER, MINE).warnings()).hasSize(3);
        assertThat(report(TRADER, MINE).total().unpriced()).isEmpty();
    }

    private void open(String quantity) {
        world.position(quantity, "106000", world.testKit.clock().now());
        world.prices.mark = new BigDecimal("116830");
    }

    private void cross(String symbol, String quantity, String entry) {
        world.position(symbol, quantity, entry, MarginMode.CROSS, "1", world.testKit.clock().now());
        world.prices.marks.put(symbol, new BigDecimal(entry));
    }

    private void know(String wallet, String... symbols) {
        List<SymbolMargins> tables =
                List.of(symbols).stream()
                        .map(
                                symbol ->
                                        new SymbolMargins(
                                                "binance",
                                                symbol,
                                                List.of(
                                                        new Bracket(
                                                                BigDecimal.ZERO,
                                                                new BigDecimal("1000000"),
                                                                125,
                                                                new BigDecimal("0.004"),
                                                                BigDecimal.ZERO))))
                        .toList();
        risk.knowMargins(
                SERVICE,
                new AccountMargins(
                        ACCOUNT, new BigDecimal(wallet), tables, world.testKit.clock().now()));
    }

    /** The last hours, each {@code every}th of which closes higher by {@code factor}. */
    private void closes(String symbol, int hours, double factor, int every) {
        TreeMap<Instant, BigDecimal> closes = new TreeMap<>();
        Instant from = world.testKit.clock().now().minus(Duration.ofHours(hours));
        for (int hour = 0; hour < hours; hour++) {
            int rises = hour / every;
            double close = 100 * Math.pow(factor, rises);
            closes.put(from.plus(Duration.ofHours(hour)), BigDecimal.valueOf(close));
        }
        world.prices.closes.put(symbol, closes);
    }

    private void trip(AccountId account) {
        world.trading.add(
                new LimitTripped(
                        account,
                        "ACCOUNT",
                        account.toString(),
                        "dailyLoss",
                        "HALTED",
                        null,
                        "lost too much",
                        world.testKit.clock().now()));
        world.testKit.settle();
    }

    private RiskReport report(Actor actor, Scope scope) {
        return risk.report(actor, new ScopeRef(scope.kind(), scope.key()));
    }

    private static Step step(RiskReport report, String scenario) {
        return report.stress().stream()
                .filter(step -> step.scenario().equals(scenario))
                .findFirst()
                .orElseThrow();
    }
}
