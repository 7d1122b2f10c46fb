package io.leverageguard.cover;

import static io.leverageguard.cover.Sample.d;
import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.api.cover.Cover.Check;
import io.leverageguard.api.cover.Cover.CheckResult;
import io.leverageguard.api.cover.Cover.ClaimState;
import io.leverageguard.api.cover.Cover.RuleHit;
import io.leverageguard.api.marketdata.MarketData.Extremes;
import io.leverageguard.cover.Scoring.Decision;
import io.leverageguard.cover.Scoring.Standing;
import io.leverageguard.kernel.money.Money;
import io.leverageguard.venues.LiquidationFile.Kind;
import io.leverageguard.venues.Reports.Closure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ScoringTest {
    private static final Standing UNKNOWN =
            new Standing(0, 1, Money.usdt("0"), Money.usdt("43.21"), false);
    private static final Money MAX = Money.usdt("25000");

    @Test
    void ordinaryClaimIsAsInconspicuousAsCanBe() {
        assertThat(score(Sample.facts(), 6, UNKNOWN)).isEmpty();
    }

    @Test
    void nearBarrierAtBindingCounts() {
        assertThat(score(Sample.facts(), 1.9, UNKNOWN)).containsExactly("R01");
    }

    @Test
    void grownPositionCounts() {
        Facts grown = Sample.with(Sample.closure(Closure.LIQUIDATION, Kind.FULL, "0.6"));
        assertThat(score(grown, 6, UNKNOWN)).contains("R04");
    }

    @Test
    void gapBetweenMarkAndIndexCounts() {
        Facts f = Sample.facts();
        Extremes apart =
                new Extremes(
                        60,
                        d("45100"),
                        d("50200"),
                        d("45400"),
                        d("50200"),
                        Sample.STRUCK,
                        Sample.BOUND);
        Facts gap =
                new Facts(
                        f.rights(),
                        "",
                        f.closure(),
                        f.moves(),
                        f.waiting(),
                        apart,
                        f.published(),
                        false,
                        f.collectedAt());
        assertThat(score(gap, 6, UNKNOWN)).containsExactly("R13");
    }

    @Test
    void claimantsRecordCounts() {
        Standing heavy = new Standing(3, 12, Money.usdt("900"), Money.usdt("100"), true);
        assertThat(score(Sample.facts(), 6, heavy)).containsExactly("R16", "R17", "R20");
    }

    @Test
    void missingOnACompleteFeedIsEnoughForAReviewer() {
        Verification verification = verified("V11", CheckResult.FAIL);
        Scoring scoring = Scoring.of(Sample.of(Sample.facts()), verification, 6, UNKNOWN);
        assertThat(scoring.score()).isEqualTo(50);
        assertThat(decide(verification, scoring, Money.usdt("10")).state())
                .isEqualTo(ClaimState.REFERRED);
    }

    @Test
    void scoreAtTheThresholdIsReferredAndBelowItApproved() {
        Verification good = Verification.run(Sample.of(Sample.facts()));
        Scoring below = new Scoring(List.of(new RuleHit("R", 49, "")));
        Scoring at = new Scoring(List.of(new RuleHit("R", 49, ""), new RuleHit("Q", 1, "")));
        assertThat(decide(good, below, Money.usdt("10")).state())
                .isEqualTo(ClaimState.AUTO_APPROVED);
        assertThat(decide(good, at, Money.usdt("10")).state()).isEqualTo(ClaimState.REFERRED);
    }

    @Test
    void onlyBenefitsUpToTheLimitAreAutomatic() {
        Verification good = Verification.run(Sample.of(Sample.facts()));
        Scoring none = new Scoring(List.of());
        assertThat(decide(good, none, MAX).state()).isEqualTo(ClaimState.AUTO_APPROVED);
        assertThat(decide(good, none, Money.usdt("25000.000001")).state())
                .isEqualTo(ClaimState.REFERRED);
        assertThat(decide(good, none, Money.usdt("0")).state()).isEqualTo(ClaimState.DECLINED);
        assertThat(decide(good, none, null).state()).isEqualTo(ClaimState.REFERRED);
    }

    @Test
    void failureDeclinesAClaimByHandAndRefersOneTheVenueOpened() {
        Verification failed = verified("V05", CheckResult.FAIL);
        Scoring none = new Scoring(List.of());
        Decision byHand = Scoring.decide(failed, true, none, 50, Money.usdt("10"), MAX);
        Decision byVenue = Scoring.decide(failed, false, none, 50, Money.usdt("10"), MAX);
        assertThat(byHand).isEqualTo(new Decision(ClaimState.DECLINED, "V05: changed"));
        assertThat(byVenue.state()).isEqualTo(ClaimState.REFERRED);
    }

    private static Decision decide(
            Verification verification, Scoring scoring, @Nullable Money benefit) {
        return Scoring.decide(verification, false, scoring, 50, benefit, MAX);
    }

    private static List<String> score(Facts facts, double index, Standing standing) {
        Verification.Case c = Sample.of(facts);
        return Scoring.of(c, Verification.run(c), index, standing).hits().stream()
                .map(RuleHit::code)
                .toList();
    }

    private static Verification verified(String code, CheckResult result) {
        List<Check> checks = new ArrayList<>();
        for (Check check : Verification.run(Sample.of(Sample.facts())).checks()) {
            checks.add(
                    check.code().equals(code)
                            ? new Check(code, check.question(), result, "changed")
                            : check);
        }
        return new Verification(checks);
    }
}
