package io.leverageguard.cover;

import static io.leverageguard.api.cover.Cover.CheckResult.FAIL;
import static io.leverageguard.api.cover.Cover.CheckResult.INCONCLUSIVE;
import static io.leverageguard.api.cover.Cover.CheckResult.PASS;
import static io.leverageguard.cover.Sample.d;
import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.api.cover.Cover.Check;
import io.leverageguard.api.cover.Cover.CheckResult;
import io.leverageguard.api.cover.Cover.ClaimState;
import io.leverageguard.api.cover.Cover.Evidence;
import io.leverageguard.api.marketdata.MarketData.Extremes;
import io.leverageguard.api.marketdata.MarketData.PublicLiquidation;
import io.leverageguard.cover.Verification.Case;
import io.leverageguard.kernel.money.Money;
import io.leverageguard.venues.LiquidationFile.Kind;
import io.leverageguard.venues.Reports.Closure;
import io.leverageguard.venues.Reports.KeyRights;
import io.leverageguard.venues.Reports.PositionSide;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One table: what is changed about a good claim, which check sees it, and what it says. */
final class VerificationTest {
    private static final List<CheckResult> RESULTS = List.of(PASS, FAIL, INCONCLUSIVE);

    record Row(String what, Case given, String check, CheckResult result, String words) {
        @Override
        public String toString() {
            return what + " -> " + check + " " + result;
        }
    }

    static Stream<Row> rows() {
        return Stream.of(keys(), orders(), periods(), figures(), market(), publication(), rest())
                .flatMap(List::stream);
    }

    private static List<Row> keys() {
        return List.of(
                row("key in order", facts().build(), "V01", PASS, "neither withdraw"),
                row("key refused", facts().rights(null).build(), "V01", FAIL, "not accept"),
                row(
                        "key that withdraws",
                        facts().rights(rights(true, false)).build(),
                        "V01",
                        FAIL,
                        "move money out"),
                row(
                        "key that transfers",
                        facts().rights(rights(false, true)).build(),
                        "V01",
                        FAIL,
                        "move money out"),
                row("own account", facts().build(), "V02", PASS, "uid-1"),
                row("no key, no account", facts().rights(null).build(), "V02", INCONCLUSIVE, ""),
                row(
                        "another account",
                        facts().rights(
                                        new KeyRights(
                                                "uid-2",
                                                true,
                                                true,
                                                false,
                                                false,
                                                true,
                                                Sample.BOUND))
                                .build(),
                        "V02",
                        FAIL,
                        "uid-2"));
    }

    private static List<Row> orders() {
        Facts none = facts().closure(null).build();
        return List.of(
                row("listed", facts().build(), "V03", PASS, "list of forced orders"),
                row("order unknown", none, "V03", FAIL, "knows no order"),
                row(
                        "own market order",
                        Sample.with(Sample.closure(Closure.USER, Kind.USER, "0.5")),
                        "V03",
                        FAIL,
                        "order 6071832819 is your own market order,"
                                + " not a liquidation by the venue"),
                row(
                        "deleveraged",
                        Sample.with(Sample.closure(Closure.ADL, Kind.ADL, "0.5")),
                        "V03",
                        FAIL,
                        "auto-deleveraging"),
                row(
                        "settled",
                        Sample.with(Sample.closure(Closure.SETTLEMENT, Kind.SETTLEMENT, "0.5")),
                        "V03",
                        FAIL,
                        "settlement"),
                row("not listed", facts().listed(false).build(), "V03", INCONCLUSIVE, "lacks"),
                row("whole position", facts().build(), "V04", PASS, "full"),
                row(
                        "partly",
                        Sample.with(Sample.closure(Closure.LIQUIDATION, Kind.PARTIAL, "0.2")),
                        "V04",
                        PASS,
                        "partial"),
                row(
                        "taken over",
                        Sample.with(Sample.closure(Closure.LIQUIDATION, Kind.TAKEOVER, "0.5")),
                        "V04",
                        PASS,
                        "takeover"),
                row(
                        "deleveraged",
                        Sample.with(Sample.closure(Closure.ADL, Kind.ADL, "0.5")),
                        "V04",
                        FAIL,
                        "adl"),
                row(
                        "a client id that only looks like one",
                        Sample.with(Sample.closure(Closure.LIQUIDATION, Kind.USER, "0.5")),
                        "V04",
                        FAIL,
                        "user"),
                row("order unknown", none, "V04", INCONCLUSIVE, ""));
    }

    private static List<Row> periods() {
        Facts none = facts().closure(null).build();
        return List.of(
                row("in time", facts().build(), "V05", PASS, "lies in"),
                row(
                        "within the skew of the clocks",
                        facts().at(Sample.FROM.minusSeconds(2)).build(),
                        "V05",
                        PASS,
                        ""),
                row(
                        "too early",
                        facts().at(Sample.FROM.minusSeconds(3)).build(),
                        "V05",
                        FAIL,
                        "before cover began"),
                row(
                        "too late",
                        facts().at(Sample.UNTIL.plusSeconds(3)).build(),
                        "V05",
                        FAIL,
                        "after cover ended"),
                row("order unknown", none, "V05", INCONCLUSIVE, ""),
                row("same position", facts().build(), "V06", PASS, "BTCUSDT LONG"),
                row("other side", facts().side(PositionSide.SHORT).build(), "V06", FAIL, "SHORT"),
                row("order unknown", none, "V06", INCONCLUSIVE, ""));
    }

    private static List<Row> figures() {
        Facts none = facts().closure(null).build();
        return List.of(
                row("fills add up", facts().build(), "V07", PASS, "1 fills of 0.5 for 0.5"),
                row("fill missing", facts().quantity("0.6").build(), "V07", FAIL, "add up"),
                row("no fills yet", facts().noFills().build(), "V07", INCONCLUSIVE, "not shown"),
                row("ledger agrees", facts().build(), "V08", PASS, "-2473.4"),
                row("within a tick", facts().pnl("-2425.05").build(), "V08", PASS, ""),
                row("more than a tick", facts().pnl("-2425.06").build(), "V08", FAIL, "apart"),
                row("no ledger yet", facts().noIncome().build(), "V08", INCONCLUSIVE, "no line"),
                row("order unknown", none, "V08", INCONCLUSIVE, ""),
                row("price in the band", facts().build(), "V09", PASS, "bankruptcy at 45000"),
                row("price too good", facts().price("46200").build(), "V09", FAIL, "not near"),
                row("far below", facts().price("44000").build(), "V09", INCONCLUSIVE, "beyond"),
                row("order unknown", none, "V09", INCONCLUSIVE, ""));
    }

    private static List<Row> market() {
        return List.of(
                row("touched", facts().build(), "V10", PASS, "45100"),
                row(
                        "touched exactly",
                        facts().covered(Sample.range("45180.722892", "50200")).build(),
                        "V10",
                        PASS,
                        ""),
                row(
                        "not touched",
                        facts().covered(Sample.range("45180.73", "50200")).build(),
                        "V10",
                        FAIL,
                        "not touched"),
                row(
                        "only the index touched",
                        facts().covered(
                                        new Extremes(
                                                60,
                                                d("45190"),
                                                d("50200"),
                                                d("45100"),
                                                d("50200"),
                                                Sample.STRUCK,
                                                Sample.BOUND))
                                .build(),
                        "V10",
                        PASS,
                        ""),
                row(
                        "touched while waiting",
                        facts().waiting(Sample.range("45000", "50500")).build(),
                        "V10",
                        FAIL,
                        "before cover began"),
                row(
                        "nothing recorded",
                        facts().covered(Sample.nothingSeen()).build(),
                        "V10",
                        INCONCLUSIVE,
                        "no price"));
    }

    private static List<Row> publication() {
        return List.of(
                row("published", facts().build(), "V11", PASS, "published at"),
                row(
                        "absent on Binance",
                        facts().published(List.of()).build(),
                        "V11",
                        INCONCLUSIVE,
                        "not all"),
                row(
                        "absent on Bybit",
                        facts().published(List.of()).venue("bybit").build(),
                        "V11",
                        FAIL,
                        "every liquidation"),
                row(
                        "only the other side published",
                        facts().published(
                                        List.of(
                                                new PublicLiquidation(
                                                        "binance",
                                                        "BTCUSDT",
                                                        "SHORT",
                                                        d("45000"),
                                                        d("0.5"),
                                                        Sample.STRUCK)))
                                .build(),
                        "V11",
                        INCONCLUSIVE,
                        ""));
    }

    private static List<Row> rest() {
        Case changed =
                new Case(
                        Sample.policy(),
                        Sample.snapshot(),
                        Sample.ORDER,
                        Sample.facts(),
                        List.of(forged()));
        Case empty =
                new Case(
                        Sample.policy(),
                        Sample.snapshot(),
                        Sample.ORDER,
                        Sample.facts(),
                        List.of());
        return List.of(
                row("nothing moved", facts().build(), "V12", PASS, "no margin left"),
                row(
                        "margin moved out",
                        facts().moves(List.of(Sample.income("TRANSFER", "-100"))).build(),
                        "V12",
                        FAIL,
                        "TRANSFER of -100"),
                row(
                        "margin moved in",
                        facts().moves(List.of(Sample.income("TRANSFER", "100"))).build(),
                        "V12",
                        PASS,
                        ""),
                row("never paid", facts().build(), "V13", PASS, "never paid"),
                row("paid before", facts().paidBefore().build(), "V13", FAIL, "paid already"),
                row("evidence whole", facts().build(), "V14", PASS, "2 items"),
                new Row("evidence changed", changed, "V14", FAIL, "was changed"),
                new Row("no evidence", empty, "V14", INCONCLUSIVE, "not answered"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void eachCheckSeesWhatItIsFor(Row row) {
        Check check = Verification.run(row.given()).check(row.check());
        assertThat(check.result()).as(check.reason()).isEqualTo(row.result());
        assertThat(check.reason()).contains(row.words());
    }

    @Test
    void goodClaimIsVerified() {
        Verification verification = Verification.run(Sample.of(Sample.facts()));
        assertThat(verification.checks()).hasSize(14).allMatch(check -> check.result() == PASS);
        assertThat(verification.verdict()).isEqualTo(ClaimState.VERIFIED);
    }

    @Test
    void missingPublicationOnBinanceDoesNotStandInTheWay() {
        Facts facts = facts().published(List.of()).build();
        assertThat(Verification.run(Sample.of(facts)).verdict()).isEqualTo(ClaimState.VERIFIED);
    }

    @Test
    void firstFailureOfAnOwnOrderIsV03() {
        Facts facts = Sample.with(Sample.closure(Closure.USER, Kind.USER, "0.5"));
        Verification verification = Verification.run(Sample.of(facts));
        assertThat(verification.verdict()).isEqualTo(ClaimState.VERIFICATION_FAILED);
        assertThat(verification.firstFailure()).map(Check::code).contains("V03");
    }

    @Test
    void sameEvidenceGivesTheSameAnswer() {
        for (Row row : rows().toList()) {
            assertThat(Verification.run(row.given())).isEqualTo(Verification.run(row.given()));
        }
    }

    @Property(tries = 500)
    void addingAFailureNeverApproves(
            @ForAll @Size(14) List<@IntRange(min = 0, max = 2) Integer> results,
            @ForAll @IntRange(min = 0, max = 13) int spoiled,
            @ForAll boolean byHand) {
        Verification before = verification(results);
        List<Integer> worse = new ArrayList<>(results);
        worse.set(spoiled, RESULTS.indexOf(FAIL));
        Verification after = verification(worse);
        ClaimState outcome = decide(after, byHand);
        assertThat(outcome).isNotEqualTo(ClaimState.AUTO_APPROVED);
        if (decide(before, byHand) == ClaimState.DECLINED) {
            assertThat(outcome).isEqualTo(ClaimState.DECLINED);
        }
    }

    @Property(tries = 500)
    void doubtNeverApprovesByItself(
            @ForAll @Size(14) List<@IntRange(min = 0, max = 2) Integer> results) {
        Verification verification = verification(results);
        boolean doubt =
                verification.checks().stream()
                        .anyMatch(
                                check ->
                                        check.result() == INCONCLUSIVE
                                                && !check.code().equals("V11"));
        if (doubt) {
            assertThat(decide(verification, false)).isNotEqualTo(ClaimState.AUTO_APPROVED);
        }
    }

    private static ClaimState decide(Verification verification, boolean byHand) {
        return Scoring.decide(
                        verification,
                        byHand,
                        new Scoring(List.of()),
                        50,
                        Money.usdt("1878.72"),
                        Money.usdt("25000"))
                .state();
    }

    private static Verification verification(List<Integer> results) {
        List<Check> checks = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            String code = "V%02d".formatted(i + 1);
            checks.add(new Check(code, "", RESULTS.get(results.get(i)), "because"));
        }
        return new Verification(checks);
    }

    private static Evidence forged() {
        Evidence real = Sample.evidence("[]");
        return new Evidence(
                real.id(), real.source(), real.request(), "[{}]", real.sha256(), real.at());
    }

    private static KeyRights rights(boolean withdraws, boolean transfers) {
        return new KeyRights(Sample.UID, true, true, withdraws, transfers, true, Sample.BOUND);
    }

    private static Row row(
            String what, Facts given, String check, CheckResult result, String words) {
        return new Row(what, Sample.of(given), check, result, words);
    }

    private static GoodClaim facts() {
        return new GoodClaim();
    }
}
