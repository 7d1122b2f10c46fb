package io.leverageguard.cover;

import java.time.Duration;

/**
 * What the operator sets once; what is changed while running is in the settings ({@code cover.*}).
 *
 * @param noticePeriod how long after its end a claim can be made under a policy
 * @param evidenceWait how long we ask the venue again for evidence that is not complete yet
 * @param evidenceRetry time between two such questions
 * @param holdAutomatic pause between an automatic approval and the payment
 * @param holdReviewed pause between a reviewer's approval and the payment
 * @param appealPeriod how long after its end a claim stays open
 * @param markAgeMax a mark price older than this cannot be quoted on
 * @param freshPosition a position younger than this is looked at for distress
 * @param historyBarsMin fewest five-minute bars from which volatility is estimated
 * @param volatilityFloor lowest yearly volatility that is believed
 * @param referScore a claim with this score or more goes to a reviewer
 */
record CoverConfig(
        Duration noticePeriod,
        Duration evidenceWait,
        Duration evidenceRetry,
        Duration holdAutomatic,
        Duration holdReviewed,
        Duration appealPeriod,
        Duration markAgeMax,
        Duration freshPosition,
        int historyBarsMin,
        double volatilityFloor,
        int referScore) {

    /** Checks the ranges. */
    CoverConfig {
        if (historyBarsMin < 2 || !(volatilityFloor > 0) || referScore < 1) {
            throw new IllegalArgumentException(
                    "historyBarsMin must be at least 2, volatilityFloor and referScore positive");
        }
        if (noticePeriod.isNegative() || evidenceRetry.toMillis() < 100) {
            throw new IllegalArgumentException("noticePeriod and evidenceRetry must be positive");
        }
    }

    /** What holds unless configured. */
    static CoverConfig defaults() {
        return new CoverConfig(
                Duration.ofDays(7),
                Duration.ofMinutes(10),
                Duration.ofSeconds(5),
                Duration.ofMinutes(1),
                Duration.ofHours(1),
                Duration.ofDays(30),
                Duration.ofSeconds(60),
                Duration.ofMinutes(5),
                24,
                0.25,
                50);
    }
}
