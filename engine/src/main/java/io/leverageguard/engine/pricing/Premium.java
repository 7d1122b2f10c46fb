package io.leverageguard.engine.pricing;

/**
 * The price of a policy that pays a fixed benefit with a known probability, and its parts:
 *
 * <pre>
 *   gross = (P·B + θ·B√(P(1−P)) + capital charge) / (1 − expenses)
 * </pre>
 *
 * @param pure P·B, the expected benefit
 * @param deviation B√(P(1−P)), the standard deviation of the benefit
 * @param riskLoading θ times the deviation
 * @param capitalCharge cost of capital times the capital that the policy adds, times the term
 * @param expenses the expense share of the gross premium
 * @param gross what is paid
 */
public record Premium(
        double pure,
        double deviation,
        double riskLoading,
        double capitalCharge,
        double expenses,
        double gross) {

    /**
     * What the underwriter has set.
     *
     * @param riskLoading θ, per standard deviation of the benefit
     * @param expenseShare share of the gross premium
     * @param costOfCapital yearly
     */
    public record Loadings(double riskLoading, double expenseShare, double costOfCapital) {
        /** Checks that the expenses leave something. */
        public Loadings {
            if (!(expenseShare >= 0 && expenseShare < 1)) {
                throw new IllegalArgumentException("expense share must be below 1");
            }
        }
    }

    /** The premium of a benefit that needs {@code capital} for {@code years}. */
    public static Premium of(
            double probability, double benefit, Loadings loadings, double capital, double years) {
        double pure = probability * benefit;
        double deviation = benefit * Math.sqrt(probability * (1 - probability));
        double riskLoading = loadings.riskLoading() * deviation;
        double charge = loadings.costOfCapital() * capital * years;
        double gross = (pure + riskLoading + charge) / (1 - loadings.expenseShare());
        double expenses = gross * loadings.expenseShare();
        return new Premium(pure, deviation, riskLoading, charge, expenses, gross);
    }

    /** The gross premium as a share of the benefit. */
    public double rateOnLine(double benefit) {
        return gross / benefit;
    }
}
