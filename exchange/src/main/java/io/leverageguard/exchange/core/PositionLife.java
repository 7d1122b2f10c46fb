package io.leverageguard.exchange.core;

import io.leverageguard.exchange.core.ExchangeOrder.Origin;

/** A position from its opening to its closing: what it held, earned and paid. */
public final class PositionLife {
    final long id;
    final Position position;
    final boolean isLong;
    final boolean isolated;
    final int leverage;
    final long openedAt;
    long updatedAt;
    long openedLots;
    long openedCost;
    long closedLots;
    long closedCost;
    long lotsMax;
    long realized;
    long fees;
    long funding;
    long liquidationFees;
    long triggerMark;
    boolean ended;
    Origin lastClose = Origin.USER;

    PositionLife(long id, Position position, boolean isLong, long openedAt) {
        this.id = id;
        this.position = position;
        this.isLong = isLong;
        this.isolated = position.isolated;
        this.leverage = position.leverage;
        this.openedAt = openedAt;
        this.updatedAt = openedAt;
    }

    /** Notes a fill in the life of its position; returns the lots that opened a turned one. */
    static long note(Position position, long before, Account.Fill fill) {
        PositionLife life = position.life;
        if (life == null) {
            return 0;
        }
        long after = position.lots;
        boolean turned = Long.signum(before) == -Long.signum(after) && before != 0;
        boolean closes = turned || (before != 0 && Math.abs(after) < Math.abs(before));
        if (!closes) {
            life.opened(fill.lots(), fill);
            life.fees += fill.fee();
            return 0;
        }
        long closing = Math.min(fill.lots(), Math.abs(before));
        long units = position.market.contract.units(fill.priceTicks());
        life.closedLots += closing;
        life.closedCost += closing * units;
        life.realized += fill.realized();
        life.fees += fill.fee();
        life.lastClose = fill.order().origin;
        life.updatedAt = fill.time();
        life.ended = after == 0 || turned;
        if (life.lastClose.isLiquidation()) {
            life.triggerMark = position.market.mark();
        }
        return turned ? Math.abs(after) : 0;
    }

    void opened(long lots, Account.Fill fill) {
        openedLots += lots;
        openedCost += lots * position.market.contract.units(fill.priceTicks());
        lotsMax = Math.max(lotsMax, Math.abs(position.lots));
        updatedAt = fill.time();
    }

    public long id() {
        return id;
    }

    public Position position() {
        return position;
    }

    public boolean isLong() {
        return isLong;
    }

    public boolean isolated() {
        return isolated;
    }

    public int leverage() {
        return leverage;
    }

    public long openedAt() {
        return openedAt;
    }

    public long updatedAt() {
        return updatedAt;
    }

    /** All lots that were ever opened, and what they cost. */
    public long openedLots() {
        return openedLots;
    }

    public long openedCost() {
        return openedCost;
    }

    /** The lots that were closed, and what they brought. */
    public long closedLots() {
        return closedLots;
    }

    public long closedCost() {
        return closedCost;
    }

    /** The most that it held at once. */
    public long lotsMax() {
        return lotsMax;
    }

    /** Profit without fees and funding. */
    public long realized() {
        return realized;
    }

    /** Paid for trades. */
    public long fees() {
        return fees;
    }

    /** Received; negative when paid. */
    public long funding() {
        return funding;
    }

    public long liquidationFees() {
        return liquidationFees;
    }

    /** The mark price of its last liquidation, in units; zero when there was none. */
    public long triggerMark() {
        return triggerMark;
    }

    /** Whether it is closed whole. */
    public boolean ended() {
        return ended;
    }

    /** Who closed last. */
    public Origin lastClose() {
        return lastClose;
    }
}
