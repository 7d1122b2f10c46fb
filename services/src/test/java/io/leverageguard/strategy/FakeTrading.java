package io.leverageguard.strategy;

import io.leverageguard.api.trading.History.AccountFills;
import io.leverageguard.api.trading.History.AccountOrders;
import io.leverageguard.api.trading.Holdings.Ledger;
import io.leverageguard.api.trading.Holdings.SubPositions;
import io.leverageguard.api.trading.Trading;
import io.leverageguard.api.trading.Trading.Account;
import io.leverageguard.api.trading.Trading.AccountRef;
import io.leverageguard.api.trading.Trading.Accounts;
import io.leverageguard.api.trading.Trading.AmendOrder;
import io.leverageguard.api.trading.Trading.Balances;
import io.leverageguard.api.trading.Trading.CancelAll;
import io.leverageguard.api.trading.Trading.ClosePosition;
import io.leverageguard.api.trading.Trading.Fill;
import io.leverageguard.api.trading.Trading.Fills;
import io.leverageguard.api.trading.Trading.OpenAccount;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.OrderRef;
import io.leverageguard.api.trading.Trading.OrderState;
import io.leverageguard.api.trading.Trading.Orders;
import io.leverageguard.api.trading.Trading.PlaceList;
import io.leverageguard.api.trading.Trading.PlaceOrder;
import io.leverageguard.api.trading.Trading.Positions;
import io.leverageguard.api.trading.Trading.Reconciliation;
import io.leverageguard.api.trading.Trading.SetLeverage;
import io.leverageguard.api.trading.Trading.TimeInForce;
import io.leverageguard.api.trading.TradingEvent;
import io.leverageguard.api.trading.TradingEvent.OrderChanged;
import io.leverageguard.api.trading.TradingEvent.OrderFilled;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.OrderId;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.ids.VenueKeyId;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.testkit.MemoryFeed;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Trading in memory: market orders fill at once at one price, the same id is the same order. */
final class FakeTrading implements Trading {
    static final UserId OWNER = new UserId(new UUID(0, 7));
    static final AccountId ACCOUNT = new AccountId(new UUID(0, 8));

    final MemoryFeed<TradingEvent> feed = new MemoryFeed<>();
    final Map<OrderId, PlaceOrder> placed = new LinkedHashMap<>();
    final List<OrderId> cancelled = new ArrayList<>();
    BigDecimal price = new BigDecimal("100");
    boolean failAfterPlacing;
    boolean failBeforePlacing;
    boolean refuse;
    boolean keepOpen;

    @Override
    public Order place(Actor actor, PlaceOrder command) {
        if (refuse) {
            throw Refusal.conflict("account_halted", "no orders");
        }
        if (failBeforePlacing) {
            failBeforePlacing = false;
            throw new Refusal(Refusal.Reason.UNAVAILABLE, "no_answer", "it is not there");
        }
        boolean first = placed.put(command.order(), command) == null;
        Order order = order(command);
        if (first && !keepOpen) {
            fill(command);
            feed.add(new OrderChanged(ACCOUNT, order));
        }
        if (failAfterPlacing) {
            failAfterPlacing = false;
            throw new Refusal(Refusal.Reason.UNAVAILABLE, "no_answer", "the answer is lost");
        }
        return order;
    }

    void fill(PlaceOrder command) {
        feed.add(
                new OrderFilled(
                        ACCOUNT,
                        new Fill(
                                ACCOUNT,
                                command.order(),
                                "v1",
                                "t" + placed.size(),
                                command.symbol(),
                                command.side(),
                                command.quantity(),
                                price,
                                new BigDecimal("0.05"),
                                BigDecimal.ZERO,
                                false,
                                String.valueOf(command.strategy()),
                                Instant.EPOCH)));
    }

    /** Nobody knows what became of the order. */
    void lose(PlaceOrder command) {
        feed.add(new TradingEvent.OrderUnknown(ACCOUNT, order(command)));
    }

    /** The venue closes a part of a position. */
    void close(Closing how, String symbol, String quantity) {
        BigDecimal closed = new BigDecimal(quantity);
        String venueOrder = "v" + closed;
        feed.add(
                switch (how) {
                    case LIQUIDATION ->
                            new TradingEvent.PositionLiquidated(
                                    ACCOUNT,
                                    OWNER,
                                    "binance",
                                    symbol,
                                    "LONG",
                                    venueOrder,
                                    closed,
                                    price,
                                    Instant.EPOCH);
                    case ADL ->
                            new TradingEvent.PositionDeleveraged(
                                    ACCOUNT,
                                    symbol,
                                    "SHORT",
                                    venueOrder,
                                    closed,
                                    price,
                                    Instant.EPOCH);
                    case SETTLEMENT ->
                            new TradingEvent.PositionSettled(
                                    ACCOUNT,
                                    symbol,
                                    "LONG",
                                    venueOrder,
                                    closed,
                                    price,
                                    Instant.EPOCH);
                });
    }

    /** Why a venue closes a position. */
    enum Closing {
        LIQUIDATION,
        ADL,
        SETTLEMENT
    }

    private Order order(PlaceOrder command) {
        return new Order(
                command.order(),
                ACCOUNT,
                "c1",
                "v1",
                command.symbol(),
                command.side(),
                command.type(),
                command.quantity(),
                null,
                TimeInForce.GTC,
                false,
                String.valueOf(command.strategy()),
                keepOpen ? OrderState.ACCEPTED : OrderState.FILLED,
                keepOpen ? BigDecimal.ZERO : command.quantity(),
                null,
                "",
                Instant.EPOCH,
                Instant.EPOCH);
    }

    @Override
    public Account account(Actor actor, AccountRef ref) {
        if (!actor.owns(OWNER) || !ref.account().equals(ACCOUNT)) {
            throw Refusal.notFound("account", ref.account());
        }
        return new Account(
                ACCOUNT, OWNER, "binance", "uid", new VenueKeyId(new UUID(0, 1)), Instant.EPOCH);
    }

    @Override
    public Orders placeList(Actor actor, PlaceList command) {
        throw new AssertionError("not asked for here");
    }

    @Override
    public Order amend(Actor actor, AmendOrder command) {
        throw new AssertionError("not asked for here");
    }

    @Override
    public Orders cancelAll(Actor actor, CancelAll command) {
        throw new AssertionError("not asked for here");
    }

    @Override
    public Order closePosition(Actor actor, ClosePosition command) {
        throw new AssertionError("not asked for here");
    }

    @Override
    public SubPositions subPositions(Actor actor, AccountRef ref) {
        throw new AssertionError("not asked for here");
    }

    @Override
    public Ledger ledger(Actor actor, AccountRef ref) {
        throw new AssertionError("not asked for here");
    }

    @Override
    public Order cancel(Actor actor, OrderRef ref) {
        cancelled.add(ref.order());
        throw Refusal.conflict("order_not_open", "it is gone");
    }

    @Override
    public EventFeed<TradingEvent> events() {
        return feed;
    }

    @Override
    public Account openAccount(Actor actor, OpenAccount command) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Accounts accounts(Actor actor, None nothing) {
        throw new UnsupportedOperationException();
    }

    @Override
    public None setLeverage(Actor actor, SetLeverage command) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Order order(Actor actor, OrderRef ref) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Orders orders(Actor actor, AccountOrders ref) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Fills fills(Actor actor, AccountFills ref) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Positions positions(Actor actor, AccountRef ref) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Balances balances(Actor actor, AccountRef ref) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Reconciliation reconcile(Actor actor, AccountRef ref) {
        throw new UnsupportedOperationException();
    }

    @Override
    public AuditTrail audit() {
        throw new UnsupportedOperationException();
    }
}
