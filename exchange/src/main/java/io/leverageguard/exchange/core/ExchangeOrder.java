package io.leverageguard.exchange.core;

import io.leverageguard.engine.book.Execution;
import io.leverageguard.engine.book.SelfTrade;

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

    public enum Origin {
        USER,
        LIQUIDATION
    }

    /** What was asked for; prices in ticks, zero for a market order. */
    public record Terms(
            boolean buy,
            OrderType type,
            Execution execution,
            long priceTicks,
            long lots,
            boolean reduceOnly,
            SelfTrade selfTrade) {}

    final long id;
    final Account account;
    final Market market;
    final String clientId;
    Terms terms;
    final Origin origin;
    final long createdAt;
    long filled;
    long cost;
    Status status = Status.NEW;
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

    long left() {
        return terms.lots() - filled;
    }

    long signedLots(long lots) {
        return terms.buy() ? lots : -lots;
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

    public long id() {
        return id;
    }

    public String clientId() {
        return clientId;
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
