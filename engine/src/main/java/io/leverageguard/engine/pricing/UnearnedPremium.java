package io.leverageguard.engine.pricing;

/**
 * The share of a premium that is not yet earned. The risk of a touch is not spread evenly over the
 * term, so neither is the premium: after t the share 1 − P(t)/P(T) is still unearned.
 */
public final class UnearnedPremium {
    private UnearnedPremium() {}

    /** 1 − P(t)/P(T), where both probabilities leave out the waiting period. */
    public static double byRisk(double touchedByNow, double touchedByEnd) {
        if (!(touchedByEnd > 0)) {
            return 0;
        }
        return Math.clamp(1 - touchedByNow / touchedByEnd, 0, 1);
    }

    /** The plain share of the time that is left. */
    public static double byTime(double elapsed, double term) {
        return Math.clamp(1 - elapsed / term, 0, 1);
    }
}
