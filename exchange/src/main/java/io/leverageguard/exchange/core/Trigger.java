package io.leverageguard.exchange.core;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A conditional order: waits for a price and then becomes an ordinary order. */
public final class Trigger {
    /** What it is for; a trailing stop follows the best price. */
    public enum Kind {
        STOP,
        TAKE_PROFIT,
        TRAILING
    }

    /** Where it stands. */
    public enum State {
        WAITING,
        /** Its order has been sent and is open. */
        TRIGGERED,
        /** Its order has ended. */
        FINISHED,
        CANCELED,
        /** Its time is over, or what it should have closed is gone. */
        EXPIRED,
        /** It triggered and its order was refused. */
        REJECTED;

        /** Whether nothing can happen to it any more. */
        public boolean isEnded() {
            return this != WAITING && this != TRIGGERED;
        }
    }

    final long id;
    final Account account;
    final Market market;
    final long createdAt;
    TriggerRequest request;
    long triggerTicks;
    long updatedAt;
    long triggeredAt;
    State state = State.WAITING;
    EndReason endReason = EndReason.NONE;
    @Nullable Reason refusal;
    @Nullable ExchangeOrder order;
    @Nullable ExchangeOrder parent;
    @Nullable Trigger sibling;

    /** Trailing: the best price since it became active, in ticks; zero before. */
    long bestTicks;

    /** What the price did before it came must not trigger it. */
    boolean fresh = true;

    Trigger(long id, Account account, Market market, TriggerRequest request, long createdAt) {
        this.id = id;
        this.account = account;
        this.market = market;
        this.request = request;
        this.createdAt = createdAt;
        this.updatedAt = createdAt;
    }

    /** The lowest price, in units, that it has seen since it was looked at. */
    long low() {
        PriceSource source = request.source();
        return fresh ? market.price(source) : market.low(source);
    }

    long high() {
        PriceSource source = request.source();
        return fresh ? market.price(source) : market.high(source);
    }

    /** Unique among triggers and orders. */
    public long id() {
        return id;
    }

    public Account account() {
        return account;
    }

    public Market market() {
        return market;
    }

    public String clientId() {
        return request.clientId();
    }

    /** What was asked for, amendments included. */
    public TriggerRequest request() {
        return request;
    }

    public State state() {
        return state;
    }

    /** The trigger price; trailing: where it becomes active, and then where it triggers. */
    public long triggerTicks() {
        return triggerTicks;
    }

    /** Trailing: whether it follows the price already. */
    public boolean isActive() {
        return bestTicks > 0;
    }

    /** Trailing: the best price since it became active; zero before. */
    public long bestTicks() {
        return bestTicks;
    }

    public long createdAt() {
        return createdAt;
    }

    public long updatedAt() {
        return updatedAt;
    }

    /** Zero before. */
    public long triggeredAt() {
        return triggeredAt;
    }

    /** Why it was cancelled or has expired. */
    public EndReason endReason() {
        return endReason;
    }

    /** Why its order was refused, when it is REJECTED. */
    public Optional<Reason> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** The order that it became. */
    public Optional<ExchangeOrder> order() {
        return Optional.ofNullable(order);
    }

    /** The order to which it was attached. */
    public Optional<ExchangeOrder> parent() {
        return Optional.ofNullable(parent);
    }

    /** The other one of a pair: when one triggers, the other is cancelled. */
    public Optional<Trigger> sibling() {
        return Optional.ofNullable(sibling);
    }
}
