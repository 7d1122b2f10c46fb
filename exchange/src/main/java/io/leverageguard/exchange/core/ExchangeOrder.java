package io.leverageguard.exchange.core;

import io.leverageguard.engine.book.Execution;
import io.leverageguard.engine.book.SelfTrade;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An order and where it stands. */
public final class ExchangeOrder {
    public enum OrderType {
        LIMIT,
        MARKET
    }

    public enum Status {
        NEW,
        PARTIALLY_FILLED,
        FILLED,
        CANCELED,
        EXPIRED,
        EXPIRED_IN_MATCH;

        public boolean isOpen() {
            return this == NEW || this == PARTIALLY_FILLED;
        }
    }

    /** Who sent it. */
    public enum Origin {
        USER,
        /** A liquidation that closes the position whole, in the book. */
        LIQUIDATION,
        /** A liquidation that brings the position down to a lower bracket, in the book. */
        PARTIAL_LIQUIDATION,
        /** What the book did not take of a liquidation, at the bankruptcy price. */
        TAKEOVER,
        /** The other side of a takeover that the insurance fund could not bear. */
        ADL;

        /** Whether the exchange sent it. */
        public boolean isForced() {
            return this != USER;
        }

        /** Whether it liquidates the account that owns it. */
        public boolean isLiquidation() {
            return isForced() && this != ADL;
        }
    }

    /** What was asked for; prices in ticks, that of a market order is how far it may go. */
    public record Terms(
            boolean buy,
            OrderType type,
            Execution execution,
            long priceTicks,
            long lots,
            Leg leg,
            boolean reduceOnly,
            boolean closePosition,
            SelfTrade selfTrade,
            long goodTill) {
        /** A limit order that nobody asked for. */
        static Terms forced(boolean buy, Execution execution, long ticks, long lots, Leg leg) {
            return new Terms(
                    buy,
                    OrderType.LIMIT,
                    execution,
                    ticks,
                    lots,
                    leg,
                    false,
                    false,
                    SelfTrade.ALLOW,
                    0);
        }

        /** The same at another price and quantity. */
        Terms with(long ticks, long newLots) {
            return new Terms(
                    buy,
                    type,
                    execution,
                    ticks,
                    newLots,
                    leg,
                    reduceOnly,
                    closePosition,
                    selfTrade,
                    goodTill);
        }
    }

    final long id;
    final Account account;
    final Market market;
    final String clientId;
    Terms terms;
    final Origin origin;
    final long createdAt;
    String note = "";
    List<TriggerRequest> attached = List.of();
    @Nullable Trigger trigger;
    long filled;
    long cost;
    Status status = Status.NEW;
    EndReason endReason = EndReason.NONE;
    long updatedAt;

    ExchangeOrder(
            long id,
            Account account,
            Market market,
            String clientId,
            Terms terms,
            Origin origin,
            long createdAt) {
        this.id = id;
        this.account = account;
        this.market = market;
        this.clientId = clientId;
        this.terms = terms;
        this.origin = origin;
        this.createdAt = createdAt;
        this.updatedAt = createdAt;
    }

    /** Lots that have not traded. */
    public long left() {
        return terms.lots() - filled;
    }

    long signedLots(long lots) {
        return terms.buy() ? lots : -lots;
    }

    /** The position that it changes. */
    public Position position() {
        return account.position(market, terms.leg());
    }

    public Terms terms() {
        return terms;
    }

    public Market market() {
        return market;
    }

    public long filled() {
        return filled;
    }

    public Status status() {
        return status;
    }

    /** Why it ended without being filled whole. */
    public EndReason endReason() {
        return endReason;
    }

    public long id() {
        return id;
    }

    /** Empty when the client gave none. */
    public String clientId() {
        return clientId;
    }

    /** What the protocol that took it wanted to remember. */
    public String note() {
        return note;
    }

    /** The triggers that come alive when it fills. */
    public List<TriggerRequest> attached() {
        return attached;
    }

    /** The conditional order that it was. */
    public Optional<Trigger> trigger() {
        return Optional.ofNullable(trigger);
    }

    public long updatedAt() {
        return updatedAt;
    }

    public long cost() {
        return cost;
    }

    public long createdAt() {
        return createdAt;
    }

    public Origin origin() {
        return origin;
    }

    public Account account() {
        return account;
    }
}
