package io.leverageguard.engine;

import java.util.List;

/**
 * Divides what happens to a position among the strategies that share it: the shares always add up
 * to it. What a strategy's order fills is the strategy's. What belongs to nobody and reduces the
 * position is taken from the shares on its side in proportion; anything else of it is strategy
 * zero's.
 *
 * <p>A report that comes before the fill behind it moves lots too. Which ones is remembered, and
 * undone when the fill comes, which knows better.
 */
final class Shares {
    private final EngineState state;

    Shares(EngineState state) {
        this.state = state;
    }

    /** Divides so many lots; each share's {@link ShareEntry#part} is its own then. */
    void divide(PositionEntry position, long lots, int strategy, boolean zeroFirst) {
        clear(position);
        if (strategy != 0) {
            state.share(position, strategy).part = lots;
            return;
        }
        long rest = lots;
        if ((position.lots ^ lots) < 0 && position.lots != 0) {
            long reduced = Math.min(Math.abs(lots), Math.abs(position.lots));
            long left = zeroFirst ? takeFromZero(position, reduced, lots > 0) : reduced;
            long taken = reduced - left + takeInProportion(position, left, lots > 0);
            rest = lots > 0 ? lots - taken : lots + taken;
        }
        if (rest != 0) {
            state.share(position, 0).part += rest;
        }
    }

    /**
     * Undoes what reports did, up to so many lots; strategy zero answers for the rest. Each share's
     * part is what that realises: mostly nothing.
     */
    void undo(PositionEntry position, long lots, int strategy) {
        clear(position);
        long left = undo(state.share(position, strategy), lots);
        left = undo(state.share(position, 0), left);
        List<ShareEntry> shares = position.shares;
        for (int i = 0; i < shares.size(); i++) {
            left = undo(shares.get(i), left);
        }
        if (left != 0) {
            ShareEntry zero = state.share(position, 0);
            zero.part += move(zero, -left, 0);
        }
    }

    /** Adds lots to a share at a price, and returns what that realised. */
    long move(ShareEntry share, long lots, long ticks) {
        long gain = share.trade(lots, ticks);
        share.sum();
        state.touched(share);
        return gain;
    }

    /** Adds to a share what a report says, and remembers it until a fill explains it. */
    void adjust(ShareEntry share, long lots, long ticks) {
        long before = share.cost;
        boolean grows = share.lots == 0 || (share.lots ^ lots) >= 0;
        long gain = move(share, lots, grows ? ticks : 0);
        assert gain == 0;
        share.adjusted += lots;
        share.adjustedCost += share.cost - before;
        state.touched(share);
    }

    /** Forgets what reports did: no fill will explain it. */
    void accept(PositionEntry position) {
        for (int i = 0; i < position.shares.size(); i++) {
            ShareEntry share = position.shares.get(i);
            if (share.adjusted != 0 || share.adjustedCost != 0) {
                share.adjusted = 0;
                share.adjustedCost = 0;
                state.touched(share);
            }
        }
    }

    /** Divides money as if it were paid on every lot, a short paying what a long gets. */
    void divideIncome(PositionEntry position, long amount) {
        clear(position);
        ShareEntry zero = state.share(position, 0);
        long left = amount;
        List<ShareEntry> shares = position.shares;
        for (int i = 0; position.lots != 0 && i < shares.size(); i++) {
            ShareEntry share = shares.get(i);
            if (share != zero) {
                share.part = portion(amount, share.lots, position.lots);
                left = Saturated.minus(left, share.part);
            }
        }
        zero.part = left;
    }

    /** {@code value × part / whole}, rounded towards zero. */
    static long portion(long value, long part, long whole) {
        long size = Saturated.portion(Math.abs(value), Math.abs(part), Math.abs(whole));
        return (value ^ part ^ whole) < 0 ? -size : size;
    }

    private long undo(ShareEntry share, long lots) {
        if (lots == 0 || share.adjusted == 0 || (share.adjusted ^ lots) < 0) {
            return lots;
        }
        long size = Math.min(Math.abs(lots), Math.abs(share.adjusted));
        long undone = lots < 0 ? -size : size;
        long ticks = Math.abs(share.adjustedCost) / Math.abs(share.adjusted);
        share.adjustedCost -= portion(share.adjustedCost, undone, share.adjusted);
        share.adjusted -= undone;
        share.part += move(share, -undone, ticks);
        return lots - undone;
    }

    private long takeFromZero(PositionEntry position, long lots, boolean buys) {
        ShareEntry zero = position.share(0);
        if (zero == null || !isReducedBy(zero, buys)) {
            return lots;
        }
        long taken = Math.min(lots, Math.abs(zero.lots));
        zero.part = buys ? taken : -taken;
        return lots - taken;
    }

    /** Returns how much was taken: all, when the shares on the side are as large. */
    private static long takeInProportion(PositionEntry position, long lots, boolean buys) {
        List<ShareEntry> shares = position.shares;
        long all = 0;
        for (int i = 0; i < shares.size(); i++) {
            all += leftOf(shares.get(i), buys);
        }
        if (all == 0) {
            return 0;
        }
        long wanted = Math.min(lots, all);
        long taken = 0;
        for (int i = 0; i < shares.size(); i++) {
            ShareEntry share = shares.get(i);
            long part = Saturated.portion(wanted, leftOf(share, buys), all);
            share.part += buys ? part : -part;
            taken += part;
        }
        while (taken < wanted) {
            ShareEntry largest = largest(shares, buys);
            long part = Math.min(wanted - taken, leftOf(largest, buys));
            largest.part += buys ? part : -part;
            taken += part;
        }
        return taken;
    }

    /** The share that has most left on the side; of equal ones that of the lowest strategy. */
    private static ShareEntry largest(List<ShareEntry> shares, boolean buys) {
        ShareEntry largest = shares.getFirst();
        for (int i = 1; i < shares.size(); i++) {
            ShareEntry share = shares.get(i);
            long more = leftOf(share, buys) - leftOf(largest, buys);
            if (more > 0 || (more == 0 && share.strategy < largest.strategy)) {
                largest = share;
            }
        }
        return largest;
    }

    private static long leftOf(ShareEntry share, boolean buys) {
        return isReducedBy(share, buys) ? Math.abs(share.lots + share.part) : 0;
    }

    private static boolean isReducedBy(ShareEntry share, boolean buys) {
        return buys ? share.lots < 0 : share.lots > 0;
    }

    private static void clear(PositionEntry position) {
        for (int i = 0; i < position.shares.size(); i++) {
            position.shares.get(i).part = 0;
        }
    }
}
