package io.leverageguard.trading.execution;

import io.leverageguard.api.trading.History.AccountFills;
import io.leverageguard.api.trading.History.AccountOrders;
import io.leverageguard.api.trading.Holdings.Ledger;
import io.leverageguard.api.trading.Holdings.SubPositions;
import io.leverageguard.api.trading.Trading;
import io.leverageguard.api.trading.Trading.Account;
import io.leverageguard.api.trading.Trading.AccountRef;
import io.leverageguard.api.trading.Trading.Accounts;
import io.leverageguard.api.trading.Trading.AmendOrder;
import io.leverageguard.api.trading.Trading.Balance;
import io.leverageguard.api.trading.Trading.Balances;
import io.leverageguard.api.trading.Trading.CancelAll;
import io.leverageguard.api.trading.Trading.ClosePosition;
import io.leverageguard.api.trading.Trading.Fill;
import io.leverageguard.api.trading.Trading.Fills;
import io.leverageguard.api.trading.Trading.MarginMode;
import io.leverageguard.api.trading.Trading.OpenAccount;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.OrderRef;
import io.leverageguard.api.trading.Trading.OrderState;
import io.leverageguard.api.trading.Trading.Orders;
import io.leverageguard.api.trading.Trading.PlaceList;
import io.leverageguard.api.trading.Trading.PlaceOrder;
import io.leverageguard.api.trading.Trading.Position;
import io.leverageguard.api.trading.Trading.Positions;
import io.leverageguard.api.trading.Trading.Reconciliation;
import io.leverageguard.api.trading.Trading.SetLeverage;
import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.api.trading.Trading.TimeInForce;
import io.leverageguard.api.trading.TradingEvent;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.OrderId;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.ids.VenueKeyId;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.trading.execution.SimulatedVenue.Piece;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Trading over {@link SimulatedVenue}s: orders meet the books at once; tests say what goes wrong.
 */
final class SimulatedTrading implements Trading {
    /** What becomes of the next order. */
    enum Next {
        /** It goes its way. */
        PASS,
        /** The venue refuses it. */
        REJECT,
        /** Our own limits refuse it. */
        DENY,
        /** Nobody answers, and nothing has happened. */
        UNAVAILABLE,
        /** It has happened, and nobody answers. */
        LOSE_ANSWER,
        /** The rules refuse it. */
        REFUSE
    }

    /** Says that the process has died. */
    static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    private record Book(SimulatedVenue venue, Account account) {}

    final Deque<Next> script = new ArrayDeque<>();
    final Map<OrderId, Order> orders = new LinkedHashMap<>();
    final List<Fill> fills = new ArrayList<>();
    final Map<AccountId, BigDecimal> balances = new LinkedHashMap<>();
    final Map<AccountId, BigDecimal> positions = new LinkedHashMap<>();
    final Map<String, Next> always = new LinkedHashMap<>();
    Runnable onCall = () -> {};
    private final Map<AccountId, Book> accounts = new LinkedHashMap<>();
    private final List<EventFeed.Stored<TradingEvent>> events = new ArrayList<>();
    private final Clock clock;
    private final UserId owner;
    private int serial;

    SimulatedTrading(Clock clock, UserId owner) {
        this.clock = clock;
        this.owner = owner;
    }

    AccountId add(SimulatedVenue venue) {
        AccountId id = new AccountId(new UUID(7, accounts.size() + 1L));
        VenueKeyId key = new VenueKeyId(new UUID(8, accounts.size() + 1L));
        accounts.put(
                id, new Book(venue, new Account(id, owner, venue.name(), "uid", key, clock.now())));
        balances.put(id, new BigDecimal("10000000"));
        return id;
    }

    /** Somebody trades with an order that rests. */
    void fillResting(OrderId id, String quantity) {
        Order order = Objects.requireNonNull(orders.get(id));
        fill(order, new BigDecimal(quantity), Objects.requireNonNull(order.price()));
    }

    /** The orders that rest, oldest first. */
    List<Order> open() {
        return orders.values().stream().filter(order -> !order.state().isFinal()).toList();
    }

    BigDecimal filled() {
        return fills.stream().map(Fill::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Filled, and what may still be. */
    BigDecimal exposure() {
        return orders.values().stream()
                .map(one -> one.state().isFinal() ? one.filled() : one.quantity())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Override
    public Order place(Actor actor, PlaceOrder command) {
        onCall.run();
        Order first = orders.get(command.order());
        if (first != null) {
            return first;
        }
        Book book = Objects.requireNonNull(accounts.get(command.account()));
        Next next =
                always.getOrDefault(
                        book.venue().name(), script.isEmpty() ? Next.PASS : script.removeFirst());
        if (next == Next.UNAVAILABLE) {
            throw new Refusal(Refusal.Reason.UNAVAILABLE, "account_not_ready", "not now");
        }
        if (next == Next.REFUSE) {
            throw Refusal.unprocessable("below_min_notional", "too small");
        }
        Order order = order(command);
        if (next == Next.REJECT || next == Next.DENY) {
            OrderState to = next == Next.REJECT ? OrderState.REJECTED : OrderState.DENIED;
            return put(moved(order, to, BigDecimal.ZERO, null, "-2019: Margin is insufficient."));
        }
        put(moved(order, OrderState.ACCEPTED, BigDecimal.ZERO, null, ""));
        match(book.venue(), order);
        onCall.run();
        if (next == Next.LOSE_ANSWER) {
            throw new Refusal(Refusal.Reason.UNAVAILABLE, "database_unavailable", "lost");
        }
        return Objects.requireNonNull(orders.get(order.order()));
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
        onCall.run();
        Order order = order(actor, ref);
        if (order.state().isFinal()) {
            throw Refusal.conflict("order_not_open", "it is " + order.state());
        }
        return put(moved(order, OrderState.CANCELED, order.filled(), order.averagePrice(), ""));
    }

    @Override
    public Order order(Actor actor, OrderRef ref) {
        Order order = orders.get(ref.order());
        if (order == null) {
            throw Refusal.notFound("order", ref.order());
        }
        return order;
    }

    @Override
    public Account account(Actor actor, AccountRef ref) {
        Book book = accounts.get(ref.account());
        if (book == null || !actor.owns(owner)) {
            throw Refusal.notFound("account", ref.account());
        }
        return book.account();
    }

    @Override
    public Accounts accounts(Actor actor, None nothing) {
        return new Accounts(
                actor.owns(owner)
                        ? accounts.values().stream().map(Book::account).toList()
                        : List.of());
    }

    @Override
    public Balances balances(Actor actor, AccountRef ref) {
        BigDecimal free = Objects.requireNonNull(balances.get(ref.account()));
        return new Balances(List.of(new Balance("USDT", free, free)));
    }

    @Override
    public Positions positions(Actor actor, AccountRef ref) {
        BigDecimal held = positions.getOrDefault(ref.account(), BigDecimal.ZERO);
        if (held.signum() == 0) {
            return new Positions(List.of());
        }
        return new Positions(
                List.of(
                        new Position(
                                ref.account(),
                                SimulatedVenue.SYMBOL,
                                held,
                                BigDecimal.ONE,
                                BigDecimal.ZERO,
                                MarginMode.ISOLATED,
                                10,
                                BigDecimal.ONE,
                                BigDecimal.ZERO,
                                null,
                                null,
                                clock.now(),
                                clock.now())));
    }

    @Override
    public Fills fills(Actor actor, AccountFills ref) {
        return new Fills(
                fills.stream().filter(fill -> fill.account().equals(ref.account())).toList());
    }

    @Override
    public EventFeed<TradingEvent> events() {
        return (after, limit) ->
                events.stream().filter(stored -> stored.seq() > after).limit(limit).toList();
    }

    @Override
    public Orders orders(Actor actor, AccountOrders ref) {
        return new Orders(List.copyOf(orders.values()));
    }

    @Override
    public Account openAccount(Actor actor, OpenAccount command) {
        throw new AssertionError("not asked for here");
    }

    @Override
    public None setLeverage(Actor actor, SetLeverage command) {
        throw new AssertionError("not asked for here");
    }

    @Override
    public Reconciliation reconcile(Actor actor, AccountRef ref) {
        throw new AssertionError("not asked for here");
    }

    @Override
    public AuditTrail audit() {
        throw new AssertionError("not asked for here");
    }

    private void match(SimulatedVenue venue, Order order) {
        BigDecimal limit = order.price() == null ? BigDecimal.ZERO : order.price();
        boolean rests =
                order.timeInForce() == TimeInForce.GTC
                        || order.timeInForce() == TimeInForce.POST_ONLY;
        if (order.timeInForce() != TimeInForce.POST_ONLY) {
            for (Piece piece : venue.take(order.side(), order.quantity(), limit)) {
                fill(
                        Objects.requireNonNull(orders.get(order.order())),
                        piece.quantity(),
                        piece.price());
            }
        }
        Order after = Objects.requireNonNull(orders.get(order.order()));
        if (!rests && !after.state().isFinal()) {
            put(moved(after, OrderState.EXPIRED, after.filled(), after.averagePrice(), ""));
        }
    }

    private void fill(Order order, BigDecimal quantity, BigDecimal price) {
        Book book = Objects.requireNonNull(accounts.get(order.account()));
        BigDecimal filled = order.filled().add(quantity);
        BigDecimal before =
                order.averagePrice() == null
                        ? BigDecimal.ZERO
                        : order.averagePrice().multiply(order.filled());
        BigDecimal average =
                before.add(price.multiply(quantity)).divide(filled, 10, RoundingMode.HALF_EVEN);
        boolean whole = filled.compareTo(order.quantity()) == 0;
        put(
                moved(
                        order,
                        whole ? OrderState.FILLED : OrderState.PARTIALLY_FILLED,
                        filled,
                        average,
                        ""));
        Fill fill =
                new Fill(
                        order.account(),
                        order.order(),
                        "v",
                        "t" + serial++,
                        order.symbol(),
                        order.side(),
                        quantity,
                        price,
                        price.multiply(quantity).multiply(book.venue().fee),
                        BigDecimal.ZERO,
                        false,
                        "",
                        clock.now());
        fills.add(fill);
        positions.merge(
                order.account(),
                order.side() == Side.BUY ? quantity : quantity.negate(),
                BigDecimal::add);
        announce(new TradingEvent.OrderFilled(order.account(), fill));
    }

    private Order put(Order order) {
        orders.put(order.order(), order);
        announce(new TradingEvent.OrderChanged(order.account(), order));
        return order;
    }

    private void announce(TradingEvent event) {
        events.add(new EventFeed.Stored<>(events.size() + 1L, clock.now(), "", event));
    }

    private Order order(PlaceOrder command) {
        return new Order(
                command.order(),
                command.account(),
                command.order().toString(),
                "",
                command.symbol(),
                command.side(),
                command.type(),
                command.quantity(),
                command.price(),
                Objects.requireNonNullElse(command.timeInForce(), TimeInForce.IOC),
                Boolean.TRUE.equals(command.reduceOnly()),
                "",
                OrderState.INITIALIZED,
                BigDecimal.ZERO,
                null,
                "",
                clock.now(),
                clock.now());
    }

    private Order moved(
            Order order,
            OrderState to,
            BigDecimal filled,
            @Nullable BigDecimal average,
            String reason) {
        return new Order(
                order.order(),
                order.account(),
                order.clientOrderId(),
                order.venueOrderId(),
                order.symbol(),
                order.side(),
                order.type(),
                order.quantity(),
                order.price(),
                order.timeInForce(),
                order.reduceOnly(),
                order.strategy(),
                to,
                filled,
                average,
                reason,
                order.createdAt(),
                clock.now());
    }
}
