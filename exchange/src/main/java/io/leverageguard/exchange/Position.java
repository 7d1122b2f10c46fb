package io.leverageguard.exchange;

import io.leverageguard.engine.margin.LotMargin;
import io.leverageguard.engine.margin.QuoteUnits;

/**
 * What an account holds of one contract, and its settings there.
 *
 * <p>{@code cost} is what the lots cost, negative for a short: profit at a price is lots × units −
 * cost, exactly, whatever fills made the position.
 */
final class Position {
    static final int LEVERAGE_AT_START = 20;

    final Account account;
    final Market market;
    boolean isolated;
    int leverage = LEVERAGE_AT_START;
    long lots;
    long cost;
    long isolatedWallet;
    long realized;
    long updatedAt;
    boolean marginCalled;

    /** Open orders that may add: their lots and what they would cost. */
    long buyLots;

    long buyCost;
    long sellLots;
    long sellCost;

    Position(Account account, Market market) {
        this.account = account;
        this.market = market;
    }

    long profitAt(long units) {
        return LotMargin.profit(lots, cost, units);
    }

    long profit() {
        return profitAt(market.mark());
    }

    long notional() {
        return Math.abs(lots) * market.mark();
    }

    long maintenance() {
        return lots == 0 ? 0 : market.contract.margins().maintenanceUnits(notional());
    }

    /** Initial margin of the position itself when it is cross. */
    long positionMargin() {
        return LotMargin.initialMargin(notional(), leverage);
    }

    /**
     * Initial margin of the open orders: of that side which could add more. What merely closes the
     * position needs none.
     */
    long orderMargin() {
        return orderMargin(buyLots, buyCost, sellLots, sellCost);
    }

    /** The same, as if {@code more} lots that cost {@code worth} were also open on one side. */
    long orderMarginWith(boolean buy, long more, long worth) {
        return buy
                ? orderMargin(buyLots + more, buyCost + worth, sellLots, sellCost)
                : orderMargin(buyLots, buyCost, sellLots + more, sellCost + worth);
    }

    private long orderMargin(long buys, long buysCost, long sells, long sellsCost) {
        long adding =
                Math.max(
                        adding(buys, buysCost, Math.max(0, -lots)),
                        adding(sells, sellsCost, Math.max(0, lots)));
        return LotMargin.initialMargin(adding, leverage);
    }

    private static long adding(long side, long sideCost, long closing) {
        if (side <= closing) {
            return 0;
        }
        return QuoteUnits.mulDivCeil(sideCost, side - closing, side);
    }

    /** Books a fill; returns the profit that it realized. */
    long apply(long signedLots, long units) {
        long gain = 0;
        long opening = signedLots;
        if (lots != 0 && Long.signum(signedLots) != Long.signum(lots)) {
            long closing = Math.min(Math.abs(signedLots), Math.abs(lots));
            long signedClosing = Long.signum(signedLots) * closing;
            long costPart = QuoteUnits.mulDivFloor(cost, closing, Math.abs(lots));
            gain = -(signedClosing * units) - costPart;
            lots += signedClosing;
            cost -= costPart;
            opening = signedLots - signedClosing;
        }
        lots += opening;
        cost += opening * units;
        realized += gain;
        return gain;
    }
}
