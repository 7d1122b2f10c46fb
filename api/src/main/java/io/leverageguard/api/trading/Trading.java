package io.leverageguard.api.trading;

import io.leverageguard.api.trading.Holdings.Ledger;
import io.leverageguard.api.trading.Holdings.SubPositions;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.OrderId;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.ids.VenueKeyId;
import io.leverageguard.kernel.rpc.Route.None;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Accounts, orders, fills, positions and balances; hosts the engine. */
public interface Trading extends History {
    /** Opens an account over a stored venue key. Opening it again returns the first. */
    Account openAccount(Actor actor, OpenAccount command);

    /** The actor's accounts; all of them for a service. */
    Accounts accounts(Actor actor, None nothing);

    /** One account; refuses with {@code account_not_found}, also when it is somebody else's. */
    Account account(Actor actor, AccountRef ref);

    /** Sets margin mode and leverage of one symbol at the venue. */
    None setLeverage(Actor actor, SetLeverage command);

    /**
     * Places an order. It is journalled before it is sent. The same id again returns the first
     * answer; with another content it is refused with {@code id_reused}. Returns when the venue has
     * answered or its answer is unknown; see {@link OrderState}.
     */
    Order place(Actor actor, PlaceOrder command);

    /**
     * Places several orders of one account and symbol that depend on each other. All are taken or
     * none; the answer has them in the order of the command. Repeating it returns the first answer.
     */
    Orders placeList(Actor actor, PlaceList command);

    /**
     * Changes quantity, price or trigger price of an open order; what is absent stays. Refuses with
     * {@code order_not_open}, {@code amend_unsupported} or {@code amend_rejected}.
     */
    Order amend(Actor actor, AmendOrder command);

    /** Asks the venue to cancel; refuses with {@code order_not_open}. */
    Order cancel(Actor actor, OrderRef ref);

    /**
     * Cancels every open order of an account, or of one symbol of it; returns what became of them.
     */
    Orders cancelAll(Actor actor, CancelAll command);

    /**
     * Closes a position by a reduce-only market order. The same id again returns the first answer;
     * refuses with {@code position_not_open}.
     */
    Order closePosition(Actor actor, ClosePosition command);

    /** One order. */
    Order order(Actor actor, OrderRef ref);

    /** The account's open positions. */
    Positions positions(Actor actor, AccountRef ref);

    /** Which strategy has what share of the account's positions. */
    SubPositions subPositions(Actor actor, AccountRef ref);

    /** The account's balances at the venue. */
    Balances balances(Actor actor, AccountRef ref);

    /** What the account earned and paid, newest first, at most 1,000 lines, and the sums of all. */
    Ledger ledger(Actor actor, AccountRef ref);

    /**
     * Compares orders, positions and balances with the venue, adopts what we missed, and says what
     * differed.
     */
    Reconciliation reconcile(Actor actor, AccountRef ref);

    /** What this service announces. */
    EventFeed<TradingEvent> events();

    /** Changes of accounts and of trading states. */
    AuditTrail audit();

    /** Buy or sell. */
    enum Side {
        /** Takes a long, or closes a short. */
        BUY,
        /** Takes a short, or closes a long. */
        SELL
    }

    /** How an order is priced. */
    enum OrderType {
        /** At the best price there is. */
        MARKET,
        /** At a price or better. */
        LIMIT
    }

    /** How long an order lives. */
    enum TimeInForce {
        /** Until cancelled. */
        GTC,
        /** At once, the rest is cancelled. */
        IOC,
        /** At once and whole, or not at all. */
        FOK,
        /** Only as maker. */
        POST_ONLY,
        /** Until an instant; kept by the venue where it can, otherwise by us. */
        GTD
    }

    /** What sets off a conditional order. */
    enum TriggerKind {
        /** The price went against the order's side: a buy above, a sell below. */
        STOP,
        /** The price came to the order's side: a buy below, a sell above. */
        IF_TOUCHED,
        /** The price turned back from its best since. */
        TRAILING
    }

    /** Whose price is watched. */
    enum TriggerSource {
        /** The last trade. */
        LAST,
        /** The mark price. */
        MARK,
        /** The index price. */
        INDEX
    }

    /** Where a conditional order waits. */
    enum Keeper {
        /** At the venue: it waits there also while we are away. */
        VENUE,
        /** In our engine: the venue does not see it before its time. */
        DESK
    }

    /** When {@link #place} returns. */
    enum Acknowledge {
        /** When the venue has answered, or its answer is unknown. */
        VENUE,
        /**
         * As soon as the order is journalled. It is sent next; what became of it is known also if
         * this process dies before that.
         */
        DURABLE
    }

    /** How the orders of a list depend on each other. */
    enum ListKind {
        /** One triggers the other: the others wait until the first is filled. */
        OTO,
        /** One cancels the other: the first fill of one ends the others. */
        OCO,
        /** One updates the other: the others shrink by what is filled of one. */
        OUO,
        /** The others wait until the first is filled, and then update each other. */
        BRACKET
    }

    /** Where the margin of a position comes from. */
    enum MarginMode {
        /** A sum set aside for the one position. */
        ISOLATED,
        /** The whole balance. */
        CROSS
    }

    /** Where an order stands. */
    enum OrderState {
        /** Journalled, not yet sent. */
        INITIALIZED,
        /** Refused by our own limits; never sent. */
        DENIED,
        /** Waiting in our engine for its trigger or for the order that it depends on. */
        EMULATED,
        /** No longer waiting; about to be sent. */
        RELEASED,
        /** Sent, no answer yet. */
        SUBMITTED,
        /** Sent; whether the venue has it is not known yet and is being asked. */
        UNKNOWN,
        /** Open at the venue. */
        ACCEPTED,
        /** The venue said no. */
        REJECTED,
        /** A conditional order that the venue has set off. */
        TRIGGERED,
        /** A change was sent. */
        PENDING_UPDATE,
        /** Open, partly filled. */
        PARTIALLY_FILLED,
        /** Filled whole. */
        FILLED,
        /** A cancel was sent. */
        PENDING_CANCEL,
        /** Cancelled. */
        CANCELED,
        /** Ended by the venue, for example the rest of an IOC order. */
        EXPIRED;

        /** Whether nothing more can happen to the order. */
        public boolean isFinal() {
            return switch (this) {
                case DENIED, REJECTED, FILLED, CANCELED, EXPIRED -> true;
                default -> false;
            };
        }
    }

    /** Names an account. */
    record AccountRef(AccountId account) {}

    /** Names an order. */
    record OrderRef(OrderId order) {}

    /** Which venue key to trade with. */
    record OpenAccount(VenueKeyId venueKey) {}

    /** An account. */
    record Account(
            AccountId account,
            UserId owner,
            String venue,
            String accountUid,
            VenueKeyId venueKey,
            Instant openedAt) {}

    /** Several accounts. */
    record Accounts(List<Account> accounts) {}

    /** Margin mode and leverage for one symbol. */
    record SetLeverage(AccountId account, String symbol, MarginMode marginMode, int leverage) {}

    /**
     * The condition of a conditional order: stop, if-touched or trailing, at the market or with a
     * limit as the type of the order says.
     *
     * @param source absent: the mark price
     * @param price absent only for a trailing order, which then trails at once
     * @param callback how far a trailing order lets the price turn back, as a share: 0.01 is 1 %;
     *     absent for the others
     * @param keeper absent: the venue where it can, otherwise we
     */
    record Trigger(
            TriggerKind kind,
            @Nullable TriggerSource source,
            @Nullable BigDecimal price,
            @Nullable BigDecimal callback,
            @Nullable Keeper keeper) {}

    /**
     * An order.
     *
     * @param order chosen by the caller, so that a repetition is recognised
     * @param quantity in base units
     * @param price needed for a limit order, absent for a market order
     * @param strategy a label that fills are attributed to, or absent
     * @param trigger absent for an order that is sent at once
     * @param goodTill when a {@link TimeInForce#GTD} order ends, absent for the others
     * @param acknowledge absent: {@link Acknowledge#VENUE}
     */
    record PlaceOrder(
            OrderId order,
            AccountId account,
            String symbol,
            Side side,
            OrderType type,
            BigDecimal quantity,
            @Nullable BigDecimal price,
            @Nullable TimeInForce timeInForce,
            @Nullable Boolean reduceOnly,
            @Nullable String strategy,
            @Nullable Trigger trigger,
            @Nullable Instant goodTill,
            @Nullable Acknowledge acknowledge) {
        /** An order that is sent at once and answered by the venue. */
        public PlaceOrder(
                OrderId order,
                AccountId account,
                String symbol,
                Side side,
                OrderType type,
                BigDecimal quantity,
                @Nullable BigDecimal price,
                @Nullable TimeInForce timeInForce,
                @Nullable Boolean reduceOnly,
                @Nullable String strategy) {
            this(
                    order,
                    account,
                    symbol,
                    side,
                    type,
                    quantity,
                    price,
                    timeInForce,
                    reduceOnly,
                    strategy,
                    null,
                    null,
                    null);
        }
    }

    /** Orders of one account and symbol, and how they depend on each other. */
    record PlaceList(ListKind kind, List<PlaceOrder> orders) {
        /** The list is copied. */
        public PlaceList {
            orders = List.copyOf(orders);
        }
    }

    /**
     * A change of an open order.
     *
     * @param quantity the new whole, with what is filled already
     */
    record AmendOrder(
            OrderId order,
            @Nullable BigDecimal quantity,
            @Nullable BigDecimal price,
            @Nullable BigDecimal triggerPrice) {}

    /** Which orders to cancel; without a symbol all of the account. */
    record CancelAll(AccountId account, @Nullable String symbol) {}

    /**
     * A position to close.
     *
     * @param order the id of the order that closes it, chosen by the caller
     */
    record ClosePosition(
            OrderId order, AccountId account, String symbol, @Nullable String strategy) {}

    /**
     * What an order depends on.
     *
     * @param list the first order of its list, which names it
     * @param parent the order that has to be filled first, absent where there is none
     */
    record Link(OrderId list, ListKind kind, @Nullable OrderId parent) {}

    /**
     * An order and where it stands; {@code reason} says why when it was denied or rejected.
     *
     * @param trigger with what the caller left open decided; of an order that has been changed, as
     *     it is now
     * @param link absent where it depends on no other
     */
    record Order(
            OrderId order,
            AccountId account,
            String clientOrderId,
            String venueOrderId,
            String symbol,
            Side side,
            OrderType type,
            BigDecimal quantity,
            @Nullable BigDecimal price,
            TimeInForce timeInForce,
            boolean reduceOnly,
            String strategy,
            OrderState state,
            BigDecimal filled,
            @Nullable BigDecimal averagePrice,
            String reason,
            Instant createdAt,
            Instant updatedAt,
            @Nullable Trigger trigger,
            @Nullable Instant goodTill,
            @Nullable Link link) {
        /** An order without conditions. */
        public Order(
                OrderId order,
                AccountId account,
                String clientOrderId,
                String venueOrderId,
                String symbol,
                Side side,
                OrderType type,
                BigDecimal quantity,
                @Nullable BigDecimal price,
                TimeInForce timeInForce,
                boolean reduceOnly,
                String strategy,
                OrderState state,
                BigDecimal filled,
                @Nullable BigDecimal averagePrice,
                String reason,
                Instant createdAt,
                Instant updatedAt) {
            this(
                    order,
                    account,
                    clientOrderId,
                    venueOrderId,
                    symbol,
                    side,
                    type,
                    quantity,
                    price,
                    timeInForce,
                    reduceOnly,
                    strategy,
                    state,
                    filled,
                    averagePrice,
                    reason,
                    createdAt,
                    updatedAt,
                    null,
                    null,
                    null);
        }
    }

    /** Several orders. */
    record Orders(List<Order> orders) {}

    /**
     * A fill; {@code fee} is positive when paid, {@code realizedPnl} before fees, both in the quote
     * asset.
     */
    record Fill(
            AccountId account,
            OrderId order,
            String venueOrderId,
            String tradeId,
            String symbol,
            Side side,
            BigDecimal quantity,
            BigDecimal price,
            BigDecimal fee,
            BigDecimal realizedPnl,
            boolean maker,
            String strategy,
            Instant at) {}

    /** Several fills. */
    record Fills(List<Fill> fills) {}

    /**
     * An open position.
     *
     * @param quantity base units, positive for a long, negative for a short
     * @param margin isolated wallet balance, before unrealised profit; for cross the initial margin
     * @param liquidationPrice from the one margin implementation; absent when it cannot be reached
     * @param distance |mark − liquidation price| over mark, absent with it
     */
    record Position(
            AccountId account,
            String symbol,
            BigDecimal quantity,
            BigDecimal entryPrice,
            BigDecimal margin,
            MarginMode marginMode,
            int leverage,
            BigDecimal markPrice,
            BigDecimal unrealizedPnl,
            @Nullable BigDecimal liquidationPrice,
            @Nullable BigDecimal distance,
            Instant openedAt,
            Instant updatedAt) {}

    /** Several positions. */
    record Positions(List<Position> positions) {}

    /** What an account has at the venue. */
    record Balance(String asset, BigDecimal wallet, BigDecimal available) {}

    /** Several balances. */
    record Balances(List<Balance> balances) {}

    /** What differed from the venue; empty when nothing did. */
    record Reconciliation(AccountId account, Instant at, List<String> breaks) {}
}
