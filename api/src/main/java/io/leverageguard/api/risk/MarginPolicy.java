package io.leverageguard.api.risk;

import io.leverageguard.kernel.ids.AccountId;
import java.math.BigDecimal;
import java.util.List;

/**
 * What is to be done for an account's positions before the venue liquidates them.
 *
 * @param reserve what may be added as margin in all, in the quote asset, since this version
 * @param booked what was added of it
 * @param held what is being added: asked for, and its outcome not known yet
 * @param rules at most eight, each at a band of its own, widest first
 * @param version 0 where the trader set none
 */
public record MarginPolicy(
        AccountId account,
        BigDecimal reserve,
        BigDecimal booked,
        BigDecimal held,
        List<Rule> rules,
        long version) {
    /** Copies the rules. */
    public MarginPolicy {
        rules = List.copyOf(rules);
    }

    /** What can be done. */
    public enum ActionKind {
        /** More margin from the reserve. */
        ADD_MARGIN,
        /** Close a part of the position. */
        REDUCE
    }

    /**
     * One action, once for each time that a position comes within the band.
     *
     * @param band distance to liquidation as a share of the mark, for example 0.05
     * @param size the amount to add, or the share of the position to close (above 0, at most 1)
     */
    public record Rule(BigDecimal band, ActionKind kind, BigDecimal size) {}
}
