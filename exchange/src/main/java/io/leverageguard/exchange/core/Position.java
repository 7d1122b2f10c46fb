package io.leverageguard.exchange.core;

import io.leverageguard.engine.margin.CrossMargin;
import io.leverageguard.engine.margin.CrossMargin.CrossPosition;
import io.leverageguard.engine.margin.IsolatedMargin;
import io.leverageguard.engine.margin.LotMargin;
import io.leverageguard.engine.margin.MarginTable;
import io.leverageguard.engine.margin.QuoteUnits;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an account holds of one contract, and its settings there.
 *
 * <p>{@code cost} is what the lots cost, negative for a short: profit at a price is lots × units −
 * cost, exactly, whatever fills made the position.
 */
public final class Position {
    static final int LEVERAGE_AT_START = 20;

    final Account account;
    final Market market;
    final Leg leg;
    boolean isolated;
    int leverage = LEVERAGE_AT_START;
    long lots;
    long cost;
    long isolatedWallet;
    long realized;
    long updatedAt;
    boolean marginCalled;
    @Nullable PositionLife life;

    /** Open orders that may add: their lots and what they would cost. */
    long buyLots;

    long buyCost;
    long sellLots;
    long sellCost;

    Position(Account account, Market market, Leg leg) {
        this.account = account;
        this.market = market;
        this.leg = leg;
    }

    long profitAt(long units) {
        return LotMargin.profit(lots, cost, units);
    }

    public long profit() {
        return profitAt(market.mark());
    }

    /** Worth at the mark price, never negative. */
    public long notional() {
        return Math.abs(lots) * market.mark();
    }

    public long maintenance() {
        return lots == 0 ? 0 : margins().maintenanceUnits(notional());
    }

    /** Initial margin of the position itself when it is cross. */
    public long positionMargin() {
        return LotMargin.initialMargin(notional(), leverage);
    }

    /**
     * Initial margin of the open orders: of that side which could add more. What merely closes the
     * position needs none.
     */
    public long orderMargin() {
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

    /** The mark price that liquidates this position, by the formula that everybody here uses. */
    public Optional<BigDecimal> liquidationPrice() {
        if (lots == 0) {
            return Optional.empty();
        }
        if (isolated) {
            CrossPosition alone = held();
            return IsolatedMargin.liquidationPrice(
                    alone.isLong(),
                    alone.quantity(),
                    alone.entry(),
                    QuoteUnits.toDecimal(isolatedWallet),
                    alone.table());
        }
        List<CrossPosition> legs = new ArrayList<>();
        List<CrossPosition> others = new ArrayList<>();
        for (Position other : account.positions()) {
            if (!other.isolated && other.lots != 0) {
                (other.market == market ? legs : others).add(other.held());
            }
        }
        BigDecimal wallet = QuoteUnits.toDecimal(account.crossWallet);
        return legs.size() == 1
                ? CrossMargin.liquidationPrice(legs.getFirst(), others, wallet)
                : CrossMargin.hedgedLiquidationPrice(legs, others, wallet);
    }

    private CrossPosition held() {
        Contract contract = market.contract;
        BigDecimal quantity = contract.quantity(Math.abs(lots));
        // Not the rounded mean: the cost is exact, and so should the answer be.
        BigDecimal entry =
                QuoteUnits.toDecimal(Math.abs(cost)).divide(quantity, 20, RoundingMode.HALF_EVEN);
        return new CrossPosition(
                lots > 0, quantity, entry, contract.priceOfUnits(market.mark()), margins());
    }

    /** The brackets by which this account's margin is reckoned. */
    MarginTable margins() {
        return market.margins(account.marginRule);
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

    /** What may be taken from its margin: what it needs at the mark price stays. */
    public long removable() {
        return Math.max(0, isolatedWallet + Math.min(0, profit()) - positionMargin());
    }

    /** Whether an order of this side closes it. */
    boolean isClosedBy(boolean buy) {
        return lots != 0 && buy == lots < 0;
    }

    public boolean isLong() {
        return lots > 0;
    }

    public Leg leg() {
        return leg;
    }

    /** The life of the position that is held, or of the last one. */
    public Optional<PositionLife> life() {
        return Optional.ofNullable(life);
    }

    public Market market() {
        return market;
    }

    public boolean isolated() {
        return isolated;
    }

    public long isolatedWallet() {
        return isolatedWallet;
    }

    public long cost() {
        return cost;
    }

    public long lots() {
        return lots;
    }

    public long updatedAt() {
        return updatedAt;
    }

    public int leverage() {
        return leverage;
    }

    public Account account() {
        return account;
    }

    public long realized() {
        return realized;
    }
}
