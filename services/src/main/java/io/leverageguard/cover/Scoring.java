package io.leverageguard.cover;

import io.leverageguard.api.cover.Cover.Check;
import io.leverageguard.api.cover.Cover.CheckResult;
import io.leverageguard.api.cover.Cover.ClaimState;
import io.leverageguard.api.cover.Cover.Policy;
import io.leverageguard.api.cover.Cover.RuleHit;
import io.leverageguard.cover.Verification.Case;
import io.leverageguard.kernel.money.Money;
import io.leverageguard.venues.LiquidationFile.NormalizedLiquidation;
import io.leverageguard.venues.Reports.KeyRights;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The rules that make a verified claim worth a second look. Each adds whole points; a claim with
 * {@link CoverConfig#referScore} (50) or more goes to a reviewer. Points never decline a claim.
 *
 * <p>10 and less: unusual but common; 20 to 30: two or three of them together are looked at; 50 and
 * more: enough alone.
 *
 * @param hits the rules that held
 */
record Scoring(List<RuleHit> hits) {
    private static final double INDEX_LOW = 2;
    private static final double MOVE_LARGE = 2;
    private static final int CLAIMS_MANY = 3;
    private static final int CLAIMS_FOR_RATIO = 10;
    private static final Duration ACCOUNT_NEW = Duration.ofDays(30);
    private static final Duration KEY_NEW = Duration.ofHours(24);
    private static final BigDecimal GAP_LARGE = new BigDecimal("0.005");

    /**
     * What else is known about the claimant.
     *
     * @param claimsIn90Days other claims of the last ninety days
     * @param claims all claims there ever were
     * @param paid everything paid to the claimant
     * @param premiums everything the claimant paid
     * @param bothSides whether the claimant also covered the other side of the symbol at the time
     */
    record Standing(
            int claimsIn90Days, int claims, Money paid, Money premiums, boolean bothSides) {}

    /** Copies the list. */
    Scoring {
        hits = List.copyOf(hits);
    }

    /** The sum of the points. */
    int score() {
        return hits.stream().mapToInt(RuleHit::score).sum();
    }

    /** Looks at a claim. */
    static Scoring of(Case c, Verification verification, double index, Standing standing) {
        List<RuleHit> hits = new ArrayList<>();
        Policy policy = c.policy();
        add(
                hits,
                index < INDEX_LOW,
                "R01",
                20,
                String.format(Locale.ROOT, "insurability index %.2f at binding", index));
        double move = c.snapshot().recentMove();
        add(
                hits,
                move >= MOVE_LARGE,
                "R02",
                15,
                String.format(Locale.ROOT, "bound after a move of %.1f σ", move));
        NormalizedLiquidation closure = c.facts().closure();
        if (closure != null) {
            onClosure(hits, policy, closure);
        }
        add(hits, failed(verification, "V12"), "R05", 50, "margin was moved out after binding");
        Duration age = Duration.between(c.snapshot().account().openedAt(), policy.boundAt());
        add(hits, age.compareTo(ACCOUNT_NEW) < 0, "R06", 5, "account younger than 30 days");
        BigDecimal gap = gap(c);
        add(hits, gap.compareTo(GAP_LARGE) > 0, "R13", 20, "mark and index far apart at the touch");
        KeyRights rights = c.facts().rights();
        add(hits, keyIsNew(rights, policy), "R14", 5, "key made within 24 h of binding");
        add(
                hits,
                standing.claimsIn90Days() >= CLAIMS_MANY,
                "R16",
                25,
                standing.claimsIn90Days() + " other claims in 90 days");
        add(hits, lossRatioHigh(standing), "R17", 25, "paid more than three times the premiums");
        add(hits, failed(verification, "V11"), "R18", 50, "not published on a complete feed");
        add(hits, standing.bothSides(), "R20", 30, "both sides of the symbol were covered");
        return new Scoring(hits);
    }

    /** What happens to a claim now: never an approval unless everything passed. */
    static Decision decide(
            Verification verification,
            boolean byHand,
            Scoring scoring,
            int referScore,
            @Nullable Money benefit,
            Money automaticMax) {
        ClaimState verdict = verification.verdict();
        if (verdict == ClaimState.VERIFICATION_FAILED) {
            Check check = verification.firstFailure().orElseThrow();
            String words = check.code() + ": " + check.reason();
            return new Decision(byHand ? ClaimState.DECLINED : ClaimState.REFERRED, words);
        }
        if (verdict == ClaimState.INCONCLUSIVE || benefit == null) {
            String words =
                    verification
                            .firstDoubt()
                            .map(check -> check.code() + ": " + check.reason())
                            .orElse("the loss could not be told");
            return new Decision(ClaimState.REFERRED, words);
        }
        if (!benefit.isPositive()) {
            return new Decision(
                    ClaimState.DECLINED,
                    "nothing is payable: the loss is within the deductible or the limit is used");
        }
        if (scoring.score() >= referScore) {
            return new Decision(ClaimState.REFERRED, "score " + scoring.score());
        }
        if (benefit.compareTo(automaticMax) > 0) {
            return new Decision(
                    ClaimState.REFERRED, benefit + " is above the automatic limit " + automaticMax);
        }
        return new Decision(ClaimState.AUTO_APPROVED, "verified, score " + scoring.score());
    }

    /** A next state, and why. */
    record Decision(ClaimState state, String reason) {}

    private static void onClosure(
            List<RuleHit> hits, Policy policy, NormalizedLiquidation closure) {
        Duration term = Duration.between(policy.coverFrom(), policy.coverUntil());
        Duration into = Duration.between(policy.coverFrom(), closure.startedAt());
        add(
                hits,
                into.multipliedBy(10).compareTo(term) < 0,
                "R03",
                10,
                "in the first tenth of the term");
        boolean larger = closure.quantity().abs().compareTo(policy.quantity().abs()) > 0;
        add(hits, larger, "R04", 20, "the position was larger than the insured one");
    }

    private static boolean keyIsNew(@Nullable KeyRights rights, Policy policy) {
        return rights != null
                && Duration.between(rights.createdAt(), policy.boundAt()).compareTo(KEY_NEW) < 0;
    }

    private static boolean lossRatioHigh(Standing standing) {
        if (standing.claims() < CLAIMS_FOR_RATIO) {
            return false;
        }
        BigDecimal allowed = standing.premiums().decimal().multiply(new BigDecimal(3));
        return standing.paid().decimal().compareTo(allowed) > 0;
    }

    private static BigDecimal gap(Case c) {
        if (c.facts().covered().samples() == 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal mark = MarketChecks.mark(c.policy(), c.facts().covered());
        BigDecimal index = MarketChecks.index(c.policy(), c.facts().covered());
        return mark.subtract(index).abs().divide(index, MathContext.DECIMAL64);
    }

    private static boolean failed(Verification verification, String code) {
        return verification.check(code).result() == CheckResult.FAIL;
    }

    private static void add(
            List<RuleHit> hits, boolean holds, String code, int score, String reason) {
        if (holds) {
            hits.add(new RuleHit(code, score, reason));
        }
    }
}
