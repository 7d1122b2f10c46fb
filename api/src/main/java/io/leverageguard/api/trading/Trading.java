package io.leverageguard.api.trading;

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
public interface Trading {
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

    /** Asks the venue to cancel; refuses with {@code order_not_open}. */
    Order cancel(Actor actor, OrderRef ref);

    /** One order. */
    Order order(Actor actor, OrderRef ref);

    /** The account's orders, newest first, at most 500. */
    Orders orders(Actor actor, AccountRef ref);

    /** The account's fills, oldest first, at most 1,000. */
    Fills fills(Actor actor, AccountRef ref);

    /** The account's open positions. */
    Positions positions(Actor actor, AccountRef ref);

    /** The account's balances at the venue. */
    Balances balances(Actor actor, AccountRef ref);

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
        POST_ONLY
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
        /** Sent, no answer yet. */
        SUBMITTED,
        /** Sent; whether the venue has it is not known yet and is being asked. */
        UNKNOWN,
        /** Open at the venue. */
        ACCEPTED,
        /** The venue said no. */
        REJECTED,
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
     * An order.
     *
     * @param order chosen by the caller, so that a repetition is recognised
     * @param quantity in base units
     * @param price needed for a limit order, absent for a market order
     * @param strategy a label that fills are attributed to, or absent
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
            @Nullable String strategy) {}

    /** An order and where it stands; {@code reason} says why when it was denied or rejected. */
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
            Instant updatedAt) {}

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
