package io.leverageguard.risk;

import io.leverageguard.api.risk.LimitNumbers;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Tells what one person may change alone from what needs a second.
 *
 * <p>It is measured from a baseline: the numbers that two people stand for, or tighter ones. One
 * person's small steps leave the baseline where it is, so they cannot add up to a large one.
 */
final class Looseness {
    private Looseness() {}

    /** The names of the numbers that loosen by more than {@code factor}. */
    static List<String> beyond(LimitNumbers baseline, LimitNumbers after, BigDecimal factor) {
        List<String> names = new ArrayList<>();
        for (LimitName name : LimitName.values()) {
            if (name.loosensBeyond(baseline, after, factor)) {
                names.add(name.field());
            }
        }
        return names;
    }

    /** {@code before}, but the numbers that {@code names} has are those of {@code after}. */
    static LimitNumbers taking(LimitNumbers before, LimitNumbers after, Collection<String> names) {
        return LimitName.each(name -> name.of(names.contains(name.field()) ? after : before));
    }

    /** {@code after}, but the numbers that {@code names} has are those of {@code before}. */
    static LimitNumbers leaving(LimitNumbers before, LimitNumbers after, Collection<String> names) {
        return LimitName.each(name -> name.of(names.contains(name.field()) ? before : after));
    }

    /** The baseline once {@code now} is in force, for whose numbers {@code agreed} two stand. */
    static LimitNumbers baseline(
            LimitNumbers baseline, LimitNumbers now, Collection<String> agreed) {
        return LimitName.each(
                name -> agreed.contains(name.field()) ? name.of(now) : name.tighter(baseline, now));
    }

    /** Whether every number that {@code names} has is the same in both. */
    static boolean isSame(LimitNumbers one, LimitNumbers other, Collection<String> names) {
        for (LimitName name : LimitName.values()) {
            if (names.contains(name.field()) && !name.isSame(one, other)) {
                return false;
            }
        }
        return true;
    }
}
