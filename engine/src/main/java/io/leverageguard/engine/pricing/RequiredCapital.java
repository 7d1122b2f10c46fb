package io.leverageguard.engine.pricing;

/** How capital requirements are put together. */
public final class RequiredCapital {
    private static final double FLOOR = 0.25;
    private static final double CAP = 0.45;
    private static final double NEXUS_GEARING = 4.8;
    private static final double NEXUS_PER_DAY = 0.05;
    private static final double NEXUS_PER_UPDATE = 0.01;

    private RequiredCapital() {}

    /** √(Σ ρᵢⱼ SCRᵢ SCRⱼ) with one correlation between all parts (Directive 2009/138/EC). */
    public static double aggregate(double correlation, double... parts) {
        double sum = 0;
        for (int i = 0; i < parts.length; i++) {
            for (int j = 0; j < parts.length; j++) {
                sum += (i == j ? 1 : correlation) * parts[i] * parts[j];
            }
        }
        return Math.sqrt(sum);
    }

    /** The minimum capital: a linear formula kept between 25 % and 45 % of the SCR. */
    public static double minimum(double formula, double solvencyCapital) {
        return Math.clamp(formula, FLOOR * solvencyCapital, CAP * solvencyCapital);
    }

    /** A cross-check: active cover over the gearing factor of Nexus Mutual. */
    public static double byGearing(double activeCover) {
        return activeCover / NEXUS_GEARING;
    }

    /** Nexus Mutual's slow approach: 5 % a day, at most 1 % per update. */
    public static double approached(double stored, double desired, double hours) {
        double step = Math.min(NEXUS_PER_UPDATE, NEXUS_PER_DAY * hours / 24);
        // The protocol counts in whole basis points.
        double points = Math.floor(step * 10_000 + 1e-9) / 10_000;
        return desired > stored
                ? Math.min(desired, stored * (1 + points))
                : Math.max(desired, stored * (1 - points));
    }
}
