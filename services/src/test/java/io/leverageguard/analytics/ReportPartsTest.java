package io.leverageguard.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.analytics.LineChart.Point;
import io.leverageguard.api.fund.LedgerAccounts;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReportPartsTest {
    private static final Instant START = Story.START;

    @Test
    void fieldsAreQuotedAsRfc4180Says() {
        assertThat(ReportCsv.field("plain")).isEqualTo("plain");
        assertThat(ReportCsv.field("a,b")).isEqualTo("\"a,b\"");
        assertThat(ReportCsv.field("say \"no\"")).isEqualTo("\"say \"\"no\"\"\"");
        assertThat(ReportCsv.field("two\nlines")).isEqualTo("\"two\nlines\"");
        assertThat(ReportCsv.field("-12.5 USDT")).isEqualTo("-12.5 USDT");
        assertThat(ReportCsv.field("-1+cmd")).isEqualTo("'-1+cmd");
        assertThat(ReportCsv.field("@sum")).isEqualTo("'@sum");
    }

    @Test
    void ticksAreOneTwoOrFiveTimesAPowerOfTen() {
        assertThat(LineChart.niceStep(1_800)).isEqualTo(2_000);
        assertThat(LineChart.niceStep(1_000)).isEqualTo(1_000);
        assertThat(LineChart.niceStep(0.03)).isEqualTo(0.05);
        assertThat(LineChart.niceStep(7)).isEqualTo(10);
    }

    @Test
    void aFlatLineIsDrawnInTheMiddle() {
        String svg =
                new LineChart(START, START.plusSeconds(600))
                        .line("close", List.of(new Point(START, 5), new Point(START, 5)), false)
                        .svg("flat");
        assertThat(svg).contains("points=\"78.0,162.0 78.0,162.0\"").doesNotContain("NaN");
    }

    @Test
    void labelsOfLevelsAtOnePriceStandSideBySide() {
        java.math.BigDecimal price = new java.math.BigDecimal("94000");
        String svg =
                new LineChart(START, START.plusSeconds(600))
                        .level("liquidation", "five-x", price, START, START.plusSeconds(600))
                        .level("liquidation", "false-claim", price, START, START.plusSeconds(600))
                        .svg("levels");
        assertThat(svg).contains("x=\"82.0\" y=\"158.0\">five-x");
        assertThat(svg).contains("x=\"131.0\" y=\"158.0\">false-claim");
    }

    @Test
    void thePoolIsWhatIsHeldLessWhatIsOwed() {
        UserId user = new UserId(new UUID(0, 1));
        PoolHistory history = new PoolHistory();
        history.add(move(0, LedgerAccounts.CASH, LedgerAccounts.capital(user), 1_000));
        history.add(move(1, LedgerAccounts.CASH, LedgerAccounts.prepaid(user), 100));
        history.add(move(1, LedgerAccounts.prepaid(user), LedgerAccounts.UNEARNED_PREMIUM, 30));
        history.add(move(2, LedgerAccounts.UNEARNED_PREMIUM, LedgerAccounts.EARNED_PREMIUM, 10));
        history.add(
                move(
                        3,
                        LedgerAccounts.CLAIMS_INCURRED,
                        LedgerAccounts.caseReserve(new UUID(0, 2)),
                        400));
        ReportData.PoolPoint last = history.points().getLast();
        assertThat(history.points()).hasSize(4);
        assertThat(last.cash()).isEqualTo(minor(1_100));
        assertThat(last.customers()).isEqualTo(minor(70));
        assertThat(last.unearned()).isEqualTo(minor(20));
        assertThat(last.reserves()).isEqualTo(minor(400));
        assertThat(last.ownFunds()).isEqualTo(minor(610));
        assertThat(last.premiums()).isEqualTo(minor(30));
        assertThat(last.claims()).isEqualTo(minor(400));
    }

    private static PoolHistory.Move move(int minute, String debit, String credit, long amount) {
        return new PoolHistory.Move(Story.at(minute), debit, credit, amount);
    }

    private static Money minor(long amount) {
        return new Money(amount, io.leverageguard.kernel.money.Asset.USDT);
    }
}
