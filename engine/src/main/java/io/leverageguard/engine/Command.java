package io.leverageguard.engine;

import org.jspecify.annotations.Nullable;

/**
 * Everything that can change the engine. Accounts, users, venues, instruments, strategies and
 * orders are numbers that the caller hands out; prices are ticks and quantities lots of the
 * instrument; amounts of money are 10⁻⁸ of the quote asset; times are milliseconds since 1970 UTC.
 */
public sealed interface Command {
    /**
     * A new account.
     *
     * @param user whose it is; accounts of one user share the limits of {@link Scope#user}
     * @param venue where it is; likewise
     */
    record OpenAccount(int account, int user, int venue, Limits limits) implements Command {
        /** An account that shares no limits but those of the desk. */
        public OpenAccount(int account, Limits limits) {
            this(account, 0, 0, limits);
        }
    }

    /** New limits of a scope. Those with an older version than the ones in force are ignored. */
    record SetLimits(Scope scope, Limits limits) implements Command {
        /** New limits of an account. */
        public SetLimits(int account, Limits limits) {
            this(Scope.account(account), limits);
        }
    }

    /**
     * A new instrument.
     *
     * @param unitNotional the value of one lot at a price of one tick, in 10⁻⁸ of the quote asset
     */
    record AddInstrument(int instrument, long unitNotional) implements Command {}

    /** The venue uses this leverage from now on. */
    record SetLeverage(int account, int instrument, int leverage) implements Command {}

    /**
     * An order that somebody wants to send, now or when something has happened.
     *
     * @param order greater than every number before it
     * @param limitTicks zero for a market order
     * @param referenceTicks a recent price, which values market orders; zero when there is none
     * @param terms everything else
     */
    record PlaceOrder(
            long order,
            int account,
            int instrument,
            boolean buy,
            long lots,
            long limitTicks,
            long referenceTicks,
            boolean reduceOnly,
            Terms terms)
            implements Command {
        /** An order that is sent at once and rests until it is cancelled. */
        public PlaceOrder(
                long order,
                int account,
                int instrument,
                boolean buy,
                long lots,
                long limitTicks,
                long referenceTicks,
                boolean reduceOnly) {
            this(
                    order,
                    account,
                    instrument,
                    buy,
                    lots,
                    limitTicks,
                    referenceTicks,
                    reduceOnly,
                    Terms.PLAIN);
        }
    }

    /**
     * What an order is besides its side, size and price.
     *
     * @param strategy whose share of the position its fills change; zero for nobody's
     * @param at when it was asked for; zero switches off what is counted by time
     * @param rests whether what is not filled at once stays in the book
     * @param trigger what it waits for; absent when it is sent at once
     * @param goodTill when the engine ends it, whether or not the venue does so too; zero for never
     * @param link the orders that it depends on; absent when there are none
     */
    record Terms(
            int strategy,
            long at,
            boolean rests,
            @Nullable Trigger trigger,
            long goodTill,
            @Nullable Link link) {
        /** Nobody's order, sent at once, resting, for ever. */
        public static final Terms PLAIN = new Terms(0, 0, true, null, 0, null);
    }

    /**
     * The condition of a conditional order.
     *
     * @param held whether the engine waits for it; otherwise the venue does, and the order is sent
     *     there at once
     * @param ticks the price that sets it off; for {@link TriggerKind#TRAILING} the price from
     *     which on it trails, zero for at once
     * @param callback how far a trailing order lets the price turn back, in millionths of the best
     *     price; zero for the other kinds
     */
    record Trigger(TriggerKind kind, PriceSource source, boolean held, long ticks, int callback) {}

    /**
     * How an order depends on others of its list. All of a list are placed in one batch.
     *
     * @param list the number of its first order, which names the list
     * @param parent the order that must be filled before this one is sent; zero for none
     * @param peers what a fill of this order does to the others of the list that have the same
     *     parent
     */
    record Link(long list, long parent, Peers peers) {}

    /** An open order that was found at the venue and is not ours; it counts as exposure. */
    record AdoptOrder(
            long order,
            int account,
            int instrument,
            boolean buy,
            long lots,
            long filledLots,
            OrderState state)
            implements Command {}

    /**
     * News of an order. Old news changes nothing: {@code filledLots} only grows, and a state is
     * entered only where the table of {@link OrderState} allows it.
     */
    record MoveOrder(long order, OrderState to, long filledLots) implements Command {}

    /** Somebody wants to cancel an order. One that is held here ends at once. */
    record RequestCancel(long order) implements Command {}

    /** The venue did not cancel: the order is open as before. */
    record RefuseCancel(long order) implements Command {}

    /**
     * Somebody wants to change an open order. One that is held here is changed at once.
     *
     * @param lots the new whole, with what is filled already
     * @param limitTicks zero when it has no limit price
     * @param triggerTicks zero when it has no trigger price
     */
    record AmendOrder(
            long order, long lots, long limitTicks, long triggerTicks, long referenceTicks, long at)
            implements Command {}

    /** The venue has changed the order, whoever asked for it. */
    record OrderAmended(long order, long lots, long limitTicks) implements Command {}

    /** The venue did not change the order: it is open as before. */
    record RefuseAmend(long order) implements Command {}

    /** The trigger of a held order was reached: it is checked anew and sent. */
    record ReleaseOrder(long order, long referenceTicks, long at) implements Command {}

    /**
     * A reduce-only order that was held here, has been approved and never reached its venue: it is
     * sent again as it was.
     */
    record ResendOrder(long order) implements Command {}

    /** The best price that a held trailing order has seen since it trails. */
    record RatchetOrder(long order, long bestTicks) implements Command {}

    /** The order's time is over: one that is held ends, one at the venue is cancelled. */
    record ExpireOrder(long order) implements Command {}

    /**
     * A fill, seen for the first time.
     *
     * @param order the number of the order behind it
     * @param ticks its price, rounded to ticks; zero when it is not known
     * @param result realised profit less fee
     */
    record Fill(
            long order,
            int account,
            int instrument,
            boolean buy,
            long lots,
            long ticks,
            long result,
            long at)
            implements Command {
        /** A fill of which only the quantity is known. */
        public Fill(long order, int account, int instrument, boolean buy, long lots, long at) {
            this(order, account, instrument, buy, lots, 0, 0, at);
        }
    }

    /** Money that an account was paid, or (negative) charged, other than by fills: funding. */
    record BookIncome(int account, int instrument, long amount, long at) implements Command {}

    /**
     * A position as the venue reports it; positive for a long.
     *
     * @param entryTicks its entry price, rounded to ticks; zero when it is not known
     */
    record ReportPosition(int account, int instrument, long lots, long entryTicks, long at)
            implements Command {
        /** A position without a price. */
        public ReportPosition(int account, int instrument, long lots, long at) {
            this(account, instrument, lots, 0, at);
        }
    }

    /**
     * The result of a scope reached a new height, or a new day began with it.
     *
     * @param newDay whether the losses of the day are counted from here
     */
    record MarkResult(Scope scope, long result, boolean newDay, long at) implements Command {}

    /** A scope has lost too much: it may only reduce until {@code until}, or until it is lifted. */
    record TripLimit(Scope scope, Trip trip, long at, long until) implements Command {}

    /** Somebody has lifted a trip, or its time is over. Losses are counted anew from here. */
    record LiftTrip(Scope scope, Trip trip, long at) implements Command {}

    /** When the price sets off a conditional order. */
    enum TriggerKind {
        /** It has gone against the order's side: a buy above, a sell below. */
        STOP(0),
        /** It has come to the order's side: a buy below, a sell above. */
        IF_TOUCHED(1),
        /** It has turned back from its best since. */
        TRAILING(2);

        private final int code;

        TriggerKind(int code) {
            this.code = code;
        }

        /** The constant's number in the journal; never given anew. */
        int code() {
            return code;
        }
    }

    /** Whose price is watched. */
    enum PriceSource {
        /** The last trade. */
        LAST(0),
        /** The mark price. */
        MARK(1),
        /** The index price. */
        INDEX(2);

        private final int code;

        PriceSource(int code) {
            this.code = code;
        }

        /** The constant's number in the journal; never given anew. */
        int code() {
            return code;
        }
    }

    /** What a fill of one order does to the other orders of its list. */
    enum Peers {
        /** Nothing. */
        NONE(0),
        /** One cancels the other (OCO, FIX 1385 = 1): the first fill ends the others. */
        CANCEL(1),
        /** One updates the other (OUO, FIX 1385 = 6): the others shrink by what is filled. */
        UPDATE(2);

        private final int code;

        Peers(int code) {
            this.code = code;
        }

        /** The constant's number in the journal; never given anew. */
        int code() {
            return code;
        }
    }

    /** Which limit on losses was reached. */
    enum Trip {
        /** The loss since the day began, UTC. */
        DAILY_LOSS(0),
        /** The loss since the highest result. */
        DRAWDOWN(1),
        /** Losses one after the other. */
        LOSS_STREAK(2);

        private final int code;

        Trip(int code) {
            this.code = code;
        }

        /** The constant's number in the journal; never given anew. */
        int code() {
            return code;
        }
    }
}
