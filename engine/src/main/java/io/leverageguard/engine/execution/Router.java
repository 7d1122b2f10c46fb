package io.leverageguard.engine.execution;

import io.leverageguard.engine.execution.Ladder.Bill;
import io.leverageguard.engine.execution.Ladder.Level;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Divides an order among venues so that it costs least in all.
 *
 * <p>The cost of a quantity at one venue is convex, since each level of a book is worse than the
 * one before it and fee, funding and risk are proportional. For convex costs and upper bounds it is
 * exact to take the cheapest next unit, wherever it is, until the whole is there (greedy on the
 * marginal price; Fox 1966). What is not convex is that a venue which is used must be given its
 * least quantity. So this is done for every set of venues, each of the set first being given its
 * least quantity, and the cheapest result is taken. Single venues are such sets, therefore the
 * result never costs more than the best single venue that could fill the whole.
 *
 * <p>It is exact where all lots are equal or divide the quantity; otherwise the last units, smaller
 * than the coarsest lot, are placed where they fit.
 */
public final class Router {
    /** More venues than anybody has; the sets double with each. */
    public static final int VENUES_MAX = 8;

    private Router() {}

    /**
     * What is taken where.
     *
     * @param bills one per ladder, in their order; absent where nothing is taken
     * @param quantity the sum
     * @param cost the sum of what is paid
     */
    public record Plan(List<@Nullable Bill> bills, BigDecimal quantity, BigDecimal cost) {
        private boolean isBetterThan(Plan other) {
            int more = quantity.compareTo(other.quantity);
            return more > 0 || (more == 0 && cost.compareTo(other.cost) < 0);
        }
    }

    /** The cheapest plan for the whole quantity; if nothing is enough, for as much as there is. */
    public static Plan route(BigDecimal quantity, List<Ladder> ladders) {
        if (ladders.size() > VENUES_MAX) {
            throw new IllegalArgumentException("more than " + VENUES_MAX + " venues");
        }
        Plan best = new Plan(noBills(ladders.size()), BigDecimal.ZERO, BigDecimal.ZERO);
        for (int set = 1; set < 1 << ladders.size(); set++) {
            Plan plan = planFor(quantity, ladders, set);
            if (plan != null && plan.isBetterThan(best)) {
                best = plan;
            }
        }
        return best;
    }

    /** The plan that uses one venue alone; absent when it cannot fill the whole. */
    public static @Nullable Plan single(BigDecimal quantity, List<Ladder> ladders, int venue) {
        Plan plan = planFor(quantity, ladders, 1 << venue);
        return plan != null && plan.quantity().compareTo(quantity) == 0 ? plan : null;
    }

    /** The greedy plan that uses every venue of the set; absent when their least is too much. */
    private static @Nullable Plan planFor(BigDecimal quantity, List<Ladder> ladders, int set) {
        List<Taker> takers = new ArrayList<>();
        BigDecimal left = quantity;
        for (int i = 0; i < ladders.size(); i++) {
            if ((set & 1 << i) == 0) {
                continue;
            }
            Taker taker = new Taker(i, ladders.get(i));
            BigDecimal least = ladders.get(i).least();
            if (least.compareTo(taker.room) > 0 || least.compareTo(left) > 0) {
                return null;
            }
            taker.take(least);
            left = left.subtract(least);
            takers.add(taker);
        }
        Taker cheapest = cheapest(takers, left);
        while (cheapest != null) {
            BigDecimal step = cheapest.step(left);
            cheapest.take(step);
            left = left.subtract(step);
            cheapest = cheapest(takers, left);
        }
        return plan(takers, ladders.size());
    }

    private static @Nullable Taker cheapest(List<Taker> takers, BigDecimal left) {
        Taker best = null;
        for (Taker taker : takers) {
            if (taker.takes(left) && (best == null || taker.isCheaperThan(best))) {
                best = taker;
            }
        }
        return best;
    }

    private static Plan plan(List<Taker> takers, int venues) {
        List<@Nullable Bill> bills = noBills(venues);
        BigDecimal quantity = BigDecimal.ZERO;
        BigDecimal cost = BigDecimal.ZERO;
        for (Taker taker : takers) {
            if (taker.taken.signum() > 0) {
                Bill bill = taker.ladder.bill(taker.taken);
                bills.set(taker.index, bill);
                quantity = quantity.add(bill.quantity());
                cost = cost.add(bill.total(taker.ladder.buy()));
            }
        }
        return new Plan(bills, quantity, cost);
    }

    private static List<@Nullable Bill> noBills(int count) {
        List<@Nullable Bill> bills = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            bills.add(null);
        }
        return bills;
    }

    /** How far one venue's ladder is climbed. */
    private static final class Taker {
        private final int index;
        private final Ladder ladder;
        private BigDecimal taken = BigDecimal.ZERO;
        private BigDecimal room;
        private int level;
        private BigDecimal atLevel;

        Taker(int index, Ladder ladder) {
            this.index = index;
            this.ladder = ladder;
            this.room = ladder.capacity();
            this.atLevel = quantityAt(0);
        }

        boolean takes(BigDecimal left) {
            return room.compareTo(ladder.lot()) >= 0 && left.compareTo(ladder.lot()) >= 0;
        }

        boolean isCheaperThan(Taker other) {
            return marginal().compareTo(other.marginal()) < 0;
        }

        /** The rest of the level, or one lot where that is less than a lot. */
        BigDecimal step(BigDecimal left) {
            BigDecimal wanted = atLevel.max(ladder.lot());
            return ladder.wholeLots(wanted.min(room).min(left));
        }

        void take(BigDecimal quantity) {
            taken = taken.add(quantity);
            room = room.subtract(quantity);
            BigDecimal left = quantity;
            while (left.signum() > 0) {
                BigDecimal here = left.min(atLevel);
                left = left.subtract(here);
                atLevel = atLevel.subtract(here);
                if (atLevel.signum() == 0 && level + 1 < ladder.levels().size()) {
                    level++;
                    atLevel = quantityAt(level);
                }
            }
        }

        private BigDecimal marginal() {
            return ladder.marginal(ladder.levels().get(level));
        }

        private BigDecimal quantityAt(int number) {
            List<Level> levels = ladder.levels();
            return levels.isEmpty() ? BigDecimal.ZERO : levels.get(number).quantity();
        }
    }
}
