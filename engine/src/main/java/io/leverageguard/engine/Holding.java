package io.leverageguard.engine;

/**
 * Lots of one instrument that somebody has, and could come to have when open orders are filled: a
 * position of an account, or a strategy's share of one.
 */
abstract class Holding extends Hashed {
    final AccountEntry account;
    final InstrumentEntry instrument;

    /** Positive for a long. */
    long lots;

    /** What the lots cost, in lots × ticks; negative for a short. */
    long cost;

    long buyLotsExposed;
    long sellLotsExposed;
    long buyLotsReducing;
    long sellLotsReducing;

    /** What is filled by the orders' news while the fills themselves have not come. */
    long unconfirmedLots;

    private final ScopeExposure[] sums;
    private long summedWorst;
    private long summedLots;
    private long summedCost;

    Holding(AccountEntry account, InstrumentEntry instrument, ScopeExposure[] sums) {
        this.account = account;
        this.instrument = instrument;
        this.sums = sums;
    }

    /**
     * How far it can come to one side if every order on it were filled and {@code moreLots} too.
     * Orders that may only reduce are cut by the venue: at best they close it first.
     */
    long worstLots(boolean buy, long moreLots) {
        long mine = buy ? lots : -lots;
        long reducing = buy ? buyLotsReducing : sellLotsReducing;
        long before = mine < 0 ? Math.min(0, mine + reducing) : mine;
        return before + (buy ? buyLotsExposed : sellLotsExposed) + moreLots;
    }

    /** How far it can come to either side. */
    long worstLots() {
        return Math.max(worstLots(true, 0), worstLots(false, 0));
    }

    /** How much may still be reduced by an order on this side. */
    long reducibleLots(boolean buy) {
        return Math.max(
                0,
                buy
                        ? -lots - buyLotsExposed - buyLotsReducing
                        : lots - sellLotsExposed - sellLotsReducing);
    }

    /** Whether an order on this side is against it, fills on their way included. */
    boolean isAgainst(boolean buy) {
        long expected = lots + unconfirmedLots;
        return buy ? expected < 0 : expected > 0;
    }

    /** Adds what an order exposes, or takes it away. */
    void expose(OrderEntry order, int sign) {
        long open = sign * order.openLots();
        long unconfirmed = sign * order.unconfirmedLots();
        if (order.buy) {
            buyLotsExposed += unconfirmed + (order.reduceOnly ? 0 : open);
            buyLotsReducing += order.reduceOnly ? open : 0;
            unconfirmedLots += unconfirmed;
        } else {
            sellLotsExposed += unconfirmed + (order.reduceOnly ? 0 : open);
            sellLotsReducing += order.reduceOnly ? open : 0;
            unconfirmedLots -= unconfirmed;
        }
    }

    /**
     * Adds lots at a price; negative ones are sold. Returns what that realised, in 10⁻⁸ of the
     * quote asset. At a price of zero, for not known, nothing is realised.
     */
    long trade(long change, long ticks) {
        long gain = 0;
        long opened = change;
        if (lots != 0 && (lots ^ change) < 0) {
            long closed = Math.min(Math.abs(change), Math.abs(lots));
            long part = costOf(closed);
            if (ticks != 0) {
                long proceeds = Saturated.times(lots > 0 ? closed : -closed, ticks);
                gain = Saturated.minus(proceeds, part);
            }
            cost -= part;
            lots += change < 0 ? -closed : closed;
            opened = change < 0 ? change + closed : change - closed;
        }
        cost = Saturated.plus(cost, Saturated.times(opened, price(ticks)));
        lots += opened;
        return Saturated.times(instrument.unitNotional, gain);
    }

    /** The average price in ticks, rounded; zero when there is nothing. */
    long entryTicks() {
        return lots == 0 ? 0 : (Math.abs(cost) + Math.abs(lots) / 2) / Math.abs(lots);
    }

    /** Brings the sums of its scopes up to date. */
    void sum() {
        long worst = worstLots();
        boolean moved = lots != summedLots || cost != summedCost;
        for (ScopeExposure sum : sums) {
            sum.worstLots += worst - summedWorst;
            sum.lots += lots - summedLots;
            sum.cost += cost - summedCost;
            if (moved) {
                sum.mark();
            }
        }
        summedWorst = worst;
        summedLots = lots;
        summedCost = cost;
    }

    int sums() {
        return sums.length;
    }

    ScopeExposure sum(int index) {
        return sums[index];
    }

    private long costOf(long closed) {
        long part = Saturated.portion(Math.abs(cost), closed, Math.abs(lots));
        return cost < 0 ? -part : part;
    }

    private long price(long ticks) {
        if (ticks != 0) {
            return ticks;
        }
        return lots != 0 ? entryTicks() : instrument.valueTicks;
    }
}
