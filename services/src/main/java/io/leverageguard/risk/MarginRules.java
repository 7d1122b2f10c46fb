package io.leverageguard.risk;

import io.leverageguard.api.risk.MarginPolicy.ActionKind;
import io.leverageguard.api.risk.MarginPolicy.Rule;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which rule of a margin policy is due.
 *
 * <p>A rule acts once when a position comes within its band, and is armed again when the distance
 * has recovered to a fifth more than the band. One look makes at most one rule act: the narrowest
 * that can, for it is what matters most; a wider one that was passed in the same fall has its turn
 * afterwards, if the position is still within. While an action has no outcome yet, only narrower
 * rules may act: the position went on falling, and must not wait for an answer that may not come.
 */
final class MarginRules {
    private static final BigDecimal RECOVERED = new BigDecimal("1.20");

    private MarginRules() {}

    /**
     * What a look at a position finds.
     *
     * @param used bands of rules that are not armed
     * @param open bands of actions without an outcome
     * @param free what is left of the reserve
     */
    record Before(Set<BigDecimal> used, Set<BigDecimal> open, BigDecimal free) {}

    /**
     * What follows from a look.
     *
     * @param due the rule that acts now, or null
     * @param amount what it adds: its size, or what is left of the reserve; null for others
     * @param used bands of rules that are not armed afterwards
     */
    record Look(@Nullable Rule due, @Nullable BigDecimal amount, Set<BigDecimal> used) {}

    /** Looks at a position at {@code distance}. */
    static Look look(BigDecimal distance, List<Rule> rules, Before before) {
        Set<BigDecimal> known = new TreeSet<>(before.used());
        @Nullable BigDecimal narrowestOpen =
                before.open().stream().min(Comparator.naturalOrder()).orElse(null);
        Set<BigDecimal> used = new TreeSet<>();
        @Nullable Rule due = null;
        for (Rule rule : rules) {
            BigDecimal band = rule.band();
            boolean recovered = distance.compareTo(band.multiply(RECOVERED)) >= 0;
            if (known.contains(band) && !recovered) {
                used.add(band);
                continue;
            }
            boolean within = distance.compareTo(band) <= 0;
            boolean mayAct = narrowestOpen == null || band.compareTo(narrowestOpen) < 0;
            boolean can = rule.kind() == ActionKind.REDUCE || before.free().signum() > 0;
            boolean narrower = due == null || band.compareTo(due.band()) < 0;
            if (within && mayAct && can && narrower) {
                due = rule;
            }
        }
        if (due == null) {
            return new Look(null, null, used);
        }
        used.add(due.band());
        BigDecimal amount =
                due.kind() == ActionKind.ADD_MARGIN ? due.size().min(before.free()) : null;
        return new Look(due, amount, used);
    }
}
